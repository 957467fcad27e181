import type { FuzzRequest, MarkedFuzz } from '../../protocol/fuzz.ts';
import { FUZZ_LIMITS, FUZZ_USUAL } from '../../protocol/fuzz-limits.ts';

/** Something a target offers, as a request names it. */
export type FuzzSubject = NonNullable<FuzzRequest['only']>[number];

/** What a person chose to be tried on a target; what is not said is the usual. */
export interface FuzzSetup extends Omit<FuzzRequest, 'session' | 'authorisedHost'> {
  /** Places were marked by hand; `only` waits meanwhile. */
  marked?: MarkedFuzz;
}

export function usualSetup(seed: number): FuzzSetup {
  return { seed, allowDestructive: [], world: true, ...FUZZ_USUAL };
}

export function newSeed(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
}

export function requestOf(setup: FuzzSetup, session: string, authorised: string | undefined): FuzzRequest {
  const { only, marked, strategies, ...rest } = setup;
  return {
    ...rest,
    session,
    // The lists of the marks say what is tried.
    ...(marked !== undefined
      ? { marked }
      : {
          ...(only === undefined ? {} : { only }),
          ...(strategies === undefined ? {} : { strategies }),
        }),
    ...(authorised === undefined ? {} : { authorisedHost: authorised }),
  };
}

/** Why it cannot be asked for yet, in words; undefined: it can. */
export function faultOf({ only, marked, strategies }: FuzzSetup): string | undefined {
  if (marked !== undefined) {
    if (marked.marks.length === 0) return 'Mark at least one place in the text.';
    if (marked.text.length > FUZZ_LIMITS.text) return 'The text is too long.';
    const empty = marked.lists.find((list) => list.kind === 'values' && list.values.length === 0);
    if (empty !== undefined) return 'A list of values is empty.';
    return undefined;
  }
  if (only?.length === 0) return 'Nothing to try it on is chosen.';
  if (strategies?.length === 0) return 'No strategy is chosen.';
  return undefined;
}

export function isSameSubject(one: FuzzSubject, other: FuzzSubject): boolean {
  return one.kind === other.kind && one.name === other.name;
}

const KEY = 'fuzz';
const MOST_KEPT = 20;
/** Characters; writing a longer text down with every letter would be felt. */
const LONGEST_KEPT = 200_000;

/** What was chosen for each target. In the storage of the tab, so that a reload loses nothing; never in the address. */
export class FuzzSetups {
  #storage: Pick<Storage, 'getItem' | 'setItem'>;
  #of: Map<string, FuzzSetup>;

  constructor(storage: Pick<Storage, 'getItem' | 'setItem'>) {
    this.#storage = storage;
    this.#of = new Map(readKept(storage.getItem(KEY)));
  }

  of(target: string): FuzzSetup | undefined {
    return this.#of.get(target);
  }
  keep(target: string, setup: FuzzSetup): void {
    this.#of.delete(target);
    this.#of.set(target, setup);
    try {
      const kept = [...this.#of].filter(([, { marked }]) => (marked?.text.length ?? 0) <= LONGEST_KEPT);
      this.#storage.setItem(KEY, JSON.stringify(kept.slice(-MOST_KEPT)));
    } catch {
      // QuotaExceededError: long texts; they are here for as long as the page is.
    }
  }
}

function readKept(text: string | null): [string, FuzzSetup][] {
  if (text === null) return [];
  // Our own words, of this tab only: what another version wrote differently is left out.
  const kept = JSON.parse(text) as unknown;
  return Array.isArray(kept) ? kept.filter(isKept) : [];
}

function isKept(entry: unknown): entry is [string, FuzzSetup] {
  if (!Array.isArray(entry)) return false;
  const [target, setup] = entry as unknown[];
  const numbers = ['seed', 'budget', 'concurrency', 'timeout', 'within'] as const;
  const known = (setup ?? {}) as Partial<FuzzSetup>;
  return (
    typeof target === 'string' &&
    numbers.every((name) => typeof known[name] === 'number') &&
    Array.isArray(known.allowDestructive) &&
    typeof known.world === 'boolean'
  );
}
