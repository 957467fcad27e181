import type { Hit, Oracle, Seen } from '../../fuzz/oracle.ts';

/** What an oracle says of a case. */
export interface Judged {
  oracle: Oracle;
  hit: Hit;
}

/** Asks all oracles, the strongest first. One that breaks off has seen nothing, and is told once. */
export class Judge {
  #oracles: readonly Oracle[];
  #onBug: (bug: unknown) => void;
  #told = new Set<string>();

  constructor(oracles: readonly Oracle[], onBug: (bug: unknown) => void) {
    this.#oracles = oracles;
    this.#onBug = onBug;
  }

  judge(seen: Seen): Judged | undefined {
    for (const oracle of this.#oracles) {
      const hit = this.by(oracle, seen);
      if (hit !== undefined) return { oracle, hit };
    }
    return undefined;
  }

  by(oracle: Oracle, seen: Seen): Hit | undefined {
    return this.#guarded(oracle, () => oracle.judge(seen));
  }

  /** Whether a closer look may show something. */
  suspects(seen: Seen): boolean {
    return this.#oracles.some((oracle) => this.#guarded(oracle, () => oracle.suspects?.(seen)) === true);
  }

  #guarded<T>(oracle: Oracle, ask: () => T): T | undefined {
    try {
      return ask();
    } catch (bug) {
      if (!this.#told.has(oracle.meta.id)) this.#onBug(bug);
      this.#told.add(oracle.meta.id);
      return undefined;
    }
  }
}
