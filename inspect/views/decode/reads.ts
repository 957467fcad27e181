/** How much of some bytes has to be text before they count as text. */
const PRINTABLE = 0.9;
const LETTERS = 0.25;
const FEWEST_WITHOUT_LETTERS = 16;

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** Whether bytes are UTF-8 and nearly all of it can be read. `isCut`: a character may end beyond the last byte. */
export function isReadable(bytes: Uint8Array, isCut = false): boolean {
  let printable = 0;
  let letters = 0;
  let count = 0;
  for (let at = 0; at < bytes.length; count++) {
    const b = bytes[at]!;
    if (b < 0x80) {
      const isLetter = (b | 0x20) >= 0x61 && (b | 0x20) <= 0x7a;
      if (isLetter) letters++;
      if ((b >= 0x20 && b < 0x7f) || b === 9 || b === 10 || b === 13) printable++;
      at++;
      continue;
    }
    const length = b >= 0xf0 && b <= 0xf4 ? 4 : b >= 0xe0 ? 3 : b >= 0xc2 ? 2 : 0;
    if (length === 0 || b > 0xf4) return false;
    for (let k = 1; k < length; k++) {
      if (at + k >= bytes.length) return isCut && count > 0 && isEnough(printable, letters, count);
      if ((bytes[at + k]! & 0xc0) !== 0x80) return false;
    }
    printable++;
    letters++;
    at += length;
  }
  return count > 0 && isEnough(printable, letters, count);
}

function isEnough(printable: number, letters: number, count: number): boolean {
  // What is encoded once more may have no letter at all; bytes that are no text are not printable all through.
  if (printable === count && count >= FEWEST_WITHOUT_LETTERS) return true;
  return printable >= count * PRINTABLE && letters >= count * LETTERS;
}

/** A letter, a blank, or what encodings that are written in text are made of: digits, `%`, `&#;`, `\`, `=`. */
export function isOfWords(c: number): boolean {
  if (c >= 0x80 || c === 0x20 || (c >= 0x30 && c <= 0x39)) return true;
  if ((c | 0x20) >= 0x61 && (c | 0x20) <= 0x7a) return true;
  return c === 0x25 || c === 0x26 || c === 0x23 || c === 0x3b || c === 0x5c || c === 0x3d;
}

export function textOfBytes(bytes: Uint8Array): string {
  return utf8.decode(bytes);
}

/** Which byte each character of decoded text begins at; only asked for where something was found. */
export function byteOffsets(text: string): (at: number) => number {
  let offsets: Int32Array | undefined;
  return (at) => {
    offsets ??= offsetsOf(text);
    return offsets[Math.max(0, Math.min(at, text.length))]!;
  };
}

function offsetsOf(text: string): Int32Array {
  const offsets = new Int32Array(text.length + 1);
  let bytes = 0;
  for (let at = 0; at < text.length; at++) {
    offsets[at] = bytes;
    const c = text.charCodeAt(at);
    const isHigh = c >= 0xd800 && c < 0xdc00;
    const isLow = c >= 0xdc00 && c < 0xe000;
    // Of a pair the first half counts no bytes, so that both begin where the character does.
    bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : isHigh ? 0 : isLow ? 4 : 3;
  }
  offsets[text.length] = bytes;
  return offsets;
}
