import type { Heard } from '../../fuzz/oracle.ts';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import type { Session } from '../../protocol/session.ts';
import type { Target } from '../../protocol/target.ts';
import type { Caller } from '../session/connector.ts';
import type { CaseText } from '../session/case-sends.ts';
import type { LiveFrame } from '../session/live-frame.ts';
import type { LiveSession } from '../session/live-session.ts';
import type { Profile } from '../session/profile.ts';
import { readiness } from '../session/readiness.ts';
import type { Confirmed } from '../targets/reach.ts';
import type { TransportEvent } from '../transport/transport.ts';
import { heardOf, NOTHING_HEARD, type AnswerShelf } from './heard.ts';
import type { Pace } from './pace.ts';

const OPEN_WITHIN = 30_000;

export interface FuzzLineParts {
  run: string;
  target: Target;
  profile: Profile;
  confirmed: Confirmed;
  says: string;
  /** ms for one answer. */
  timeout: number;
  pace: Pace;
  shelf: AnswerShelf;
  dial(target: Target, confirmed: Confirmed, caller: Caller, isAnonymous: boolean): Outcome<Session>;
  live(session: string): LiveSession | undefined;
}

/** What came of one message. */
export interface Exchange {
  heard: Heard;
  session: string;
  /** 0: nothing was sent. */
  request: number;
  answer?: number;
}

/** How the process of a session ended. */
export interface Exited {
  code: number | null;
  signal: string | null;
}

type Asked = Pick<CaseText, 'text' | 'form' | 'how' | 'wire' | 'case'> & { timeout?: number };

/** One session of a run, from its opening to its end. */
export class FuzzLine {
  readonly session: string;
  /** Frames of the server's that carry no id of ours, since they were last taken. */
  #unasked: LiveFrame[] = [];
  /** Answers to what is sent raw that carry its ids, as those to the entries of a list do: nobody waits for them by id. */
  #paired: LiveFrame[] = [];
  #p: FuzzLineParts;
  #live: LiveSession;
  #under = new Set<(reason: string) => void>();
  #exited: Exited | undefined;
  #pid: number | undefined;
  #heardUnasked: (() => void) | undefined;
  #heardPaired: (() => void) | undefined;
  #isEnded = false;

  private constructor(parts: FuzzLineParts, live: LiveSession) {
    this.#p = parts;
    this.#live = live;
    this.session = live.record.current.id;
  }

  /** Resolves when messages can be sent; with a Problem nothing of it is left. `signal`: it is not wanted any more. */
  static async open(parts: FuzzLineParts, signal: AbortSignal): Promise<Outcome<FuzzLine>> {
    let look: () => void = () => {};
    // There is none until the session is there, which may have told something by then.
    const begun: { line?: FuzzLine } = {};
    const early: TransportEvent[] = [];
    const caller: Caller = {
      profile: parts.profile,
      mark: { run: parts.run, probe: 'fuzz', says: parts.says.slice(0, 200) },
      author: 'fuzz',
      changed: () => look(),
      heard: (frames) => {
        if (begun.line !== undefined) begun.line.#hear(frames);
      },
      happened: (event) => {
        if (begun.line === undefined) early.push(event);
        else begun.line.#happened(event);
      },
    };
    const session = parts.dial(parts.target, parts.confirmed, caller, false);
    if (!session.ok) return session;
    const live = parts.live(session.value.id);
    if (live === undefined) return { ok: false, problem: GONE };
    const line = new FuzzLine(parts, live);
    begun.line = line;
    for (const event of early) line.#happened(event);
    const isReady = await new Promise<'ready' | Problem>((resolve) => {
      const settle = (found: 'ready' | Problem): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', left);
        look = () => {};
        resolve(found);
      };
      const left = (): void => settle(STOPPED);
      const timer = setTimeout(() => settle(TOO_SLOW), OPEN_WITHIN).unref();
      signal.addEventListener('abort', left, { once: true });
      look = () => {
        const found = readiness(live.record.current);
        if (found !== undefined) settle(found);
      };
      if (signal.aborted) left();
      else look();
    });
    if (isReady === 'ready') return { ok: true, value: line };
    await live.stop('left by its run');
    return { ok: false, problem: isReady };
  }

  get pid(): number | undefined {
    return this.#pid;
  }

  get isOpen(): boolean {
    return this.#exited === undefined && this.#live.record.current.state.kind === 'open';
  }

  get exited(): Exited | undefined {
    return this.#exited;
  }

  /** Sends a message and waits for what comes of it; never rejects, and never longer than its time. */
  async send(asked: Asked): Promise<Exchange> {
    const { run, pace, timeout, shelf } = this.#p;
    await pace.turn();
    if (this.#isEnded) return this.#notSent();
    const cases = this.#live.cases;
    if (!cases.ok) return this.#notSent();
    const started = cases.value.start({ ...asked, run, timeout: asked.timeout ?? timeout });
    if (!started.ok) return this.#notSent();
    const { recorded, answer, done, cancel } = started.value;
    this.#under.add(cancel);
    try {
      if (answer !== undefined) {
        const it = await answer;
        const frame = it.frame?.summary.seq ?? it.response?.seq;
        const heard = await heardOf(it, this.session, shelf);
        return this.#exchange(heard, it.request, frame);
      }
      const sent = await recorded;
      if (!sent.ok) return this.#notSent();
      const how = await done;
      if (how?.kind !== 'http' || how.status < 400)
        return this.#exchange(NOTHING_HEARD, sent.value, undefined);
      const http = { outcome: 'http', complete: 0, http: how } as const;
      return this.#exchange(await heardOf(http, this.session, shelf), sent.value, how.frame);
    } finally {
      this.#under.delete(cancel);
    }
  }

  /**
   * A message that may be answered without its id: whatever comes first counts. Nothing else may be under way. Where
   * no answer is due it is not waited for.
   */
  async sendRaw(
    { patience, ...asked }: Asked & { patience: number },
    isAnswered: boolean,
  ): Promise<Exchange> {
    this.#unasked = [];
    this.#paired = [];
    const timeout = Math.min(patience, this.#p.timeout);
    const unasked = new Promise<void>((resolve) => (this.#heardUnasked = resolve));
    const paired = new Promise<void>((resolve) => (this.#heardPaired = resolve));
    const sending = this.send({ ...asked, timeout });
    await Promise.race([sending, unasked]);
    // What waits for its id waits in vain.
    if (this.#unasked.length > 0) this.cancel('it was answered without its id');
    const exchange = await sending;
    const isOpen = exchange.request !== 0 && exchange.answer === undefined && exchange.heard.ms === 0;
    if (isAnswered && isOpen && this.#unasked.length === 0) {
      const late = pause(timeout);
      await Promise.race([unasked, paired, late.over]);
      late.end();
    }
    this.#heardUnasked = undefined;
    this.#heardPaired = undefined;
    return this.withUnasked(exchange);
  }

  /** What came without an id of ours counts as the answer where there is none. */
  async withUnasked(exchange: Exchange): Promise<Exchange> {
    const first =
      this.#unasked[0] ?? this.#paired.find(({ summary }) => summary.request === exchange.request);
    if (first === undefined || exchange.answer !== undefined) return exchange;
    this.#unasked = [];
    this.#paired = [];
    const { summary } = first;
    // A list of answers is a good one: lists that are refused are refused with one error.
    const kind = summary.kind === 'result' || summary.kind === 'batch' ? 'result' : 'error';
    const answer = { frame: first, outcome: kind, complete: exchange.heard.ms } as const;
    const heard = await heardOf(answer, this.session, this.#p.shelf);
    return { ...exchange, heard, answer: summary.seq };
  }

  /** All that is waited for; the server is told. */
  cancel(reason: string): void {
    for (const cancel of [...this.#under]) cancel(reason);
  }

  /** Nothing more is sent, and nothing waited for. */
  leave(reason: string): void {
    this.#isEnded = true;
    this.cancel(reason);
  }

  async end(reason: string): Promise<void> {
    this.leave(reason);
    await this.#live.stop(reason);
  }

  #exchange(heard: Heard, request: number, answer: number | undefined): Exchange {
    return { heard, session: this.session, request, ...(answer === undefined ? {} : { answer }) };
  }

  #notSent(): Exchange {
    const outcome = this.isOpen ? 'not-sent' : 'closed';
    return { heard: { ...NOTHING_HEARD, outcome }, session: this.session, request: 0 };
  }

  #hear(frames: readonly LiveFrame[]): void {
    for (const frame of frames) {
      const { head, summary } = frame;
      if (head.toward !== 'client' || head.channel === 'stderr') continue;
      if (summary.kind === 'notification' || summary.kind === 'request' || summary.kind === 'http') continue;
      if (summary.request !== undefined) {
        if (this.#heardPaired === undefined) continue;
        if (this.#paired.length < 16) this.#paired.push(frame);
        this.#heardPaired();
        continue;
      }
      if (this.#unasked.length < 16) this.#unasked.push(frame);
      this.#heardUnasked?.();
    }
  }

  #happened(event: TransportEvent): void {
    if (event.kind === 'spawned') this.#pid = event.pid;
    // What was stopped here because it answered no more has not ended by itself.
    if (event.kind === 'gone' && !this.#isEnded)
      this.#exited = { code: event.exitCode ?? null, signal: event.signal ?? null };
  }
}

function pause(ms: number): { over: Promise<void>; end(): void } {
  let end: () => void = () => {};
  const over = new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms);
    end = () => {
      clearTimeout(timer);
      resolve();
    };
  });
  return { over, end: () => end() };
}

const GONE: Problem = { code: 'gone', message: 'The session was over before it began.' };
const STOPPED: Problem = { code: 'run-over', message: 'The run was stopped.' };
const TOO_SLOW: Problem = {
  code: 'too-slow',
  message: `The server was not open, with everything listed, within ${OPEN_WITHIN / 1000} s.`,
};
