/** Bytes as a text, and where a place in one stands in the other. */
export class Decoded {
  readonly text: string;
  /** False: some bytes are no UTF-8, so no place of the text is known in the bytes. */
  readonly isExact: boolean;
  #isPlain: boolean;

  constructor(bytes: Uint8Array) {
    const exact = strictly(bytes);
    this.isExact = exact !== undefined;
    this.text = exact ?? new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
    this.#isPlain = this.text.length === bytes.length;
  }

  /** Byte offsets of places in the text, in the order given. */
  bytesAt(units: readonly number[]): number[] {
    return this.#isPlain ? [...units] : this.#walk(units, 'units');
  }

  /** Places in the text of byte offsets. */
  unitsAt(offsets: readonly number[]): number[] {
    return this.#isPlain ? [...offsets] : this.#walk(offsets, 'bytes');
  }

  #walk(wanted: readonly number[], given: 'units' | 'bytes'): number[] {
    const order = wanted.map((_, at) => at).sort((a, b) => wanted[a]! - wanted[b]!);
    const found = wanted.map(() => 0);
    let [unit, byte] = [0, 0];
    for (const at of order) {
      const goal = wanted[at]!;
      while (unit < this.text.length && (given === 'units' ? unit : byte) < goal) {
        const code = this.text.charCodeAt(unit++);
        // Half of a pair is two of its four bytes.
        byte += code < 0x80 ? 1 : code < 0x800 || (code >= 0xd800 && code <= 0xdfff) ? 2 : 3;
      }
      found[at] = given === 'units' ? byte : unit;
    }
    return found;
  }
}

function strictly(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return undefined;
  }
}
