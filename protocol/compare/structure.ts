import type { Difference, DifferenceSide, Standing } from '../comparison.ts';
import type { JsonArray, JsonDocument, JsonNode, JsonObject } from '../json/document.ts';
import { decodeString } from '../json/lexemes.ts';
import { alignArrays, type ArraySide, type Effort } from './alignment.ts';
import { differsInFiller, fillerIn } from './filler.ts';
import { type Listing, shown, sideOf } from './listing.ts';
import type { AnswerSide, Spot } from './spot.ts';
import { namesOf, pointerOf, type Trail } from './trail.ts';
import { isContainer, ValueIds } from './value-ids.ts';
import type { VolatileEye } from './volatile.ts';

export interface DocumentSide {
  document: JsonDocument;
  side: AnswerSide;
}

/** Compares a string on both sides that may hold JSON itself; false: it does not, or says nothing about it. */
export type CompareInside = (left: string, right: string, at: () => InsideOf) => boolean;
export interface InsideOf {
  left: DifferenceSide;
  right: DifferenceSide;
}

/** What an item of an array is known by, the first it has. */
const IDENTITIES = ['name', 'uri', 'uriTemplate', 'id', 'key', 'path', 'title'];

/** Walks two JSON documents together and tells what differs. A flat loop: depth costs no call stack. */
export class Structure {
  #left: DocumentSide;
  #right: DocumentSide;
  #ids = new ValueIds();
  #listing: Listing;
  #eye: VolatileEye;
  #effort: Effort;
  #inside: CompareInside;
  /** Objects whose keys stand in another order on the other side. */
  reordered = 0;

  constructor(
    left: DocumentSide,
    right: DocumentSide,
    parts: { listing: Listing; eye: VolatileEye; effort: Effort; inside: CompareInside },
  ) {
    [this.#left, this.#right] = [left, right];
    this.#listing = parts.listing;
    this.#eye = parts.eye;
    this.#effort = parts.effort;
    this.#inside = parts.inside;
  }

  compare(): void {
    const [left, right] = [this.#left.document, this.#right.document];
    if (left.root === undefined || right.root === undefined) return;
    const open: Pair[] = [{ left: left.root, right: right.root, trail: undefined }];
    for (let pair = open.pop(); pair !== undefined; pair = open.pop()) {
      if (this.#isSame(pair.left, pair.right)) continue;
      if (pair.left.kind === 'object' && pair.right.kind === 'object')
        this.#objects(pair.left, pair.right, pair.trail, open);
      else if (pair.left.kind === 'array' && pair.right.kind === 'array')
        this.#arrays(pair.left, pair.right, pair.trail, open);
      else this.#scalars(pair);
    }
  }

  #isSame(left: JsonNode, right: JsonNode): boolean {
    return this.#ids.of(this.#left.document, left) === this.#ids.of(this.#right.document, right);
  }

  /** Members of one name belong together in the order they were sent. */
  #objects(left: JsonObject, right: JsonObject, trail: Trail | undefined, open: Pair[]): void {
    const waiting = new Map<string, { values: JsonNode[]; taken: number }>();
    for (const { key, value } of left.members) {
      const same = waiting.get(key.name);
      if (same === undefined) waiting.set(key.name, { values: [value], taken: 0 });
      else same.values.push(value);
    }
    const shared: string[] = [];
    for (const { key, value } of right.members) {
      const same = waiting.get(key.name);
      const before = same?.values[same.taken++];
      if (before === undefined) {
        this.#add('added', undefined, value, trail, [key.name]);
        continue;
      }
      shared.push(key.name);
      open.push({ left: before, right: value, trail: { above: trail, left: key.name, right: key.name } });
    }
    const gone = new Map<string, number>();
    for (const [name, { values, taken }] of waiting) {
      if (values.length > taken) gone.set(name, values.length - taken);
      for (const value of values.slice(taken)) this.#add('removed', value, undefined, trail, [name]);
    }
    if (isReordered(left, shared, gone)) this.reordered++;
  }

  #arrays(left: JsonArray, right: JsonArray, trail: Trail | undefined, open: Pair[]): void {
    const aligned = alignArrays(
      this.#arraySide(this.#left.document, left),
      this.#arraySide(this.#right.document, right),
      this.#effort,
    );
    for (const at of aligned.removed) this.#add('removed', left.items[at], undefined, trail, [at]);
    for (const at of aligned.added) this.#add('added', undefined, right.items[at], trail, [at]);
    for (const { left: from, right: to, isMoved } of aligned.pairs) {
      const [before, after] = [left.items[from]!, right.items[to]!];
      const step = { above: trail, left: from, right: to };
      if (isMoved) this.#add('moved', before, after, step, []);
      if (!this.#isSame(before, after)) open.push({ left: before, right: after, trail: step });
    }
  }

  #arraySide(document: JsonDocument, array: JsonArray): ArraySide {
    return {
      ids: array.items.map((item) => this.#ids.of(document, item)),
      identity: (index) => identityOf(document, array.items[index]!),
      shape: (index) => shapeOf(document, array.items[index]!),
    };
  }

  #scalars({ left, right, trail }: Pair): void {
    const isUnread = left.kind === 'unread' || right.kind === 'unread';
    const isOfOneKind = left.kind === right.kind || isUnread || (isTruth(left) && isTruth(right));
    if (left.kind === 'string' && right.kind === 'string') {
      this.#strings(left, right, trail);
      return;
    }
    const isNumber = left.kind === 'number' && right.kind === 'number';
    const recogniser =
      isNumber || isRpcId(trail)
        ? this.#eye.values(this.#spot(this.#left, left, trail), this.#spot(this.#right, right, trail))
        : undefined;
    const standing = recogniser === undefined ? this.#standing(left, right) : 'volatile';
    this.#listing.add(standing, () => ({
      kind: isOfOneKind ? 'changed' : 'type',
      standing,
      ...(recogniser === undefined ? {} : { recogniser }),
      ...this.#sides(left, right, trail, []),
    }));
  }

  #strings(left: JsonNode, right: JsonNode, trail: Trail | undefined): void {
    const [was, is] = [this.#spot(this.#left, left, trail), this.#spot(this.#right, right, trail)];
    const standing = this.#standing(left, right);
    const hasFiller = standing === 'masked';
    const recogniser = hasFiller ? undefined : this.#eye.values(was, is);
    const inside = (): InsideOf => {
      const sides = this.#sides(left, right, trail, []);
      return { left: sides.left!, right: sides.right! };
    };
    if (!hasFiller && recogniser === undefined && this.#inside(was.value, is.value, inside)) return;
    const stands: Standing = recogniser === undefined ? standing : 'volatile';
    this.#listing.add(stands, () => ({
      kind: 'changed',
      standing: stands,
      ...(recogniser === undefined ? {} : { recogniser }),
      ...this.#sides(left, right, trail, []),
    }));
  }

  #standing(left: JsonNode, right: JsonNode): Standing {
    const [before, after] = [this.#left, this.#right];
    const [hiddenLeft, hiddenRight] = [
      fillerIn(before.side.masked, left),
      fillerIn(after.side.masked, right),
    ];
    if (hiddenLeft.length === 0 && hiddenRight.length === 0) return 'different';
    const text = ({ document }: DocumentSide, { from, to }: JsonNode): string =>
      document.text.slice(from, to);
    return differsInFiller(text(before, left), text(after, right), hiddenLeft, hiddenRight)
      ? 'masked'
      : 'different';
  }

  #spot({ document, side }: DocumentSide, node: JsonNode, trail: Trail | undefined): Spot {
    const text = document.text.slice(node.from, node.to);
    const names = namesOf(trail);
    return {
      kind: node.kind === 'string' ? 'string' : 'number',
      value: node.kind === 'string' ? decodeString(text) : text,
      key: names.at(-1) ?? '',
      names,
      side,
    };
  }

  #add(
    kind: 'added' | 'removed' | 'moved',
    left: JsonNode | undefined,
    right: JsonNode | undefined,
    trail: Trail | undefined,
    last: (string | number)[],
  ): void {
    this.#listing.add('different', () => ({
      kind,
      standing: 'different',
      ...this.#sides(left, right, trail, last),
    }));
  }

  #sides(
    left: JsonNode | undefined,
    right: JsonNode | undefined,
    trail: Trail | undefined,
    last: (string | number)[],
  ): Pick<Difference, 'left' | 'right'> {
    return {
      ...(left === undefined
        ? {}
        : { left: sideOf(pointerOf(trail, 'left', ...last), this.#left.document.text, left) }),
      ...(right === undefined
        ? {}
        : { right: sideOf(pointerOf(trail, 'right', ...last), this.#right.document.text, right) }),
    };
  }
}

interface Pair {
  left: JsonNode;
  right: JsonNode;
  trail: Trail | undefined;
}

/** Of a message, at its top: a number on one side may be a text on the other. */
function isRpcId(trail: Trail | undefined): boolean {
  return trail?.above === undefined && trail?.left === 'id';
}

function isTruth({ kind }: JsonNode): boolean {
  return kind === 'true' || kind === 'false';
}

/** The names both sides have stand in another order. */
function isReordered({ members }: JsonObject, shared: readonly string[], gone: Map<string, number>): boolean {
  let at = 0;
  const left = new Map(gone);
  // Of a repeated key the last ones are those that went.
  const names: string[] = [];
  for (let k = members.length - 1; k >= 0; k--) {
    const { name } = members[k]!.key;
    const count = left.get(name) ?? 0;
    if (count > 0) left.set(name, count - 1);
    else names.push(name);
  }
  for (let k = names.length - 1; k >= 0; k--) if (names[k] !== shared[at++]) return true;
  return false;
}

function identityOf(document: JsonDocument, node: JsonNode): string | undefined {
  if (node.kind !== 'object') return undefined;
  for (const name of IDENTITIES) {
    const value = node.members.find(({ key }) => key.name === name)?.value;
    if (value !== undefined && !isContainer(value))
      return `${name} ${document.text.slice(value.from, Math.min(value.to, value.from + 4000))}`;
  }
  return undefined;
}

function shapeOf(document: JsonDocument, node: JsonNode): string {
  if (node.kind !== 'object') return isTruth(node) ? 'truth' : node.kind;
  const type = node.members.find(({ key }) => key.name === 'type')?.value;
  return type === undefined ? 'object' : `object ${shown(document.text.slice(type.from, type.to))}`;
}
