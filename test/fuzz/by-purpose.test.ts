import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Headless } from '../../bridge/index.ts';
import type { FuzzFinding } from '../../protocol/fuzz.ts';
import { serverPath } from '../stdio-servers.ts';
import { fuzzServer, openDoor } from './measured-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'by-purpose-'));
let door: Headless;
beforeAll(async () => {
  door = await openDoor(folder);
});
afterAll(async () => {
  await door.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function foundIn(name: string, words: string[], world = true): Promise<readonly FuzzFinding[]> {
  const own = join(folder, name);
  mkdirSync(own);
  const server = { name, command: process.execPath, args: [serverPath('evaluates'), ...words] };
  const more = { strategies: ['template-injection'], budget: 80, seed: 3, world };
  return (await fuzzServer(door, server, own, more)).findings;
}

test('a tool that says it evaluates, and does no more than calculate, is told as that', async () => {
  const found = await foundIn('calculates', []);
  expect(found.map(({ oracle, severity }) => [oracle, severity])).toEqual([['computed-value', 'low']]);
  expect(found[0]?.says).toContain('It evaluates by design');
}, 60_000);

test('one that says the same and reaches files is told as grave as it is', async () => {
  const found = await foundIn('reaches', ['--reach']);
  const grave = found.filter(({ oracle }) => oracle === 'canary-content');
  expect(grave.map(({ severity, confirmed }) => [severity, confirmed])).toEqual([['high', 3]]);
}, 60_000);

test('where no file can be tried, it is not waved through', async () => {
  const found = await foundIn('nowhere', [], false);
  expect(found.map(({ oracle, severity }) => [oracle, severity])).toEqual([['computed-value', 'medium']]);
  expect(found[0]?.says).toContain('could not be tried here');
}, 60_000);
