import { setImmediate } from 'node:timers/promises';
import type { TargetFacts } from '../../inspect/index.ts';
import type {
  InspectionNews,
  InspectionState,
  RulePack,
  RuleProblem,
  Severity,
} from '../../protocol/finding.ts';
import type { FrameSummary } from '../../protocol/frame.ts';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import type { Session } from '../../protocol/session.ts';
import { FindingsShelf, type Held } from './findings-shelf.ts';
import { Inspector } from './inspector.ts';
import type { FoundBatch, PackNews, RuleFile } from './messages.ts';
import type { RulesFolder } from './rules-folder.ts';
import { noCounts, SessionFindings } from './session-findings.ts';
import type { TriageStore } from './triage-store.ts';

export interface InspectionsOptions {
  sessionsFolder: string;
  journal: {
    sessions(): Session[];
    session(id: string): Session | undefined;
    /** Tells the index which frames have findings: seq and a bit per severity, in turn. `isAnew`: and no others. */
    found(session: string, marks: Uint32Array, isAnew: boolean): void;
  };
  triage: TriageStore;
  rules: RulesFolder;
  workerUrl: URL;
  /** ms for one frame. */
  limit?: number;
  /** Modules with more rules, for tests. */
  moreRules?: string[];
  /** `by-itself`: what is recorded, and then what was recorded before. `on-request`: only what is asked for. */
  inspects: 'by-itself' | 'on-request';
  /** false: what is found is kept in memory only. */
  writes: boolean;
  news(news: InspectionNews): void;
  rulesChanged(version: string): void;
  onProblem(problem: Problem): void;
}

const HAND_OVER_MS = 20;
const NEWS_EVERY_MS = 100;
const LOOK_AROUND_AFTER_MS = 1500;
/** Recorded earlier, in all, that is inspected without being asked for. */
const MOST_BY_ITSELF = 256 * 1024 * 1024;
const FRAME_LIMIT_MS = 30_000;
const MOST_MARKED = 200;
const MOST_NOTES_TOLD = 20;
const CLOSING_MS = 500;

/** Inspects every session behind its recording, and keeps what was found. Recording only ever tells it a number. */
export class Inspections {
  /** Changes with anything found, decided or inspected. */
  version = 0;
  readonly shelf: FindingsShelf;
  #o: InspectionsOptions;
  #inspector: Inspector;
  #pack: PackNews | undefined;
  #folderProblems: RuleProblem[] = [];
  #packWaiters: ((pack: PackNews) => void)[] = [];
  /** Newest seq of each session that is recorded here. */
  #live = new Map<string, number>();
  #toHandOver = new Set<string>();
  #handOverTimer: NodeJS.Timeout | undefined;
  #changed = new Set<string>();
  #newsTimer: NodeJS.Timeout | undefined;
  /** Recorded earlier and to be inspected, the next one first. */
  #queue: string[] = [];
  #background: string | undefined;
  #later: NodeJS.Timeout | undefined;
  #loading: Promise<void> | undefined;
  #isClosed = false;

  constructor(options: InspectionsOptions) {
    this.#o = options;
    const trouble = (message: string): void => options.onProblem({ code: 'findings', message });
    const { sessionsFolder, writes } = options;
    this.shelf = new FindingsShelf({ sessionsFolder, writes, onProblem: trouble });
    this.#inspector = new Inspector({
      workerUrl: options.workerUrl,
      sessionsFolder,
      limit: options.limit ?? FRAME_LIMIT_MS,
      moreRules: options.moreRules ?? [],
      files: () => this.#readRules(),
      pack: (pack) => this.#packed(pack),
      begun: (session, job) => this.#begun(session, job),
      found: (batch) => this.#found(batch),
      givenUp: (session, words) => this.#givenUp(session, words),
      trouble: options.onProblem,
    });
    if (options.inspects === 'by-itself')
      this.#later = setTimeout(() => void this.#lookAround(), LOOK_AROUND_AFTER_MS).unref();
  }

  /** Frames are in their session's file; rows of one session, in order. Costs nothing that grows with them. */
  recorded(rows: readonly FrameSummary[]): void {
    const last = rows.at(-1);
    if (last === undefined || this.#o.inspects !== 'by-itself' || this.#isClosed) return;
    this.#live.set(last.session, last.seq);
    this.#handOver(last.session);
  }

  /** Nothing more is recorded of it. */
  over(session: string): void {
    if (this.#o.inspects !== 'by-itself' || this.#isClosed || !this.#live.has(session)) return;
    const upTo = this.#live.get(session)!;
    this.#live.delete(session);
    if (!this.#toHandOver.delete(session) || this.#inspector.isDoing(session))
      this.#inspector.more(session, upTo, true);
    else this.#begin(session, upTo, false, true);
  }

  forget(session: string): void {
    this.#inspector.forget(session);
    this.#queue = this.#queue.filter((one) => one !== session);
    for (const set of [this.#toHandOver, this.#changed]) set.delete(session);
    this.#live.delete(session);
    this.shelf.forget(session);
    this.version++;
    this.#nextInBackground();
  }

  severityAt(session: string, seq: number): Severity | undefined {
    return this.shelf.known(session)?.shown?.severityAt(seq);
  }

  /** Of the sessions read so far. */
  states(): InspectionState[] {
    return [...this.shelf.sessions()].flatMap(([id, held]) => {
      const session = this.#o.journal.session(id);
      return session === undefined ? [] : [this.#stateOf(session, held)];
    });
  }

  behind(session: Session, { shown, next }: Held): number {
    if (shown?.isWhole === true && !this.#inspector.isDoing(session.id)) return 0;
    return Math.max(0, session.frames - ((next ?? shown)?.upTo ?? 0));
  }

  async pack(): Promise<RulePack> {
    const pack = this.#pack ?? (await this.#nextPack(() => this.#inspector.start()));
    const problems = [...this.#folderProblems, ...pack.problems];
    return { version: pack.version, rules: pack.rules, problems, folder: this.#o.rules.path };
  }

  async reloadRules(): Promise<RulePack> {
    this.#o.rules.make();
    await this.#nextPack(() => this.#inspector.rules(this.#readRules()));
    return this.pack();
  }

  /** Begins to inspect a session, or all of them, from the first frame on. */
  inspectAgain(id: string | undefined): Outcome<{ sessions: number }> {
    const all = this.#o.journal.sessions();
    const wanted = id === undefined ? all : all.filter((session) => session.id === id);
    if (id !== undefined && wanted.length === 0)
      return refuse('no-such-session', `There is no session ${id.slice(0, 40)}.`);
    const able = wanted.filter((session) => this.#live.has(session.id) || isOver(session));
    if (id !== undefined && able.length === 0)
      return refuse(
        'session-live',
        'This session is being recorded by another process.',
        'Wait for its end.',
      );
    for (const session of able) {
      const upTo = this.#live.get(session.id);
      if (upTo === undefined) this.#queueUp(session.id, id !== undefined);
      else this.#begin(session.id, upTo, true, false);
    }
    this.#nextInBackground();
    return { ok: true, value: { sessions: able.length } };
  }

  /** A decision changes what is open. */
  decided(fingerprint: string): void {
    this.version++;
    for (const [id, { shown }] of this.shelf.sessions())
      if (shown?.problems.has(fingerprint) === true) this.#tell(id);
  }

  /** Resolves when the findings of all sessions are read. */
  async loaded(): Promise<void> {
    await (this.#loading ??= this.#load());
  }

  /** The index lost what it was told. */
  tellIndex(): void {
    for (const [id, { shown }] of this.shelf.sessions())
      if (shown !== undefined) this.#o.journal.found(id, shown.markPairs(), true);
  }

  /** Resolves when everything that was begun, live sessions included, is inspected and written. */
  async settled(): Promise<void> {
    while (!this.#isSettled()) await wait(10);
    await this.shelf.saved();
  }

  async close(): Promise<void> {
    const deadline = performance.now() + CLOSING_MS;
    this.#queue = [];
    const isDue = (): boolean => this.#live.size > 0 || !this.#isSettled();
    if (this.#o.inspects === 'by-itself')
      while (isDue() && this.#background === undefined && performance.now() < deadline) await wait(5);
    this.#isClosed = true;
    for (const timer of [this.#later, this.#handOverTimer, this.#newsTimer]) clearTimeout(timer);
    await this.#inspector.close();
    await this.shelf.saved();
  }

  #isSettled(): boolean {
    if (this.#toHandOver.size > 0 || this.#queue.length > 0 || this.#background !== undefined) return false;
    for (const [id, upTo] of this.#live) if ((this.shelf.known(id)?.next?.upTo ?? 0) < upTo) return false;
    return !this.#inspector.isBusyBut((session) => this.#live.has(session));
  }

  #handOver(session: string): void {
    this.#toHandOver.add(session);
    this.#handOverTimer ??= setTimeout(() => {
      this.#handOverTimer = undefined;
      for (const id of this.#toHandOver) {
        const upTo = this.#live.get(id);
        if (upTo === undefined) continue;
        if (this.#inspector.isDoing(id)) this.#inspector.more(id, upTo, false);
        else this.#begin(id, upTo, true, false);
      }
      this.#toHandOver.clear();
    }, HAND_OVER_MS).unref();
  }

  #begin(id: string, upTo: number, isLive: boolean, isOver: boolean): void {
    const session = this.#o.journal.session(id);
    if (session === undefined) return;
    if (isLive && this.shelf.known(id) === undefined) this.shelf.begin(id);
    this.#inspector.begin({ session: id, target: factsOf(session), upTo, isOver, isLive });
  }

  #begun(session: string, job: number): void {
    const held = this.shelf.get(session);
    held.next = new SessionFindings(job);
    this.#tell(session);
  }

  #found(batch: FoundBatch): void {
    const held = this.shelf.known(batch.session);
    if (held?.next === undefined) return;
    const { next, shown } = held;
    next.take(batch);
    if (shown === next) {
      if (batch.marks.length > 0) this.#o.journal.found(batch.session, batch.marks, false);
    } else if (next.isWhole || shown === undefined || next.upTo >= shown.upTo) {
      held.shown = next;
      this.#o.journal.found(batch.session, next.markPairs(), true);
    }
    if (held.shown === next) this.shelf.save(batch.session);
    this.#tell(batch.session);
    if (batch.isWhole) this.#done(batch.session);
  }

  #givenUp(session: string, words: string): void {
    const held = this.shelf.known(session);
    const findings = held?.next ?? held?.shown;
    if (held === undefined || findings === undefined) return;
    findings.notInspected.push({ frame: findings.upTo + 1, words });
    findings.isWhole = true;
    held.shown = findings;
    this.#o.journal.found(session, findings.markPairs(), true);
    this.shelf.save(session);
    this.#tell(session);
    this.#done(session);
  }

  #done(session: string): void {
    if (this.#background === session) this.#background = undefined;
    this.#nextInBackground();
  }

  #queueUp(session: string, isFirst: boolean): void {
    this.#queue = this.#queue.filter((one) => one !== session);
    if (isFirst) this.#queue.unshift(session);
    else this.#queue.push(session);
  }

  #nextInBackground(): void {
    if (this.#isClosed) return;
    if (this.#background !== undefined && this.#inspector.isDoing(this.#background)) return;
    this.#background = this.#queue.shift();
    if (this.#background === undefined) return;
    const session = this.#o.journal.session(this.#background);
    if (session === undefined) {
      this.#background = undefined;
      this.#nextInBackground();
    } else this.#begin(session.id, session.frames, false, true);
  }

  async #lookAround(): Promise<void> {
    if (this.#o.journal.sessions().length === 0) return;
    await this.loaded();
    const { version } = await this.pack();
    this.#queueStale(version);
  }

  /** What was never inspected, or by other rules; the newest first, and not without end. */
  #queueStale(version: string): void {
    let bytes = 0;
    for (const session of this.#o.journal.sessions().reverse()) {
      if (this.#live.has(session.id) || this.#inspector.isDoing(session.id) || !isOver(session)) continue;
      const { shown } = this.shelf.get(session.id);
      if (shown?.isWhole === true && shown.pack === version) continue;
      bytes += session.bytes;
      if (bytes > MOST_BY_ITSELF) break;
      this.#queueUp(session.id, false);
    }
    this.#nextInBackground();
  }

  async #load(): Promise<void> {
    for (const { id } of this.#o.journal.sessions()) {
      if (this.shelf.known(id) !== undefined) continue;
      const { shown } = this.shelf.get(id);
      if (shown !== undefined) this.#o.journal.found(id, shown.markPairs(), true);
      this.#tell(id);
      await setImmediate();
    }
  }

  #readRules(): RuleFile[] {
    const { files, problems } = this.#o.rules.read();
    this.#folderProblems = problems;
    return files;
  }

  #nextPack(begin: () => void): Promise<PackNews> {
    return new Promise((resolve) => {
      this.#packWaiters.push(resolve);
      begin();
    });
  }

  #packed(pack: PackNews): void {
    const before = this.#pack?.version;
    this.#pack = pack;
    for (const resolve of this.#packWaiters.splice(0)) resolve(pack);
    if (before === pack.version) return;
    this.#o.rulesChanged(pack.version);
    if (before === undefined || this.#o.inspects !== 'by-itself') return;
    for (const [id, upTo] of this.#live) this.#begin(id, upTo, true, false);
    this.#queueStale(pack.version);
  }

  #tell(session: string): void {
    const held = this.shelf.known(session);
    if (held === undefined) return;
    held.version++;
    this.version++;
    this.#changed.add(session);
    this.#newsTimer ??= setTimeout(() => {
      this.#newsTimer = undefined;
      for (const id of this.#changed) this.#sendNews(id);
      this.#changed.clear();
    }, NEWS_EVERY_MS).unref();
  }

  #sendNews(id: string): void {
    const session = this.#o.journal.session(id);
    const held = this.shelf.known(id);
    if (session === undefined || held === undefined) return;
    const marked = held.shown?.newestMarks(MOST_MARKED) ?? [];
    this.#o.news({ state: this.#stateOf(session, held), marked });
  }

  #stateOf(session: Session, held: Held): InspectionState {
    const { shown, version } = held;
    return {
      session: session.id,
      upTo: shown?.upTo ?? 0,
      behind: this.behind(session, held),
      pack: shown?.pack ?? '',
      open: shown?.open((fingerprint) => this.#o.triage.of(fingerprint)) ?? noCounts(),
      version,
      notInspected: (shown?.notInspected ?? []).slice(0, MOST_NOTES_TOLD),
    };
  }
}

function isOver({ state }: Session): boolean {
  return state.kind === 'closed' || state.kind === 'failed';
}

function factsOf({ target, transport, reachedBy }: Session): TargetFacts {
  if (transport === 'stdio' || transport === 'recording') return { key: target, transport };
  return { key: target, transport: 'http', ...(URL.canParse(reachedBy) ? { url: reachedBy } : {}) };
}

function refuse(code: string, message: string, hint?: string): { ok: false; problem: Problem } {
  return { ok: false, problem: { code, message, ...(hint === undefined ? {} : { hint }) } };
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
