/** Fields of a kept state: byte, row, line, first, indent, span, and what the layout adds. */
const STRIDE = 11;

/** States at some rows of a body, in order, so that any row is reached from the nearest one above. */
export class Marks {
  #states = new Float64Array(STRIDE * 64);
  #count = 0;

  add(state: readonly number[]): void {
    if ((this.#count + 1) * STRIDE > this.#states.length) {
      const wider = new Float64Array(this.#states.length * 2);
      wider.set(this.#states);
      this.#states = wider;
    }
    this.#states.set(state, this.#count * STRIDE);
    this.#count++;
  }

  /** The last state at or above the row; undefined while there is none. */
  beforeRow(row: number): number[] | undefined {
    return this.#last(1, row);
  }

  /** The last state at or before the byte. */
  beforeByte(byte: number): number[] | undefined {
    return this.#last(0, byte);
  }

  #last(field: number, limit: number): number[] | undefined {
    let low = 0;
    let high = this.#count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#states[middle * STRIDE + field]! <= limit) low = middle + 1;
      else high = middle;
    }
    if (low === 0) return undefined;
    return Array.from(this.#states.subarray((low - 1) * STRIDE, low * STRIDE));
  }
}
