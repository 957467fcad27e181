import type { Location } from './format.ts';

/** Where to begin looking for a frame: a record at or before it, at most 64 KiB away. */
export interface Waypoint {
  seq: number;
  segment: number;
  offset: number;
}

const APART = 64 * 1024;

/**
 * Finds the frames that this process recorded without asking the index, which may be behind or held
 * by another process: remembers one frame per 64 KiB, so a million small frames cost some 150 kB.
 */
export class Locator {
  #waypoints: Waypoint[] = [];
  #last = 0;

  add(seq: number, { segment, offset }: Location): void {
    this.#last = seq;
    const before = this.#waypoints.at(-1);
    if (before?.segment === segment && offset - before.offset < APART) return;
    this.#waypoints.push({ seq, segment, offset });
  }

  find(seq: number): Waypoint | undefined {
    if (seq > this.#last) return undefined;
    let low = 0;
    let high = this.#waypoints.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#waypoints[middle]!.seq <= seq) low = middle + 1;
      else high = middle;
    }
    return this.#waypoints[low - 1];
  }
}
