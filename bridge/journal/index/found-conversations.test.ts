import { rmSync } from 'node:fs';
import { afterAll, expect, it } from 'vitest';
import type { ExchangeSummary } from '../../../protocol/exchange.ts';
import { allRows, Recorder, Scratch, seqs } from '../../../test/journal/recorder.ts';

const scratch = new Scratch();
afterAll(() => scratch.remove());

const ask = (id: number, method: string, params: string): string =>
  `{"jsonrpc":"2.0","id":${id},"method":"${method}","params":${params}}\n`;
const answer = (id: number, result: string): string => `{"jsonrpc":"2.0","id":${id},"result":${result}}\n`;

it('groups what goes on with an earlier request, of every kind, and nothing else', async () => {
  const dir = scratch.folder();
  let journal = scratch.open(dir);
  const session = new Recorder(journal);
  const call = '{"name":"book"}';
  const lines: [string, string][] = [
    // 1: asks for input with a state, is answered, asks once more, and is done.
    [
      ask(1, 'tools/call', call),
      answer(1, '{"resultType":"input_required","requestState":"s1","inputRequests":{}}'),
    ],
    [
      ask(2, 'tools/call', '{"name":"book","inputResponses":{},"requestState":"s1"}'),
      answer(2, '{"resultType":"input_required","requestState":"s2"}'),
    ],
    [
      ask(3, 'tools/call', '{"name":"book","requestState":"s2"}'),
      answer(3, '{"resultType":"complete","content":[]}'),
    ],
    // 7: the same call anew, and a state that nobody gave.
    [ask(4, 'tools/call', call), answer(4, '{"content":[]}')],
    [ask(5, 'tools/call', '{"name":"book","requestState":"forged"}'), answer(5, '{"content":[]}')],
    // 11: asks without a state.
    [
      ask(6, 'prompts/get', '{"name":"p"}'),
      answer(6, '{"resultType":"input_required","inputRequests":{"a":{}}}'),
    ],
    [ask(7, 'prompts/get', '{"name":"p","inputResponses":{"a":{}}}'), answer(7, '{"messages":[]}')],
    // 15: becomes a task of 2025-11-25; 21: one of the extension.
    [
      ask(8, 'tools/call', '{"name":"slow","task":{}}'),
      answer(8, '{"task":{"taskId":"__proto__","status":"working"}}'),
    ],
    [ask(9, 'tasks/get', '{"taskId":"__proto__"}'), answer(9, '{"taskId":"__proto__","status":"completed"}')],
    [ask(10, 'tasks/result', '{"taskId":"__proto__"}'), answer(10, '{"content":[]}')],
    [
      ask(11, 'tools/call', '{"name":"slow"}'),
      answer(11, '{"resultType":"task","taskId":"t-2","status":"working"}'),
    ],
    [ask(12, 'tasks/get', '{"taskId":"t-2"}'), answer(12, '{"taskId":"t-2","status":"working"}')],
    [ask(13, 'tasks/get', '{"taskId":"unknown"}'), answer(13, '{"taskId":"unknown","status":"working"}')],
  ];
  for (const [asked, answered] of lines) {
    session.sent(asked);
    session.received(answered);
  }
  await session.end();

  const expected = [
    { request: 1, steps: 3, last: 5, state: 'answered' },
    { request: 11, steps: 2, last: 13, state: 'answered' },
    { request: 15, steps: 3, last: 19, state: 'answered' },
    { request: 21, steps: 2, last: 23, state: 'answered', words: 'working' },
  ];
  const found = async () => {
    const page = await allRows(journal, '-is:step', 'exchanges');
    const rows = page.rows as ExchangeSummary[];
    expect(rows.map(({ request }) => request.seq)).toEqual([1, 7, 9, 11, 15, 21, 25]);
    return rows.flatMap(({ request, conversation }) =>
      conversation === undefined ? [] : [{ request: request.seq, ...conversation }],
    );
  };
  expect(await found()).toMatchObject(expected);
  expect(await seqs(journal, 'is:step')).toEqual([3, 5, 13, 17, 19, 23]);
  expect(await seqs(journal, 'is:asking')).toEqual([2, 4, 12, 16, 22]);
  expect(await seqs(journal, 'conversation:15', 'exchanges')).toEqual([15, 17, 19]);
  expect(await seqs(journal, 'conversation:15')).toEqual([15, 16, 17, 18, 19, 20]);
  expect(await seqs(journal, 'conversation:17', 'exchanges')).toEqual([17]);
  const [first] = await found();
  expect(first?.ms).toBe(50);

  // The same from the recording alone.
  await scratch.close(journal);
  rmSync(`${dir}/index.db`);
  journal = scratch.open(dir);
  await journal.settled();
  expect(await found()).toMatchObject(expected);
});
