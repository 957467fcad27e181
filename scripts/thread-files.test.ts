import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rewriteThreadFiles } from './thread-files.mjs';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'thread-files-'));
  writeFileSync(join(folder, 'index-thread.ts'), '');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const META = 'import.meta' + '.url';

test.each([
  [`new Worker(new URL('./index-thread.ts', ${META}))`, 'new Worker(BUNDLED(index-thread))'],
  [`new URL("./index-thread.js",\n  ${META},\n)`, 'BUNDLED(index-thread)'],
  [`new URL('./web/', ${META})`, `new URL('./web/', ${META})`],
  [`new URL('./not-there.ts', ${META})`, `new URL('./not-there.ts', ${META})`],
  [`new URL(path, ${META})`, `new URL(path, ${META})`],
])('%s', (text, expected) => {
  const rewritten = rewriteThreadFiles(join(folder, 'open.ts'), text, (name) => `BUNDLED(${name})`);
  expect(rewritten).toBe(expected);
});
