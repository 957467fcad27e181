import type { CallResult, FollowUp, Line, ListedPages, Notice } from '../../probe/index.ts';
import type { ListName, SectionName } from '../../protocol/inventory.ts';
import { isObject } from '../../protocol/mcp/conformance.ts';
import { LIST_METHODS, LIST_NAMES } from '../../protocol/mcp/list-methods.ts';
import type { ProbeCall } from '../../protocol/probe.ts';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import type { Era, Session } from '../../protocol/session.ts';
import type { Snapshot } from '../../protocol/snapshot.ts';
import type { Offered } from '../history/messages.ts';
import type { LiveFrame } from '../session/live-frame.ts';
import type { LiveSession } from '../session/live-session.ts';
import type { Answer, CallOptions } from '../session/requester.ts';
import { readMessage } from '../session/results.ts';
import type { LineAllowance } from './allowance.ts';
import type { Judging } from './judging.ts';
import type { Whereabouts } from './whereabouts.ts';
import { placesIn, walkLists, type Asking } from './list-walk.ts';

/** ms for one answer, and for all lists to be whole again. */
const ANSWER_WITHIN = 15_000;
const LISTS_WITHIN = 30_000;
/** Answers that are handed to a probe; a longer one is in its frame, and the rules have read it. */
const MOST_VALUE = 1024 * 1024;
const MOST_NOTICES = 5000;
/** Beyond, nobody gives a cursor like it. */
const NO_CURSOR = 'mcp-sec-inspect: a cursor that was never given';
const CHANGED = new Map<string, SectionName>([
  ['notifications/tools/list_changed', 'tools'],
  ['notifications/prompts/list_changed', 'prompts'],
  ['notifications/resources/list_changed', 'resources'],
]);

export interface ProbeLineParts {
  live: LiveSession;
  judging: Judging;
  whereabouts: Whereabouts;
  allowed: LineAllowance;
  notices: Notices;
  /** What was offered when it was opened, and where that stands. */
  opening: { offered: Offered; snapshot: Snapshot; lists: ListName[] };
  now(): number;
  closed(): Promise<void>;
}

/** Notices that lists had changed, as they come. */
export class Notices {
  readonly all: Notice[] = [];

  take(frames: readonly LiveFrame[]): void {
    for (const { head, scan, summary } of frames) {
      if (head.toward !== 'client') continue;
      for (const { kind, method = '' } of scan?.messages ?? []) {
        const section = kind === 'notification' ? CHANGED.get(method) : undefined;
        if (section !== undefined && this.all.length < MOST_NOTICES)
          this.all.push({ frame: summary.seq, section, at: head.mono });
      }
    }
  }
}

/** A recorded session of a probe, as the probe has it: only what its plan holds is sent. */
export class ProbeLine implements Line {
  readonly session: string;
  readonly era: Era;
  readonly offered: Snapshot;
  #p: ProbeLineParts;
  #closing: Promise<void> | undefined;

  constructor(parts: ProbeLineParts) {
    const { id, era = 'handshake' } = parts.live.record.current;
    this.session = id;
    this.era = era;
    this.offered = parts.opening.snapshot;
    this.#p = parts;
  }

  async relist(): Promise<Outcome<Snapshot>> {
    const problem = this.#p.allowed.list();
    if (problem !== undefined) return { ok: false, problem };
    const { opening, judging, now } = this.#p;
    const inventory = await walkLists(opening.lists, this.#asking());
    const gone = this.#gone;
    if (gone !== undefined) return { ok: false, problem: gone };
    const places = await placesIn(inventory, this.#now, now(), opening.offered);
    if (!places.ok) return places;
    this.#p.whereabouts.note(places.value);
    return judging.ask('read', places.value);
  }

  async pages(section: SectionName): Promise<Outcome<ListedPages>> {
    const list = LIST_NAMES.find((name) => name === section);
    const problem = list === undefined ? noList(section) : this.#p.allowed.list();
    if (list === undefined || problem !== undefined)
      return { ok: false, problem: problem ?? noList(section) };
    const pages: { frame: number }[] = [];
    const inventory = await walkLists([list], this.#asking(), (_, page) => pages.push(page));
    const gone = this.#gone;
    if (gone !== undefined) return { ok: false, problem: gone };
    const places = await placesIn(inventory, this.#now, this.#p.now());
    if (!places.ok) return places;
    const read = await this.#p.judging.ask('read', places.value);
    if (!read.ok) return read;
    const items = new Map<number, { name: string; hash: string }[]>();
    for (const [at, { name, hash }] of read.value.items.entries()) {
      const frame = places.value.places[at]?.[3] ?? 0;
      const onPage = items.get(frame);
      if (onPage === undefined) items.set(frame, [{ name, hash }]);
      else onPage.push({ name, hash });
    }
    const end = inventory.page({ q: '', sections: [list], from: 0, limit: 0 });
    const left = end.sections.find((one) => one.section === list)?.words;
    return {
      ok: true,
      value: {
        pages: pages.map(({ frame }) => ({ frame, items: items.get(frame) ?? [] })),
        ...(left === undefined ? {} : { left }),
      },
    };
  }

  async badCursor(
    section: SectionName,
  ): Promise<Outcome<{ frame: number; isRefused: boolean; names: string[] }>> {
    const list = LIST_NAMES.find((name) => name === section);
    const problem = list === undefined ? noList(section) : this.#p.allowed.list();
    if (list === undefined || problem !== undefined)
      return { ok: false, problem: problem ?? noList(section) };
    const { method, key } = LIST_METHODS[list];
    const asked = await this.#call({ method, params: JSON.stringify({ cursor: NO_CURSOR }) });
    if (!asked.ok) return asked;
    const { outcome, frame } = asked.value;
    if (outcome === 'http' && asked.value.http !== undefined)
      return { ok: true, value: { frame: asked.value.http.frame, isRefused: true, names: [] } };
    if (frame === undefined) return { ok: false, problem: notAnswered(method, asked.value) };
    // Not read, and therefore not known: that is not the same as a list without names.
    if (frame.summary.bytes > MOST_VALUE) return { ok: false, problem: tooLong(method) };
    const value = await valueOf(asked.value);
    const entries = isObject(value) && Array.isArray(value[key]) ? (value[key] as unknown[]) : [];
    const names = entries.flatMap((entry) =>
      isObject(entry) && typeof entry['name'] === 'string' ? [entry['name']] : [],
    );
    return { ok: true, value: { frame: frame.summary.seq, isRefused: outcome === 'error', names } };
  }

  async call(call: ProbeCall): Promise<Outcome<CallResult>> {
    const problem = this.#p.allowed.call(call);
    if (problem !== undefined) return { ok: false, problem };
    return this.#called(call, `{"name":${JSON.stringify(call.tool)},"arguments":${call.args}}`);
  }

  async followUp({ call, responses, state }: FollowUp): Promise<Outcome<CallResult>> {
    const problem = this.#p.allowed.followUp(call);
    if (problem !== undefined) return { ok: false, problem };
    const given = responses.map(({ key, text }) => `${JSON.stringify(key)}:${text}`);
    const members = [
      `"name":${JSON.stringify(call.tool)}`,
      `"arguments":${call.args}`,
      `"inputResponses":{${given.join(',')}}`,
      ...(state === undefined ? [] : [`"requestState":${JSON.stringify(state)}`]),
    ];
    return this.#called(call, `{${members.join(',')}}`);
  }

  async #called(call: ProbeCall, params: string): Promise<Outcome<CallResult>> {
    const asked = await this.#call({ method: 'tools/call', params });
    if (!asked.ok) return asked;
    const { outcome, frame, request } = asked.value;
    if (frame === undefined || (outcome !== 'result' && outcome !== 'error'))
      return { ok: false, problem: notAnswered(`the call of ${call.tool}`, asked.value) };
    const { target, reachedBy, transport } = this.#now;
    const of =
      transport === 'stdio'
        ? { key: target, transport: 'stdio' as const }
        : { key: target, transport: 'http' as const, url: reachedBy };
    const answer = frame.summary.seq;
    const found = await this.#p.judging.ask('found', { session: this.session, target: of, request, answer });
    if (!found.ok) return found;
    const value = await valueOf(asked.value);
    const isError = outcome === 'error' || (isObject(value) && value['isError'] === true);
    return { ok: true, value: { request, frame: answer, value, isError, findings: found.value } };
  }

  notices(): readonly Notice[] {
    return this.#p.notices.all;
  }

  close(): Promise<void> {
    return (this.#closing ??= this.#p.closed());
  }

  get #now(): Session {
    return this.#p.live.record.current;
  }

  /** Why nothing more comes of it. */
  get #gone(): Problem | undefined {
    const { state } = this.#now;
    if (state.kind === 'open') return undefined;
    const why = state.kind === 'closed' ? state.reason : state.kind;
    return { code: 'line-closed', message: `The connection is closed: ${why}.` };
  }

  /** All calls of one walk together have so long. */
  #asking(): Asking {
    const until = performance.now() + LISTS_WITHIN;
    return {
      session: () => this.#now,
      call: (options) => {
        const left = Math.min(ANSWER_WITHIN, until - performance.now());
        if (left > 0) return this.#call(options, left);
        const message = `the lists were not whole within ${LISTS_WITHIN / 1000} s`;
        return Promise.resolve({ ok: false, problem: { code: 'too-late', message } });
      },
    };
  }

  async #call(options: CallOptions, timeout = ANSWER_WITHIN): Promise<Outcome<Answer>> {
    const problem = this.#gone;
    return problem === undefined
      ? this.#p.live.call({ ...options, timeout: Math.ceil(timeout) })
      : { ok: false, problem };
  }
}

async function valueOf({ frame, rpcId }: Answer): Promise<unknown> {
  if (frame === undefined || frame.summary.bytes > MOST_VALUE) return undefined;
  const message = await readMessage(frame, rpcId);
  return message?.['result'] ?? message?.['error'];
}

function notAnswered(what: string, { outcome, problem, http }: Answer): Problem {
  if (problem !== undefined) return problem;
  const how = outcome === 'http' ? `HTTP ${http?.status ?? ''} without an answer in it` : outcome;
  return { code: 'not-answered', message: `There was no answer to ${what.slice(0, 120)}: ${how}.` };
}

function tooLong(method: string): Problem {
  return {
    code: 'too-long',
    message: `The answer to ${method} is longer than ${MOST_VALUE / 1024 / 1024} MiB and was not read.`,
  };
}

function noList(section: SectionName): Problem {
  return { code: 'no-list', message: `There is no list of ${section}.` };
}
