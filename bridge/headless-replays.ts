import type { Outcome, Problem } from '../protocol/problem.ts';
import type { Replay, ReplayPlan, ReplayRequest, StartReplay } from '../protocol/replay.ts';
import type { Session } from '../protocol/session.ts';
import type { OpenRequest } from './bridge.ts';
import type { Core } from './core.ts';
import { followed } from './headless-following.ts';

/** Replays without a page. */
export interface HeadlessReplays {
  /** By number. */
  session(number: number): Outcome<Session>;
  /** The session of a file, which is kept beside those that were recorded here. */
  sessionIn(path: string): Promise<Outcome<Session>>;
  /** A target that is reached but not kept; answers its key. Starts nothing. */
  add(request: OpenRequest): string;
  /** Starts and sends nothing. */
  plan(request: ReplayRequest): Promise<Outcome<ReplayPlan>>;
  /** Resolves when it is over. */
  run(agreed: StartReplay, watch: (replay: Replay) => void): Promise<Outcome<Replay>>;
}

export function headlessReplays({
  archives,
  journal,
  targets,
  replays,
  feed,
  masking,
}: Core): HeadlessReplays {
  return {
    session(number) {
      const found = journal.sessions().find((one) => one.number === number);
      return found === undefined ? refuse(noSession(number)) : { ok: true, value: found };
    },
    async sessionIn(path) {
      const imported = await archives.importFile(path);
      if (!imported.ok) return imported;
      const { sessions } = imported.value;
      const [session] = sessions;
      if (session === undefined || sessions.length > 1) return refuse(notOne(sessions));
      return { ok: true, value: session };
    },
    add: ({ confirmed: _, ...request }) => targets.add(request).key,
    async plan(request) {
      const plan = await replays.plan(request);
      return plan.ok ? { ok: true, value: masking.fields(plan.value) } : plan;
    },
    async run(agreed, watch) {
      const started = await replays.start(agreed);
      if (!started.ok) return started;
      const { id } = started.value;
      await followed(
        feed,
        (change) => {
          if (change.kind === 'replay' && change.replay.id === id) watch(change.replay);
        },
        replays.settled(id),
      );
      const replay = replays.get(id);
      return replay.ok ? { ok: true, value: masking.fields(replay.value) } : replay;
    },
  };
}

function refuse(problem: Problem): { ok: false; problem: Problem } {
  return { ok: false, problem };
}

function noSession(number: number): Problem {
  return {
    code: 'no-such-session',
    message: `There is no session ${number}.`,
    hint: 'The page shows the numbers; --data-dir chooses another folder of recordings.',
  };
}

function notOne(sessions: readonly Session[]): Problem {
  return {
    code: 'many-sessions',
    message: `The file holds ${sessions.length} sessions; one is replayed.`,
    hint: `They are kept here now: replay one of ${sessions.map(({ number }) => `session:${number}`).join(', ')}.`,
  };
}
