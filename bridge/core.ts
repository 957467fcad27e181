import { randomBytes } from 'node:crypto';
import { homedir } from 'node:os';
import type { FrameSummary } from '../protocol/frame.ts';
import type { Problem } from '../protocol/problem.ts';
import type { Session } from '../protocol/session.ts';
import type { EscapedChild } from '../protocol/stream.ts';
import type { Clock } from './clock.ts';
import type { CoreOptions } from './core-options.ts';
import { buildCrafting } from './crafting.ts';
import { ConnectedFlows } from './flows/connected-flows.ts';
import { CorrectionStore } from './flows/correction-store.ts';
import { buildInspection } from './inspecting.ts';
import { markedJournal, withMarks } from './inspection/marked-rows.ts';
import { Inventories } from './inventory/inventories.ts';
import { rebuildInventory } from './inventory/rebuild.ts';
import { openJournal } from './journal/open-journal.ts';
import { createPipeline } from './pipeline.ts';
import { buildProbing } from './probing.ts';
import { rememberSecrets } from './remembering.ts';
import { buildRepeating } from './repeating.ts';
import { buildRelisting, buildReviews } from './reviewing.ts';
import { choosePlatform } from './platform/index.ts';
import { readPrivateFile, writePrivateFile } from './platform/private-files.ts';
import { PreferenceStore } from './preferences/preferences.ts';
import { Masking } from './secrets/masking.ts';
import { MemorySecrets } from './secrets/secrets.ts';
import { Connector } from './session/connector.ts';
import { profiles } from './session/profile.ts';
import { Sessions } from './session/sessions.ts';
import { Feed } from './stream/feed.ts';
import { ChildLedger } from './targets/child-ledger.ts';
import { Children } from './targets/children.ts';
import { installKey } from './targets/install-key.ts';
import { reachParts } from './targets/reach-parts.ts';
import { TargetActions } from './targets/target-actions.ts';
import { TargetStore } from './targets/target-store.ts';
import { telling } from './telling.ts';

/** How long the probe for the modern era waits: after the first byte, or after the start when none comes. */
const PROBE = { afterFirstByte: 3000, afterSpawn: 15_000 };

/** What a bridge is made of, with or without a page. */
export type Core = Extract<Awaited<ReturnType<typeof buildCore>>, { ok: true }>['value'];

/** Constructs everything but the ways in; nobody else does. Every other file gets what it needs handed in. */
export async function buildCore(options: CoreOptions) {
  const { dataDir, env, build, onNotice, policy } = options;
  const clock: Clock = {
    wall: () => performance.timeOrigin + performance.now(),
    mono: () => performance.now(),
  };
  const run = randomBytes(8).toString('hex');
  const tells = { ...telling(onNotice), now: () => clock.wall() };
  const { onProblem: warn, onBug } = tells;

  const platform = choosePlatform(env);
  const key = installKey(dataDir, randomBytes);
  if (!key.ok) return key;
  const opened = openJournal({ dir: dataDir, build, clock, marks: platform, indexes: options.indexes });
  if (!opened.ok) return opened;
  const journal = opened.value;

  const secrets = new MemorySecrets(randomBytes);
  const masking = new Masking(secrets);
  const store = TargetStore.open({
    dataDir,
    isKept: options.keepsTargets,
    // What was in use may stand in a recording: it stays masked until the bridge ends, forgotten or replaced.
    secrets: { put: (value, name) => secrets.put(value, name), remove() {} },
    changed: (target) => feed.change({ kind: 'target', target }),
    forgotten: (forgotten) => {
      crafting.forget(forgotten);
      feed.change({ kind: 'target-forgotten', key: forgotten });
    },
    onProblem: warn,
  });
  if (!store.ok) {
    await journal.close();
    return store;
  }
  const targets = store.value;
  let escaped: EscapedChild[] = [];
  const known = profiles(build.split('+')[0] ?? build);
  const feed = new Feed({
    head: journal.head(),
    snapshot: () => ({
      targets: targets.all(),
      sessions: journal.sessions(),
      journal: journal.status(),
      escaped,
      inspections: inspections.states(),
      reviews: reviews.summaries(),
      profiles: known.map(({ id, label }) => ({ id, label })),
    }),
    older: (after, limit) => journal.summariesAfter(after, limit),
  });
  journal.onStatus((status) => feed.change({ kind: 'journal', journal: status }));
  const preferences = new PreferenceStore({
    dataDir,
    writePrivate: writePrivateFile,
    readPrivate: readPrivateFile,
    changed: (changed) => feed.change({ kind: 'preferences', preferences: changed }),
  });

  const crafting = buildCrafting({ ...options, ...tells, journal, secrets, masking, calls: () => sessions });

  const owner = { pid: process.pid, startedAt: Date.now() - process.uptime() * 1000 };
  const ledger = new ChildLedger({ dataDir, platform, now: Date.now, owner, randomBytes });
  const watchdog = platform.watchdog(warn);
  const children = new Children({ platform, ledger, watchdog, onProblem: warn });
  const lookForEscaped = async (): Promise<EscapedChild[]> => {
    escaped = await ledger.escaped();
    feed.change({ kind: 'escaped', escaped });
    return escaped;
  };

  const tokens = new Map<string, string>();
  const changed = (session: Session): void => {
    feed.change({ kind: 'session', session });
    neighbourhood.changed(session);
    reviews.changed(session);
    if (options.keepsFindings) relisting.changed(session);
  };
  const sessions = new Sessions({
    shelf: journal,
    changed,
    deleted: (id) => {
      inventories.forget(id);
      inspections.forget(id);
      feed.change({ kind: 'session-deleted', id });
    },
    called(call) {
      relisting.called(call);
      if (call.state === 'done') feed.change({ kind: 'call', call });
    },
    answered: (id) => relisting.answered(id),
    filling: crafting.filling,
    keepToken: ({ target }, token) => void tokens.set(target, secrets.put(token, `${target}: bearer token`)),
  });
  const relisting = buildRelisting({ sessions, preferences, clock, onBug });
  const { triage, neighbourhood, inspections, findings } = buildInspection({
    ...options,
    journal,
    inventory: (id) => sessions.live(id)?.inventory,
    feed,
    ...tells,
  });
  const connector = new Connector({
    journal,
    clock,
    profiles: known,
    policy,
    script: (target) => crafting.scripts.of(target),
    probe: PROBE,
    sessions,
    record: createPipeline,
    rows: (rows: FrameSummary[]) => {
      feed.announce(rows);
      inspections.recorded(rows);
    },
    over: (session) => inspections.over(session),
    changed,
    eraFound: (target, era) => void targets.update(target, { eraSeen: era }),
    sent: (target, input) => crafting.inputs.remember(target, input),
    onBug,
  });
  const inventories = new Inventories({
    session: (id) => journal.session(id),
    live: (id) => sessions.live(id),
    rebuild: (session) => rebuildInventory(journal, session),
    shown: (name) => masking.text(name),
  });
  const reviews = buildReviews({
    ...options,
    journal,
    inventories,
    inspections,
    triage,
    feed,
    shown: (text) => masking.text(text),
    ...tells,
  });
  const flows = new ConnectedFlows({
    page: (id, request) => inventories.page(id, request),
    journal,
    corrections: new CorrectionStore({ dataDir, now: Date.now }),
    changed: (version) => feed.change({ kind: 'flows', version }),
    onProblem: warn,
  });
  feed.subscribe(flows);
  const world = { env, secrets, platform, key: key.value };
  const actions = new TargetActions({
    store: targets,
    connector,
    world,
    secrets,
    place: { cwd: process.cwd(), home: homedir(), kind: platform.kind },
    reach: reachParts({
      world,
      children,
      journal,
      tokenFor: (target) => secrets.get(tokens.get(target) ?? ''),
    }),
    stopSessions: (target) => sessions.stopOf(target),
  });

  const runs = buildProbing({
    dataDir,
    world,
    profiles: known,
    targets,
    actions,
    sessions,
    inventories,
    checks: crafting.checks,
    feed,
    hasToken: (target) => tokens.has(target),
    shown: (value) => masking.fields(value),
    ...tells,
  });
  const repeating = buildRepeating({
    ...{ ...options, ...tells },
    ...{ world, profiles: known, journal, sessions, inventories, inspections, findings, triage },
    ...{ targets, actions, feed, masking, inputs: crafting.inputs },
  });
  const places = await rememberSecrets({ ...options, ...tells, journal, secrets, masking, feed });
  const marks = { inspections, annotations: repeating.annotations };
  const stop = async (): Promise<void> => {
    await repeating.close();
    await places.settled();
    watchdog.close();
    ledger.close();
    targets.close();
    flows.close();
    await crafting.close();
    relisting.close();
    await reviews.close();
    await inspections.close();
    await journal.close();
  };
  return {
    ok: true as const,
    value: {
      run,
      journal,
      feed,
      masking,
      warn,
      onBug,
      preferences,
      drafts: crafting.drafts,
      inputs: crafting.inputs,
      scripts: crafting.scripts,
      races: crafting.races,
      checks: crafting.checks,
      sessions,
      inventories,
      inspections,
      findings,
      flows,
      reviews,
      runs,
      /** What goes to pages: secrets masked, rows with what was found in them. */
      outgoing: { fields: <T>(value: T): T => masking.fields(withMarks(value, marks)) },
      markedJournal: markedJournal(journal, marks),
      ...repeating,
      targets,
      actions,
      children,
      escaped: {
        look: lookForEscaped,
        end: async (pid: number): Promise<Problem | undefined> => {
          const problem = await ledger.endEscaped(pid);
          await lookForEscaped();
          return problem;
        },
      },
      /** Ends what is live, then closes what holds files; in between the ways in are closed. */
      endSessions: async (): Promise<void> => {
        await Promise.all([runs.close(), repeating.replays.close(), repeating.fuzz.close()]);
        await sessions.stopAll('the bridge ends');
        // Whatever was being started while its session was stopped.
        children.stopHard();
      },
      stopHard: (): void => {
        children.stopHard();
        runs.closeHard();
        repeating.fuzz.closeHard();
      },
      close: stop,
    },
  };
}
