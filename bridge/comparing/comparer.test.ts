import { afterEach, expect, test } from 'vitest';
import { Comparer } from './comparer.ts';
import { answerComparing } from './comparing-thread.ts';

/** Answers with what it is told: a text that ends in `!` breaks the thread off, `?` is never answered. */
const THREAD = `
import { parentPort } from 'node:worker_threads';
parentPort.on('message', ({ id, asked }) => {
  const word = new TextDecoder().decode(asked);
  if (word.endsWith('!')) throw new Error('out of order');
  if (!word.endsWith('?')) parentPort.postMessage({ id, answer: { ok: true, value: [word] } });
});`;

const open: Comparer[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((comparer) => comparer.close()));
});

function asking(limit: number): (word: string) => Promise<string> {
  const comparer = new Comparer({
    workerUrl: new URL(`data:text/javascript,${encodeURIComponent(THREAD)}`),
    limit,
  });
  open.push(comparer);
  return async (word) => {
    const answer = await comparer.ask('said', new TextEncoder().encode(word));
    return answer.ok ? answer.value.join() : answer.problem.code + ': ' + answer.problem.message;
  };
}

test('one that takes too long is ended and told, and who waited is answered by a new thread', async () => {
  const ask = asking(2000);
  expect(await Promise.all(['first', 'long?', 'next'].map(ask))).toEqual([
    'first',
    'not-compared: They were not compared within 2 s.',
    'next',
  ]);
});

test('a thread that breaks off is told to who asked, and to nobody else', async () => {
  const ask = asking(20_000);
  expect(await Promise.all(['bad!', 'next'].map(ask))).toEqual([
    'not-compared: They could not be compared: out of order.',
    'next',
  ]);
});

test('more than can wait are refused, and what waits when the bridge ends is told so', async () => {
  const ask = asking(20_000);
  const asked = Array.from({ length: 53 }, (_, at) => ask(at === 0 ? 'long?' : 'short'));
  const refused = await Promise.race(asked);
  expect(refused).toMatch(/^too-much-to-compare/);
  await open[0]!.close();
  const all = await Promise.all(asked);
  expect(all.filter((words) => words === 'not-compared: The bridge ends.').length).toBe(51);
});

test('a status or a header that differs makes two answers different, and is named', () => {
  const side = (startLine: string, type: string, date: string, id = 1) => ({
    bytes: new TextEncoder().encode(`{"jsonrpc":"2.0","id":${id},"result":{}}`),
    rpcId: String(id),
    head: {
      startLine,
      headers: [
        ['Content-Type', type],
        ['Date', date],
      ] as [string, string][],
      bodyAt: 0,
    },
  });
  const [ok, json] = ['HTTP/1.1 200 OK', 'application/json'];
  const left = side(ok, json, 'Sun, 22 Nov 2026 07:15:00 GMT');
  const answer = answerComparing({
    id: 1,
    name: 'verdicts',
    asked: [
      // Another id of ours is no difference.
      { left, right: side(ok, json, 'Sun, 22 Nov 2026 07:15:00 GMT', 9) },
      { left, right: side(ok, json, 'Sun, 22 Nov 2026 07:19:00 GMT') },
      { left, right: side('HTTP/1.1 500 Oh dear', 'text/html', 'Sun, 22 Nov 2026 07:15:00 GMT') },
      // Over stdio there is no head.
      { left, right: { ...left, head: undefined } },
    ],
  });
  const told = answer.ok && (answer.value as { verdict: string; words?: string }[]);
  expect(told).toMatchObject([
    { verdict: 'same' },
    { verdict: 'volatile', counts: { volatile: 1 } },
    { verdict: 'different', words: 'HTTP: 200 OK → 500 Oh dear, content-type' },
    { verdict: 'same' },
  ]);
});
