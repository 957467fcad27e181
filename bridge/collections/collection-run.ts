import type { Collection, SavedCall } from '../../protocol/collection/collection.ts';
import type {
  CallResult,
  CallVerdict,
  CollectionRun,
  CollectionRunHead,
  Failure,
} from '../../protocol/collection/run.ts';
import type { CallState, SendText, SentText } from '../../protocol/craft.ts';
import { SEVERITIES, type FrameFindings, type Severity } from '../../protocol/finding.ts';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import { dripTime } from '../../protocol/raw/limits.ts';
import type { StreamListener } from '../stream/source.ts';
import { heard, Stop } from './heard.ts';
import { failuresOf, faultOf, type Seen } from './judging.ts';
import { readSeen, type AnswerShelf } from './seen.ts';

/** ms that a call may take, unless somebody says otherwise. */
export const USUAL_TIMEOUT = 30_000;
/** ms more until a call that took too long has been told so. */
const GRACE = 5_000;
/** ms until the answer is inspected. */
const INSPECTED_WITHIN = 20_000;

export interface CollectionRunParts {
  id: string;
  collection: Collection;
  calls: readonly SavedCall[];
  session: string;
  /** A line of stdio that has no id is answered by nobody. */
  isStdio(): boolean;
  /** Names of the environment that were agreed to. */
  env: readonly string[];
  timeout: number;
  send(session: string, text: SendText): Promise<Outcome<SentText>>;
  callState(session: string, request: number): Promise<Outcome<CallState>>;
  cancel(session: string, request: number, reason: string): Promise<unknown>;
  isLive(session: string): boolean;
  shelf: AnswerShelf;
  findings(session: string, seq: number): Outcome<FrameFindings>;
  /** Worst of what stands in a frame, what is not listed among it. */
  worstIn(session: string, seq: number): Severity | undefined;
  subscribe(listener: StreamListener): () => void;
  now(): number;
  /** As it may be told: known secrets masked. */
  shown(text: string): string;
  changed(): void;
}

/** Sends the calls of a collection one after the other, and says of each whether it came to what was expected. */
export class RunningCollection {
  #o: CollectionRunParts;
  #results: CallResult[] = [];
  #state: CollectionRun['state'] = 'running';
  #now: string | undefined;
  #startedAt: number;
  #underWay: number | undefined;
  #stop = new Stop();
  #last: { session: string; request: number } | undefined;

  constructor(parts: CollectionRunParts) {
    this.#o = parts;
    this.#startedAt = parts.now();
  }

  get head(): CollectionRunHead {
    const { id, collection, session, calls } = this.#o;
    const count = (verdict: CallVerdict): number =>
      this.#results.filter((result) => result.verdict === verdict).length;
    return {
      id,
      collection: collection.id,
      name: this.#o.shown(collection.name),
      session,
      startedAt: this.#startedAt,
      state: this.#state,
      total: calls.length,
      passed: count('passed'),
      failed: count('failed'),
      notRun: count('not-run'),
      ...(this.#now === undefined ? {} : { now: this.#now }),
    };
  }

  get current(): CollectionRun {
    return { ...this.head, results: [...this.#results] };
  }

  async run(): Promise<void> {
    for (const call of this.#o.calls) {
      if (this.#isStopped) break;
      this.#now = call.id;
      this.#o.changed();
      const result = await this.#one(call);
      this.#results.push({
        call: call.id,
        name: this.#o.shown(call.name),
        folder: this.#o.shown(call.folder),
        ...result,
      });
    }
    this.#now = undefined;
    if (this.#state === 'running') this.#state = 'done';
    this.#o.changed();
  }

  /** What is under way is cancelled; what is not begun is not. */
  stop(): void {
    if (this.#state !== 'running') return;
    this.#state = 'stopped';
    this.#cancel();
    this.#stop.now();
  }

  #cancel(): void {
    const { session, cancel } = this.#o;
    if (this.#underWay !== undefined)
      void cancel(session, this.#underWay, 'the run of its collection was stopped');
  }

  get #isStopped(): boolean {
    return this.#state === 'stopped';
  }

  async #one(call: SavedCall): Promise<Omit<CallResult, 'call' | 'name' | 'folder'>> {
    const { session, timeout, env, send, isLive } = this.#o;
    const fault = call.expect.checks.map(faultOf).find((words) => words !== undefined);
    if (fault !== undefined)
      return notRun({ code: 'bad-check', message: `A check cannot be tried: ${fault}.` });
    const sent = await send(session, {
      text: call.text,
      how: call.how,
      timeout,
      ...(call.form === undefined ? {} : { form: call.form }),
      ...(call.wire === undefined ? {} : { wire: call.wire }),
      ...(call.keepsPlaceholders === true
        ? {}
        : { fill: { env: [...env], ...(this.#last === undefined ? {} : { last: this.#last }) } }),
    });
    if (!sent.ok) return notRun(sent.problem);
    const { request, rpcId } = sent.value;
    this.#underWay = request;
    // Stopped while it was on its way out: whoever stopped it did not know of it yet.
    if (this.#isStopped) this.#cancel();
    const state = await this.#done(request, rpcId, timeout + dripTime(call.wire));
    this.#underWay = undefined;
    if (state === undefined && this.#isStopped)
      return {
        ...notRun({ code: 'stopped', message: 'The run was stopped before the answer came.' }),
        request,
      };
    const isGone = state?.outcome === 'closed' && !isLive(session);
    if (isGone) {
      const problem = state.problem ?? CLOSED;
      // To be silent and to be gone is not the same: a server that a message ends has not passed for it.
      if (call.expect.outcome === 'no-answer')
        return {
          verdict: 'failed',
          request,
          failures: [
            { expected: 'no answer, from a server that goes on', got: this.#o.shown(problem.message) },
          ],
        };
      return { ...notRun(problem), request };
    }
    const seen: Seen =
      state === undefined
        ? { outcome: 'no-answer', words: rpcId === undefined ? NO_ID : LATE }
        : await readSeen(this.#o.shelf, state, rpcId);
    if (seen.outcome === 'result') this.#last = { session, request };
    const failures = this.#failures(call, seen, rpcId);
    const answer = seen.outcome === 'no-answer' ? undefined : state?.answer?.seq;
    if (call.expect.noFinding !== undefined) {
      const failure = await this.#finding(call.expect.noFinding, answer);
      if (failure === 'stopped')
        return {
          ...notRun({ code: 'stopped', message: 'The run was stopped before the answer was inspected.' }),
          request,
        };
      if (failure !== undefined) failures.push(failure);
    }
    return {
      verdict: failures.length === 0 ? 'passed' : 'failed',
      request,
      outcome: this.#o.shown(seen.words),
      failures: failures.map(({ expected, got }) => ({
        expected: this.#o.shown(expected),
        got: this.#o.shown(got),
      })),
      ...(answer === undefined ? {} : { answer }),
      ...(seen.ms === undefined ? {} : { ms: seen.ms }),
    };
  }

  /** What nobody answers, and was expected to come to nothing in particular, has come to it. */
  #failures({ expect }: SavedCall, seen: Seen, rpcId: string | undefined): Failure[] {
    const isTold = rpcId === undefined && seen.outcome === 'no-answer' && expect.outcome === undefined;
    return failuresOf(isTold ? { ...expect, outcome: 'no-answer' } : expect, seen);
  }

  /** Undefined: nothing comes, or it was stopped. */
  async #done(request: number, rpcId: string | undefined, timeout: number): Promise<CallState | undefined> {
    const { session, subscribe, callState, isStdio } = this.#o;
    if (rpcId === undefined && isStdio()) return undefined;
    const within = { within: timeout + GRACE, stop: this.#stop, subscribe };
    return heard(within, async (change) => {
      if (change === undefined) {
        const known = await callState(session, request);
        return known.ok && known.value.state === 'done' ? known.value : undefined;
      }
      if (change.kind !== 'call') return undefined;
      const { call } = change;
      return call.session === session && call.request === request && call.state === 'done' ? call : undefined;
    });
  }

  async #finding(least: Severity, answer: number | undefined): Promise<Failure | 'stopped' | undefined> {
    const expected = `no finding of ${least} or graver`;
    if (answer === undefined) return { expected, got: 'there is no answer to look into' };
    const found = await this.#inspected(answer);
    if (found === undefined && this.#isStopped) return 'stopped';
    if (found === undefined || found.state === 'waiting')
      return { expected, got: 'the answer was not inspected in time' };
    const isGrave = (severity: Severity): boolean =>
      SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(least);
    const open = found.findings.filter(
      ({ severity, triage }) => triage.state === 'open' && isGrave(severity),
    );
    if (open.length > 0) {
      const said = open.slice(0, 5).map(({ severity, rule, title }) => `${severity} ${rule}: ${title}`);
      const more = open.length > said.length ? `; and ${open.length - said.length} more` : '';
      return { expected, got: `${said.join('; ')}${more}` };
    }
    if (found.state === 'not-inspected') return { expected, got: `not inspected: ${found.notes.join(' ')}` };
    const worst = this.#o.worstIn(this.#o.session, answer);
    const isListed = found.findings.some(({ severity }) => severity === worst);
    if (worst !== undefined && isGrave(worst) && !isListed)
      return { expected, got: `${worst}: a problem that an earlier frame had too` };
    return undefined;
  }

  #inspected(answer: number): Promise<FrameFindings | undefined> {
    const { session, findings, subscribe } = this.#o;
    return heard({ within: INSPECTED_WITHIN, stop: this.#stop, subscribe }, (change) => {
      if (change !== undefined && change.kind !== 'inspection') return undefined;
      const now = findings(session, answer);
      return now.ok && now.value.state !== 'waiting' ? now.value : undefined;
    });
  }
}

const CLOSED: Problem = { code: 'closed', message: 'The connection ended before the answer came.' };
const NO_ID = 'none: it has no id that an answer could carry';
const LATE = 'no answer in time';

function notRun(problem: Problem): { verdict: 'not-run'; failures: []; problem: Problem } {
  return { verdict: 'not-run', failures: [], problem };
}
