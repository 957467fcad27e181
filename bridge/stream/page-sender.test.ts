import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { BridgeMessage } from '../../protocol/stream.ts';
import { journalStatus, row, session } from '../../test/contracts/api-world.ts';
import { MOST_ROWS, type Outlet, PageSender } from './page-sender.ts';

/** A socket whose other end reads when the test says so. */
class Pipe implements Outlet {
  sent: BridgeMessage[] = [];
  texts: string[] = [];
  buffered = 0;
  isStuck = false;
  #written: (() => void)[] = [];

  send(text: string, written: () => void): void {
    this.texts.push(text);
    this.sent.push(JSON.parse(text) as BridgeMessage);
    this.buffered += text.length;
    this.#written.push(written);
    if (!this.isStuck) this.drain();
  }

  drain(): void {
    this.buffered = 0;
    for (const written of this.#written.splice(0)) written();
  }

  take(): BridgeMessage[] {
    return this.sent.splice(0);
  }

  frames(): Extract<BridgeMessage, { kind: 'frames' }>[] {
    return this.sent.filter((message) => message.kind === 'frames');
  }
}

const hello: BridgeMessage = {
  kind: 'hello',
  build: 'b',
  protocol: 1,
  run: 'r',
  resumed: false,
  snapshot: {
    targets: [],
    sessions: [],
    journal: journalStatus(),
    escaped: [],
    profiles: [],
    inspections: [],
    reviews: [],
    head: 0,
  },
};
const rows = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => row(from + i));

let pipe: Pipe;
let sender: PageSender;
beforeEach(() => {
  vi.useFakeTimers();
  pipe = new Pipe();
  sender = new PageSender(pipe, (value) => value, 0);
});
afterEach(() => vi.useRealTimers());

function start(): void {
  sender.release(hello);
  pipe.take();
}
const flush = () => vi.advanceTimersByTime(20);

test('nothing is sent before hello', () => {
  sender.frames(rows(1, 3));
  sender.change({ kind: 'journal', journal: journalStatus(3) });
  flush();
  expect(pipe.sent).toEqual([]);
  sender.release(hello);
  flush();
  expect(pipe.sent.map((message) => message.kind)).toEqual(['hello', 'frames']);
});

test('preferences changed before hello are not lost: no snapshot holds them', () => {
  sender.change({ kind: 'preferences', preferences: { theme: 'light' } });
  sender.release(hello);
  flush();
  expect(pipe.sent.map((message) => message.kind)).toEqual(['hello', 'preferences']);
});

test('what comes within 16 ms goes out as one event, without gap or overlap', () => {
  start();
  sender.frames(rows(1, 2));
  sender.frames(rows(3, 3));
  vi.advanceTimersByTime(0);
  expect(pipe.frames()).toMatchObject([{ after: 0, upTo: 3, count: 3 }]);
  sender.frames(rows(4, 4));
  sender.frames(rows(5, 9));
  vi.advanceTimersByTime(10);
  expect(pipe.frames()).toHaveLength(1);
  vi.advanceTimersByTime(7);
  expect(pipe.frames()[1]).toMatchObject({ after: 3, upTo: 9, count: 6 });
  expect(pipe.frames()[1]?.rows.map(({ n }) => n)).toEqual([4, 5, 6, 7, 8, 9]);
});

test('a burst is counted whole and carries the newest rows', () => {
  start();
  sender.frames(rows(1, 50_000));
  flush();
  const [event] = pipe.frames();
  expect(event).toMatchObject({ after: 0, upTo: 50_000, count: 50_000 });
  expect(event?.rows.map(({ n }) => n)).toEqual(rows(49_801, 50_000).map(({ n }) => n));
});

test('rows with hostile lengths are cut at a fixed size of text, newest kept', () => {
  start();
  sender.frames(rows(1, 50).map((summary) => ({ ...summary, name: 'x'.repeat(20_000) })));
  flush();
  const [event] = pipe.frames();
  expect(event?.count).toBe(50);
  expect(event?.rows.at(-1)?.n).toBe(50);
  expect(event?.rows.length).toBeLessThan(14);
  expect(pipe.texts.at(-1)?.length).toBeLessThan(300_000);
});

test('a page that takes nothing gets four events, then one for all it missed', () => {
  start();
  for (let n = 1; n <= 1000; n += 1) {
    sender.frames([row(n)]);
    flush();
    expect(sender.pending.rows).toBeLessThanOrEqual(2 * MOST_ROWS);
  }
  expect(pipe.frames().map(({ upTo }) => upTo)).toEqual([1, 2, 3, 4]);
  sender.taken(1);
  flush();
  expect(pipe.frames()).toHaveLength(5);
  expect(pipe.frames()[4]).toMatchObject({ after: 4, upTo: 1000, count: 996 });
  expect(pipe.frames()[4]?.rows).toHaveLength(MOST_ROWS);
  sender.frames([row(1001)]);
  flush();
  expect(pipe.frames()).toHaveLength(5);
  sender.taken(1000);
  flush();
  expect(pipe.frames()[5]).toMatchObject({ after: 1000, upTo: 1001, count: 1 });
});

test('a wire that does not drain gets nothing more, and goes on where it stopped', () => {
  start();
  pipe.isStuck = true;
  for (let i = 0; i < 1000; i += 1) {
    sender.frames([row(i + 1, { preview: 'x'.repeat(1000) })]);
    sender.change({ kind: 'session', session: session('s1', { frames: i, reachedBy: 'y'.repeat(100_000) }) });
    sender.taken(i);
    flush();
  }
  expect(pipe.buffered).toBeLessThan(256 * 1024 + 201 * 1024 + 100_200);
  expect(sender.pending.changes).toBe(1);
  pipe.take();
  pipe.isStuck = false;
  pipe.drain();
  flush();
  const [first, second] = pipe.take();
  expect(first).toMatchObject({ kind: 'session', session: { frames: 999 } });
  expect(second).toMatchObject({ kind: 'frames', upTo: 1000 });
  expect(sender.pending).toEqual({ count: 0, rows: 0, changes: 0 });
});

test('many states at once fill the wire to its mark, not beyond', () => {
  start();
  pipe.isStuck = true;
  for (let i = 0; i < 100; i += 1) {
    sender.change({ kind: 'session', session: session(`s${i}`, { reachedBy: 'y'.repeat(50_000) }) });
  }
  flush();
  expect(pipe.buffered).toBeLessThan(256 * 1024 + 51_000);
  expect(sender.pending.changes).toBeGreaterThan(90);
});

test('of each thing only the latest state is sent, in the order of the last change', () => {
  start();
  for (let i = 0; i < 100; i += 1) {
    sender.change({ kind: 'session', session: session('s1', { frames: i }) });
    sender.change({ kind: 'session', session: session('s2', { frames: i }) });
    sender.change({ kind: 'journal', journal: journalStatus(i) });
  }
  sender.change({ kind: 'session-deleted', id: 's1' });
  flush();
  expect(pipe.take()).toMatchObject([
    { kind: 'session', session: { id: 's2', frames: 99 } },
    { kind: 'journal', journal: { frames: 99 } },
    { kind: 'session-deleted', id: 's1' },
  ]);
});

test('a session is known before its frames arrive', () => {
  start();
  sender.frames([row(1)]);
  sender.change({ kind: 'session', session: session() });
  flush();
  expect(pipe.take().map(({ kind }) => kind)).toEqual(['session', 'frames']);
});

test('rows and states go through the mask', () => {
  sender = new PageSender(
    pipe,
    (value) => JSON.parse(JSON.stringify(value).replaceAll('hunter22', '********')),
    0,
  );
  start();
  sender.frames([row(1, { preview: 'hunter22' })]);
  sender.change({ kind: 'session', session: session('s', { reachedBy: 'hunter22' }) });
  flush();
  expect(pipe.texts.join()).not.toContain('hunter22');
  expect(pipe.texts.join()).toContain('********');
});

test('a late frame is told without moving the position back', () => {
  start();
  sender.frames([row(6)]);
  flush();
  sender.frames([row(5)]);
  flush();
  expect(pipe.frames()).toMatchObject([
    { after: 0, upTo: 6, count: 1 },
    { after: 6, upTo: 6, count: 1, rows: [{ n: 5 }] },
  ]);
});

test('after close nothing is sent or kept', () => {
  start();
  sender.frames(rows(1, 10));
  sender.close();
  sender.frames(rows(11, 20));
  sender.change({ kind: 'escaped', escaped: [] });
  flush();
  expect(pipe.sent).toEqual([]);
});

test('the end of a call is told at once, with the frames before it; others keep their pace', () => {
  const call = (request: number) => ({
    kind: 'call' as const,
    call: { session: 's', request, state: 'done' as const },
  });
  start();
  flush();
  sender.frames(rows(1, 1));
  vi.advanceTimersByTime(1);
  expect(pipe.take().map(({ kind }) => kind)).toEqual(['frames']);
  sender.frames(rows(2, 2));
  sender.change({ kind: 'session', session: session() });
  vi.advanceTimersByTime(3);
  expect(pipe.take()).toEqual([]);
  sender.change(call(1));
  sender.change(call(2));
  vi.advanceTimersByTime(1);
  expect(pipe.take().map(({ kind }) => kind)).toEqual(['session', 'call', 'call', 'frames']);
  sender.frames(rows(3, 3));
  vi.advanceTimersByTime(3);
  expect(pipe.take()).toEqual([]);
  flush();
  expect(pipe.take().map(({ kind }) => kind)).toEqual(['frames']);
});

test('a flood of calls is told in few messages that are apart in time', () => {
  start();
  flush();
  let flushes = 0;
  for (let request = 0; request < 1000; request++) {
    sender.change({ kind: 'call', call: { session: 's', request: request % 10, state: 'done' } });
    if (request % 100 !== 99) continue;
    vi.advanceTimersByTime(1);
    flushes += pipe.take().length;
  }
  expect(flushes).toBeLessThanOrEqual(100);
});
