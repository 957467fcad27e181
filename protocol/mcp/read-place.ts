import type { Span } from '../json/document.ts';
import { formatPointer } from '../json/pointer.ts';
import type { ReadNode, Reading } from './reading.ts';

/** RFC 6901 pointer of a node from the root of its message. */
export function pointerOf(node: ReadNode): string {
  const steps: string[] = [];
  for (let at: ReadNode = node; at.parent !== undefined; at = at.parent)
    steps.push(at.key?.name ?? String(at.index));
  return formatPointer(steps.reverse());
}

/** The last member of that name; undefined when it has none or is no object. */
export function memberOf(node: ReadNode | undefined, name: string): ReadNode | undefined {
  if (node?.kind !== 'object') return undefined;
  for (let k = node.children.length - 1; k >= 0; k--)
    if (node.children[k]!.key!.name === name) return node.children[k];
  return undefined;
}

/** The node at the end of a path of names and positions. */
export function nodeAt(node: ReadNode | undefined, ...path: (string | number)[]): ReadNode | undefined {
  let at = node;
  for (const step of path) {
    if (typeof step === 'string') at = memberOf(at, step);
    else at = at?.kind === 'array' ? at.children[step] : undefined;
  }
  return at;
}

/** The text of a string node; undefined for anything else. */
export function stringOf(reading: Reading, node: ReadNode | undefined): string | undefined {
  return node?.kind === 'string' ? reading.text(node) : undefined;
}

/**
 * Bytes of characters [from, to) (UTF-16 units) of a JSON string, given with its quotes at
 * `string.from`; walked from its start, so only for what is reported.
 */
export function bytesOfUnits(bytes: Uint8Array, string: Span, from: number, to: number): Span {
  return walkString(bytes, string).span(from, to);
}

/** For many places of one string, given with its quotes. */
export function walkString(bytes: Uint8Array, string: Span): UnitWalk {
  return new UnitWalk(bytes, string.from + 1, string.to - 1, true);
}

/** The same for text that is not in JSON. */
export function walkText(bytes: Uint8Array, text: Span): UnitWalk {
  return new UnitWalk(bytes, text.from, text.to, false);
}

/** From characters (UTF-16 units) to bytes. Places asked for in ascending order cost one walk together. */
export class UnitWalk {
  #bytes: Uint8Array;
  #start: number;
  #at: number;
  #end: number;
  #hasEscapes: boolean;
  #unit = 0;

  constructor(bytes: Uint8Array, at: number, end: number, hasEscapes: boolean) {
    this.#bytes = bytes;
    this.#start = at;
    this.#at = at;
    this.#end = end;
    this.#hasEscapes = hasEscapes;
  }

  span(from: number, to: number): Span {
    if (from < this.#unit) {
      this.#at = this.#start;
      this.#unit = 0;
    }
    let begin = this.#at;
    while (this.#unit < to && this.#at < this.#end) {
      if (this.#unit <= from) begin = this.#at;
      this.#step();
      // A character of two units that was asked for from its second half on is given whole.
      if (this.#unit <= from) begin = this.#at;
    }
    return { from: begin, to: Math.max(begin, this.#at) };
  }

  #step(): void {
    const c = this.#bytes[this.#at]!;
    if (this.#hasEscapes && c === 0x5c) {
      this.#at += this.#isUnicodeEscape() ? 6 : 2;
      this.#unit++;
      return;
    }
    const length = lengthAt(this.#bytes, this.#at);
    this.#at += length;
    this.#unit += length === 4 ? 2 : 1;
  }

  #isUnicodeEscape(): boolean {
    const b = this.#bytes;
    if (b[this.#at + 1] !== 0x75 || this.#at + 6 > this.#end) return false;
    for (let k = this.#at + 2; k < this.#at + 6; k++) if (!isHex(b[k]!)) return false;
    return true;
  }
}

function isHex(c: number): boolean {
  return (c >= 0x30 && c <= 0x39) || (c >= 0x41 && c <= 0x46) || (c >= 0x61 && c <= 0x66);
}

/** How many bytes become one character when they are decoded leniently (WHATWG Encoding, UTF-8 decoder). */
function lengthAt(b: Uint8Array, at: number): number {
  const c = b[at]!;
  if (c < 0xc2 || c > 0xf4) return 1;
  const wanted = c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
  const lowest = c === 0xe0 ? 0xa0 : c === 0xf0 ? 0x90 : 0x80;
  const highest = c === 0xed ? 0x9f : c === 0xf4 ? 0x8f : 0xbf;
  const second = b[at + 1] ?? 0;
  if (second < lowest || second > highest) return 1;
  for (let k = 2; k < wanted; k++) {
    const next = b[at + k] ?? 0;
    if (next < 0x80 || next > 0xbf) return k;
  }
  return wanted;
}
