import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RelistHabit } from '../../protocol/relist.ts';
import type { Session } from '../../protocol/session.ts';
import { Relisting, type Relistable } from './relisting.ts';

class Fake implements Relistable {
  listedAt = 0;
  tooMuch: string | undefined;
  isListing = false;
  times: number[] = [];
  notes: string[] = [];
  #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }
  listAgain(): Promise<void> {
    this.listedAt = this.#now();
    this.times.push(this.listedAt);
    return Promise.resolve();
  }
  note(words: string): void {
    this.notes.push(words);
  }
}

let now = 0;
let habit: RelistHabit = 'calls';
let session: Fake;
let relisting: Relisting;
const state = (kind: string): Session => ({ id: 's', target: 't', state: { kind } }) as unknown as Session;
const call = (request: number, how: 'waiting' | 'done'): void =>
  relisting.called({ session: 's', request, state: how });
async function pass(ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= 100) {
    now += 100;
    await vi.advanceTimersByTimeAsync(100);
  }
}

beforeEach(() => {
  vi.useFakeTimers();
  now = 0;
  habit = 'calls';
  session = new Fake(() => now);
  relisting = new Relisting({
    session: () => session,
    habit: () => habit,
    mono: () => now,
    onBug: (bug) => expect(bug).toBeUndefined(),
  });
  relisting.changed(state('open'));
});
afterEach(() => {
  relisting.close();
  vi.useRealTimers();
});

describe('lists are asked for again', () => {
  it('once after a row of calls, a moment later', async () => {
    await pass(10_000);
    for (let n = 1; n <= 5; n++) {
      call(n, 'waiting');
      call(n, 'done');
    }
    expect(session.times).toEqual([]);
    await pass(10_000);
    expect(session.times).toHaveLength(1);
  });

  it('not while a call waits, and after it', async () => {
    await pass(10_000);
    call(1, 'waiting');
    call(2, 'waiting');
    call(2, 'done');
    await pass(20_000);
    expect(session.times).toEqual([]);
    call(1, 'done');
    await pass(2500);
    expect(session.times).toHaveLength(1);
  });

  it('at most once in three seconds, and none is forgotten', async () => {
    for (let n = 1; n <= 100; n++) {
      relisting.answered('s');
      await pass(100);
    }
    await pass(5000);
    expect(session.times.length).toBeGreaterThan(2);
    for (const [at, time] of session.times.entries())
      if (at > 0) expect(time - session.times[at - 1]!).toBeGreaterThanOrEqual(3000);
    expect(session.times.at(-1)).toBeGreaterThanOrEqual(10_000);
  });

  it('not while they are being walked anyway', async () => {
    await pass(10_000);
    session.isListing = true;
    relisting.answered('s');
    await pass(10_000);
    expect(session.times).toEqual([]);
    session.isListing = false;
    await pass(4000);
    expect(session.times).toHaveLength(1);
  });

  it('never, where the person wants it so', async () => {
    habit = 'never';
    await pass(10_000);
    relisting.answered('s');
    await pass(3_600_000 / 10);
    expect(session.times).toEqual([]);
  });

  it('not by the clock unless the person wants it, and then every so often', async () => {
    await pass(130_000);
    expect(session.times).toEqual([]);
    habit = '1';
    await pass(190_000);
    expect(session.times.length).toBeGreaterThanOrEqual(3);
    expect(session.times.length).toBeLessThanOrEqual(4);
  });

  it('not where they took long or are large, which is said', async () => {
    session.tooMuch = 'too much';
    await pass(10_000);
    relisting.answered('s');
    await pass(10_000);
    expect(session.times).toEqual([]);
    expect(session.notes).toEqual(['too much']);
  });

  it('no more once the session is over', async () => {
    await pass(10_000);
    relisting.answered('s');
    relisting.changed(state('closed'));
    habit = '1';
    await pass(200_000);
    relisting.answered('s');
    await pass(10_000);
    expect(session.times).toEqual([]);
  });
});
