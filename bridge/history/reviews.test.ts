import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import type { Problem } from '../../protocol/problem.ts';
import { privateFolder } from '../../test/bridge-world.ts';
import { Historian } from './historian.ts';
import { Reviews } from './reviews.ts';

/** Knows three targets; the first time it is asked about the second one it never answers. */
const WORKER = `
import { existsSync, writeFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
parentPort.on('message', ({ id, name, asked }) => {
  const mark = workerData.dataDir + '/asked';
  if (name === 'targets') {
    parentPort.postMessage({ id, answer: { ok: true, value: { targets: ['a', 'b', 'c'], problems: ['odd'] } } });
    return;
  }
  if (asked.target === 'b' && !existsSync(mark)) {
    writeFileSync(mark, '');
    for (;;);
  }
  parentPort.postMessage({ id, answer: { ok: true, value: { summary: { target: asked.target } } } });
});
`;

test('a target that is too dear costs no other its summary, and is tried again when asked again', async () => {
  const folder = privateFolder();
  const path = join(folder.path, 'worker.mjs');
  writeFileSync(path, WORKER);
  const problems: Problem[] = [];
  const onProblem = (problem: Problem): void => void problems.push(problem);
  const historian = new Historian({
    workerUrl: pathToFileURL(path),
    start: { dataDir: folder.path, sessionsFolder: folder.path },
    limit: 1000,
    onProblem,
  });
  const nothing = (): void => {};
  const reviews = new Reviews({
    historian,
    isActive: false,
    sessions: () => [],
    session: () => undefined,
    page: () => Promise.resolve({ ok: false, problem: { code: 'no', message: 'no' } }),
    now: () => 0,
    shown: (text) => text,
    changed: nothing,
    found: nothing,
    settled: nothing,
    reopened: nothing,
    onProblem,
    onBug: nothing,
  });
  const named = async (): Promise<string[]> => (await reviews.all()).map(({ target }) => target);
  expect(await named()).toEqual(['a', 'c']);
  expect(problems.map(({ code }) => code)).toEqual(['history', 'history-ended']);
  expect(await named()).toEqual(['a', 'c', 'b']);
  expect(problems).toHaveLength(2);
  await reviews.close();
  folder.remove();
});
