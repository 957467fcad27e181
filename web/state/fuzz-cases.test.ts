import { expect, it, vi } from 'vitest';
import type { AskFuzzCases, FuzzCaseRow, FuzzCases } from '../../protocol/fuzz.ts';
import type { Outcome } from '../../protocol/problem.ts';
import { FuzzCaseList } from './fuzz-cases.svelte.ts';

const RUN = { run: 'r', tab: 'all', q: '', cluster: undefined } as const;
const rowOf = (n: number): FuzzCaseRow => ({
  n,
  subject: 'read',
  at: '/path',
  strategy: 's',
  payload: 'p',
  shown: `"${n}"`,
  outcome: 'ok',
  cluster: 1,
});

function listed(done = 1000) {
  const asked: AskFuzzCases[] = [];
  const selected: number[] = [];
  const bridge = { done, comes: 0 };
  const list = new FuzzCaseList(
    {
      cases: (_, ask): Promise<Outcome<FuzzCases>> => {
        asked.push(ask);
        bridge.done += bridge.comes;
        const rows = Array.from({ length: Math.min(ask.limit, bridge.done - ask.from) }, (__, k) =>
          rowOf(bridge.done - ask.from - k),
        );
        const isKnown = ask.n !== undefined && ask.n <= bridge.done;
        const found = isKnown ? { asked: { row: rowOf(ask.n!), at: bridge.done - ask.n! } } : {};
        const value = { rows, total: bridge.done, version: bridge.done, ...found };
        return Promise.resolve({ ok: true, value });
      },
    },
    (n) => selected.push(n),
  );
  return { list, bridge, asked, selected };
}
const rest = () => vi.advanceTimersByTimeAsync(1000);

it('shows the newest, and what is in view stays there while others come above it', async () => {
  vi.useFakeTimers();
  const { list, bridge } = listed();
  list.show(RUN, undefined);
  await rest();
  list.look(0, 20);
  expect(list.row(0)?.n).toBe(1000);
  bridge.done = 1500;
  list.heard();
  await rest();
  expect([list.row(0)?.n, list.moved]).toEqual([1500, 0]);
  list.look(300, 320);
  await rest();
  expect(list.row(300)?.n).toBe(1200);
  bridge.done = 1530;
  list.heard();
  await rest();
  expect([list.row(330)?.n, list.moved]).toEqual([1200, 30]);
  vi.useRealTimers();
});

it('asks for one window at a time, however often something is new', async () => {
  vi.useFakeTimers();
  const { list, asked } = listed(100_000);
  list.show(RUN, undefined);
  for (let k = 0; k < 1000; k++) list.heard();
  await vi.advanceTimersByTimeAsync(1000);
  expect(asked.length).toBeLessThan(5);
  expect(Math.max(...asked.map(({ limit }) => limit))).toBeLessThan(200);
  vi.useRealTimers();
});

it('scrolls to the case of the address, knows one that is not listed, and says when there is none', async () => {
  vi.useFakeTimers();
  const { list } = listed();
  list.show(RUN, 17);
  await rest();
  expect([list.chosen?.n, list.revealed?.index]).toEqual([17, 983]);
  list.show(RUN, 2000);
  await rest();
  expect(list.chosen).toBeNull();
  vi.useRealTimers();
});

it('keeps up with cases that come quicker than answers', async () => {
  vi.useFakeTimers();
  const { list, bridge, asked } = listed();
  list.show(RUN, undefined);
  await rest();
  bridge.comes = 150;
  list.look(500, 520);
  let [top, known] = [500, list.moved];
  // The view goes along with what moved, as the list does.
  for (let k = 0; k < 20; k++) {
    await vi.advanceTimersByTimeAsync(10);
    top += list.moved - known;
    known = list.moved;
    list.look(top, top + 20);
  }
  expect([list.row(top)?.n, list.row(top + 19)?.n]).toEqual([500, 481]);
  expect(asked.length).toBeLessThan(8);
  vi.useRealTimers();
});

it('chooses a row that was gone to before it was here', async () => {
  vi.useFakeTimers();
  const { list, selected } = listed();
  list.show(RUN, undefined);
  await rest();
  list.select(999);
  expect([selected, list.revealed?.index]).toEqual([[], 999]);
  list.look(980, 1000);
  await rest();
  expect(selected).toEqual([1]);
  vi.useRealTimers();
});
