import type { EscapedChild, JournalStatus } from '../../protocol/stream.ts';
import type { Clock } from './clock.svelte.ts';

const OVER_MS = 2000;

/** What the status line says about recording, and the children that outlived an earlier bridge. */
export class Status {
  #clock: Clock;
  #journal = $state.raw<JournalStatus>({ frames: 0, bytes: 0, indexBehind: 0, textBehind: 0 });
  #escaped = $state.raw<EscapedChild[]>([]);
  #counts: { at: number; count: number }[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get journal(): JournalStatus {
    return this.#journal;
  }
  get escaped(): EscapedChild[] {
    return this.#escaped;
  }
  /** Frames a second, over the last two. */
  get rate(): number {
    const since = this.#clock.seconds - OVER_MS;
    this.#counts = this.#counts.filter(({ at }) => at >= since);
    return Math.round(this.#counts.reduce((sum, { count }) => sum + count, 0) / (OVER_MS / 1000));
  }

  journalChanged(journal: JournalStatus): void {
    this.#journal = journal;
  }
  escapedChanged(escaped: EscapedChild[]): void {
    this.#escaped = escaped;
  }
  framesCame(count: number): void {
    const now = Date.now();
    const last = this.#counts[this.#counts.length - 1];
    if (last !== undefined && now - last.at < 100) last.count += count;
    else this.#counts.push({ at: now, count });
    // Only so that the list stays short while nobody looks at the rate.
    if (this.#counts.length > 40) this.#counts.shift();
  }
}
