import { Layout, STYLE } from './layout.ts';

const BETWEEN = 0;
const STRING = 1;
const WORD = 2;

const INDENT = 2;
const DEEPEST_INDENT = 48;
/** Containers deeper than this are all taken for arrays, which only changes the colour of keys. */
const KNOWN_DEPTH = 48;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;

const isSpace = (byte: number) => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
const isOpener = (byte: number) => byte === 0x7b || byte === 0x5b;
const isCloser = (byte: number) => byte === 0x7d || byte === 0x5d;

/**
 * JSON text as indented rows of its own tokens: number text, escapes, repeated keys and their order
 * stay as they came; only the space between tokens is ours. Never fails: what is not JSON is shown
 * as words.
 */
export class PrettyLayout extends Layout {
  #mode = BETWEEN;
  #depth = 0;
  /** Per level, 1 for an object. */
  #objects: number[] = [];
  #escaped = false;
  #isKey = false;
  #wantsKey = false;
  /** The last token opened a container: an immediate closer stays on its line. */
  #opened = false;
  /** The next token starts a line. */
  #breaks = true;
  /** Two values without anything between them, which JSON does not know, are kept apart. */
  #afterValue = false;
  /** The line for the token at hand was started already. */
  #started = false;

  push(bytes: Uint8Array): void {
    const base = this.at;
    const n = bytes.length;
    for (let i = 0; i < n;) {
      if (this.#mode === STRING) i = this.#string(bytes, i, base);
      else if (this.#mode === WORD) i = this.#word(bytes, i, base);
      else i = this.#between(bytes, i, base);
    }
    this.at = base + n;
  }

  #string(bytes: Uint8Array, from: number, base: number): number {
    const n = bytes.length;
    for (let i = from; i < n;) {
      const byte = bytes[i]!;
      if (!this.#escaped && byte >= 0x20 && byte < 0x7f && byte !== QUOTE && byte !== BACKSLASH) {
        let to = i + 1;
        for (let c = 0; to < n && (c = bytes[to]!) >= 0x20 && c < 0x7f && c !== QUOTE && c !== BACKSLASH;)
          to++;
        while (i < to) i += this.placeRun(bytes, i, to, base + i);
        continue;
      }
      this.place(bytes, i, base + i);
      i++;
      if (this.#escaped) this.#escaped = false;
      else if (byte === BACKSLASH) this.#escaped = true;
      else if (byte === QUOTE) {
        this.closeSpan(base + i);
        this.#endValue();
        return i;
      }
    }
    return n;
  }

  #word(bytes: Uint8Array, from: number, base: number): number {
    for (let i = from; i < bytes.length; i++) {
      const byte = bytes[i]!;
      if (
        isSpace(byte) ||
        isOpener(byte) ||
        isCloser(byte) ||
        byte === COMMA ||
        byte === COLON ||
        byte === QUOTE
      ) {
        this.closeSpan(base + i);
        this.#endValue();
        return i;
      }
      this.place(bytes, i, base + i);
    }
    return bytes.length;
  }

  #between(bytes: Uint8Array, i: number, base: number): number {
    const byte = bytes[i]!;
    const at = base + i;
    if (isSpace(byte)) {
      if (this.isOpen) this.skip(at);
      return i + 1;
    }
    if (isCloser(byte)) this.#closer(at);
    else if (byte !== COMMA && byte !== COLON) this.#token(at);
    else if (!this.isOpen) this.#newLine(at);

    if (byte === QUOTE) {
      this.#placeFirst(bytes, i, at);
      this.#isKey = this.#wantsKey;
      this.#wantsKey = false;
      this.#mode = STRING;
      this.openSpan(at, this.#isKey ? STYLE.key : STYLE.string);
      return i + 1;
    }
    if (isOpener(byte) || isCloser(byte) || byte === COMMA || byte === COLON) {
      this.#placeFirst(bytes, i, at);
      this.openSpan(at, byte === COLON ? STYLE.mark : STYLE.plain);
      this.closeSpan(at + 1);
      this.#mark(byte, at);
      return i + 1;
    }
    this.#started = false;
    this.#mode = WORD;
    this.openSpan(at, STYLE.literal);
    return i;
  }

  /** If a row begins here, whoever takes it up again must not start a line for this token once more. */
  #placeFirst(bytes: Uint8Array, i: number, at: number): void {
    this.#started = true;
    this.place(bytes, i, at);
    this.#started = false;
  }

  /** One byte of structure was drawn. */
  #mark(byte: number, at: number): void {
    this.#afterValue = false;
    if (isOpener(byte)) {
      const isObject = byte === 0x7b;
      if (this.#depth < KNOWN_DEPTH) this.#objects[this.#depth] = isObject ? 1 : 0;
      this.#depth++;
      this.#wantsKey = isObject;
      this.#opened = this.#breaks = true;
    } else if (isCloser(byte)) this.#breaks = this.#depth === 0;
    else if (byte === COLON) {
      this.gap(at + 1);
      this.#breaks = false;
    } else {
      this.#breaks = true;
      this.#wantsKey = this.#depth <= KNOWN_DEPTH && this.#objects[this.#depth - 1] === 1;
    }
  }

  #closer(at: number): void {
    if (this.#started) return;
    this.#depth = Math.max(0, this.#depth - 1);
    this.#wantsKey = false;
    if (this.#opened && this.isOpen) this.#opened = this.#breaks = false;
    else this.#newLine(at);
  }

  #token(at: number): void {
    if (this.#started) return;
    if (this.#breaks || !this.isOpen) this.#newLine(at);
    else if (this.#afterValue) this.gap(at);
    this.#opened = false;
  }

  #endValue(): void {
    this.#mode = BETWEEN;
    this.#breaks = this.#depth === 0;
    this.#afterValue = true;
  }

  #newLine(at: number): void {
    this.#opened = this.#breaks = this.#afterValue = false;
    this.#started = true;
    this.startLine(at, at, Math.min(this.#depth * INDENT, DEEPEST_INDENT));
  }

  protected keepState(isSoft: boolean): number[] {
    const flags =
      (this.#escaped && !isSoft ? 1 : 0) |
      (this.#isKey ? 2 : 0) |
      (this.#wantsKey ? 4 : 0) |
      (this.#opened ? 8 : 0) |
      (this.#breaks ? 16 : 0) |
      (this.#started ? 32 : 0) |
      (this.#afterValue ? 64 : 0);
    let low = 0;
    let high = 0;
    for (let k = 0; k < Math.min(this.#depth, KNOWN_DEPTH); k++) {
      if (this.#objects[k] !== 1) continue;
      if (k < 24) low |= 1 << k;
      else high |= 1 << (k - 24);
    }
    return [this.#mode, this.#depth, flags, low, high];
  }

  protected takeState(state: readonly number[]): void {
    const [mode = BETWEEN, depth = 0, flags = 0, low = 0, high = 0] = state;
    this.#mode = mode;
    this.#depth = depth;
    this.#escaped = (flags & 1) !== 0;
    this.#isKey = (flags & 2) !== 0;
    this.#wantsKey = (flags & 4) !== 0;
    this.#opened = (flags & 8) !== 0;
    this.#breaks = (flags & 16) !== 0;
    this.#started = (flags & 32) !== 0;
    this.#afterValue = (flags & 64) !== 0;
    for (let k = 0; k < KNOWN_DEPTH; k++) this.#objects[k] = k < 24 ? (low >> k) & 1 : (high >> (k - 24)) & 1;
  }
}
