import { afterAll, expect, it } from 'vitest';
import type { MethodFigure, MethodFigures } from '../../../protocol/method-figures.ts';
import { type MadeFrame, recordMany } from '../../../test/journal/many-frames.ts';
import { Recorder, Scratch } from '../../../test/journal/recorder.ts';
import type { Journal } from '../journal.ts';

const scratch = new Scratch();
afterAll(() => scratch.remove());

async function figures(journal: Journal, q = ''): Promise<MethodFigures> {
  const found = await journal.methods(q);
  if (!found.ok) throw new Error(found.problem.message);
  return found.value;
}

it('counts every exchange: nearest ranks, errors, tools, and both directions', async () => {
  const journal = scratch.open(scratch.folder());
  const session = new Recorder(journal);
  let mono = 0;
  for (let id = 1; id <= 20; id++) {
    session.sent(
      `{"jsonrpc":"2.0","id":${id},"method":"tools/call","params":{"name":"${id > 15 ? '__proto__' : 'echo'}"}}\n`,
      { mono },
    );
    const failed = id === 3 ? ',"isError":true' : '';
    if (id < 20)
      session.received(`{"jsonrpc":"2.0","id":${id},"result":{"content":[]${failed}}}\n`, {
        mono: mono + id,
      });
    mono += 100;
  }
  session.received('{"jsonrpc":"2.0","id":"a","method":"roots/list"}\n', { mono });
  session.sent('{"jsonrpc":"2.0","id":"a","error":{"code":-1,"message":"no"}}\n', { mono: mono + 7 });
  session.flush();
  expect(await figures(journal)).toMatchObject({
    exchanges: 21,
    more: 0,
    complete: true,
    figures: [
      {
        method: 'tools/call',
        toward: 'server',
        count: 20,
        answered: 19,
        errors: 1,
        p50: 10,
        p95: 19,
        max: 19,
      },
      { method: 'tools/call', tool: 'echo', count: 15, answered: 15, p50: 8, p95: 15, max: 15 },
      { method: 'tools/call', tool: '__proto__', count: 5, answered: 4, p50: 17, max: 19 },
      { method: 'roots/list', toward: 'client', count: 1, errors: 1, p50: 7, p95: 7, max: 7 },
    ],
  });
  const echo = await figures(journal, 'tool:echo dur>10ms');
  expect(echo.figures.map(({ count, p50 }) => [count, p50])).toEqual([
    [5, 13],
    [5, 13],
  ]);
  expect((await figures(journal, 'tool:nothing')).figures).toEqual([]);
  expect(await journal.methods('dur>')).toMatchObject({ ok: false, problem: { code: 'bad-query' } });
});

it('says how many methods it did not tell apart', async () => {
  const journal = scratch.open(scratch.folder());
  const session = new Recorder(journal);
  for (let id = 0; id < 1200; id++) session.sent(`{"jsonrpc":"2.0","id":${id},"method":"m${id}"}\n`);
  session.flush();
  const found = await figures(journal);
  expect([found.figures.length, found.more, found.exchanges]).toEqual([1000, 200, 1200]);
});

it('agrees with counting by hand', { timeout: 60_000 }, async () => {
  const journal = scratch.open(scratch.folder());
  const { made } = await recordMany(journal, 3000, { sessions: 3, keeps: true });
  await journal.settled();
  for (const [q, isWanted] of [
    ['', () => true],
    ['text:lorem', ({ text }: MadeFrame) => text.includes('lorem')],
  ] as const) {
    const found = await figures(journal, q);
    const expected = byHand(made, isWanted);
    expect(expected.length).toBeGreaterThan(4);
    expect(found.figures.map((one) => JSON.stringify(one)).sort()).toEqual(
      expected.map((one) => JSON.stringify(one)).sort(),
    );
  }
});

function byHand(made: readonly MadeFrame[], isWanted: (frame: MadeFrame) => boolean): MethodFigure[] {
  const groups = new Map<string, { requests: MadeFrame[]; answers: MadeFrame[]; refused: number }>();
  for (const request of made.filter(({ row }) => row.kind === 'request')) {
    const frames = made.filter(
      ({ row }) => row.session === request.row.session && row.request === request.row.seq,
    );
    if (![request, ...frames].some(isWanted)) continue;
    const { method = '', name, toward } = request.row;
    for (const tool of method === 'tools/call' ? [undefined, name] : [undefined]) {
      const key = JSON.stringify([method, tool, toward]);
      const group = groups.get(key) ?? { requests: [], answers: [], refused: 0 };
      groups.set(key, group);
      group.requests.push(request);
      const answer = frames.find(({ row }) => row.kind === 'result' || row.kind === 'error');
      if (answer !== undefined) group.answers.push(answer);
      else if (frames.some(({ row }) => (row.status ?? 0) >= 400)) group.refused++;
    }
  }
  return [...groups].map(([key, { requests, answers, refused }]) => {
    const [method, tool, toward] = JSON.parse(key) as [string, string | null, 'server' | 'client'];
    const times = answers.flatMap((answer) => answer.row.ms ?? []).sort((a, b) => a - b);
    const errors = answers.filter(({ row }) => row.kind === 'error' || row.isError === true);
    const rank = (share: number): number => times[Math.ceil(share * times.length) - 1]!;
    return {
      ...{
        method,
        ...(tool === null ? {} : { tool }),
        toward,
        count: requests.length,
        errors: errors.length + refused,
      },
      answered: times.length,
      ...(times.length === 0 ? {} : { p50: rank(0.5), p95: rank(0.95), max: times.at(-1)! }),
    };
  });
}
