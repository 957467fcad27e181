import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { privateFolder } from '../test/bridge-world.ts';
import { writeLockFile } from './lock-file.ts';

let folder: ReturnType<typeof privateFolder>;
beforeEach(() => (folder = privateFolder()));
afterEach(() => folder.remove());

test('what could not be read again is not written, and what was there stays', () => {
  const path = join(folder.path, 'mcp.lock');
  expect(writeLockFile(path, 'ééééé', { LARGEST_LOCK: 9 })).toMatchObject({
    problem: { code: 'lock-too-large' },
  });
  expect(existsSync(path)).toBe(false);
  expect(writeLockFile(path, 'éééé', { LARGEST_LOCK: 9 }).ok).toBe(true);
  expect(writeLockFile(path, 'x'.repeat(10), { LARGEST_LOCK: 9 }).ok).toBe(false);
  expect(readFileSync(path, 'utf8')).toBe('éééé');
});
