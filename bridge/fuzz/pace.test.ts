import { expect, test } from 'vitest';
import { Pace } from './pace.ts';

const soon = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('nothing goes while a run is paused, whatever it belongs to, and what is stopped waits no more', async () => {
  const stopping = new AbortController();
  const pace = new Pace(undefined, () => performance.now(), stopping.signal);
  const gone: number[] = [];
  const go = async (n: number): Promise<void> => {
    await pace.turn();
    gone.push(n);
  };
  await go(1);
  pace.hold();
  const second = go(2);
  await soon();
  expect([gone, pace.count]).toEqual([[1], 1]);
  pace.release();
  await second;
  pace.hold();
  const third = go(3);
  stopping.abort();
  await third;
  expect(gone).toEqual([1, 2, 3]);
});
