import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { privateFolder } from '../../test/bridge-world.ts';
import type { Problem } from '../../protocol/problem.ts';
import { Historian } from './historian.ts';

/** Answers who was asked about, unless that one is to be its end. */
const WORKER = `
import { parentPort, threadId } from 'node:worker_threads';
parentPort.on('message', ({ id, asked: { session } }) => {
  if (session === 'throws') throw new Error('out of luck');
  if (session === 'hangs') for (;;);
  parentPort.postMessage({ id, answer: { ok: true, value: session + ' ' + threadId } });
});
`;

let folder: ReturnType<typeof privateFolder>;
let historian: Historian;
let problems: Problem[];
beforeEach(() => {
  folder = privateFolder();
  problems = [];
  const path = join(folder.path, 'worker.mjs');
  writeFileSync(path, WORKER);
  historian = new Historian({
    workerUrl: pathToFileURL(path),
    start: { dataDir: folder.path, sessionsFolder: folder.path },
    limit: 1500,
    onProblem: (problem) => void problems.push(problem),
  });
});
afterEach(async () => {
  await historian.close();
  folder.remove();
});
const ask = (session: string) => historian.ask('forget', { session });

test.each([
  ['throws', 'out of luck'],
  ['hangs', 'it was ended after 1.5 s'],
])('a thread that %s ends one question, and another thread answers those behind it', async (how, words) => {
  const [before, bad, after, last] = await Promise.all([ask('a'), ask(how), ask('b'), ask('c')]);
  expect(bad).toMatchObject({ ok: false, problem: { code: 'history-ended' } });
  expect(problems.map(({ message }) => message).join()).toContain(words);
  expect(problems).toHaveLength(1);
  const thread = (answer: unknown): string => String((answer as { value: string }).value).split(' ')[1]!;
  expect([before, after, last].map(({ ok }) => ok)).toEqual([true, true, true]);
  expect(thread(after)).not.toBe(thread(before));
  expect(thread(last)).toBe(thread(after));
  expect(historian.isBusy).toBe(false);
});

test('whoever waits when the bridge ends is told so, and later ones too', async () => {
  const waiting = ask('hangs');
  await historian.close();
  expect(await waiting).toMatchObject({ ok: false, problem: { code: 'history-ended' } });
  expect(await ask('a')).toMatchObject({ ok: false, problem: { message: 'The bridge ends.' } });
});
