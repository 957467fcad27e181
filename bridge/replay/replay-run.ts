import { setTimeout as later } from 'node:timers/promises';
import { Dependencies, type Rewritten } from '../../protocol/replay/dependencies.ts';
import { readJson } from '../../protocol/json/read.ts';
import { memberOf, stringOf } from '../../protocol/json/value.ts';
import { idKey } from '../../protocol/mcp/summary.ts';
import type { CallState, SendText, SentText } from '../../protocol/craft.ts';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import type { Replay, ReplayStep, Rewrite } from '../../protocol/replay.ts';
import type { Session } from '../../protocol/session.ts';
import type { LiveSession } from '../session/live-session.ts';
import type { AnswerReading } from './answer-reading.ts';
import type { Chosen } from './chosen-messages.ts';
import type { JudgedAnswer } from './judging.ts';
import type { RecordedExchange, RecordedMessage } from './recorded-messages.ts';
import { type OpeningParts, ReplayOpening } from './replay-opening.ts';
import { sendable } from './sendable.ts';
import { StepBook } from './step-book.ts';

const ANSWER_WITHIN = 30_000;
/** All of it. */
const BUDGET = 30 * 60_000;
/** What was not answered then is waited for so long before the next message goes. */
const NO_ANSWER = 300;
const LONGEST_VALUE = 300;
const MOST_REWRITES = 50;

export interface ReplayRunParts extends Omit<OpeningParts, 'book' | 'signal' | 'begun'> {
  id: string;
  reading: AnswerReading;
  send(session: string, text: SendText): Promise<Outcome<SentText>>;
  callState(session: string, request: number): Promise<Outcome<CallState>>;
  /** Told of every call that is done, until the answer is called. */
  calls(listener: (call: CallState) => void): () => void;
  /** An answer that came. */
  answer(session: string, seq: number): Promise<Pick<JudgedAnswer, 'bytes' | 'head'>>;
  now(): number;
  changed(replay: Replay): void;
  onBug(bug: unknown): void;
}

interface Under {
  step: ReplayStep;
  exchange: RecordedExchange;
  /** When it is answered, given up, or needs no answer. */
  done: Promise<void>;
}

/** One replay: opens a session, sends what was agreed to in its order, and compares what comes back. */
export class ReplayRun {
  #p: ReplayRunParts;
  #replay: Replay;
  #book: StepBook;
  #abort = new AbortController();
  #aborted = new Promise<void>((resolve) => {
    this.#abort.signal.addEventListener('abort', () => resolve(), { once: true });
  });
  #done: Promise<void> | undefined;
  #dependencies = new Dependencies();
  /** Requests by recorded seq. */
  #under = new Map<number, Under>();
  #waiting = new Map<number, (call: CallState) => void>();

  constructor(parts: ReplayRunParts) {
    this.#p = parts;
    const { plan, recorded, chosen } = parts.planned;
    this.#replay = {
      id: parts.id,
      request: plan.request,
      number: recorded.number,
      targetName: plan.targetName,
      startedAt: parts.now(),
      state: 'running',
      done: 0,
      of: chosen.messages.length + chosen.opening.length,
      counts: [],
      rewrites: 0,
      steps: [],
    };
    this.#book = new StepBook(parts.planned, this.#dependencies, parts.reading, (patch) =>
      this.#update(patch),
    );
  }

  get current(): Replay {
    return this.#replay;
  }

  /** Resolves when it is over; never rejects. */
  start(): Promise<void> {
    return (this.#done ??= this.#all());
  }

  async stop(): Promise<void> {
    this.#abort.abort();
    await this.#done;
  }

  async #all(): Promise<void> {
    const { onBug, now } = this.#p;
    const timer = setTimeout(() => this.#abort.abort(OVER_BUDGET), BUDGET).unref();
    const stopListening = this.#p.calls((call) => {
      if (call.session === this.#replay.live) this.#waiting.get(call.request)?.(call);
    });
    let problem: Problem | undefined;
    try {
      problem = await this.#run();
    } catch (bug) {
      if (!this.#abort.signal.aborted) {
        onBug(bug);
        problem = { code: 'replay-failed', message: `The replay broke off: ${wordsOf(bug)}` };
      }
    } finally {
      clearTimeout(timer);
      stopListening();
    }
    const { live } = this.#replay;
    if (live !== undefined) await this.#p.live(live)?.stop('the replay is over');
    const isStopped = this.#abort.signal.aborted;
    if (this.#abort.signal.reason === OVER_BUDGET) problem = OVER_BUDGET;
    this.#book.notSent();
    await this.#book.judgeAgain();
    this.#update({
      state: problem !== undefined ? 'failed' : isStopped ? 'stopped' : 'done',
      endedAt: now(),
      ...(problem === undefined ? {} : { problem }),
    });
  }

  async #run(): Promise<Problem | undefined> {
    for (const { text, payload, head } of this.#p.planned.talk.messages) {
      if (this.#abort.signal.aborted) return undefined;
      if (text !== undefined) this.#dependencies.said(head.toward, await this.#p.reading.said(payload));
    }
    const opening = new ReplayOpening({
      ...this.#p,
      book: this.#book,
      signal: this.#abort.signal,
      begun: (live) => this.#update({ live }),
    });
    const opened = await opening.open();
    if (!opened.ok) return opened.problem;
    const live = opened.value;
    const { messages } = this.#p.planned.chosen;
    const began = performance.now();
    const first = messages[0]?.head.mono ?? 0;
    for (const [at, message] of messages.entries()) {
      await this.#turn(message, messages[at - 1], first, began);
      if (this.#abort.signal.aborted) return undefined;
      const { state } = live.record.current;
      if (state.kind !== 'open')
        return { code: 'session-ended', message: `The new session ended: ${reasonOf(state)}.` };
      await this.#send(live, message);
    }
    await Promise.all([...this.#under.values()].map(({ done }) => done));
    return undefined;
  }

  /** When it is this message's turn: after all that was answered before it then, and not sooner than then. */
  async #turn(
    { seq, head }: RecordedMessage,
    before: RecordedMessage | undefined,
    first: number,
    began: number,
  ): Promise<void> {
    const { pace } = this.#p.planned.plan.request;
    const aborted = this.#aborted;
    const needed = [...this.#under.values()].filter(
      ({ exchange: { answer } }) => answer !== undefined && answer.seq < seq,
    );
    await Promise.race([Promise.all(needed.map(({ done }) => done)), aborted]);
    if (pace === 'original') {
      const wait = head.mono - first - (performance.now() - began);
      if (wait > 0) await Promise.race([later(wait), aborted]);
      return;
    }
    const last = before === undefined ? undefined : this.#under.get(before.seq);
    if (last === undefined) return;
    // It was not answered before this one was sent: this one may be what it waits for.
    const { asked, answer } = last.exchange;
    const patience = answer === undefined ? NO_ANSWER : 2 * (answer.head.mono - asked.head.mono) + 1000;
    await Promise.race([last.done, aborted, later(patience)]);
  }

  async #send(live: LiveSession, message: Chosen['messages'][number]): Promise<void> {
    const { talk, profile, plan } = this.#p.planned;
    const { timeout = ANSWER_WITHIN } = plan.request;
    const session = live.record.current.id;
    const exchange = talk.exchanges.get(message.seq) ?? { asked: message, answer: undefined };
    const step = this.#book.begin(message, message.kind, exchange);
    if (this.#cancels(live, message, step)) {
      await this.#book.finish(step, exchange, undefined, 'sent');
      return;
    }
    const { text, rewrites, notes } = sendable(message, live.record.current, profile, this.#dependencies);
    step.notes.push(...notes);
    const sent = await this.#p.send(session, { ...text, timeout });
    if (!sent.ok) {
      step.notes.push(sent.problem.message);
      await this.#book.finish(step, exchange, undefined, 'not-sent');
      return;
    }
    step.sent = sent.value.request;
    step.notes.push(
      ...sent.value.notes.filter((note) => !/^(?:The id |params\._meta\.progressToken )/.test(note)),
    );
    const { rpcId } = sent.value;
    const before = message.message?.rpcId;
    if (rpcId !== undefined && before !== undefined && rpcId !== before) {
      this.#dependencies.sentAs(before, rpcId);
      rewrites.unshift({ pointer: '/id', before, after: rpcId });
      if (message.message?.progressToken === before)
        rewrites.push({ pointer: '/params/_meta/progressToken', before, after: rpcId });
    }
    step.rewrites.push(...rewrites.slice(0, MOST_REWRITES).map(cut));
    if (rpcId === undefined || message.kind !== 'request') {
      await this.#book.finish(step, exchange, undefined, 'sent');
      return;
    }
    const done = this.#answered(session, sent.value.request).then((call) => this.#took(step, exchange, call));
    this.#under.set(message.seq, { step, exchange, done });
  }

  /** Cancelled by the session itself, which then waits for it no more. */
  #cancels(live: LiveSession, { message, text = '' }: RecordedMessage, step: ReplayStep): boolean {
    const cancelled = message?.cancels;
    if (cancelled === undefined) return false;
    const key = idKey(cancelled);
    const under = [...this.#under.values()].findLast(({ exchange: { asked } }) => {
      const rpcId = asked.message?.rpcId;
      return rpcId !== undefined && idKey(rpcId) === key;
    });
    const sent = under?.step.sent;
    if (sent === undefined || !live.cancel(sent, reasonIn(text))) return false;
    step.notes.push(`Frame ${sent} was cancelled.`);
    return true;
  }

  #answered(session: string, request: number): Promise<CallState> {
    return new Promise((resolve) => {
      const take = (call: CallState): void => {
        if (call.state !== 'done') return;
        this.#waiting.delete(request);
        resolve(call);
      };
      this.#waiting.set(request, take);
      void this.#p.callState(session, request).then((known) => known.ok && take(known.value));
      void this.#aborted.then(() => take({ session, request, state: 'done' }));
    });
  }

  async #took(step: ReplayStep, exchange: RecordedExchange, call: CallState): Promise<void> {
    const { answer, outcome, timings, problem } = call;
    const isAnswer = answer !== undefined && (outcome === 'result' || outcome === 'error');
    if (answer !== undefined) step.answer = answer.seq;
    if (timings?.complete !== undefined) step.ms = timings.complete;
    if (problem !== undefined) step.notes.push(problem.message);
    if (outcome === 'timed-out') step.notes.push('No answer came in time; the call was cancelled.');
    const now = isAnswer ? await this.#p.answer(call.session, answer.seq) : undefined;
    await this.#book.finish(step, exchange, now && { ...now, rpcId: answer?.rpcId });
  }

  #update(patch: Partial<Replay>): void {
    this.#replay = { ...this.#replay, ...patch };
    this.#p.changed(this.#replay);
  }
}

function cut({ before, after, ...rest }: Rewritten): Rewrite {
  return { ...rest, before: short(before), after: short(after) };
}

/** By the ellipsis whoever masks it knows that a secret may be cut off there. */
function short(text: string): string {
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}

function reasonIn(text: string): string {
  const document = readJson(text);
  return stringOf(document, memberOf(memberOf(document.root, 'params'), 'reason')) ?? '';
}

function reasonOf(state: Session['state']): string {
  if (state.kind === 'closed') return state.reason;
  return state.kind === 'failed' ? state.problem.message : state.kind;
}

function wordsOf(bug: unknown): string {
  return bug instanceof Error ? bug.message : String(bug);
}

const OVER_BUDGET: Problem = {
  code: 'too-slow',
  message: `The replay took longer than ${BUDGET / 60_000} minutes and was left.`,
  hint: 'Replay a run of its frames, or at the fast pace.',
};
