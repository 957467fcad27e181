import type { JsonDocument, JsonNode } from '../../protocol/json/document.ts';
import { formatPointer, nodeAt, type Path } from '../../protocol/json/pointer.ts';
import { readJson } from '../../protocol/json/read.ts';
import { stringOf, textOf } from '../../protocol/json/value.ts';
import type { Field } from '../../protocol/schema/field.ts';
import { schemaOf } from '../../protocol/schema/schema.ts';
import { isTold, wordsOf, type ToolWords } from '../affinity.ts';
import type { Position } from '../strategy.ts';
import { emptyOf, keywordOf, typesOf } from './field-facts.ts';
import { seedFor, type SeedInput } from './seed-value.ts';

export interface ReadInputs {
  /** Valid arguments, JSON text: what is required, and what was remembered. */
  text: string;
  positions: Position[];
  /** Kinds of objects that stand in none of it, because another kind stands in their place. */
  otherKinds: ObjectKind[];
  /** What was cut, in words. */
  cut: string[];
}

/** One of several kinds of objects that a schema allows at a place. */
export interface ObjectKind {
  /** JSON pointer into the arguments. */
  at: string;
  /** Which of the objects that are allowed there. */
  nth: number;
  /** What tells it from the others, from the schema. */
  words: string;
}

/** A hostile schema is endless; these are what is looked at of one. */
const MOST = {
  depth: 8,
  positions: 60,
  properties: 200,
  items: 20,
  branches: 20,
  kinds: 8,
  description: 2000,
  options: 50,
  length: 2 ** 31,
};

type Input = SeedInput & { remembered?: string };

/** A valid value for every parameter of a schema, and the valid message they make together; `kind` stands where it can. */
export function readInputs(
  document: JsonDocument,
  schema: JsonNode | undefined,
  subject: ToolWords,
  input: Input,
  kind?: ObjectKind,
): ReadInputs {
  const walk = new Walk(document, subject, input, kind);
  if (schema === undefined) return { text: '{}', positions: [], otherKinds: [], cut: [] };
  const text = walk.value(schemaOf(document, schema).field(), [], true, '');
  const { positions, otherKinds, cut } = walk;
  return { text: text.startsWith('{') ? text : '{}', positions, otherKinds, cut: [...cut] };
}

class Walk {
  positions: Position[] = [];
  readonly otherKinds: ObjectKind[] = [];
  readonly cut = new Set<string>();
  #document: JsonDocument;
  #subject: ToolWords;
  #input: SeedInput;
  #kind: ObjectKind | undefined;
  #remembered: JsonDocument | undefined;

  constructor(document: JsonDocument, subject: ToolWords, input: Input, kind: ObjectKind | undefined) {
    this.#document = document;
    this.#subject = subject;
    this.#input = input;
    this.#kind = kind;
    this.#remembered = input.remembered === undefined ? undefined : readJson(input.remembered);
  }

  /** Its valid value. Never deeper than MOST.depth, so that the stack holds. */
  value(given: Field, path: Path, isRequired: boolean, description: string): string {
    if (path.length >= MOST.depth)
      return this.#stop('Values nested deeper than 8 levels are not changed.', given);
    if (this.positions.length >= MOST.positions)
      return this.#stop(`Of more than ${MOST.positions} parameters the first are tried.`, given);
    const field = this.#branch(given, path);
    const said = given.description ?? field.description ?? description;
    const position = path.length === 0 ? undefined : this.#begin(given, field, path, isRequired, said);
    const text = this.#written(field, path, said, position);
    if (position !== undefined) position.seed = text;
    return text;
  }

  #written(field: Field, path: Path, said: string, position: Position | undefined): string {
    switch (field.kind) {
      case 'object':
        return this.#object(field, path, said);
      case 'array':
        return this.#list(field, path, said);
      case 'tuple':
        return `[${field.items
          .slice(0, MOST.properties)
          .map((item, at) => this.value(item(), [...path, String(at)], true, said))
          .join(',')}]`;
      case 'choice':
      case 'string':
      case 'number':
      case 'integer':
      case 'boolean':
      case 'null':
      case 'any':
      case 'raw':
      case 'union':
        return this.#scalar(field, path, position);
    }
  }

  /** One item, or as many as there have to be. */
  #list({ item, least }: Extract<Field, { kind: 'array' }>, path: Path, said: string): string {
    const one = item === undefined ? 'null' : this.value(item(), [...path, '0'], true, said);
    if (item === undefined && least === 0) return '[]';
    if (least > MOST.items) this.cut.add(`A list asks for ${least} items; ${MOST.items} are written.`);
    return `[${Array<string>(Math.min(Math.max(1, least), MOST.items))
      .fill(one)
      .join(',')}]`;
  }

  /** Required members; all of them where none is, because then most authors forgot to say. */
  #object(field: Extract<Field, { kind: 'object' }>, path: Path, said: string): string {
    const { properties, extra } = field;
    if (properties.length > MOST.properties)
      this.cut.add(`Of ${properties.length} properties the first ${MOST.properties} are looked at.`);
    const shown = [
      ...properties.filter(({ isRequired }) => isRequired),
      ...properties.filter(({ isRequired }) => !isRequired),
    ].slice(0, MOST.properties);
    // A kind of object that is asked for has to be there, however optional the way to it is.
    const isOnWay = (to: Path): boolean => `${this.#kind?.at ?? ''}/`.startsWith(`${formatPointer(to)}/`);
    const isForgotten = !shown.some(({ isRequired }) => isRequired) && shown.length <= 6;
    const members: string[] = [];
    for (const property of shown) {
      const inner = [...path, property.name];
      const text = this.value(property.field(), inner, property.isRequired, '');
      if (property.isRequired || isForgotten || isOnWay(inner) || this.#sent(inner) !== undefined)
        members.push(`${JSON.stringify(property.name)}:${text}`);
    }
    if (shown.length === 0 && extra.kind === 'schema') {
      const text = this.value(extra.field(), [...path, 'name'], true, said);
      members.push(`"name":${text}`);
    }
    return `{${members.join(',')}}`;
  }

  #scalar(field: Field, path: Path, position: Position | undefined): string {
    if (position === undefined) return '{}';
    const remembered = this.#sent(path);
    const given = { examples: field.examples, fallback: field.fallback, remembered, types: typesOf(field) };
    let seed = seedFor(position, this.#subject, given, this.#input);
    // What the tool is for can be said of one parameter only: the next without a name of its own is for something else.
    const isTaken = this.positions.some((one) => one.from === 'world' && one.seed === seed.text);
    if (seed.from === 'world' && isTaken && !isTold(position)) {
      const { world: _, listener: __, ...rest } = this.#input;
      seed = seedFor(position, { ...this.#subject, description: '', tags: [] }, given, rest);
    }
    position.from = seed.from;
    if (seed.named !== undefined) position.named = seed.named;
    if (seed.learned.length > 0) position.learned = seed.learned;
    // Only the start of the schema keeps to steps.
    const hasSteps = keywordOf(field.node, 'multipleOf') !== undefined;
    return seed.from === 'made' && hasSteps ? (field.start ?? seed.text) : seed.text;
  }

  /** The first branch that a value can be made for, or the kind of object that is asked for here. */
  #branch(field: Field, path: Path): Field {
    const place = formatPointer(path);
    let at = field;
    for (let hops = 0; hops < MOST.depth && at.kind === 'union'; hops++) {
      const branches = at.branches
        .slice(0, MOST.branches)
        .map(({ words, field: ref }) => ({ words, field: ref() }));
      const objects = branches.filter((one) => one.field.kind === 'object');
      const asked = this.#kind?.at === place ? objects[this.#kind.nth] : undefined;
      const next = asked ?? branches.find((one) => one.field.kind !== 'raw') ?? branches[0];
      if (next === undefined) return at;
      for (const [nth, one] of objects.entries())
        if (one !== next && asked === undefined) this.#leave({ at: place, nth, words: one.words });
      at = next.field;
    }
    return at;
  }

  #leave(kind: ObjectKind): void {
    if (this.#kind !== undefined)
      // What is beside the kind that is asked for has its turn, too; what is inside of it has none.
      return void (
        kind.at.startsWith(`${this.#kind.at}/`) &&
        this.cut.add('Of several kinds of objects in one of several kinds, the first is tried.')
      );
    if (this.otherKinds.length < MOST.kinds) this.otherKinds.push(kind);
    else this.cut.add(`Of more than ${MOST.kinds} other kinds of objects the first are tried.`);
  }

  #begin(given: Field, field: Field, path: Path, isRequired: boolean, said: string): Position {
    const at = formatPointer(path);
    const position: Position = {
      at,
      words: wordsOf(at),
      description: [given.title ?? '', said]
        .filter((text) => text !== '')
        .join('. ')
        .slice(0, MOST.description),
      types: typesOf(given),
      isRequired,
      seed: 'null',
      from: 'made',
      ...this.#limits(field),
    };
    this.positions.push(position);
    return position;
  }

  #limits(field: Field): Partial<Position> {
    const { node } = field;
    const text = (name: string): string | undefined => stringOf(this.#document, keywordOf(node, name));
    const count = (name: string): number | undefined => {
      const found = keywordOf(node, name);
      const value = found?.kind === 'number' ? Number(textOf(this.#document, found)) : Number.NaN;
      return Number.isFinite(value) ? value : undefined;
    };
    // A length below nothing or beyond all memory says nothing.
    const length = (name: string): number | undefined => {
      const value = count(name);
      return value !== undefined && value >= 0 && value <= MOST.length ? Math.floor(value) : undefined;
    };
    const over = count('exclusiveMinimum');
    const under = count('exclusiveMaximum');
    const step = field.kind === 'integer' ? 1 : 0.5;
    const limits = {
      format: field.kind === 'string' ? field.format : undefined,
      pattern: text('pattern'),
      options: field.kind === 'choice' ? field.options.slice(0, MOST.options) : undefined,
      minimum: count('minimum') ?? (over === undefined ? undefined : over + step),
      maximum: count('maximum') ?? (under === undefined ? undefined : under - step),
      minLength: length('minLength'),
      maxLength: length('maxLength'),
    };
    return Object.fromEntries(Object.entries(limits).filter(([, value]) => value !== undefined));
  }

  /** What was sent there last, where it is no container. */
  #sent(path: Path): string | undefined {
    const document = this.#remembered;
    const node = document === undefined ? undefined : nodeAt(document.root, path);
    return document === undefined || node === undefined ? undefined : textOf(document, node);
  }

  #stop(why: string, field: Field): string {
    this.cut.add(why);
    return emptyOf(field);
  }
}
