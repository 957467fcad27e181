import { randomBytes } from 'node:crypto';
import type { Outcome } from '../protocol/problem.ts';
import { readAssets } from './api/assets.ts';
import { listen } from './api/server.ts';
import { SignIn } from './api/sign-in.ts';
import type { Bridge, BridgeOptions, OpenRequest } from './bridge.ts';
import { buildCore } from './core.ts';
import { buildPractice } from './practising.ts';
import { createStream } from './stream/stream.ts';

/** Starts the bridge with its page: what core.ts constructs, and the two ways in. */
export async function startBridge(options: BridgeOptions): Promise<Outcome<Bridge>> {
  const { build } = options;
  const assets = readAssets(options.webRoot);
  if (!assets.ok) return assets;
  const built = await buildCore({
    ...options,
    policy: 'hold',
    keepsTargets: true,
    indexes: true,
    inspects: 'by-itself',
    keepsFindings: true,
  });
  if (!built.ok) return built;
  const core = built.value;
  const { run, journal, feed, masking, sessions, actions, escaped, onBug } = core;

  const practice = buildPractice(core, options.dataDir, { now: Date.now, onProblem: core.warn, onBug });

  // Straight to the screen: the page then loads no other one first.
  const screenOf = (session: string): string => {
    const { number, target = '' } = journal.session(session) ?? {};
    if (core.targets.get(target)?.origin === 'demo') return '/practice';
    return number === undefined ? '/traffic' : `/traffic?q=session:${number}`;
  };
  const stream = createStream({ source: feed, masking: core.outgoing, build, run, onBug });
  const signIn = new SignIn({ randomBytes, now: () => performance.now(), onRefused: core.warn });
  const listening = await listen({
    host: '127.0.0.1',
    port: options.port ?? 0,
    context: {
      build,
      run,
      signIn,
      masking,
      preferences: core.preferences,
      drafts: core.drafts,
      inputs: core.inputs,
      answering: {
        get: (target) => core.scripts.get(target),
        put: (target, script) => core.scripts.put(target, script),
        exactly: (session, answer) => sessions.answerExactly(session, answer),
      },
      races: core.races,
      checks: core.checks,
      sessions,
      inventories: core.inventories,
      journal: core.markedJournal,
      annotations: core.annotations,
      collections: core.collections,
      copies: core.copies,
      har: core.har,
      comparisons: core.comparisons,
      inspections: core.inspections,
      findings: core.findings,
      flows: core.flows,
      practice,
      reviews: core.reviews,
      runs: core.runs,
      fuzz: core.fuzz,
      replays: core.replays,
      frameReplays: core.frameReplays,
      archives: core.archives,
      stream,
      onBug,
      assets: assets.value,
      snapshot: () => feed.snapshot(),
      targets: actions,
      escaped: { end: escaped.end },
    },
  });
  if (!listening.ok) {
    await core.close();
    return listening;
  }
  const server = listening.value;

  let stopping: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    await core.endSessions();
    await stream.close();
    await server.close();
    await practice.close();
    await core.close();
  };
  return {
    ok: true,
    value: {
      run,
      port: server.port,
      freshLink: (session) => signIn.link(server.origin, session === undefined ? '/' : screenOf(session)),
      addAndConnect: (request: OpenRequest) => Promise.resolve(actions.addAndConnect(request)),
      importArchive: (path) => core.archives.importFile(path),
      inspected: () => core.inspections.settled(),
      escaped: escaped.look,
      endEscaped: escaped.end,
      stop: () => (stopping ??= stop()),
      stopHard: () => core.stopHard(),
    },
  };
}
