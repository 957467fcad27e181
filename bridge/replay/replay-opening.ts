import { setTimeout as later } from 'node:timers/promises';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import type { Session } from '../../protocol/session.ts';
import type { Target } from '../../protocol/target.ts';
import type { Caller } from '../session/connector.ts';
import type { LiveSession } from '../session/live-session.ts';
import { readiness } from '../session/readiness.ts';
import type { Confirmed } from '../targets/reach.ts';
import { isHandshake, isOwn, openingOf } from './chosen-messages.ts';
import type { PlannedReplay } from './planning.ts';
import { type RecordedExchange, readTalk } from './recorded-messages.ts';
import { ReplayAnswers } from './replay-answers.ts';
import { judgedOf, type StepBook } from './step-book.ts';

const OPEN_WITHIN = 60_000;
/** Many servers say right after they were opened that a list has changed: how long nothing of that may come. */
const QUIET = 200;
const LONGEST_UNREST = 5000;

export interface OpeningParts {
  planned: PlannedReplay;
  sessionsFolder: string;
  book: StepBook;
  signal: AbortSignal;
  dial(target: Target, confirmed: Confirmed, caller: Caller, isAnonymous: boolean): Outcome<Session>;
  live(session: string): LiveSession | undefined;
  rename(session: string, name: string): void;
  /** The session exists; it is not open yet. */
  begun(session: string): void;
}

/** Begins the session of a replay, waits until everything offered is listed, and compares that. */
export class ReplayOpening {
  #p: OpeningParts;
  #look: () => void = () => {};
  #live: LiveSession | undefined;

  constructor(parts: OpeningParts) {
    this.#p = parts;
    parts.signal.addEventListener('abort', () => this.#look(), { once: true });
  }

  async open(): Promise<Outcome<LiveSession>> {
    const { planned, dial, live: liveOf, rename, begun, book } = this.#p;
    const { target, profile, plan, recorded, chosen } = planned;
    const confirmed: Confirmed =
      plan.launch === undefined ? 'in-terminal' : { confirmation: plan.launch.confirmation };
    const answers = new ReplayAnswers(chosen.answers, (exchange, method) => book.said(exchange, method));
    const session = dial(
      target,
      confirmed,
      {
        profile,
        policy: 'hold',
        changed: () => this.#look(),
        heard: (frames) => {
          if (this.#live !== undefined) answers.heard(frames, this.#live.questions);
        },
      },
      false,
    );
    if (!session.ok) return session;
    const live = (this.#live = liveOf(session.value.id));
    begun(session.value.id);
    if (live === undefined) return { ok: false, problem: GONE };
    rename(session.value.id, `replay of session ${recorded.number}`);
    const isReady = await this.#ready(live);
    if (isReady !== 'ready') return { ok: false, problem: isReady };
    await this.#settle(live);
    await this.#compare(live.record.current.id);
    return { ok: true, value: live };
  }

  #ready(live: LiveSession): Promise<'ready' | Problem> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(TOO_SLOW), OPEN_WITHIN).unref();
      const look = (): void => {
        const found = this.#p.signal.aborted ? STOPPED : readiness(live.record.current);
        if (found === undefined) return;
        clearTimeout(timer);
        this.#look = () => {};
        resolve(found);
      };
      this.#look = look;
      look();
    });
  }

  /** Until no list is being read any more. */
  async #settle(live: LiveSession): Promise<void> {
    const until = performance.now() + LONGEST_UNREST;
    let seen: number | undefined = -1;
    while (performance.now() < until && !this.#p.signal.aborted) {
      const now = live.record.current.inventory;
      if (now === seen && live.lists?.isListing !== true) return;
      seen = now;
      await later(QUIET, undefined, { signal: this.#p.signal });
    }
  }

  async #compare(session: string): Promise<void> {
    const { chosen } = this.#p.planned;
    const talk = await readTalk(this.#p.sessionsFolder, session);
    const own = talk.ok
      ? [...talk.value.exchanges.values()].filter(
          ({ asked }) => asked.head.toward === 'server' && isOwn(asked),
        )
      : [];
    const byMethod = new Map<string, RecordedExchange[]>();
    for (const exchange of openingOf(own)) {
      const method = exchange.asked.message?.method ?? '';
      byMethod.set(method, [...(byMethod.get(method) ?? []), exchange]);
    }
    for (const exchange of chosen.opening) {
      const { asked } = exchange;
      const method = asked.message?.method ?? '';
      const now = byMethod.get(method)?.shift();
      const step = this.#p.book.begin(asked, 'opening', exchange);
      const nowAnswer = now?.answer;
      if (now === undefined)
        step.says = 'The new session did not ask for it: it is not offered, or is told otherwise.';
      if (now !== undefined) step.sent = now.asked.seq;
      if (nowAnswer !== undefined) {
        step.answer = nowAnswer.seq;
        step.ms = nowAnswer.head.mono - now!.asked.head.mono;
      }
      await this.#p.book.finish(
        step,
        exchange,
        nowAnswer && judgedOf(nowAnswer),
        now === undefined && isHandshake(method) ? 'not-asked' : undefined,
      );
    }
  }
}

const STOPPED: Problem = { code: 'stopped', message: 'The replay was stopped.' };
const GONE: Problem = { code: 'session-ended', message: 'The new session ended at once.' };
const TOO_SLOW: Problem = {
  code: 'too-slow',
  message: `The server was not open, with everything listed, within ${OPEN_WITHIN / 1000} s.`,
};
