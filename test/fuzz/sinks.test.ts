import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Headless } from '../../bridge/index.ts';
import { openDoor } from './measured-server.ts';
import { allSinks, groupsOf, measureGroup } from './sink-runs.ts';

/**
 * Families that cost little, through the whole of a run: the door works, and the measure of it does. How much is found of
 * all of them, with the usual settings, is what `npm run fuzz-cases` says.
 */
const FAMILIES = [
  'symlink-escape',
  'sql-injection',
  // A value that has to look like what its author named, and a quote that has to be closed first.
  'path-traversal',
  'command-injection',
  'ssrf',
  // What a call before gives out, and what a call after shows.
  'states',
  'notifications',
];
/** Cases for a family, where only its own strategy is tried. */
const BUDGET = 250;

const folder = mkdtempSync(join(tmpdir(), 'sinks-'));
let door: Headless;
beforeAll(async () => {
  door = await openDoor(folder);
});
afterAll(async () => {
  await door.stop();
  rmSync(folder, { recursive: true, force: true });
});

const groups = groupsOf(allSinks().filter(({ family, isUnseen }) => FAMILIES.includes(family) && !isUnseen));

test.each(groups.map((sinks) => [sinks[0]!.isAlone ? sinks[0]!.id : sinks[0]!.family, sinks] as const))(
  'finds the flaws of %s, and says nothing of their fixes',
  async (_, sinks) => {
    const strategies = [...new Set(sinks.map(({ strategy }) => strategy))];
    const { results, falseAlarms } = await measureGroup(door, sinks, folder, 'seen', {
      strategies,
      budget: BUDGET,
      seed: 3,
    });
    expect(results.filter(({ found }) => found === undefined).map(({ sink }) => sink.id)).toEqual([]);
    expect(results.map(({ found }) => found?.confirmed)).toEqual(sinks.map(() => 3));
    expect(falseAlarms.map(({ subject, strategy, payload }) => [subject, strategy, payload])).toEqual([]);
  },
  120_000,
);
