import type { JsonDocument, JsonNode } from '../../protocol/json/document.ts';
import { formatPointer, nodeAt, type Path } from '../../protocol/json/pointer.ts';
import { readJson } from '../../protocol/json/read.ts';
import { memberOf, stringOf, textOf } from '../../protocol/json/value.ts';
import type { Field } from '../../protocol/schema/field.ts';
import { schemaOf } from '../../protocol/schema/schema.ts';
import { isTold, wordsOf, type ToolWords } from '../affinity.ts';
import type { Position } from '../strategy.ts';
import { seedFor, type SeedInput } from './seed-value.ts';

export interface ReadInputs {
  /** Valid arguments, JSON text: what is required, and what was remembered. */
  text: string;
  positions: Position[];
  /** What was cut, in words. */
  cut: string[];
}

/** A hostile schema is endless; these are what is looked at of one. */
const MOST = {
  depth: 8,
  positions: 60,
  properties: 200,
  items: 20,
  branches: 20,
  description: 2000,
  options: 50,
  characters: 100_000,
  length: 2 ** 31,
};

/** A valid value for every parameter of a schema, and the valid message they make together. */
export function readInputs(
  document: JsonDocument,
  schema: JsonNode | undefined,
  subject: ToolWords,
  input: SeedInput & { remembered?: string },
): ReadInputs {
  const walk = new Walk(document, subject, input);
  if (schema === undefined) return { text: '{}', positions: [], cut: [] };
  const text = walk.value(schemaOf(document, schema).field(), [], true, '');
  return { text: text.startsWith('{') ? text : '{}', positions: walk.positions, cut: [...walk.cut] };
}

class Walk {
  positions: Position[] = [];
  readonly cut = new Set<string>();
  #document: JsonDocument;
  #subject: ToolWords;
  #input: SeedInput;
  #remembered: JsonDocument | undefined;

  constructor(document: JsonDocument, subject: ToolWords, input: SeedInput & { remembered?: string }) {
    this.#document = document;
    this.#subject = subject;
    this.#input = input;
    this.#remembered = input.remembered === undefined ? undefined : readJson(input.remembered);
  }

  /** Its valid value. Never deeper than MOST.depth, so that the stack holds. */
  value(given: Field, path: Path, isRequired: boolean, description: string): string {
    if (path.length >= MOST.depth)
      return this.#stop('Values nested deeper than 8 levels are not changed.', given);
    if (this.positions.length >= MOST.positions)
      return this.#stop(`Of more than ${MOST.positions} parameters the first are tried.`, given);
    const field = this.#branch(given);
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
    const isForgotten = !shown.some(({ isRequired }) => isRequired) && shown.length <= 6;
    const members: string[] = [];
    for (const property of shown) {
      const inner = [...path, property.name];
      const text = this.value(property.field(), inner, property.isRequired, '');
      if (property.isRequired || isForgotten || this.#sent(inner) !== undefined)
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
    if (seed.learned.length > 0) position.learned = seed.learned;
    // Only the start of the schema keeps to steps.
    const hasSteps = keywordOf(field.node, 'multipleOf') !== undefined;
    return seed.from === 'made' && hasSteps ? (field.start ?? seed.text) : seed.text;
  }

  /** The first branch that a value can be made for. */
  #branch(field: Field): Field {
    let at = field;
    for (let hops = 0; hops < MOST.depth && at.kind === 'union'; hops++) {
      const branches = at.branches.slice(0, 20).map(({ field: ref }) => ref());
      const next = branches.find(({ kind }) => kind !== 'raw') ?? branches[0];
      if (next === undefined) return at;
      if (branches.filter(({ kind }) => kind === 'object').length > 1)
        this.cut.add('Of several kinds of objects a parameter may be, the first is tried.');
      at = next;
    }
    return at;
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

/** A keyword of a schema, or of one that holds together with it: what stands beside `null`, or in `allOf`. */
function keywordOf(node: JsonNode, name: string): JsonNode | undefined {
  const own = memberOf(node, name);
  if (own !== undefined) return own;
  for (const list of ['allOf', 'anyOf', 'oneOf']) {
    const branches = memberOf(node, list);
    if (branches?.kind !== 'array') continue;
    for (const branch of branches.items.slice(0, MOST.branches)) {
      const found = memberOf(branch, name);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** Kinds of JSON, over the branches of a union too. */
function typesOf(field: Field): Position['types'] {
  const types = new Set<Position['types'][number]>();
  const open: Field[] = [field];
  for (let looked = 0; open.length > 0 && looked < 50; looked++) {
    const at = open.pop()!;
    if (at.isNullable) types.add('null');
    if (at.kind === 'union') open.push(...at.branches.slice(0, 20).map(({ field: ref }) => ref()));
    else if (at.kind === 'choice')
      for (const option of at.options.slice(0, MOST.options)) types.add(kindOf(option));
    else if (at.kind === 'tuple') types.add('array');
    else if (at.kind === 'any' || at.kind === 'raw') return [];
    else types.add(at.kind);
  }
  return [...types].sort((one, other) => Number(one === 'null') - Number(other === 'null'));
}

function kindOf(text: string): Position['types'][number] {
  switch (text.trimStart()[0]) {
    case '"':
      return 'string';
    case '{':
      return 'object';
    case '[':
      return 'array';
    case 't':
    case 'f':
      return 'boolean';
    case 'n':
      return 'null';
    default:
      return 'number';
  }
}

function emptyOf(field: Field): string {
  if (field.start !== undefined && field.start.length < MOST.characters) return field.start;
  switch (field.kind) {
    case 'object':
      return '{}';
    case 'array':
    case 'tuple':
      return '[]';
    case 'string':
      return '""';
    case 'number':
    case 'integer':
      return '0';
    case 'boolean':
      return 'false';
    case 'choice':
      return field.options[0] ?? 'null';
    case 'null':
    case 'any':
    case 'raw':
    case 'union':
      return 'null';
  }
}
