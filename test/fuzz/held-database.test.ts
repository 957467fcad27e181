import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Headless } from '../../bridge/index.ts';
import { serverPath } from '../stdio-servers.ts';
import { fuzzServer, openDoor } from './measured-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'held-'));
let door: Headless;
beforeAll(async () => {
  door = await openDoor(folder);
});
afterAll(async () => {
  await door.stop();
  rmSync(folder, { recursive: true, force: true });
});

// The flaw shows in the tables alone: whoever looks at another file than the server has open sees it once, and never again.
test.each([
  ['in a file', 'rollback', []],
  ['with its log beside it', 'logged', ['--log']],
])(
  'a second statement is seen every time where a server holds its database open, %s',
  async (_, name, more) => {
    const own = join(folder, name);
    mkdirSync(own);
    writeFileSync(join(own, 'notes.db'), '');
    const args = [serverPath('holds-database'), `--db=${join(own, 'notes.db')}`, ...more];
    const report = await fuzzServer(door, { name, command: process.execPath, args }, own, {
      strategies: ['sql-injection'],
      budget: 60,
      seed: 3,
    });
    const found = report.findings.filter(({ oracle }) => oracle === 'changed-fixture');
    expect(found.map(({ confirmed, severity }) => [confirmed, severity])).toEqual([[3, 'high']]);
    // Only a log makes it necessary to begin the server anew, and that is no end of the server's own.
    expect(report.run.restarts > 0).toBe(more.length > 0);
    expect(report.findings.map(({ oracle }) => oracle)).not.toContain('crash');
  },
  120_000,
);
