import type { JsonDocument, JsonNode, JsonObject } from '../json/document.ts';
import { textOf } from '../json/value.ts';
import { comparable } from './choice.ts';
import type { Field } from './field.ts';

/** Fields and members looked at for one answer; a hostile union has branches of branches. */
const MOST_STEPS = 20_000;
const MOST_NESTED = 8;

/**
 * The branch of a union that a value belongs to: by its type, by constants that tell branches apart,
 * by required keys, then by the keys it knows. A value that lacks required keys, because it is being
 * written, still belongs to the branch whose constant it has, or to the only one of its type.
 */
export function branchFor(union: Field, document: JsonDocument, node: JsonNode): number | undefined {
  if (union.kind !== 'union') return undefined;
  const judge = new Judge(document);
  const fits = union.branches.map(({ field }) => judge.fit(field(), node, 0));
  // Half a judgement would name the wrong one.
  if (judge.isOver) return undefined;
  let best: number | undefined;
  for (const [at, fit] of fits.entries())
    if (fit !== undefined && fit.isWhole && (best === undefined || fit.score > fits[best]!.score)) best = at;
  if (best !== undefined) return best;
  const possible = fits.flatMap((fit, at) => (fit === undefined ? [] : [{ at, ...fit }]));
  const told = possible.filter(({ constants }) => constants > 0).sort((a, b) => b.score - a.score)[0];
  if (told !== undefined) return told.at;
  return possible.length === 1 ? possible[0]!.at : undefined;
}

interface Fit {
  score: number;
  /** Constants of the branch that the value has. */
  constants: number;
  /** Nothing required is missing, nothing unknown is there that may not be. */
  isWhole: boolean;
}

const PLAIN: Fit = { score: 1, constants: 0, isWhole: true };
/** Fits because nothing is asked for. */
const LOOSE: Fit = { score: 0, constants: 0, isWhole: true };

class Judge {
  #document: JsonDocument;
  #steps = 0;
  #members = new Map<JsonObject, Map<string, JsonNode>>();

  constructor(document: JsonDocument) {
    this.#document = document;
  }

  get isOver(): boolean {
    return this.#steps > MOST_STEPS;
  }

  /** Undefined: it cannot be this. */
  fit(field: Field, node: JsonNode, depth: number): Fit | undefined {
    if (++this.#steps > MOST_STEPS) return undefined;
    if (node.kind === 'null' && field.isNullable) return PLAIN;
    switch (field.kind) {
      case 'object':
        return node.kind === 'object' ? this.#fitObject(field, node, depth) : undefined;
      case 'array':
        return node.kind === 'array' ? this.#fitItems(field.item?.(), node.items[0], depth) : undefined;
      case 'tuple':
        return node.kind === 'array' ? this.#fitItems(field.items[0]?.(), node.items[0], depth) : undefined;
      case 'choice': {
        const text = comparable(textOf(this.#document, node));
        this.#steps += field.options.length;
        const hasIt = field.options.some((option) => comparable(option) === text);
        return hasIt ? { score: 10, constants: 1, isWhole: true } : undefined;
      }
      case 'union': {
        if (depth >= MOST_NESTED) return undefined;
        const fits = field.branches.flatMap(({ field: ref }) => this.fit(ref(), node, depth + 1) ?? []);
        return fits.sort((a, b) => Number(b.isWhole) - Number(a.isWhole) || b.score - a.score)[0];
      }
      case 'integer':
        return node.kind === 'number' && isInteger(textOf(this.#document, node))
          ? { ...PLAIN, score: 2 }
          : undefined;
      case 'boolean':
        return node.kind === 'true' || node.kind === 'false' ? PLAIN : undefined;
      case 'string':
      case 'number':
      case 'null':
        return node.kind === field.kind ? PLAIN : undefined;
      case 'any':
      case 'raw':
        return LOOSE;
    }
  }

  #fitObject(field: Extract<Field, { kind: 'object' }>, node: JsonObject, depth: number): Fit | undefined {
    const fit: Fit = { score: 1, constants: 0, isWhole: true };
    const values = this.#membersOf(node);
    let known = 0;
    for (const { name, isRequired, field: ref } of field.properties) {
      if (++this.#steps > MOST_STEPS) break;
      const value = values.get(name);
      if (value === undefined) {
        if (isRequired) fit.isWhole = false;
        continue;
      }
      known++;
      fit.score += 1;
      const property = ref();
      if (property.kind !== 'choice' && depth >= MOST_NESTED) continue;
      const inner = this.fit(property, value, depth + 1);
      // Another constant is another branch; a value of another type may be a mistake in this one.
      if (inner === undefined && property.kind === 'choice' && property.options.length === 1)
        return undefined;
      if (inner === undefined) fit.isWhole = false;
      else if (property.kind === 'choice') {
        fit.score += inner.score;
        fit.constants += inner.constants;
      }
    }
    if (field.extra.kind === 'none' && known < values.size) fit.isWhole = false;
    return fit;
  }

  #membersOf(node: JsonObject): Map<string, JsonNode> {
    let members = this.#members.get(node);
    if (members === undefined) {
      members = new Map(node.members.map(({ key, value }) => [key.name, value]));
      this.#members.set(node, members);
    }
    return members;
  }

  /** The first item tells enough: lists are long, and branches differ in what they list. */
  #fitItems(item: Field | undefined, first: JsonNode | undefined, depth: number): Fit | undefined {
    if (item === undefined || first === undefined || depth >= MOST_NESTED) return PLAIN;
    return this.fit(item, first, depth + 1) === undefined ? undefined : { ...PLAIN, score: 2 };
  }
}

/** `1e400` is one too, though no number of JavaScript holds it. */
function isInteger(text: string): boolean {
  const value = Number(text);
  return Number.isInteger(value) || !Number.isFinite(value);
}
