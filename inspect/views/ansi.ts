/** A control sequence of a terminal (ECMA-48), at [from, to) of a text. */
export interface Sequence {
  from: number;
  to: number;
  /** `csi`: parameters and a final byte. `osc`, `dcs`: a string to the terminal. `esc`: two or three characters. */
  kind: 'csi' | 'osc' | 'dcs' | 'esc';
  /** Parameters of a CSI, text of a string. */
  body: string;
  /** The last byte of a CSI or ESC sequence. */
  final: string;
}

/** Longer is no sequence that a terminal would take. */
const MOST_PARAMETERS = 256;
const MOST_STRING = 64 * 1024;

/** The sequence that begins here, in its 7-bit or 8-bit form; undefined when it is none, or unfinished. */
export function sequenceAt(text: string, from: number): Sequence | undefined {
  const c = text.charCodeAt(from);
  if (c === 0x1b) {
    const next = text.charCodeAt(from + 1);
    if (next === 0x5b) return csi(text, from, from + 2);
    if (next === 0x5d) return stringOf(text, from, from + 2, 'osc');
    if (next === 0x50 || next === 0x58 || next === 0x5e || next === 0x5f)
      return stringOf(text, from, from + 2, 'dcs');
    let end = from + 1;
    while (end < from + 4 && between(text.charCodeAt(end), 0x20, 0x2f)) end++;
    if (!between(text.charCodeAt(end), 0x30, 0x7e)) return undefined;
    return { from, to: end + 1, kind: 'esc', body: text.slice(from + 1, end), final: text[end]! };
  }
  if (c === 0x9b) return csi(text, from, from + 1);
  if (c === 0x9d) return stringOf(text, from, from + 1, 'osc');
  if (c === 0x90) return stringOf(text, from, from + 1, 'dcs');
  return undefined;
}

function csi(text: string, from: number, start: number): Sequence | undefined {
  let end = start;
  while (end - start < MOST_PARAMETERS && between(text.charCodeAt(end), 0x20, 0x3f)) end++;
  if (!between(text.charCodeAt(end), 0x40, 0x7e)) return undefined;
  return { from, to: end + 1, kind: 'csi', body: text.slice(start, end), final: text[end]! };
}

/** Ended by BEL, ST, or cut off by another ESC. */
function stringOf(text: string, from: number, start: number, kind: 'osc' | 'dcs'): Sequence | undefined {
  const last = Math.min(text.length, start + MOST_STRING);
  for (let end = start; end < last; end++) {
    const c = text.charCodeAt(end);
    if (c === 0x07 || c === 0x9c) return { from, to: end + 1, kind, body: text.slice(start, end), final: '' };
    // Another one begins: so no character is read for two of them.
    if (c >= 0x80 && c < 0xa0) return undefined;
    if (c === 0x1b) {
      const to = text.charCodeAt(end + 1) === 0x5c ? end + 2 : end;
      return { from, to, kind, body: text.slice(start, end), final: '' };
    }
  }
  return undefined;
}

/** Parameters as numbers; one that is missing is `absent`. */
export function parameters(body: string, absent = 0): number[] {
  return body.split(/[;:]/, 64).map((part) => {
    const value = Number.parseInt(part.replace(/^[?>=]/, ''), 10);
    return Number.isNaN(value) ? absent : Math.min(value, 65_535);
  });
}

function between(c: number, low: number, high: number): boolean {
  return c >= low && c <= high;
}
