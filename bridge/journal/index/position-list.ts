/** Positions in ascending or descending order, held tightly: eight bytes each. */
export class PositionList {
  #values = new Float64Array(256);
  #isDescending: boolean;
  length = 0;

  constructor(order: 'ascending' | 'descending') {
    this.#isDescending = order === 'descending';
  }

  push(n: number): void {
    if (this.length === this.#values.length) {
      const larger = new Float64Array(this.length * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.length++] = n;
  }

  at(index: number): number {
    return this.#values[index]!;
  }

  /** Takes `gone` out and puts `come` (ascending) in, in one pass. */
  replace(gone: ReadonlySet<number>, come: readonly number[]): void {
    const arriving = this.#isDescending ? come.toReversed() : come;
    const isBefore = (a: number, b: number): boolean => (this.#isDescending ? a > b : a < b);
    const all = new Float64Array(Math.max(256, this.length + come.length));
    let length = 0;
    let next = 0;
    for (let i = 0; i < this.length; i++) {
      const n = this.#values[i]!;
      if (gone.has(n)) continue;
      while (next < arriving.length && isBefore(arriving[next]!, n)) all[length++] = arriving[next++]!;
      all[length++] = n;
    }
    while (next < arriving.length) all[length++] = arriving[next++]!;
    this.#values = all;
    this.length = length;
  }
}
