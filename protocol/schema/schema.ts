import type { JsonDocument, JsonNode } from '../json/document.ts';
import { stringOf } from '../json/value.ts';
import { arrayShape } from './array.ts';
import { BOUNDS } from './bounds.ts';
import type { Choice } from './choice.ts';
import { choiceOf } from './choice.ts';
import type { Field, FieldRef } from './field.ts';
import type { Base } from './field-from.ts';
import { examplesOf, fieldFrom } from './field-from.ts';
import type { Conjunction, Part } from './gather.ts';
import { annotation, gather, valuesOf } from './gather.ts';
import { alone } from './glance.ts';
import { leastCount, startNumber } from './limits.ts';
import { objectShape } from './object.ts';
import { Reading } from './reading.ts';
import type { TypeName, Types } from './types.ts';
import { impliedType, typesOf } from './types.ts';
import type { Split } from './union.ts';
import { splitOf } from './union.ts';

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

/** A longer chain of references is followed when its field is looked at. */
const MOST_HOPS = 16;
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
    this.refOf({
      nodes: [...new Set(nodes.map((node) => this.#meant(node)))],
      quiet: new Set(),
      picked: new Set(),
      only: undefined,
    });

  /** What a schema that is nothing but a `$ref` leads to, so that a schema and references to it are one field. */
  #meant(node: JsonNode): JsonNode {
    let at = node;
    for (let hops = 0; hops < MOST_HOPS; hops++) {
      const only = at.kind === 'object' && at.members.length === 1 ? at.members[0]! : undefined;
      const reference = only?.key.name === '$ref' ? stringOf(this.reading.document, only.value) : undefined;
      const resolved = reference === undefined ? undefined : this.reading.resolve(reference, at);
      if (resolved === undefined || !('node' in resolved)) return at;
      at = resolved.node;
    }
    return at;
  }

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
      if (raw !== undefined) return fieldFrom(this.reading, base, { kind: 'raw', why: raw });
      const choice = choiceOf(this.reading, gathered.parts);
      if (choice !== undefined) return this.#choice(base, choice, hasNull);
      const split = splitOf(this.reading, conjunction, gathered);
      if (split === undefined) return this.#typed(base);
      switch (split.kind) {
        case 'null':
          return fieldFrom(this.reading, { ...base, isNullable: false }, { kind: 'null' });
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
    return fieldFrom(
      this.reading,
      { conjunction, gathered, types, isNullable: false, noted },
      { kind: 'raw', why },
    );
  }

  #typed(base: Base): Field {
    const { gathered, types, noted } = base;
    const names = types.names ?? new Set<TypeName>();
    if (types.names === undefined) {
      const implied = impliedType(gathered.parts);
      if (implied === undefined) return fieldFrom(this.reading, base, { kind: 'any' });
      noted.push(
        `No type is given; its keywords speak of ${implied === 'object' || implied === 'array' ? 'an' : 'a'} ${implied}.`,
      );
      return this.#oneType(base, implied);
    }
    if (names.size === 0) return fieldFrom(this.reading, { ...base, isNullable: false }, { kind: 'null' });
    if (names.size === 1) return this.#oneType(base, [...names][0]!);
    if (ALL_TYPES.every((name) => names.has(name))) return fieldFrom(this.reading, base, { kind: 'any' });
    const { conjunction } = base;
    const branches = [...names].map((only) => ({
      words: only,
      field: this.refOf({ ...conjunction, only, quiet: new Set(conjunction.nodes) }),
    }));
    return fieldFrom(this.reading, base, { kind: 'union', branches });
  }

  #oneType(base: Base, type: TypeName): Field {
    const { reading } = this;
    const { parts } = base.gathered;
    const typed = { ...base, type };
    switch (type) {
      case 'object': {
        const { notes, refusal, properties, extra } = objectShape(reading, parts, this.#refOfAll);
        if (refusal !== undefined) return fieldFrom(this.reading, typed, { kind: 'raw', why: refusal });
        return fieldFrom(this.reading, typed, { kind: 'object', properties, extra }, { notes });
      }
      case 'array': {
        const { notes, ...shape } = arrayShape(reading, parts, this.#refOfAll);
        return fieldFrom(this.reading, typed, shape, { notes });
      }
      case 'string': {
        const format = annotation(reading, parts, 'format');
        return fieldFrom(this.reading, typed, { kind: 'string', format }, { start: this.#example(parts) });
      }
      case 'number':
      case 'integer':
        return fieldFrom(
          this.reading,
          typed,
          { kind: type },
          { start: startNumber(reading, parts, type === 'integer') },
        );
      case 'boolean':
      case 'null':
        return fieldFrom(this.reading, typed, { kind: type });
    }
  }

  /** An example, where the empty text would not do. */
  #example(parts: readonly Part[]): string | undefined {
    const isFree =
      leastCount(this.reading, parts, 'minLength') === 0 &&
      valuesOf(parts, 'pattern').length === 0 &&
      valuesOf(parts, 'format').length === 0;
    return isFree ? undefined : examplesOf(this.reading, parts).find((text) => text.startsWith('"'));
  }

  #choice(base: Base, choice: Choice, hasNull: boolean): Field {
    if (choice.refusal !== undefined)
      return fieldFrom(this.reading, base, { kind: 'raw', why: choice.refusal });
    const { options, titles, notes } = choice;
    // A list names null itself; only a branch or `nullable` allows it besides.
    const saysNullable = valuesOf(base.gathered.parts, 'nullable').some(({ kind }) => kind === 'true');
    const isNullable = (hasNull || saysNullable) && !options.includes('null');
    return fieldFrom(this.reading, { ...base, isNullable }, { kind: 'choice', options, titles }, { notes });
  }

  #union(base: Base, split: Extract<Split, { kind: 'union' }>): Field {
    const branches = split.branches.map(({ words, conjunction }) => ({
      words,
      field: this.refOf(conjunction),
    }));
    return fieldFrom(this.reading, base, { kind: 'union', branches }, { notes: split.notes });
  }

  #refOfBranch(conjunction: Conjunction): FieldRef {
    const { nodes, picked } = conjunction;
    return nodes.length === 1 && picked.size === 0 ? this.#refOfAll(nodes) : this.refOf(conjunction);
  }
}

const ALL_TYPES: readonly TypeName[] = ['object', 'array', 'string', 'number', 'boolean'];

function narrowed(types: Types, only: string | undefined): Types {
  if (only === undefined) return types;
  const names = [...(types.names ?? [])].filter((name) => name === only);
  return { ...types, names: new Set(names), isNullable: false };
}

/** Where a node begins tells it from every other of its document. */
function keyOf({ nodes, quiet, picked, only }: Conjunction): string {
  const list = nodes.map((node) => `${quiet.has(node) ? '~' : ''}${node.from}`).join(' ');
  return `${list}|${[...picked].map(({ from }) => from).join(' ')}|${only ?? ''}`;
}
