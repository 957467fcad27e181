/** Bytes of one character of UTF-8 at most. */
const LONGEST = 4;

function isInside(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}

/** The begin of the character that `at` lies in; `at` itself where there is none. At the end: of one that is cut off. */
export function utf8Start(bytes: Uint8Array, at: number): number {
  let start = Math.min(at, bytes.length);
  if (start === bytes.length) {
    for (let back = 1; back < LONGEST && back <= start; back++) {
      const byte = bytes[start - back]!;
      if (isInside(byte)) continue;
      const needs = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
      return needs > back ? start - back : start;
    }
    return start;
  }
  for (let steps = 1; steps < LONGEST && isInside(bytes[start]); steps++) start--;
  return isInside(bytes[start]) ? at : Math.max(0, start);
}

/** The end of the character that `at` lies in; `at` itself where it lies between two. */
export function utf8End(bytes: Uint8Array, at: number): number {
  let end = at;
  for (let steps = 1; steps < LONGEST && isInside(bytes[end]); steps++) end++;
  return isInside(bytes[end]) ? at : end;
}
