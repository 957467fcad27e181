import type { JsonDocument, JsonNode } from '../../protocol/json/document.ts';
import { readJson } from '../../protocol/json/read.ts';
import { stringOf, textOf } from '../../protocol/json/value.ts';

/** What is deeper or more than this is not read, and whoever compares says so. */
const BOUNDS = { nodes: 100_000, depth: 200 };

const NO_ITEMS: readonly Value[] = [];
const NO_MEMBERS: ReadonlyMap<string, Value> = new Map();

/** A part of an item. Its canonical text is its identity; what it holds is read only where somebody looks. */
export class Value {
  readonly kind: JsonNode['kind'];
  #document: JsonDocument;
  #node: JsonNode;
  #items: readonly Value[] | undefined;
  #members: ReadonlyMap<string, Value> | undefined;

  constructor(document: JsonDocument, node: JsonNode) {
    this.kind = node.kind;
    this.#document = document;
    this.#node = node;
  }

  /** Canonical JSON in; anything else becomes one value of its own kind. */
  static of(text: string): Value {
    const document = readJson(text, BOUNDS);
    return new Value(document, document.root ?? { kind: 'broken', from: 0, to: text.length });
  }

  /** false: it is of a text that is deeper or larger than is read, and parts of it may be missing. */
  get isWhole(): boolean {
    return this.#document.isWhole;
  }

  get text(): string {
    return textOf(this.#document, this.#node);
  }

  /** Of a string. */
  get string(): string | undefined {
    return stringOf(this.#document, this.#node);
  }

  get items(): readonly Value[] {
    if (this.#node.kind !== 'array') return NO_ITEMS;
    return (this.#items ??= this.#node.items.map((item) => new Value(this.#document, item)));
  }

  /** By name, a Map because the names are the server's; of repeated keys the last one, as most readers take it. */
  get members(): ReadonlyMap<string, Value> {
    if (this.#node.kind !== 'object') return NO_MEMBERS;
    return (this.#members ??= new Map(
      this.#node.members.map(({ key, value }) => [key.name, new Value(this.#document, value)]),
    ));
  }

  /** Whether a key stands in it more than once. */
  get hasRepeatedKeys(): boolean {
    return this.#node.kind === 'object' && this.members.size < this.#node.members.length;
  }

  member(name: string): Value | undefined {
    return this.members.get(name);
  }

  get isBoolean(): boolean {
    return this.kind === 'true' || this.kind === 'false';
  }
}

/** The strings of a string or a list of them, at most so many. */
export function stringsOf(value: Value | undefined, most = 10_000): string[] {
  if (value?.string !== undefined) return [value.string];
  return (value?.items ?? NO_ITEMS).slice(0, most).flatMap((item) => item.string ?? []);
}

/** A number in one spelling: sign, digits without zeros at either end, power of ten. Undefined for anything else. */
export function numberOf(text: string): string | undefined {
  const found = /^(-?)(\d{1,2000})(?:\.(\d{1,2000}))?(?:[eE]([+-]?\d{1,9}))?$/.exec(text);
  if (found === null) return undefined;
  const [, sign = '', whole = '', fraction = '', power = '0'] = found;
  const all = whole + fraction;
  let from = 0;
  while (from < all.length && all[from] === '0') from++;
  let to = all.length;
  while (to > from && all[to - 1] === '0') to--;
  if (from === to) return '0';
  return `${sign}${all.slice(from, to)}e${Number(power) - fraction.length + all.length - to}`;
}
