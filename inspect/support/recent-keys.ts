/** The newest keys of many: what a rule remembers of a session without end. */
export class RecentKeys {
  #keys = new Set<string>();
  #most: number;

  constructor(most = 5_000) {
    this.#most = most;
  }

  get size(): number {
    return this.#keys.size;
  }

  has(key: string): boolean {
    return this.#keys.has(key);
  }

  add(key: string): void {
    this.#keys.delete(key);
    this.#keys.add(key);
    if (this.#keys.size > this.#most)
      for (const oldest of this.#keys) {
        this.#keys.delete(oldest);
        return;
      }
  }

  some(is: (key: string) => boolean): boolean {
    for (const key of this.#keys) if (is(key)) return true;
    return false;
  }
}
