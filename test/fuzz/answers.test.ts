import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Headless } from '../../bridge/index.ts';
import { openDoor } from './measured-server.ts';
import { allSinks, measureGroup } from './sink-runs.ts';

/** What is an answer to a message that nobody may answer, and what is none any more. */
const FLAWS = [
  ['batch-lines', 'batch', 'taken-as-good'],
  ['frame-rest', 'json-rpc-frames', 'hang'],
] as const;

const folder = mkdtempSync(join(tmpdir(), 'answers-'));
let door: Headless;
beforeAll(async () => {
  door = await openDoor(folder);
});
afterAll(async () => {
  await door.stop();
  rmSync(folder, { recursive: true, force: true });
});

test.each(FLAWS)(
  '%s is found, and nothing is said of its fix',
  async (id, strategy, oracle) => {
    const sinks = allSinks().filter((sink) => sink.id === id);
    const { results, falseAlarms } = await measureGroup(door, sinks, folder, 'all', {
      strategies: [strategy],
      budget: 6,
      seed: 5,
      timeout: 1000,
    });
    expect(results[0]?.found).toMatchObject({ oracle, confirmed: 3 });
    expect(falseAlarms).toEqual([]);
  },
  120_000,
);
