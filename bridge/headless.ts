import type { Collection } from '../protocol/collection/collection.ts';
import type { CollectionRun, CollectionRunHead, RunCollection } from '../protocol/collection/run.ts';
import type { Approval } from '../protocol/baseline.ts';
import { createHash, createHmac, randomBytes } from 'node:crypto';
import { snapshotItem } from '../inspect/drift/index.ts';
import type { ReadTextAnswer } from '../protocol/api.ts';
import type { CallState, SendText, SentText } from '../protocol/craft.ts';
import type { BytesRef, InventoryPage, InventorySection } from '../protocol/inventory.ts';
import type { Outcome, Problem } from '../protocol/problem.ts';
import type { Session } from '../protocol/session.ts';
import type { Snapshot, SnapshotItem } from '../protocol/snapshot.ts';
import type { LaunchPlan, Target } from '../protocol/target.ts';
import type { BridgeOptions, OpenRequest } from './bridge.ts';
import { buildCore, type Core } from './core.ts';
import { headlessFuzz, type HeadlessFuzz } from './headless-fuzz.ts';
import { headlessProbes, type HeadlessProbes } from './headless-probes.ts';
import { headlessReplays, type HeadlessReplays } from './headless-replays.ts';
import { rawSends, type RawSends } from './headless-raw.ts';
import { recordedHeaders } from './history/recorded-headers.ts';
import { isUsualEnd } from './session/lists.ts';
import { readiness } from './session/readiness.ts';
import { installKey } from './targets/install-key.ts';

/** To a known target, with the confirmation of its plan when it starts a process. */
export interface KnownTarget {
  known: string;
  confirmation?: string;
  /** Revision to pin, and who we claim to be; absent: as the target is known. */
  opening?: string;
  profile?: string;
}

/** A bridge without a page, for commands of the terminal. It records like any other; it keeps no targets. */
export interface Headless {
  targets(): Target[];
  /** How one word or line for a target can be understood. Starts nothing. */
  read(text: string): Promise<ReadTextAnswer>;
  /** What connecting to a known target would run. */
  plan(key: string): Promise<Outcome<LaunchPlan>>;
  connect(wanted: OpenRequest | KnownTarget): Promise<Outcome<Conversation>>;
  /** Says that this installation stands behind an item; nobody without its key can make or check it. */
  mark(target: string, item: SnapshotItem): string;
  /** What was decided in the page about wordings of a target. */
  decisionsOn(target: string): Promise<Outcome<(item: SnapshotItem) => Approval | undefined>>;
  /** Sessions as files: `importFile` brings one in, `write` makes one. */
  readonly archives: Core['archives'];
  /** Of a session, as a person says it. */
  numberOf(session: string): number | undefined;
  readonly probes: HeadlessProbes;
  readonly fuzz: HeadlessFuzz;
  readonly replays: HeadlessReplays;
  /** Runs saved calls over an open session. Resolves when it is over. */
  runCollection(
    collection: Collection,
    how: RunCollection,
    watch: (run: CollectionRunHead) => void,
  ): Promise<Outcome<CollectionRun>>;
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
  /** All of it, as it was sent, known secrets masked. */
  snapshot(): Promise<Outcome<Snapshot>>;
  /** Bytes of a frame's message as text, known secrets masked. */
  text(at: BytesRef): Promise<string>;
  send(text: SendText): Promise<Outcome<SentText>>;
  done(request: number): Promise<CallState>;
  /** The answer as it came; undefined when it cannot be read back. */
  answerText(state: CallState): Promise<string | undefined>;
  cancel(request: number): Promise<void>;
  readonly raw: RawSends;
}

/** Beyond, answers are scanned in part only; the recording has all of it. */
const MOST_ANSWER = 64 * 1024 * 1024;
const READ_STEP = 4 * 1024 * 1024;
const BY_HAND = { indexes: false, keepsFindings: false } as const;
const ALL = { q: '', sections: [], from: 0, limit: Number.MAX_SAFE_INTEGER };

export interface HeadlessOptions extends Pick<BridgeOptions, 'dataDir' | 'env' | 'build' | 'onNotice'> {
  /** Rules look at what is recorded: for commands that ask what they find. */
  inspects?: boolean;
}

export async function startHeadless({
  inspects = false,
  ...options
}: HeadlessOptions): Promise<Outcome<Headless>> {
  const inspection = inspects ? 'here' : 'on-request';
  const built = await buildCore({
    ...options,
    ...BY_HAND,
    inspects: inspection,
    policy: 'decline',
    keepsTargets: false,
  });
  if (!built.ok) return built;
  const core = built.value;
  const { actions } = core;
  const key = installKey(options.dataDir, randomBytes);
  if (!key.ok) {
    await core.close();
    return key;
  }
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
        const { known, ...how } = wanted;
        const session = await actions.connect(known, how);
        return session.ok ? { ok: true, value: converse(core, session.value.id) } : session;
      },
      mark: (target, { section, name, nth, hash }) =>
        createHmac('sha256', key.value)
          .update(JSON.stringify(['approval 1', target, section, name, nth, hash]))
          .digest('base64url'),
      decisionsOn: async (target) =>
        (await import('./history/approvals.ts')).decisionsOn(options.dataDir, target),
      archives: core.archives,
      replays: headlessReplays(core),
      numberOf: (session) => core.journal.session(session)?.number,
      probes: headlessProbes(core),
      fuzz: headlessFuzz(core),
      runCollection: (collection, how, watch) => core.collections.runs.follow(collection, how, watch),
      async stop() {
        await core.endSessions();
        await core.close();
      },
      stopHard: () => core.stopHard(),
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
    async snapshot() {
      await settled(async () => {
        const page = await inventories.page(id, { ...ALL, limit: 0 });
        const isWalked = page.ok && page.value.sections.every(({ state }) => state !== 'listing');
        return isWalked ? page.value.version : undefined;
      });
      const page = await inventories.page(id, ALL);
      if (!page.ok) return page;
      const items: SnapshotItem[] = [];
      for (const { ref, at } of page.value.rows) {
        const text = await read(at.frame, at.from, at.to);
        if (!text.ok) return text;
        items.push(snapshotItem(ref.section, ref.name, ref.nth, Buffer.from(text.value), sha256));
      }
      const told = page.value.sections.flatMap(({ frame = [] }) => frame);
      const frames = new Set([...told, ...page.value.rows.map(({ at }) => at.frame)]);
      const headers = await recordedHeaders(journal, id, frames, (text) => masking.text(text));
      const { target, profile, principal, transport, era, revision, provenance, startedAt } = session();
      const source = {
        target,
        profile,
        principal,
        transport,
        ...(era === undefined ? {} : { era }),
        ...(revision === undefined ? {} : { revision }),
        provenance: provenance ?? {},
        ...(headers === undefined ? {} : { headers }),
      };
      return {
        ok: true,
        value: { source, at: startedAt, session: id, items, unread: page.value.sections.flatMap(unreadIn) },
      };
    },
    async text({ frame, from, to }) {
      const text = await read(frame, from, to);
      return text.ok ? text.value : '';
    },
    send: (text) => sessions.send(id, text),
    raw: rawSends(core, id),
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

/** ms: how long nothing may change before a list is taken for whole, and how long that is waited for. */
const QUIET = 300;
const LONGEST_UNREST = 10_000;

/** Many servers say right after they were opened that their lists have changed, and only then offer all they have. */
async function settled(versionOf: () => Promise<number | undefined>): Promise<void> {
  const until = performance.now() + LONGEST_UNREST;
  for (let seen = await versionOf(); performance.now() < until;) {
    await new Promise((later) => setTimeout(later, QUIET));
    const now = await versionOf();
    if (now !== undefined && now === seen) return;
    seen = now;
  }
}

function unreadIn({ section, state, words }: InventorySection): Snapshot['unread'] {
  if (state === 'absent' || (state === 'done' && (words === undefined || isUsualEnd(words)))) return [];
  return [{ section, words: words ?? 'the list was not read to its end' }];
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
