import type { JsonDocument, JsonNode } from '../json/document.ts';
import { arrayShape } from './array.ts';
import { BOUNDS, clip, plural } from './bounds.ts';
import type { Choice } from './choice.ts';
import { choiceOf } from './choice.ts';
import { conditionNotes } from './conditions.ts';
import type { Field, FieldCommon, FieldRef } from './field.ts';
import type { Conjunction, Gathered, Part } from './gather.ts';
import { annotation, gather, valuesOf } from './gather.ts';
import { alone } from './glance.ts';
import { leastCount, limitWords, startNumber } from './limits.ts';
import { objectShape } from './object.ts';
import { Reading } from './reading.ts';
import type { TypeName, Types } from './types.ts';
import { impliedType, typesOf } from './types.ts';
import type { Split } from './union.ts';
import { brokenLists, splitOf } from './union.ts';

/** A JSON Schema, looked at where it is needed. */
export interface Schema {
  readonly field: FieldRef;
  /** Steps taken so far: nodes, members and options looked at. */
  readonly work: number;
}

/** The schema whose text is `root`, a value of the document. `#` in a `$ref` is `root`. Nothing is read before it is asked for. */
export function schemaOf(document: JsonDocument, root: JsonNode): Schema {
  const fields = new Fields(document, root);
  return {
    field: fields.refOf(alone(root)),
    get work() {
      return fields.reading.work;
    },
  };
}

/** How often lists of branches are merged into one schema before it is given up. */
const MOST_TURNS = 64;

/** The fields of one schema, each built once. Building one never builds another, so depth costs no call stack. */
class Fields {
  readonly reading: Reading;
  #refs = new Map<string, FieldRef>();

  constructor(document: JsonDocument, root: JsonNode) {
    this.reading = new Reading(document, root);
  }

  refOf(conjunction: Conjunction): FieldRef {
    const key = keyOf(conjunction);
    const known = this.#refs.get(key);
    if (known !== undefined) return known;
    let field: Field | undefined;
    const ref = (): Field => (field ??= this.#build(conjunction));
    this.#refs.set(key, ref);
    return ref;
  }

  #refOfAll = (nodes: readonly JsonNode[]): FieldRef =>
    this.refOf({ nodes: [...new Set(nodes)], quiet: new Set(), picked: new Set(), only: undefined });

  #build(first: Conjunction): Field {
    let conjunction = first;
    let hasNull = false;
    const noted: string[] = [];
    for (let turn = 0; turn < MOST_TURNS; turn++) {
      const gathered = gather(this.reading, conjunction, BOUNDS.merged);
      const types = typesOf(this.reading, gathered.parts);
      const raw = gathered.refusal ?? types.refusal;
      const allowsNull = types.names === undefined || types.isNullable;
      const isNullable = hasNull || types.isNullable;
      const base = { conjunction, gathered, types: narrowed(types, conjunction.only), isNullable, noted };
      if (raw !== undefined) return this.#field(base, { kind: 'raw', why: raw });
      const choice = choiceOf(this.reading, gathered.parts);
      if (choice !== undefined) return this.#choice(base, choice, hasNull);
      const split = splitOf(this.reading, conjunction, gathered);
      if (split === undefined) return this.#typed(base);
      switch (split.kind) {
        case 'null':
          return this.#field({ ...base, isNullable: false }, { kind: 'null' });
        case 'choice':
          return this.#choice(base, split.choice, hasNull || (split.hasNull && allowsNull));
        case 'union':
          return this.#union({ ...base, isNullable: isNullable || (split.hasNull && allowsNull) }, split);
        case 'noted':
          noted.push(split.note);
          conjunction = { ...conjunction, picked: new Set([...conjunction.picked, split.list]) };
          break;
        case 'merged':
          hasNull = hasNull || (split.hasNull && allowsNull);
          conjunction = {
            ...conjunction,
            nodes: [...conjunction.nodes, split.node],
            picked: new Set([...conjunction.picked, split.list]),
          };
      }
    }
    const gathered = gather(this.reading, conjunction, BOUNDS.merged);
    const why = `More than ${MOST_TURNS} lists of branches are nested in each other.`;
    const types = typesOf(this.reading, gathered.parts);
    return this.#field({ conjunction, gathered, types, isNullable: false, noted }, { kind: 'raw', why });
  }

  #typed(base: Base): Field {
    const { gathered, types, noted } = base;
    const names = types.names ?? new Set<TypeName>();
    if (types.names === undefined) {
      const implied = impliedType(gathered.parts);
      if (implied === undefined) return this.#field(base, { kind: 'any' });
      noted.push(
        `No type is given; its keywords speak of ${implied === 'object' || implied === 'array' ? 'an' : 'a'} ${implied}.`,
      );
      return this.#oneType(base, implied);
    }
    if (names.size === 0) return this.#field({ ...base, isNullable: false }, { kind: 'null' });
    if (names.size === 1) return this.#oneType(base, [...names][0]!);
    if (ALL_TYPES.every((name) => names.has(name))) return this.#field(base, { kind: 'any' });
    const { conjunction } = base;
    const branches = [...names].map((only) => ({
      words: only,
      field: this.refOf({ ...conjunction, only, quiet: new Set(conjunction.nodes) }),
    }));
    return this.#field(base, { kind: 'union', branches });
  }

  #oneType(base: Base, type: TypeName): Field {
    const { reading } = this;
    const { parts } = base.gathered;
    const typed = { ...base, type };
    switch (type) {
      case 'object': {
        const { notes, refusal, properties, extra } = objectShape(reading, parts, this.#refOfAll);
        if (refusal !== undefined) return this.#field(typed, { kind: 'raw', why: refusal });
        return this.#field(typed, { kind: 'object', properties, extra }, { notes });
      }
      case 'array': {
        const { notes, ...shape } = arrayShape(reading, parts, this.#refOfAll);
        return this.#field(typed, shape, { notes });
      }
      case 'string': {
        const format = annotation(reading, parts, 'format');
        return this.#field(typed, { kind: 'string', format }, { start: this.#example(parts) });
      }
      case 'number':
      case 'integer':
        return this.#field(typed, { kind: type }, { start: startNumber(reading, parts, type === 'integer') });
      case 'boolean':
      case 'null':
        return this.#field(typed, { kind: type });
    }
  }

  /** An example, where the empty text would not do. */
  #example(parts: readonly Part[]): string | undefined {
    const isFree =
      leastCount(this.reading, parts, 'minLength') === 0 &&
      valuesOf(parts, 'pattern').length === 0 &&
      valuesOf(parts, 'format').length === 0;
    return isFree ? undefined : this.#examples(parts).find((text) => text.startsWith('"'));
  }

  #choice(base: Base, choice: Choice, hasNull: boolean): Field {
    if (choice.refusal !== undefined) return this.#field(base, { kind: 'raw', why: choice.refusal });
    const { options, titles, notes } = choice;
    // A list names null itself; only a branch or `nullable` allows it besides.
    const saysNullable = valuesOf(base.gathered.parts, 'nullable').some(({ kind }) => kind === 'true');
    const isNullable = (hasNull || saysNullable) && !options.includes('null');
    return this.#field({ ...base, isNullable }, { kind: 'choice', options, titles }, { notes });
  }

  #union(base: Base, split: Extract<Split, { kind: 'union' }>): Field {
    const branches = split.branches.map(({ words, conjunction }) => ({
      words,
      field: this.refOf(conjunction),
    }));
    return this.#field(base, { kind: 'union', branches }, { notes: split.notes });
  }

  #examples(parts: readonly Part[]): string[] {
    const loud = parts.filter(({ isQuiet }) => !isQuiet);
    const nodes = [...valuesOf(loud, 'examples'), ...valuesOf(loud, 'example')];
    return nodes
      .flatMap((node) => (node.kind === 'array' ? node.items.slice(0, BOUNDS.examples + 1) : [node]))
      .map((node) => this.reading.textOf(node));
  }

  #field(base: Base, shape: Shape, own: { notes?: string[]; start?: string | undefined } = {}): Field {
    const { reading } = this;
    const { parts, notes } = base.gathered;
    const loud = parts.filter(({ isQuiet }) => !isQuiet);
    const examples = this.#examples(parts);
    const fallbackNode = valuesOf(loud, 'default')[0];
    const fallback = fallbackNode === undefined ? undefined : reading.textOf(fallbackNode);
    const only = shape.kind === 'choice' && shape.options.length === 1 ? shape.options[0] : undefined;
    const type = base.type;
    const constraints = type === undefined ? [] : parts.flatMap((part) => limitWords(reading, part, type));
    const all = [
      ...notes,
      ...base.noted,
      ...(own.notes ?? []),
      ...brokenLists(parts),
      ...conditionNotes(reading, parts),
      ...(examples.length > BOUNDS.examples ? ['Only the first examples are shown.'] : []),
    ];
    const common: FieldCommon = {
      node:
        parts.find(({ keywords, isQuiet }) => keywords.isSaying && !isQuiet)?.node ??
        base.conjunction.nodes[0]!,
      title: annotation(reading, parts, 'title'),
      description: annotation(reading, parts, 'description'),
      fallback,
      start: this.#isJson(fallbackNode) ? fallback : (only ?? own.start),
      examples: examples.slice(0, BOUNDS.examples),
      isNullable: base.isNullable,
      isDeprecated: valuesOf(loud, 'deprecated').some(({ kind }) => kind === 'true'),
      constraints: [...new Set(constraints)].slice(0, BOUNDS.notes),
      notes: bounded(shape.kind === 'raw' ? all.filter((note) => note !== shape.why) : all),
    };
    return { ...common, ...shape };
  }

  /** Free of what RFC 8259 does not allow; a reader that met very many faults kept only the first. */
  #isJson(node: JsonNode | undefined): boolean {
    if (node === undefined) return false;
    const { faults } = this.reading.document;
    return !faults.some(
      ({ kind, from, to }) =>
        kind !== 'repeated-key' && kind !== 'after-end' && from < node.to && to > node.from,
    );
  }
}

/** What is known of a field before its kind is. */
interface Base {
  conjunction: Conjunction;
  gathered: Gathered;
  types: Types;
  isNullable: boolean;
  noted: string[];
  type?: TypeName;
}

type Shape = Field extends infer One ? (One extends Field ? Omit<One, keyof FieldCommon> : never) : never;

const ALL_TYPES: readonly TypeName[] = ['object', 'array', 'string', 'number', 'boolean'];

function narrowed(types: Types, only: string | undefined): Types {
  if (only === undefined) return types;
  const names = [...(types.names ?? [])].filter((name) => name === only);
  return { ...types, names: new Set(names), isNullable: false };
}

function bounded(notes: string[]): string[] {
  const distinct = [...new Set(notes)].map((note) => clip(note, 300));
  if (distinct.length <= BOUNDS.notes) return distinct;
  const shown = distinct.slice(0, BOUNDS.notes);
  return [...shown, `${plural(distinct.length - shown.length, 'note')} more.`];
}

/** Where a node begins tells it from every other of its document. */
function keyOf({ nodes, quiet, picked, only }: Conjunction): string {
  const list = nodes.map((node) => `${quiet.has(node) ? '~' : ''}${node.from}`).join(' ');
  return `${list}|${[...picked].map(({ from }) => from).join(' ')}|${only ?? ''}`;
}
