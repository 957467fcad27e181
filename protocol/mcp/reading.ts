import { decodeString } from '../json/lexemes.ts';
import { AFTER_BACKSLASH, isHexDigit, isWord, NOT_IN_JSON, wordKind } from './json-words.ts';
import type { ReadFault, ReadKey, ReadNode, Reading } from './read-node.ts';
import { invalidUtf8 } from './utf8-faults.ts';

export type { ReadFault, ReadNode, Reading } from './read-node.ts';

/** Beyond these, reading stops and says where. */
export const READING_BOUNDS = { bytes: 64 * 1024 * 1024, nodes: 1_000_000 };

/**
 * Reads JSON bytes into nodes that know where they stand: a flat loop with its own stack, so that
 * depth costs no call stack. Never throws; what is no JSON is a fault and ends the reading.
 */
export function readBytes(bytes: Uint8Array, bounds = READING_BOUNDS): Reading {
  return new ByteReader(bytes, bounds).read();
}

const NONE: ReadNode[] = [];
const MOST_FAULTS = 200;
const LONG = 4096;
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const lenient = new TextDecoder('utf-8', { ignoreBOM: true });

class ByteReader implements Reading {
  readonly bytes: Uint8Array;
  readonly roots: ReadNode[] = [];
  readonly faults: ReadFault[] = [];
  stoppedAt: number | undefined;
  rest: number | undefined;
  #end: number;
  #mostNodes: number;
  #nodes = 0;
  #at = 0;
  /** Where the newest key or value began. */
  #begun = 0;
  /** The whole as text, where it is UTF-8: strings are cut out of it, which costs nothing. */
  #whole: string | undefined;
  /** Several ask for the same string one after the other; a long one is not decoded each time. */
  #lastLong: { node: ReadNode; text: string } | undefined;
  /** Bytes less UTF-16 units, of all that was passed. */
  #shift = 0;

  constructor(bytes: Uint8Array, bounds: typeof READING_BOUNDS) {
    this.bytes = bytes;
    this.#end = Math.min(bytes.length, bounds.bytes);
    this.#mostNodes = bounds.nodes;
    if (this.#end < bytes.length) this.stoppedAt = this.#end;
  }

  text(node: ReadNode): string {
    const { from, to, start, units } = node;
    if (node.kind !== 'string') return this.#slice(from, to, start, units);
    if (units < LONG) return this.#string(from, to, start, units);
    if (this.#lastLong?.node !== node) this.#lastLong = { node, text: this.#string(from, to, start, units) };
    return this.#lastLong.text;
  }

  read(): this {
    this.#decode();
    const b = this.bytes;
    if (b[0] === 0xef && b[1] === 0xbb && b[2] === 0xbf) {
      this.#fault('byte-order-mark', 0, 3);
      this.#at = 3;
      this.#shift = 2;
    }
    for (;;) {
      this.#blank();
      if (this.#at >= this.#end) break;
      const c = b[this.#at]!;
      if (this.roots.length > 0 && c !== 0x7b && c !== 0x5b) {
        this.#fault('after-end', this.#at, this.#end);
        this.rest = this.#at;
        break;
      }
      if (this.#root()) continue;
      if (this.stoppedAt === undefined) this.rest = this.#begun;
      break;
    }
    return this;
  }

  #decode(): void {
    const read = this.bytes.subarray(0, this.#end);
    try {
      this.#whole = strict.decode(read);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      for (const { from, to } of invalidUtf8(read, MOST_FAULTS)) this.#fault('invalid-utf8', from, to);
    }
  }

  /** One value with all that is in it; false when it ended badly. */
  #root(): boolean {
    const faults = this.faults.length;
    const first = this.#value(undefined, undefined, this.roots.length);
    if (first === undefined) {
      // A word that is none has said so itself.
      const isSaid = this.faults.slice(faults).some(({ kind }) => kind === 'not-json');
      const isCut = this.#at >= this.#end;
      if (this.stoppedAt === undefined && !isSaid)
        this.#fault(isCut ? 'cut-off' : 'not-json', Math.min(this.#at, this.#end - 1), this.#end);
      return false;
    }
    this.roots.push(first);
    let open: ReadNode | undefined = isContainer(first) ? first : undefined;
    let names: Set<string> | undefined;
    const held: (Set<string> | undefined)[] = [];
    while (open !== undefined) {
      this.#blank();
      const c = this.bytes[this.#at];
      if (this.#at >= this.#end) return this.#broken('cut-off', open);
      if (c === 0x2c && open.children.length > 0) {
        this.#at++;
        this.#blank();
      } else if (c === (open.kind === 'object' ? 0x7d : 0x5d)) {
        open.to = ++this.#at;
        open = open.parent;
        names = held.pop();
        continue;
      } else if (open.children.length > 0) return this.#broken('not-json', open);
      let key: ReadKey | undefined;
      if (open.kind === 'object') {
        key = this.#key();
        if (key === undefined) return this.#broken(this.#at >= this.#end ? 'cut-off' : 'not-json', open);
        // Most objects are small: looking through them is cheaper than a set for each.
        if (open.children.length >= 12) names ??= new Set(open.children.map((child) => child.key!.name));
        const isRepeated =
          names?.has(key.name) ?? open.children.some((child) => child.key!.name === key!.name);
        if (isRepeated) this.#fault('repeated-key', key.from, key.to);
        names?.add(key.name);
      }
      const value = this.#value(open, key, open.children.length);
      if (value === undefined) return this.#broken(this.#at >= this.#end ? 'cut-off' : 'not-json', open);
      open.children.push(value);
      if (isContainer(value)) {
        held.push(names);
        names = undefined;
        open = value;
      }
    }
    return true;
  }

  /** Everything still open ends where the reading did. */
  #broken(kind: 'cut-off' | 'not-json', open: ReadNode): false {
    if (this.stoppedAt === undefined) this.#fault(kind, this.#at, Math.min(this.#at + 1, this.#end));
    for (let at: ReadNode | undefined = open; at !== undefined; at = at.parent) at.to = this.#at;
    return false;
  }

  #key(): ReadKey | undefined {
    const from = (this.#begun = this.#at);
    if (this.bytes[from] !== 0x22) return undefined;
    const start = from - this.#shift;
    const to = this.#stringEnd(from);
    if (to === undefined) return undefined;
    const units = to - this.#shift - start;
    this.#at = to;
    this.#blank();
    if (this.bytes[this.#at] !== 0x3a) return undefined;
    this.#at++;
    this.#blank();
    return { from, to, name: this.#string(from, to, start, units) };
  }

  /** A scalar is read whole, of a container only its bracket. Undefined: no value begins here. */
  #value(parent: ReadNode | undefined, key: ReadKey | undefined, index: number): ReadNode | undefined {
    if (this.#at >= this.#end) return undefined;
    if (++this.#nodes > this.#mostNodes) {
      this.stoppedAt = this.#at;
      this.#end = this.#at;
      return undefined;
    }
    const from = (this.#begun = this.#at);
    const start = from - this.#shift;
    const c = this.bytes[from]!;
    if (c === 0x22) {
      const to = this.#stringEnd(from);
      if (to === undefined) return undefined;
      this.#at = to;
      const units = to - this.#shift - start;
      return { kind: 'string', from, to, parent, key, index, children: NONE, start, units };
    }
    if (c === 0x7b || c === 0x5b) {
      this.#at++;
      const kind = c === 0x7b ? 'object' : 'array';
      return { kind, from, to: from, parent, key, index, children: [], start, units: 0 };
    }
    let to = from;
    while (to < this.#end && isWord(this.bytes[to]!)) to++;
    if (to === from) return undefined;
    const word = this.#slice(from, to, start, Math.min(to - from, 400));
    const kind = wordKind(word);
    if (kind === undefined || NOT_IN_JSON.has(word)) this.#fault('not-json', from, to);
    if (kind === undefined) return undefined;
    this.#at = to;
    return { kind, from, to, parent, key, index, children: NONE, start, units: to - from };
  }

  /** Offset behind the closing quote. */
  #stringEnd(from: number): number | undefined {
    const b = this.bytes;
    const end = this.#end;
    for (let at = from + 1; at < end; at++) {
      const c = b[at]!;
      if (c === 0x22) return at + 1;
      if (c === 0x5c) {
        at++;
        if ((b[at] ?? 0) >= 0xf0) this.#shift--;
        const isKnown = AFTER_BACKSLASH.has(b[at] ?? 0) && (b[at] !== 0x75 || this.#isHex(at + 1));
        if (!isKnown && at < end) this.#fault('unknown-escape', at - 1, at + 1);
      } else if (c < 0x20) this.#fault('control-in-string', at, at + 1);
      else if (c >= 0x80) {
        if (c < 0xc0) this.#shift++;
        else if (c >= 0xf0) this.#shift--;
      }
    }
    this.#at = end;
    return undefined;
  }

  /** Four digits, as \u needs them. */
  #isHex(at: number): boolean {
    if (at + 4 > this.#end) return false;
    for (let k = at; k < at + 4; k++) if (!isHexDigit(this.bytes[k]!)) return false;
    return true;
  }

  #blank(): void {
    const b = this.bytes;
    for (;;) {
      const c = b[this.#at];
      if (c !== 0x20 && c !== 0x0a && c !== 0x0d && c !== 0x09) return;
      if (this.#at >= this.#end) return;
      this.#at++;
    }
  }

  #slice(from: number, to: number, start: number, units: number): string {
    return this.#whole?.slice(start, start + units) ?? lenient.decode(this.bytes.subarray(from, to));
  }

  #string(from: number, to: number, start: number, units: number): string {
    return decodeString(this.#slice(from, to, start, units));
  }

  #fault(kind: ReadFault['kind'], from: number, to: number): void {
    if (this.faults.length < MOST_FAULTS) this.faults.push({ kind, from, to });
  }
}

function isContainer(node: ReadNode): boolean {
  return node.kind === 'object' || node.kind === 'array';
}
