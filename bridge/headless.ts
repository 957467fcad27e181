import type { ReadTextAnswer } from '../protocol/api.ts';
import type { CallState, SendText, SentText } from '../protocol/craft.ts';
import type { BytesRef, InventoryPage } from '../protocol/inventory.ts';
import type { Outcome, Problem } from '../protocol/problem.ts';
import type { Session } from '../protocol/session.ts';
import type { LaunchPlan, Target } from '../protocol/target.ts';
import type { BridgeOptions, OpenRequest } from './bridge.ts';
import { buildCore, type Core } from './core.ts';

/** A bridge without a page, for commands of the terminal. It records like any other; it keeps no targets. */
export interface Headless {
  targets(): Target[];
  /** How one word or line for a target can be understood. Starts nothing. */
  read(text: string): Promise<ReadTextAnswer>;
  /** What connecting to a known target would run. */
  plan(key: string): Promise<Outcome<LaunchPlan>>;
  /** By a request, or to a known target with the confirmation of its plan when it starts a process. */
  connect(wanted: OpenRequest | { known: string; confirmation?: string }): Promise<Outcome<Conversation>>;
  stop(): Promise<void>;
  stopHard(): void;
}

/** One session, as a command of the terminal uses it. */
export interface Conversation {
  session(): Session;
  /** Resolves when everything offered is listed; with the reason when that never comes. */
  ready(): Promise<Problem | undefined>;
  /** All of it. */
  inventory(): Promise<InventoryPage>;
  /** Bytes of a frame's message as text, known secrets masked. */
  text(at: BytesRef): Promise<string>;
  send(text: SendText): Promise<Outcome<SentText>>;
  done(request: number): Promise<CallState>;
  /** The answer as it came; undefined when it cannot be read back. */
  answerText(state: CallState): Promise<string | undefined>;
  cancel(request: number): Promise<void>;
}

/** Beyond, answers are scanned in part only; the recording has all of it. */
const MOST_ANSWER = 64 * 1024 * 1024;
const READ_STEP = 4 * 1024 * 1024;
const BY_HAND = { inspects: 'on-request', keepsFindings: false } as const;
const ALL = { q: '', sections: [], from: 0, limit: Number.MAX_SAFE_INTEGER };

export async function startHeadless(
  options: Pick<BridgeOptions, 'dataDir' | 'env' | 'build' | 'onNotice'>,
): Promise<Outcome<Headless>> {
  const built = await buildCore({ ...options, policy: 'decline', keepsTargets: false, ...BY_HAND });
  if (!built.ok) return built;
  const core = built.value;
  const { actions } = core;
  return {
    ok: true,
    value: {
      targets: () => core.targets.all(),
      read: (text) => actions.read(text),
      plan: (key) => actions.plan(key),
      async connect(wanted) {
        if ('spec' in wanted) {
          const added = actions.addAndConnect(wanted);
          return added.ok ? { ok: true, value: converse(core, added.value.session) } : added;
        }
        const { known, confirmation } = wanted;
        const session = await actions.connect(known, confirmation === undefined ? {} : { confirmation });
        return session.ok ? { ok: true, value: converse(core, session.value.id) } : session;
      },
      async stop() {
        await core.endSessions();
        await core.close();
      },
      stopHard: () => core.children.stopHard(),
    },
  };
}

function converse(core: Core, id: string): Conversation {
  const { journal, sessions, inventories, feed, masking } = core;
  const session = (): Session => sessions.live(id)?.record.current ?? journal.session(id)!;
  /** Looks now and after every change that is told, until there is something. */
  const until = <T>(found: () => T | undefined): Promise<T> =>
    new Promise((resolve) => {
      const look = (): void => {
        const value = found();
        if (value === undefined) return;
        stop();
        resolve(value);
      };
      const stop = feed.subscribe({ frames() {}, change: () => setImmediate(look) });
      look();
    });
  const read = async (frame: number, from: number, to: number): Promise<Outcome<string>> => {
    const parts: Uint8Array[] = [];
    for (let at = from; at < to; at += READ_STEP) {
      const part = await journal.bytes(id, frame, 'payload', at, Math.min(to, at + READ_STEP));
      if (!part.ok) return part;
      if (part.value.bytes.length === 0) break;
      parts.push(Uint8Array.from(part.value.bytes));
    }
    return { ok: true, value: masking.text(new TextDecoder().decode(Buffer.concat(parts))) };
  };
  return {
    session,
    ready: () => until(() => readiness(session())).then((end) => (end === 'ready' ? undefined : end)),
    async inventory() {
      const page = await inventories.page(id, ALL);
      if (!page.ok) throw new Error(page.problem.message);
      return page.value;
    },
    async text({ frame, from, to }) {
      const text = await read(frame, from, to);
      return text.ok ? text.value : '';
    },
    send: (text) => sessions.send(id, text),
    async done(request) {
      let last: CallState | undefined;
      const stop = feed.subscribe({
        frames() {},
        change: (change) => {
          if (change.kind === 'call' && change.call.session === id && change.call.request === request)
            last = change.call;
        },
      });
      const known = await sessions.callState(id, request);
      if (known.ok && known.value.state === 'done') last ??= known.value;
      const state = await until(() => last);
      stop();
      return state;
    },
    async answerText({ answer }) {
      if (answer === undefined) return undefined;
      // Not `answer.bytes`: what came compressed is longer than what was on the wire.
      const text = await read(answer.seq, 0, MOST_ANSWER);
      return text.ok ? text.value : undefined;
    },
    async cancel(request) {
      await sessions.cancel(id, request, undefined);
    },
  };
}

function readiness({ state, stages }: Session): 'ready' | Problem | undefined {
  switch (state.kind) {
    case 'connecting':
      return undefined;
    case 'open':
      return stages.some(({ stage, status }) => stage === 'lists' && status !== 'running')
        ? 'ready'
        : undefined;
    case 'failed':
      return state.problem;
    case 'unauthorised':
      return {
        code: 'unauthorised',
        message: `The server wants credentials (HTTP ${state.status}).`,
        hint: "Give them with --header 'Authorization: Bearer env:TOKEN'.",
      };
    case 'closed':
      return { code: 'closed', message: `The session ended: ${state.reason}.` };
  }
}
