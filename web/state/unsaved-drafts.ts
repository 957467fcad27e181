import type { Draft } from '../../protocol/craft.ts';

const KEY = 'drafts';

/** Which drafts the bridge has not kept yet; over a reload they wait in the tab's own storage. */
export class UnsavedDrafts {
  #ids = new Set<string>();
  #storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

  constructor(storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> = sessionStorage) {
    this.#storage = storage;
  }

  get ids(): string[] {
    return [...this.#ids];
  }
  get size(): number {
    return this.#ids.size;
  }
  get isEmpty(): boolean {
    return this.#ids.size === 0;
  }
  has(id: string): boolean {
    return this.#ids.has(id);
  }
  add(id: string): void {
    this.#ids.add(id);
  }
  remove(id: string): void {
    this.#ids.delete(id);
  }

  leave(draftOf: (id: string) => Draft | undefined): void {
    const left = this.ids.flatMap((id) => draftOf(id) ?? []);
    if (left.length === 0) return this.#storage.removeItem(KEY);
    try {
      this.#storage.setItem(KEY, JSON.stringify(left));
    } catch {
      // QuotaExceededError: more than the few MB a browser gives; the bridge may still get them.
    }
  }

  /** What the page before this one left, once. */
  takeLeft(): Draft[] {
    const text = this.#storage.getItem(KEY);
    this.#storage.removeItem(KEY);
    if (text === null) return [];
    // Our own words, of this tab only: what another version wrote differently is left out.
    const left = JSON.parse(text) as unknown;
    return Array.isArray(left) ? left.filter(isDraft) : [];
  }
}

function isDraft(value: unknown): value is Draft {
  const { id, target, text, how, sends } = (value ?? {}) as Partial<Record<keyof Draft, unknown>>;
  const isNamed = typeof id === 'string' && typeof target === 'string' && typeof text === 'string';
  return isNamed && typeof how === 'object' && how !== null && Array.isArray(sends);
}
