import { Layout, STYLE } from './layout.ts';

/** Rows of bytes as they came: a line ends at 0x0A, which is not drawn; everything else is. */
export class RawLayout extends Layout {
  /** A newline was seen; the next line starts with the next byte, if there is one. */
  #ended = false;

  push(bytes: Uint8Array): void {
    const base = this.at;
    const n = bytes.length;
    for (let i = 0; i < n;) {
      const at = base + i;
      if (this.#ended || !this.isOpen) {
        const to = this.#ended ? at - 1 : at;
        this.#ended = false;
        this.closeSpan(to);
        this.startLine(at, to, 0);
        this.openSpan(at, STYLE.plain);
      }
      const byte = bytes[i]!;
      if (byte === 0x0a) {
        this.#ended = true;
        i++;
      } else if (byte >= 0x20 && byte < 0x7f) {
        let to = i + 1;
        while (to < n && bytes[to]! >= 0x20 && bytes[to]! < 0x7f) to++;
        while (i < to) i += this.placeRun(bytes, i, to, base + i);
      } else {
        this.place(bytes, i, at);
        i++;
      }
    }
    this.at = base + n;
  }

  override end(): void {
    if (this.#ended) this.closeSpan(this.at - 1);
    super.end();
  }

  protected keepState(): number[] {
    return [];
  }
  protected takeState(): void {
    this.#ended = false;
    // A kept state is from the start of a row, where a span is always open or about to be.
    this.openSpan(this.at, STYLE.plain);
  }
}
