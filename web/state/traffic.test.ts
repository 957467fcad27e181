import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RowsRequest } from '../../protocol/api.ts';
import type { FrameDetail, FrameSummary } from '../../protocol/frame.ts';
import type { Api } from '../connection/api.ts';
import type { Location } from './location.svelte.ts';
import type { Place } from './place.ts';
import { readPlace } from './place.ts';
import { frameOf } from './row-cache.ts';
import { Traffic } from './traffic.svelte.ts';

const session = 'a'.repeat(32);
const summary = (n: number): FrameSummary => ({
  n, session, seq: n, wall: 0, mono: 0, channel: 'stdout', toward: 'client', leg: 'server',
  author: 'server', kind: 'notification', bytes: 1,
}); // prettier-ignore

/** A bridge with a journal that grows, behind a wire that takes 5 ms; every frame matches every query. */
class World {
  total: number;
  asked: RowsRequest[] = [];
  underWay = 0;
  mostUnderWay = 0;
  place: Place = readPlace('/traffic', '');
  readonly traffic: Traffic;

  constructor(total: number) {
    this.total = total;
    const api = {
      rows: (request: RowsRequest) => this.#rows(request),
      frame: (_: string, seq: number) => {
        const value = { summary: summary(seq) } as FrameDetail;
        return Promise.resolve({ ok: true as const, value });
      },
    };
    const move = (change: Partial<Place>) => (this.place = { ...this.place, ...change });
    const location = { go: move, slide: move };
    Object.defineProperty(location, 'place', { get: () => this.place });
    this.traffic = new Traffic(api as unknown as Api, location as unknown as Location);
  }

  record(count: number): void {
    this.total += count;
    this.traffic.heard(this.total - 1);
  }

  async #rows({ from, limit }: RowsRequest) {
    this.asked.push({ q: '', mode: 'frames', from, limit });
    this.mostUnderWay = Math.max(this.mostUnderWay, ++this.underWay);
    await new Promise((resolve) => setTimeout(resolve, 5));
    this.underWay--;
    const { total } = this;
    const first = Math.max(0, from < 0 ? total + from : from);
    const rows = Array.from({ length: Math.max(0, Math.min(limit, total - first)) }, (_, k) =>
      summary(first + k),
    );
    return {
      ok: true as const,
      value: { total, complete: true, from: first, rows, recorded: total, head: total - 1 },
    };
  }
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});
const settle = () => vi.advanceTimersByTimeAsync(1000);

describe('Traffic', () => {
  it('asks for the newest rows first and follows', async () => {
    const { traffic, asked } = new World(50_000);
    traffic.show('', 'frames');
    await settle();
    expect(asked).toHaveLength(1);
    expect(asked[0]!.from).toBeLessThan(0);
    expect(traffic.total).toBe(50_000);
    expect(frameOf(traffic.row(49_999)!).n).toBe(49_999);
    expect(traffic.isFollowing).toBe(true);
  });

  it('takes 50,000 frames in a second with few requests, one at a time', async () => {
    const world = new World(0);
    world.traffic.show('', 'frames');
    for (let k = 0; k < 1000; k++) {
      world.record(50);
      world.traffic.look(Math.max(0, world.traffic.total - 20), world.traffic.total);
      await vi.advanceTimersByTimeAsync(1);
    }
    await settle();
    expect(world.mostUnderWay).toBe(1);
    expect(world.asked.length).toBeLessThan(30);
    expect(world.traffic.total).toBe(50_000);
    expect(world.traffic.row(49_999)).toBeDefined();
  });

  it('stops following when a row is selected, counts what is newer, and goes on when told to', async () => {
    const world = new World(100);
    world.traffic.show('', 'frames');
    await settle();
    world.traffic.look(80, 100);
    world.traffic.select(99);
    expect(world.traffic.isFollowing).toBe(false);
    expect(world.place.at).toEqual({ session, seq: 99 });
    world.record(30);
    await settle();
    expect(world.traffic.newer).toBe(30);
    world.traffic.follow(true);
    await settle();
    expect(world.traffic.row(129)).toBeDefined();
    expect(world.traffic.selected).toBe(99);
    // The page tells of its place again and again; the row it names is selected already.
    world.traffic.atChanged(world.place.at);
    await settle();
    expect(world.traffic.isFollowing).toBe(true);
  });

  it('names a row that was selected before it was there as soon as it is', async () => {
    const world = new World(10_000);
    world.traffic.show('', 'frames');
    await settle();
    world.traffic.select(5000);
    expect(world.place.at).toBeUndefined();
    world.traffic.look(4990, 5010);
    await settle();
    expect(world.place.at).toEqual({ session, seq: 5000 });
  });

  it('finds the row that the address names, and follows when it is not among the matches', async () => {
    const world = new World(10_000);
    world.place = { ...world.place, at: { session, seq: 1234 } };
    world.traffic.show('', 'frames');
    await settle();
    expect(world.traffic.selected).toBe(1234);
    expect(world.traffic.revealed).toEqual({ index: 1234 });
    expect(world.traffic.isFollowing).toBe(false);
    world.place = { ...world.place, at: { session, seq: 99_999 } };
    world.traffic.atChanged(world.place.at);
    await settle();
    expect(world.traffic.selected).toBeUndefined();
    expect(world.traffic.isFollowing).toBe(true);
    const asked = world.asked.length;
    world.traffic.atChanged(world.place.at);
    await settle();
    expect(world.asked.length).toBe(asked);
  });
});
