import type { Api } from '../connection/api.ts';
import { frameOf } from './row-cache.ts';

const ASK_EVERY = 500;
const MOST = 200;

/** Requests of ours that have no answer yet, so that their rows can count the time. */
export class Waiting {
  #api: Api;
  #keys = $state.raw<ReadonlySet<string>>(new Set());
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isAsking = false;
  #lastAsked = -ASK_EVERY;

  constructor(api: Api) {
    this.#api = api;
  }

  has(session: string, seq: number): boolean {
    return this.#keys.size > 0 && this.#keys.has(`${session}/${seq}`);
  }

  /** Frames came, so some may be answered and others wait. */
  heard(): void {
    if (this.#timer !== undefined) return;
    const wait = Math.max(50, this.#lastAsked + ASK_EVERY - performance.now());
    this.#timer = setTimeout(() => void this.#ask(), wait);
  }

  async #ask(): Promise<void> {
    this.#timer = undefined;
    if (this.#isAsking) return;
    this.#isAsking = true;
    this.#lastAsked = performance.now();
    const page = await this.#api.rows({ q: 'is:waiting', mode: 'frames', from: -MOST, limit: MOST });
    this.#isAsking = false;
    if (!page.ok) return;
    const keys = page.value.rows.map((row) => `${frameOf(row).session}/${frameOf(row).seq}`);
    if (keys.length > 0 || this.#keys.size > 0) this.#keys = new Set(keys);
  }
}
