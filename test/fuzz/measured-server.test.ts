import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Headless } from '../../bridge/index.ts';
import { FUZZ_USUAL } from '../../protocol/fuzz-limits.ts';
import { serverPath } from '../stdio-servers.ts';
import { perSecond } from './honest-servers.ts';
import { agreed, openDoor } from './measured-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'measured-'));
/** Of no other test: whose folders these are has to be known. */
const SEED = 0x5eed1e55;
const taken: string[] = [];
let door: Headless;
beforeAll(async () => {
  door = await openDoor(folder);
});
afterAll(async () => {
  await door.stop();
  for (const path of [folder, ...taken]) rmSync(path, { recursive: true, force: true });
});

test('a run whose folder another run has taken meanwhile is planned again, and that is said', async () => {
  const connected = await door.connect({
    spec: { kind: 'stdio', command: process.execPath, args: [serverPath('echo')], cwd: folder, env: [] },
    origin: 'command-line',
    confirmed: 'in-terminal',
    name: 'echo',
  });
  if (!connected.ok) throw new Error(connected.problem.message);
  await connected.value.ready();
  let runs = 0;
  const beside = Object.assign(Object.create(door.fuzz) as Headless['fuzz'], {
    plan: door.fuzz.plan.bind(door.fuzz),
    run: (...words: Parameters<Headless['fuzz']['run']>) => {
      runs++;
      // Between the plan and the run, as another process does it.
      const name = join(realpathSync(tmpdir()), `mcp-fuzz-${SEED.toString(16)}`);
      if (runs === 1) {
        mkdirSync(name);
        taken.push(name);
      }
      // Or a moment later, when the run has begun.
      if (runs === 2) {
        const problem = { code: 'no-world', message: 'Something lies there already.' };
        return Promise.resolve({ ok: true, value: { run: { state: 'failed', problem } } } as never);
      }
      return door.fuzz.run(...words);
    },
  });
  const notes: string[] = [];
  const request = {
    ...FUZZ_USUAL,
    session: connected.value.session().id,
    ...{ seed: SEED, budget: 5, strategies: ['unicode'], allowDestructive: [], world: true },
  };
  const done = await agreed({ fuzz: beside }, request, (line) => notes.push(line));
  if (!done.ok) throw new Error(done.problem.message);
  expect(done.value.run).toMatchObject({ state: 'done', done: 5 });
  expect(runs).toBe(3);
  expect(notes.map((line) => line.startsWith(`Another run with seed ${SEED}`))).toEqual([true, true]);
  expect(Number(perSecond(done.value.run))).toBeGreaterThan(0);
}, 60_000);
