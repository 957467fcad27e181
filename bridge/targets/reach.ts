import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import type { HttpSpec, RecordingSpec, StdioSpec, Target } from '../../protocol/target.ts';
import type { Reach } from '../session/connector.ts';
import { createHttpTransport } from '../transport/http.ts';
import type { ProxySettings } from '../transport/proxy.ts';
import { createRecording, type RecordedMessage } from '../transport/recording.ts';
import { createStdio, type ProcessKeeper } from '../transport/stdio.ts';
import { nameOfMissing, resolveText } from './configured-text.ts';
import { readyLaunch, type LaunchWorld } from './launch-plan.ts';

/** What turning a target into bytes needs. */
export interface ReachParts {
  world: LaunchWorld;
  /** A keeper for children of this target. */
  keeper(target: Target): ProcessKeeper;
  proxy: ProxySettings;
  /** A bearer token the person gave after 401; newer than what the target sets itself, so it wins. */
  tokenFor(target: string): string | undefined;
  readRecording(session: string): Promise<RecordedMessage[] | Problem>;
}

export type Confirmed = 'in-terminal' | { confirmation: string };

/** Everything resolved: what was confirmed is what is started. Problems: `not-confirmed`, `value-missing`, lookups. */
export function reachOf(target: Target, confirmed: Confirmed, parts: ReachParts): Outcome<Reach> {
  const { spec } = target;
  switch (spec.kind) {
    case 'stdio':
      return stdioReach(target, spec, confirmed, parts);
    case 'recording':
      return { ok: true, value: recordingReach(spec, parts) };
    case 'http':
    case 'streamable-http':
    case 'legacy-sse':
      return httpReach(target, spec, parts);
  }
}

function stdioReach(
  target: Target,
  spec: StdioSpec,
  confirmed: Confirmed,
  parts: ReachParts,
): Outcome<Reach> {
  const launch = readyLaunch(spec, parts.world, confirmed);
  if (!launch.ok) return launch;
  const { program, args, cwd } = launch.value;
  const entry = entryFile(args, cwd);
  const value: Reach = {
    reachedBy: [spec.command, ...spec.args].join(' '),
    speaks: 'stdio',
    mayFallBack: false,
    provenance: { program, argv: JSON.stringify([spec.command, ...spec.args]), cwd, ...entry },
    createTransport: (_, context) => createStdio(launch.value, parts.keeper(target), context),
  };
  return { ok: true, value };
}

function httpReach(target: Target, spec: HttpSpec, parts: ReachParts): Outcome<Reach> {
  const missing = spec.headers.find(({ text }) => resolveText(text, parts.world) === undefined);
  if (missing !== undefined) {
    const problem: Problem = {
      code: 'value-missing',
      message: `The header ${missing.name} cannot be sent: ${nameOfMissing(missing.text)}.`,
      hint: 'Give its value when connecting, or set it before the bridge is started.',
    };
    return { ok: false, problem };
  }
  // Asked at every request: a value may change while the session lives.
  const credentials = {
    headersFor: (): Promise<[string, string][]> => {
      const own = spec.headers.map(({ name, text }): [string, string] => [
        name,
        resolveText(text, parts.world) ?? '',
      ]);
      const token = parts.tokenFor(target.key);
      if (token === undefined) return Promise.resolve(own);
      const others = own.filter(([name]) => name.toLowerCase() !== 'authorization');
      return Promise.resolve([...others, ['Authorization', `Bearer ${token}`]]);
    },
  };
  const value: Reach = {
    reachedBy: spec.url,
    speaks: spec.kind === 'legacy-sse' ? 'legacy-sse' : 'streamable-http',
    mayFallBack: spec.kind === 'http',
    provenance: { url: spec.url, ...(spec.verify ? {} : { certificate: 'not verified' }) },
    createTransport: (speaks, context) =>
      createHttpTransport(speaks === 'legacy-sse' ? 'legacy-sse' : 'streamable-http', {
        url: spec.url,
        credentials,
        tls: { verify: spec.verify, ...(spec.caFile === undefined ? {} : { caFile: spec.caFile }) },
        proxy: parts.proxy,
        context,
      }),
  };
  return { ok: true, value };
}

function recordingReach(spec: RecordingSpec, parts: ReachParts): Reach {
  return {
    reachedBy: `recording ${spec.session}`,
    speaks: 'recording',
    mayFallBack: false,
    provenance: { recording: spec.session },
    createTransport: (_, context) => createRecording(() => parts.readRecording(spec.session), context),
  };
}

/** A server's own file is small; a program of this size is not what changes under a name. */
const MOST_HASHED = 16 * 1024 * 1024;

/** The script a runtime is given, and its hash: the same command may start something else tomorrow. */
function entryFile(args: string[], cwd: string): Record<string, string> {
  for (const arg of args) {
    if (arg.startsWith('-') || !/\.(?:[cm]?[jt]s|py|rb|php|pl|jar|sh|wasm)$/i.test(arg)) continue;
    const path = isAbsolute(arg) ? arg : join(cwd, arg);
    try {
      if (statSync(path).size > MOST_HASHED) return { entry: path };
      const hash = createHash('sha256').update(readFileSync(path)).digest('hex');
      return { entry: path, 'entry SHA-256': hash };
    } catch {
      // ENOENT, EACCES: an argument that only looks like a file; the next one may be it.
    }
  }
  return {};
}
