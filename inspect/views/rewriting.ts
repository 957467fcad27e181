/**
 * A text made out of another from left to right: stretches kept as they are, stretches put in the
 * place of others, stretches left out. Knows where each character came from, for as many numbers as
 * there were changes.
 */
export class Rewriting {
  readonly source: string;
  #parts: string[] = [];
  #length = 0;
  /** Of each segment: where it begins in the new text, [from, to) in the source, 1 when it was kept. */
  #out: number[] = [];
  #from: number[] = [];
  #to: number[] = [];
  #kept: boolean[] = [];

  constructor(source: string) {
    this.source = source;
  }

  get length(): number {
    return this.#length;
  }

  /** The source's characters [from, to), unchanged. */
  keep(from: number, to: number): void {
    if (to <= from) return;
    const last = this.#out.length - 1;
    if (last >= 0 && this.#kept[last] === true && this.#to[last] === from) this.#to[last] = to;
    else this.#segment(from, to, true);
    this.#parts.push(this.source.slice(from, to));
    this.#length += to - from;
  }

  /** `text` in place of the source's [from, to). */
  put(text: string, from: number, to: number): void {
    if (text === '') return;
    this.#segment(from, to, false);
    this.#parts.push(text);
    this.#length += text.length;
  }

  #segment(from: number, to: number, kept: boolean): void {
    this.#out.push(this.#length);
    this.#from.push(from);
    this.#to.push(to);
    this.#kept.push(kept);
  }

  text(): string {
    return this.#parts.join('');
  }

  /** What of the source [from, to) of the new text came from; never out of bounds, and monotone. */
  origin(from: number, to: number): { from: number; to: number } {
    if (this.#out.length === 0) return { from: 0, to: this.source.length };
    const start = this.#at(from).from;
    return { from: start, to: to <= from ? start : Math.max(start, this.#at(to - 1).to) };
  }

  #at(place: number): { from: number; to: number } {
    if (place >= this.#length) {
      const end = this.#to[this.#to.length - 1]!;
      return { from: end, to: end };
    }
    let low = 0;
    let high = this.#out.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#out[middle]! <= place) low = middle;
      else high = middle - 1;
    }
    if (!this.#kept[low]!) return { from: this.#from[low]!, to: this.#to[low]! };
    const at = this.#from[low]! + Math.max(0, place - this.#out[low]!);
    return { from: at, to: at + 1 };
  }
}
