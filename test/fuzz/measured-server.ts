import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startHeadless, type Headless } from '../../bridge/index.ts';
import type { FuzzReport, FuzzRequest } from '../../protocol/fuzz.ts';
import { FUZZ_USUAL } from '../../protocol/fuzz-limits.ts';
import type { Outcome } from '../../protocol/problem.ts';
import type { NamedText } from '../../protocol/target.ts';

/** A server to be measured, as a person would type it. */
export interface MeasuredServer {
  name: string;
  command: string;
  args: string[];
  env?: NamedText[];
}

/** The headless door, as the terminal opens it, with recordings below `folder`. */
export async function openDoor(folder: string): Promise<Headless> {
  const dataDir = join(folder, 'data');
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const started = await startHeadless({
    dataDir,
    env: { PATH: process.env['PATH'], HOME: folder },
    build: '0.0.0+measured',
    onNotice: () => {},
    inspects: true,
  });
  if (!started.ok) throw new Error(started.problem.message);
  return started.value;
}

/** One run against a server, with what is usual where `more` says nothing else. */
export async function fuzzServer(
  door: Headless,
  { name, command, args, env = [] }: MeasuredServer,
  cwd: string,
  more: Partial<FuzzRequest> = {},
): Promise<FuzzReport> {
  const connected = await door.connect({
    spec: { kind: 'stdio', command, args, cwd, env },
    origin: 'command-line',
    confirmed: 'in-terminal',
    name,
  });
  if (!connected.ok) throw new Error(`${name}: ${connected.problem.message}`);
  const problem = await connected.value.ready();
  if (problem !== undefined) throw new Error(`${name}: ${problem.message}`);
  const request: FuzzRequest = {
    session: connected.value.session().id,
    seed: 0,
    allowDestructive: [],
    world: true,
    ...FUZZ_USUAL,
    ...more,
  };
  const done = await agreed(door, request);
  if (!done.ok) throw new Error(`${name}: ${done.problem.message}`);
  const { state, problem: why } = done.value.run;
  if (state !== 'done') throw new Error(`${name}: the run is ${state}. ${why?.message ?? ''}`);
  return done.value;
}

/** ms until it is tried again. */
const PAUSE = 500;

/**
 * Somebody else may take the folder or the port between the plan and the yes, or the folder after it: another run with
 * the same seed beside this one. Then it is planned anew, with a folder that is free, and that is said.
 */
export async function agreed(
  door: Pick<Headless, 'fuzz'>,
  request: FuzzRequest,
  note: (line: string) => void = console.error,
  tries = 20,
): Promise<Outcome<FuzzReport>> {
  const plan = await door.fuzz.plan(request);
  if (!plan.ok) return plan;
  const done = await door.fuzz.run({ request, confirmation: plan.value.confirmation }, () => {});
  const problem = done.ok ? done.value.run.problem : done.problem;
  const isTaken = problem?.code === 'not-confirmed' || problem?.code === 'no-world';
  if (!isTaken || tries <= 1) return done;
  note(`Another run with seed ${request.seed} is under way: ${problem.message} It is planned again.`);
  await new Promise((later) => setTimeout(later, PAUSE));
  return agreed(door, request, note, tries - 1);
}
