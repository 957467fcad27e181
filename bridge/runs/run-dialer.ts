import { setTimeout as later } from 'node:timers/promises';
import type { Dialer, Line } from '../../probe/index.ts';
import type { Drift } from '../../protocol/drift.ts';
import { LIST_NAMES } from '../../protocol/mcp/list-methods.ts';
import type { DialVariation } from '../../protocol/probe.ts';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import type { Session } from '../../protocol/session.ts';
import type { Snapshot } from '../../protocol/snapshot.ts';
import type { Target } from '../../protocol/target.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { Caller } from '../session/connector.ts';
import type { LiveSession } from '../session/live-session.ts';
import { readiness } from '../session/readiness.ts';
import { isConfirmed } from '../targets/launch-plan.ts';
import type { Confirmed } from '../targets/reach.ts';
import type { Allowance, LineAllowance } from './allowance.ts';
import type { Homes } from './homes.ts';
import type { Judging } from './judging.ts';
import { placesIn, walkLists } from './list-walk.ts';
import { Notices, ProbeLine } from './probe-line.ts';
import type { Whereabouts } from './whereabouts.ts';
import { HOME_SHOWN, variedProfile, variedTarget, type VaryingParts } from './varied.ts';

const OPEN_WITHIN = 30_000;
/** Many servers say right after they were opened that a list has changed, and only then offer all they have. */
const QUIET = 120;
const MOST_ROUNDS = 5;

export interface RunDialerParts {
  run: string;
  probe: string;
  /** What was planned for and agreed to; only that is reached. */
  agreed: Target;
  /** As it is now: gone, or changed meanwhile. */
  target(): Target | undefined;
  varying: VaryingParts;
  /** Confirmations of the launches that were shown. */
  launches: ReadonlySet<string>;
  allowance: Allowance;
  homes: Homes;
  judging: Judging;
  whereabouts: Whereabouts;
  signal: AbortSignal;
  dial(target: Target, confirmed: Confirmed, caller: Caller, isAnonymous: boolean): Outcome<Session>;
  live(session: string): LiveSession | undefined;
  now(): number;
  /** A session was begun, or one ended. */
  counted(session: string): void;
  onProblem(problem: Problem): void;
}

/** Connections of one probe of one run. Ended as a whole: then all of its sessions are, and what was made for them is gone. */
export class RunDialer implements Dialer {
  #p: RunDialerParts;
  #closers = new Set<() => Promise<void>>();
  #isOver = false;

  constructor(parts: RunDialerParts) {
    this.#p = parts;
    parts.signal.addEventListener('abort', () => void this.end(), { once: true });
  }

  async dial(how: DialVariation): Promise<Outcome<Line>> {
    if (this.#isOver) return { ok: false, problem: OVER };
    const allowed = this.#p.allowance.connect(how);
    if (!allowed.ok) return allowed;
    const opened = await this.#open(how, allowed.value);
    if (!opened.ok) this.#p.allowance.closed();
    return opened;
  }

  async wait(ms: number): Promise<void> {
    const problem = this.#p.allowance.wait(ms);
    if (problem !== undefined) throw new Error(problem.message);
    await later(ms, undefined, { signal: this.#p.signal });
  }

  compare(before: Snapshot, after: Snapshot): Promise<Outcome<Drift>> {
    return this.#p.judging.ask('diff', { before, after });
  }

  /** Resolves when no process and no folder of it is left. */
  async end(): Promise<void> {
    this.#isOver = true;
    await Promise.all([...this.#closers].map((close) => close()));
  }

  async #open(how: DialVariation, allowed: LineAllowance): Promise<Outcome<Line>> {
    const { homes, varying } = this.#p;
    const target = this.#p.agreed;
    const now = this.#p.target();
    if (now === undefined) return { ok: false, problem: FORGOTTEN };
    if (reachedLike(now) !== reachedLike(target)) return { ok: false, problem: OTHERWISE };
    const profile = variedProfile(target, how, varying.profiles);
    if (!profile.ok) return profile;
    const confirmed = this.#confirmed(target, how);
    if (!confirmed.ok) return confirmed;
    const isHomed = how.home !== undefined && target.spec.kind === 'stdio';
    const home = isHomed ? homes.make(how.home!) : undefined;
    if (home?.ok === false) return home;
    const opened = await this.#begin(
      variedTarget(target, how, home?.value, varying),
      confirmed.value,
      profile.value,
      how,
      allowed,
      home?.value,
    );
    return opened;
  }

  /** The same command was shown, but for the name of a folder that is made for this connection. */
  #confirmed(target: Target, how: DialVariation): Outcome<Confirmed> {
    if (target.spec.kind !== 'stdio') return { ok: true, value: 'in-terminal' };
    const { varying, launches } = this.#p;
    const shown = variedTarget(target, how, how.home && HOME_SHOWN[how.home], varying);
    const { spec } = shown;
    const isShown =
      spec.kind === 'stdio' && [...launches].some((one) => isConfirmed(spec, varying.world, one));
    return isShown ? { ok: true, value: 'in-terminal' } : { ok: false, problem: NOT_SHOWN };
  }

  async #begin(
    target: Target,
    confirmed: Confirmed,
    profile: Caller['profile'],
    how: DialVariation,
    allowed: LineAllowance,
    home: string | undefined,
  ): Promise<Outcome<Line>> {
    const { run, probe, homes, onProblem, judging, whereabouts, now, counted } = this.#p;
    const notices = new Notices();
    let tell: () => void = () => {};
    const caller: Caller = {
      profile,
      mark: { run, probe, says: allowed.step.says.slice(0, 200) },
      changed: () => tell(),
      heard: (frames) => notices.take(frames),
    };
    const removed = async (): Promise<void> => {
      const problem = home === undefined ? undefined : await homes.remove(home);
      if (problem !== undefined) onProblem(problem);
    };
    const session = this.#p.dial(target, confirmed, caller, how.isAnonymous === true);
    const live = session.ok ? this.#p.live(session.value.id) : undefined;
    if (!session.ok || live === undefined) {
      await removed();
      return session.ok ? { ok: false, problem: OVER } : session;
    }
    const close = async (): Promise<void> => {
      await live.stop('closed by its probe');
      await removed();
      if (this.#closers.delete(close)) counted(session.value.id);
    };
    this.#closers.add(close);
    counted(session.value.id);
    const failed = async (problem: Problem): Promise<Outcome<Line>> => {
      await close();
      return { ok: false, problem };
    };
    const isReady = await this.#ready(live, (then) => (tell = then));
    if (isReady !== 'ready') return failed(isReady);
    const opening = await this.#offered(live, notices);
    if (!opening.ok) return failed(opening.problem);
    const closed = async (): Promise<void> => {
      this.#p.allowance.closed();
      await close();
    };
    this.#p.allowance.done.lists++;
    return {
      ok: true,
      value: new ProbeLine({
        live,
        judging,
        whereabouts,
        allowed,
        notices,
        opening: opening.value,
        now,
        closed,
      }),
    };
  }

  /** When everything offered is listed, or why it never is. */
  #ready(live: LiveSession, listen: (then: () => void) => void): Promise<'ready' | Problem> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(TOO_SLOW), OPEN_WITHIN).unref();
      const look = (): void => {
        const found = this.#isOver ? OVER : readiness(live.record.current);
        if (found === undefined) return;
        clearTimeout(timer);
        listen(() => {});
        resolve(found);
      };
      listen(look);
      look();
    });
  }

  async #offered(
    live: LiveSession,
    notices: Notices,
  ): Promise<Outcome<ConstructorParameters<typeof ProbeLine>[0]['opening']>> {
    const { judging, now } = this.#p;
    const session = (): Session => live.record.current;
    let inventory: Inventory | undefined = live.inventory;
    if (inventory === undefined) return { ok: false, problem: OVER };
    const { sections } = inventory.page({ q: '', sections: [], from: 0, limit: 0 });
    const lists = LIST_NAMES.filter((list) =>
      sections.some(({ section, state }) => section === list && state !== 'absent'),
    );
    const first = await placesIn(inventory, session(), now());
    if (!first.ok) return first;
    let heard = 0;
    for (let round = 0; round < MOST_ROUNDS; round++) {
      await later(QUIET);
      if (this.#isOver) return { ok: false, problem: OVER };
      if (notices.all.length === heard) break;
      heard = notices.all.length;
      inventory = await walkLists(lists, {
        session,
        call: (options) => live.call({ ...options, timeout: OPEN_WITHIN / 2 }),
      });
    }
    const offered = heard === 0 ? first : await placesIn(inventory, session(), now(), first.value);
    if (!offered.ok) return offered;
    const snapshot = await judging.ask('read', offered.value);
    if (!snapshot.ok) return snapshot;
    this.#p.whereabouts.note(offered.value);
    return { ok: true, value: { offered: offered.value, snapshot: snapshot.value, lists } };
  }
}

/** All that a yes to a plan was given for, of a target. */
function reachedLike({ spec, opening, profile }: Target): string {
  return JSON.stringify([spec, opening, profile]);
}

const OVER: Problem = { code: 'run-over', message: 'The run was stopped.' };
const FORGOTTEN: Problem = { code: 'no-such-target', message: 'Its target was forgotten meanwhile.' };
const TOO_SLOW: Problem = {
  code: 'too-slow',
  message: `The server was not open, with everything listed, within ${OPEN_WITHIN / 1000} s.`,
};
const NOT_SHOWN: Problem = {
  code: 'not-confirmed',
  message: 'What would be started is not what was shown: the command, its folder, a variable or the program.',
  hint: 'Look at the plan again.',
};
const OTHERWISE: Problem = {
  code: 'not-confirmed',
  message: 'The target was changed while the run was under way: it is not reached otherwise than was shown.',
  hint: 'Look at the plan again.',
};
