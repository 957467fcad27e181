import type { JsonArray, JsonBounds, JsonDocument, JsonFault, JsonNode, JsonObject } from './document.ts';
import { decodeString, isComment, endOfNumber, endOfString, isWordUnit } from './lexemes.ts';

export const USUAL_BOUNDS: JsonBounds = { nodes: 500_000, depth: 4_000 };
/** What can end a container or hide its end: quotes, brackets, the begin of a comment. */
const NEXT_MARK = /["/[\]{}]/g;
/** A hostile text may have one at every character. */
const MOST_FAULTS = 200;

/**
 * Reads a JSON text into nodes that know where they stand (RFC 8259). Tolerates what people and
 * servers write besides: comments, trailing commas, texts that are cut off; each is a fault.
 * A flat loop with its own stack, so depth costs no call stack.
 */
export function readJson(text: string, bounds: JsonBounds = USUAL_BOUNDS): JsonDocument {
  return new Reader(text, bounds).read();
}

interface Open {
  node: JsonObject | JsonArray;
  /** Where a comma was seen that nothing has followed yet. */
  comma: number;
  names: Set<string> | undefined;
}

class Reader {
  #text: string;
  #bounds: JsonBounds;
  #at = 0;
  #nodes = 0;
  #document: JsonDocument;
  #open: Open[] = [];

  constructor(text: string, bounds: JsonBounds) {
    this.#text = text;
    this.#bounds = bounds;
    this.#document = { text, root: undefined, faults: [], isWhole: true };
  }

  read(): JsonDocument {
    if (this.#text.charCodeAt(0) === 0xfeff) this.#at = 1;
    this.#skipBlank();
    if (this.#at === this.#text.length) {
      this.#fault('empty', 0, this.#text.length, 'The text is empty.');
      return this.#document;
    }
    this.#document.root = this.#begin();
    while (this.#open.length > 0) this.#step(this.#open.at(-1)!);
    this.#skipBlank();
    if (this.#at < this.#text.length)
      this.#fault('after-end', this.#at, this.#text.length, 'Something follows after the value.');
    return this.#document;
  }

  /** One member, item or closing bracket of the innermost container. */
  #step(open: Open): void {
    const { node } = open;
    if (this.#nodes > this.#bounds.nodes) {
      // One list of millions costs as much as millions of lists.
      this.#skipBrackets(node.from, 1);
      this.#close(node, false);
      return;
    }
    this.#skipBlank();
    const c = this.#text[this.#at];
    if (c === undefined) {
      this.#fault('not-closed', node.from, node.from + 1, 'This bracket is never closed.');
      this.#close(node, false);
      return;
    }
    const isObject = node.kind === 'object';
    if (c === (isObject ? '}' : ']')) {
      if (open.comma !== -1)
        this.#fault('trailing-comma', open.comma, open.comma + 1, 'A comma with nothing after it.');
      this.#at++;
      this.#close(node, true);
      return;
    }
    if (c === (isObject ? ']' : '}')) {
      // Closes something further out, or nothing: the innermost container ends here, as it is.
      this.#fault('not-closed', node.from, node.from + 1, 'This bracket is never closed.');
      const other = isObject ? 'array' : 'object';
      if (!this.#open.some((one) => one.node.kind === other)) this.#at++;
      this.#close(node, false);
      return;
    }
    if (c === ',') {
      if (open.comma !== -1 || isEmpty(node))
        this.#fault('not-json', this.#at, this.#at + 1, 'A comma with nothing before it.');
      open.comma = this.#at++;
      return;
    }
    if (open.comma === -1 && !isEmpty(node))
      this.#fault('missing-comma', this.#at, this.#at, 'A comma is missing here.');
    open.comma = -1;
    if (node.kind === 'array') node.items.push(this.#begin());
    else this.#member(node, open);
  }

  #member(node: JsonObject, open: Open): void {
    const from = this.#at;
    const isString = this.#text[from] === '"';
    if (isString) this.#at = endOfString(this.#text, from);
    else this.#skipWord();
    const name = isString ? decodeString(this.#text.slice(from, this.#at)) : this.#text.slice(from, this.#at);
    const key = { from, to: this.#at, name };
    if (!isString) this.#fault('not-json', key.from, key.to, 'A key without quotes.');
    open.names ??= new Set();
    if (open.names.has(name))
      this.#fault('repeated-key', key.from, key.to, 'This key stands twice; most readers take the last one.');
    open.names.add(name);
    this.#skipBlank();
    if (this.#text[this.#at] === ':') {
      this.#at++;
      this.#skipBlank();
    } else this.#fault('missing-colon', this.#at, this.#at, 'A colon is missing here.');
    const c = this.#text[this.#at];
    if (c === undefined || c === ',' || c === '}' || c === ']') {
      this.#fault('not-json', key.from, key.to, 'This key has no value.');
      node.members.push({ key, value: { kind: 'broken', from: this.#at, to: this.#at } });
    } else node.members.push({ key, value: this.#begin() });
  }

  /** A value begins at a character that is neither blank nor the end. Containers are left open. */
  #begin(): JsonNode {
    const from = this.#at;
    const c = this.#text[from]!;
    if (c === '{' || c === '[') {
      if (++this.#nodes > this.#bounds.nodes || this.#open.length >= this.#bounds.depth)
        return this.#passOver(from);
      this.#at++;
      const node: JsonObject | JsonArray =
        c === '{'
          ? { kind: 'object', from, to: from, members: [], isClosed: false }
          : { kind: 'array', from, to: from, items: [], isClosed: false };
      this.#open.push({ node, comma: -1, names: undefined });
      return node;
    }
    this.#nodes++;
    if (c === '"') {
      this.#at = endOfString(this.#text, from);
      if (isWholeString(this.#text, from, this.#at)) return { kind: 'string', from, to: this.#at };
      this.#fault('not-json', from, this.#at, 'A string that is not closed, or holds what a string cannot.');
      return { kind: 'broken', from, to: this.#at };
    }
    const end = endOfNumber(this.#text, from);
    if (end !== undefined) {
      this.#at = end;
      return { kind: 'number', from, to: end };
    }
    this.#skipWord();
    const word = this.#text.slice(from, this.#at);
    if (word === 'true' || word === 'false' || word === 'null') return { kind: word, from, to: this.#at };
    this.#fault('not-json', from, this.#at, 'This is not JSON.');
    return { kind: 'broken', from, to: this.#at };
  }

  /** Finds the end of a container without making nodes of what is inside. */
  #passOver(from: number): JsonNode {
    this.#skipBrackets(from, 0);
    return { kind: 'unread', from, to: this.#at };
  }

  /** Goes on behind the end of the container at `from`, of which `depth` brackets are open. */
  #skipBrackets(from: number, depth: number): void {
    this.#document.isWhole = false;
    let open = depth;
    for (;;) {
      NEXT_MARK.lastIndex = this.#at;
      if (!NEXT_MARK.test(this.#text)) break;
      this.#at = NEXT_MARK.lastIndex - 1;
      const c = this.#text.charCodeAt(this.#at);
      if (c === 0x22) this.#at = endOfString(this.#text, this.#at);
      else if (c === 0x2f && isComment(this.#text, this.#at)) this.#comment();
      else {
        this.#at++;
        if (c === 0x7b || c === 0x5b) open++;
        else if ((c === 0x7d || c === 0x5d) && --open === 0) return;
      }
    }
    this.#at = this.#text.length;
    this.#fault('not-closed', from, from + 1, 'This bracket is never closed.');
  }

  #close(node: JsonObject | JsonArray, isClosed: boolean): void {
    node.isClosed = isClosed;
    node.to = this.#at;
    this.#open.pop();
  }

  #isInWord(): boolean {
    const at = this.#at;
    return at < this.#text.length && isWordUnit(this.#text.charCodeAt(at)) && !isComment(this.#text, at);
  }

  #skipWord(): void {
    const from = this.#at;
    while (this.#isInWord()) this.#at++;
    if (this.#at === from) this.#at++;
  }

  #skipBlank(): void {
    for (;;) {
      const c = this.#text.charCodeAt(this.#at);
      if (c === 0x20 || c === 0x0a || c === 0x0d || c === 0x09) this.#at++;
      else if (c === 0x2f && isComment(this.#text, this.#at)) this.#comment();
      else return;
    }
  }

  #comment(): void {
    const from = this.#at;
    const isLine = this.#text[from + 1] === '/';
    const end = this.#text.indexOf(isLine ? '\n' : '*/', from + 2);
    this.#at = end === -1 ? this.#text.length : end + (isLine ? 0 : 2);
    this.#fault('comment', from, this.#at, 'JSON has no comments; most servers refuse them.');
  }

  #fault(kind: JsonFault['kind'], from: number, to: number, words: string): void {
    if (this.#document.faults.length < MOST_FAULTS) this.#document.faults.push({ kind, from, to, words });
  }
}

function isEmpty(node: JsonObject | JsonArray): boolean {
  return node.kind === 'object' ? node.members.length === 0 : node.items.length === 0;
}

function isWholeString(text: string, from: number, to: number): boolean {
  if (to - from < 2 || text[to - 1] !== '"') return false;
  for (let at = from + 1; at < to - 1; at++) {
    const c = text.charCodeAt(at);
    if (c < 0x20) return false;
    if (c !== 0x5c) continue;
    const escaped = text[++at]!;
    // The quote at the end is escaped, so the string is not closed.
    if (at >= to - 1) return false;
    if (escaped === 'u') {
      if (!/^[0-9a-fA-F]{4}$/.test(text.slice(at + 1, at + 5)) || at + 5 > to - 1) return false;
      at += 4;
    } else if (!'"\\/bfnrt'.includes(escaped)) return false;
  }
  return true;
}
