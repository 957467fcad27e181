import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Headless } from '../../bridge/index.ts';
import type { FuzzFinding } from '../../protocol/fuzz.ts';
import { root } from '../../scripts/sources.mjs';
import { fuzzServer, openDoor } from './measured-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'kept-'));
let door: Headless;
beforeAll(async () => {
  door = await openDoor(folder);
});
afterAll(async () => {
  await door.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function foundIn(id: string, more: string[]): Promise<readonly FuzzFinding[]> {
  const own = join(folder, [id, ...more].join(''));
  mkdirSync(own);
  const server = join(root, 'test', 'servers', 'vulnerable', 'server.mjs');
  const args = [server, 'prototype-pollution', '--only', id, '--root', own, '--home', own, ...more];
  return (
    await fuzzServer(door, { name: id, command: process.execPath, args }, own, {
      strategies: ['prototype-pollution'],
      budget: 60,
      seed: 3,
    })
  ).findings;
}

// What stays in a server shows in each later attempt: a value without the way out would pass for one with it.
test.each([
  ['pollution-notes', 'save_note', /^"[^"]*__proto__[^"]*n[a-z0-9]{16}[^"]*"$/],
  ['pollution-labels', 'add_labels', /^\{"__proto__":\{"\w+":"v[a-z0-9]{16}"\}\}$/],
])(
  'what spreads in %s is found, and made no smaller than what does it',
  async (id, tool, smallest) => {
    const [found] = await foundIn(id, []);
    expect(found).toMatchObject({ subject: tool, oracle: 'spread-value', confirmed: 3 });
    expect(found?.minimalValue).toMatch(smallest);
  },
  60_000,
);

test.each(['pollution-notes', 'pollution-labels'])(
  'a piece of a value that the fix of %s keeps and shows is no finding',
  async (id) => {
    expect(await foundIn(id, ['--fixed'])).toEqual([]);
  },
  60_000,
);
