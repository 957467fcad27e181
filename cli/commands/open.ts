import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import {
  choosePlatform,
  claimDataDir,
  preparePrivateDir,
  startBridge,
  type Bridge,
  type Claim,
  type JoinRequest,
  type OpenRequest,
  type Platform,
} from '../../bridge/index.ts';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import { chooseDataDir } from '../data-dir.ts';
import { readLines, type Lines } from '../lines.ts';
import type { OpenOptions } from '../options.ts';
import type { Surroundings } from '../surroundings.ts';
import { chooseTarget } from '../wanted.ts';

/** How the command ended: with an exit code, or not yet, because the bridge runs. */
export type Ended = { exitCode: number } | 'running';

const OVER = '(Enter: a fresh link, Ctrl-C: stop)';

/** Starts the bridge, or joins the one that runs on the same data directory, and opens the page. */
export async function openCommand(options: OpenOptions, here: Surroundings): Promise<Ended> {
  const { terminal, env } = here;
  for (const note of options.notes) terminal.note(`mcp-sec-inspect: ${note}`);
  const platform = choosePlatform(env);
  let lines: Lines | undefined;
  const ask = async (question: string): Promise<string | undefined> => {
    terminal.ask(question);
    return (lines ??= readLines(here.stdin)).next();
  };
  const target = await chooseTarget(options, { ...here, platform, ask });
  if (!target.ok) return failed(target.problem, here);
  if (target.value.kind === 'done') return { exitCode: target.value.exitCode };

  const dataDir = chooseDataDir(options.dataDir, env);
  const refused = preparePrivateDir(dataDir);
  if (refused !== undefined) return failed(refused, here);
  const owner = { pid: process.pid, startedAt: Date.now() - process.uptime() * 1000 };
  const claim = await claimDataDir({ dataDir, build: here.build, platform, owner, randomBytes });
  if (!claim.ok) return failed(claim.problem, here);
  const parts = { options, here, platform, request: target.value.request };
  if (claim.value.kind === 'running') return joinRunning(claim.value, parts);
  return runHere(claim.value, { ...parts, dataDir, lines: () => (lines ??= readLines(here.stdin)) });
}

function failed(problem: Problem, { terminal }: Pick<Surroundings, 'terminal'>): Ended {
  terminal.note(`mcp-sec-inspect: ${problem.message}${problem.hint === undefined ? '' : ` ${problem.hint}`}`);
  return { exitCode: 2 };
}

interface Parts {
  options: OpenOptions;
  here: Surroundings;
  platform: Platform;
  request: OpenRequest | undefined;
}

async function joinRunning(claim: Extract<Claim, { kind: 'running' }>, parts: Parts): Promise<Ended> {
  const { options, here, request } = parts;
  if (options.port !== undefined) {
    here.terminal.note(
      `mcp-sec-inspect: --port is not used: a bridge runs already, as process ${claim.pid}.`,
    );
  }
  const { file } = options;
  const answer = await claim.join(
    file !== undefined
      ? { file: resolve(here.cwd, file) }
      : request === undefined
        ? {}
        : { open: { ...request, environment: valuesFor(request, here.env) } },
  );
  if (!answer.ok) return failed(answer.problem, here);
  here.terminal.print(`${answer.value.link} (a bridge runs already, as process ${claim.pid})`);
  await openPage(answer.value.link, parts);
  return { exitCode: 0 };
}

/** What the running bridge cannot know: variables as this terminal has them, and where it finds programs. */
function valuesFor({ spec }: OpenRequest, env: NodeJS.ProcessEnv): Record<string, string> {
  const texts = spec.kind === 'stdio' ? spec.env : spec.kind === 'recording' ? [] : spec.headers;
  const names = ['PATH', ...texts.flatMap(({ text }) => (text.from === 'env' ? [text.name] : []))];
  return Object.fromEntries(names.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])));
}

async function openPage(link: string, { options, here, platform }: Parts): Promise<void> {
  if (!options.opensBrowser) return;
  const problem = await platform.openBrowser(link);
  if (problem !== undefined) here.terminal.note(`mcp-sec-inspect: ${problem.message} ${problem.hint ?? ''}`);
}

type Ours = Extract<Claim, { kind: 'ours' }>;

async function runHere(claim: Ours, parts: Parts & { dataDir: string; lines(): Lines }): Promise<Ended> {
  const { options, here, request, dataDir } = parts;
  const { terminal, env } = here;
  const run = new Run(claim, here);
  run.listenForSignals();
  const started = await startBridge({
    dataDir,
    env,
    webRoot: here.webRoot,
    build: here.build,
    ...(options.port !== undefined && { port: options.port }),
    onNotice: ({ text }) => terminal.note(`mcp-sec-inspect: ${text}`),
  });
  if (!started.ok) {
    claim.release();
    return failed(started.problem, here);
  }
  const bridge = started.value;
  if (run.take(bridge) === 'stopping') return 'running';
  const file = options.file === undefined ? undefined : resolve(here.cwd, options.file);
  const session = file === undefined ? await connectFirst(bridge, request) : await readFirst(bridge, file);
  if (!session.ok) {
    await run.stop();
    return failed(session.problem, here);
  }
  const link = bridge.freshLink(session.value);
  terminal.print(`${link} ${OVER}`);
  claim.serve((asked) => answerJoin(bridge, env, asked));
  if (here.hearsInput) parts.lines().onLine((line) => void hear(line, bridge, here));
  await openPage(link, parts);
  await reportEscaped(bridge, here);
  return 'running';
}

async function connectFirst(
  bridge: Bridge,
  request: OpenRequest | undefined,
): Promise<Outcome<string | undefined>> {
  if (request === undefined) return { ok: true, value: undefined };
  const added = await bridge.addAndConnect(request);
  return added.ok ? { ok: true, value: added.value.session } : added;
}

/** The first session of a file. */
async function readFirst(bridge: Bridge, file: string): Promise<Outcome<string | undefined>> {
  const read = await bridge.importArchive(file);
  return read.ok ? { ok: true, value: read.value.sessions[0]?.id } : read;
}

async function answerJoin(
  bridge: Bridge,
  env: NodeJS.ProcessEnv,
  { open, file }: JoinRequest,
): Promise<Outcome<{ link: string }>> {
  const session =
    file === undefined
      ? await connectFirst(bridge, open === undefined ? undefined : withTheirPath(open, env))
      : await readFirst(bridge, file);
  return session.ok ? { ok: true, value: { link: bridge.freshLink(session.value) } } : session;
}

/** Another terminal may find other programs (nvm, virtual environments): its PATH goes with its command, in plain view. */
function withTheirPath(open: OpenRequest, env: NodeJS.ProcessEnv): OpenRequest {
  const path = open.environment?.['PATH'];
  if (open.spec.kind !== 'stdio' || path === undefined || path === env['PATH']) return open;
  if (open.spec.env.some(({ name }) => name.toUpperCase() === 'PATH')) return open;
  return {
    ...open,
    spec: { ...open.spec, env: [...open.spec.env, { name: 'PATH', text: { from: 'plain', value: path } }] },
  };
}

async function hear(line: string, bridge: Bridge, { terminal }: Surroundings): Promise<void> {
  if (line.trim() !== 'end') {
    terminal.print(`${bridge.freshLink()} ${OVER}`);
    return;
  }
  for (const child of await bridge.escaped()) {
    const problem = await bridge.endEscaped(child.pid);
    terminal.note(
      `mcp-sec-inspect: ${problem === undefined ? `process ${child.pid} is ended.` : `${problem.message} ${problem.hint ?? ''}`}`,
    );
  }
}

async function reportEscaped(bridge: Bridge, { terminal }: Surroundings): Promise<void> {
  const escaped = await bridge.escaped();
  if (escaped.length === 0) return;
  for (const { pid, command, target } of escaped) {
    terminal.note(`mcp-sec-inspect: process ${pid} of an earlier run is still there (${target}): ${command}`);
  }
  terminal.note(
    'mcp-sec-inspect: type "end" and Enter to end what an earlier run left behind; the page offers it, too.',
  );
}

/** ms in which a second signal is an echo of the first: npm passes on the Ctrl-C that the terminal has sent already. */
const ECHO = 400;

/** The life of a bridge in this terminal: who ends it, and what is given free then. */
class Run {
  #claim: Ours;
  #here: Surroundings;
  #bridge: Bridge | undefined;
  #stopping: Promise<void> | undefined;
  #signalledAt = 0;

  constructor(claim: Ours, here: Surroundings) {
    this.#claim = claim;
    this.#here = here;
  }

  take(bridge: Bridge): 'running' | 'stopping' {
    this.#bridge = bridge;
    if (this.#stopping === undefined) return 'running';
    // Ctrl-C came while it was starting.
    void bridge.stop().then(() => this.#here.exit(0));
    return 'stopping';
  }

  stop(): Promise<void> {
    this.#stopping ??= (async () => {
      await this.#bridge?.stop();
      this.#claim.release();
    })();
    return this.#stopping;
  }

  listenForSignals(): void {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      this.#here.onSignal(signal, () => this.#signalled());
    this.#here.onBug((bug) => {
      const text = bug instanceof Error ? (bug.stack ?? bug.message) : String(bug);
      this.#here.terminal.note(`mcp-sec-inspect: this is a bug, and the bridge ends: ${text}`);
      this.#endAtOnce(1);
    });
  }

  #signalled(): void {
    const now = performance.now();
    if (this.#stopping !== undefined) {
      if (now - this.#signalledAt > ECHO) this.#endAtOnce(130);
      return;
    }
    this.#signalledAt = now;
    this.#here.terminal.note('mcp-sec-inspect: stopping every server; Ctrl-C again ends them at once.');
    const wasStarted = this.#bridge !== undefined;
    void this.stop().then(() => {
      if (wasStarted) this.#here.exit(0);
    });
  }

  #endAtOnce(code: number): void {
    this.#bridge?.stopHard();
    this.#claim.release();
    this.#here.exit(code);
  }
}
