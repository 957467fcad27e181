import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { openDatabase } from '../journal/index/driver.ts';
import { Sandbox } from './sandbox.ts';
import { Worlds } from './worlds.ts';

const base = mkdtempSync(join(tmpdir(), 'sandbox-'));
const OWN = 'a234567890bcdefg';
const OTHER = 'z234567890bcdefg';
let sandbox: Sandbox | undefined;
afterEach(async () => {
  await sandbox?.remove();
  rmSync(base, { recursive: true, force: true });
});

test('a table that bears the token of another case is told to that case, once', async () => {
  const worlds = new Worlds(base);
  const place = worlds.place(9);
  if (!place.ok) throw new Error(place.problem.message);
  const made = worlds.make(place.value, 9, true);
  if (!made.ok) throw new Error(made.problem.message);
  sandbox = new Sandbox(made.value, undefined);
  await sandbox.restore(() => Promise.resolve());
  const database = openDatabase(made.value.world.database!.path, 'auto');
  database.exec(`CREATE TABLE t_${OWN}(a)`);
  database.close();
  // Whoever looks first sees it, and it is not his.
  expect(sandbox.look(OTHER, []).changed).toEqual([`table t_${OWN}: new`]);
  expect(sandbox.late()).toEqual([OWN]);
  expect(sandbox.look(OWN, []).changed).toEqual([`table t_${OWN}: new`]);
  expect(sandbox.late()).toEqual([]);
});
