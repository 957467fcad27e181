import { quoted } from '../../../support/words.ts';
import type { Value } from '../../value.ts';
import { below, worded, type Report } from '../comparer.ts';
import { compareAny } from '../other.ts';
import { riskOf } from '../parameter-words.ts';
import { compareProse } from '../prose.ts';
import { compareBranches } from './branches.ts';
import { shapeOf, type Shape } from './keyword-shapes.ts';
import { moveOf, typeMove, type Move } from './limits.ts';
import { compareHeader, compareProperties, compareRequired, namesIn } from './parameters.ts';
import { usersOf, withTarget, type Keywords } from './references.ts';
import { SchemaTeller, TYPES, VALUES, type Sides, type Spot, type Turn } from './teller.ts';

interface Schemas {
  readonly called: string;
  readonly isInput: boolean;
  readonly pointer: string;
  readonly before: Value | undefined;
  readonly after: Value | undefined;
}

const DEEPEST = 40;
const MOST_STEPS = 5000;
/** Parts of keywords that differ, all together: many references may lead to one large schema. */
const MOST_WORK = 1_000_000;
/** Parts of one map that came or went; those beyond are counted. */
const MOST_PARTS = 50;
const NOTHING: Keywords = new Map();

/** Two schemas, keyword by keyword: each that differs is told, with what it means for a call. */
export function compareSchemas(schemas: Schemas, report: Report): void {
  new SchemaComparison(schemas, report).run();
}

class SchemaComparison {
  #schemas: Schemas;
  #teller: SchemaTeller;
  #steps = 0;
  #work = 0;
  #isBeyond = false;
  /** Pairs of references that were compared already: circles end there. */
  #references = new Set<string>();
  #users: ReadonlyMap<string, readonly string[]> | undefined;

  constructor(schemas: Schemas, report: Report) {
    this.#schemas = schemas;
    this.#teller = new SchemaTeller(schemas.called, schemas.isInput, report);
  }

  run(): void {
    const { before, after, pointer } = this.#schemas;
    const at = { pointer, property: undefined, depth: 0 };
    this.#keywords(before?.members ?? NOTHING, after?.members ?? NOTHING, at);
  }

  #keywords(before: Keywords, after: Keywords, at: Spot): void {
    if (++this.#steps > MOST_STEPS || at.depth > DEEPEST) {
      this.#beyond(at);
      return;
    }
    if (before.get('$ref')?.text !== after.get('$ref')?.text && this.#referred(before, after, at)) return;
    for (const keyword of new Set([...before.keys(), ...after.keys()])) {
      const [was, is] = [before.get(keyword), after.get(keyword)];
      if (was?.text === is?.text) continue;
      this.#work += 1 + partsOf(was) + partsOf(is);
      if (this.#work > MOST_WORK) {
        this.#beyond(at);
        return;
      }
      const sides = { was, is, at: { ...at, pointer: below(at.pointer, keyword), depth: at.depth + 1 } };
      const shape = shapeOf(keyword);
      const isPlain = at.turn === undefined;
      if (shape === 'properties' && isPlain) {
        const [needed, needs] = [namesIn(before.get('required')), namesIn(after.get('required'))];
        compareProperties(this.#teller, sides, needed, needs, this.#schema);
      } else if (shape === 'properties') this.#map(keyword, sides);
      else if (shape === 'names' && isPlain)
        compareRequired(this.#teller, sides, before.get('properties'), after.get('properties'));
      else if (shape === 'names') this.#teller.limit(keyword, requiredMove(was, is), sides, VALUES);
      else this.#keyword(keyword, shape, sides);
    }
  }

  #keyword(keyword: string, shape: Shape | undefined, sides: Sides): void {
    const { was, is, at } = sides;
    const teller = this.#teller;
    switch (shape) {
      case 'type':
        teller.limit(keyword, typeMove(was, is), sides, TYPES);
        break;
      case 'values':
      case 'least':
      case 'most':
      case 'flag':
      case 'limit-by-presence':
        teller.limit(keyword, moveOf(shape, keyword, was, is), sides, VALUES);
        break;
      case 'allowance':
        this.#allowance(keyword, sides);
        break;
      case 'schema':
        this.#inner(keyword, sides);
        break;
      case 'schema-map':
        this.#map(keyword, sides);
        break;
      case 'branches':
      case 'parts':
        compareBranches(teller, keyword, shape === 'branches', sides, this.#schema);
        break;
      case 'prose':
      case 'title': {
        const severity = shape === 'title' ? 'low' : 'medium';
        const what = `The ${keyword} of ${teller.subject(at)}`;
        compareProse({ what, pointer: at.pointer, severity, before: was, after: is }, teller.report);
        break;
      }
      case 'default':
        teller.tell(
          'default-changed',
          'medium',
          sides,
          `${teller.begins(at)} has another default: ${worded(was)} → ${worded(is)}. A model may send it unasked.`,
        );
        break;
      case 'header':
        compareHeader(teller, sides);
        break;
      default: {
        const what = `${quoted(keyword, 60)} of ${teller.subject(at)}`;
        const pair = { what, pointer: at.pointer, severity: 'low', before: was, after: is } as const;
        compareAny(pair, (told) =>
          teller.report(told.kind === 'notation' ? told : { ...told, kind: 'schema-changed' }),
        );
      }
    }
  }

  /** A schema for what is not named: absent, true and {} take anything, false takes nothing. */
  #allowance(keyword: string, sides: Sides): void {
    const { was, is, at } = sides;
    const [from, to] = [openness(was), openness(is)];
    if (from !== to) this.#teller.limit(keyword, to > from ? 'looser' : 'tighter', sides, VALUES);
    else if (was?.kind === 'object' && is?.kind === 'object' && from === 1) this.#schema(sides);
    else {
      const isSame = from !== 1;
      const words = isSame ? 'means the same, written otherwise' : 'is of another kind';
      const says = `${keyword} of ${this.#teller.subject(at)} ${words}.`;
      this.#teller.tell('schema-changed', isSame ? 'info' : 'low', sides, says);
    }
  }

  #inner(keyword: string, { was, is, at: outer }: Sides): void {
    const at = { ...outer, turn: turnOf(keyword, outer.turn) };
    const sides = { was, is, at };
    if (was?.kind === 'object' && is?.kind === 'object') this.#schema(sides);
    else if (was?.kind === 'array' && is?.kind === 'array')
      compareBranches(this.#teller, keyword, false, sides, this.#schema);
    else if (keyword === 'items' || keyword === 'contains' || keyword === 'propertyNames')
      this.#allowance(keyword, sides);
    else {
      const how = was === undefined ? 'is new' : is === undefined ? 'is gone' : 'is of another kind';
      const says = `The condition ${keyword} in ${this.#teller.subject(at)} ${how}; it may take something else.`;
      this.#teller.tell('schema-changed', this.#teller.loosened(at), sides, says);
    }
  }

  #map(keyword: string, { was, is, at }: Sides): void {
    const [olds, news] = [was?.members ?? NOTHING, is?.members ?? NOTHING];
    const isDefinitions = keyword === '$defs' || keyword === 'definitions';
    const teller = this.#teller;
    const severity = isDefinitions ? 'low' : teller.loosened(at);
    let differ = 0;
    for (const name of new Set([...olds.keys(), ...news.keys()])) {
      const [before, after] = [olds.get(name), news.get(name)];
      if (before?.text === after?.text) continue;
      const property =
        keyword === 'properties'
          ? name
          : isDefinitions && at.property === undefined
            ? this.#user(keyword, name)
            : at.property;
      const spot = { ...at, pointer: below(at.pointer, name), property, depth: at.depth + 1 };
      const sides = { was: before, is: after, at: spot };
      if (before !== undefined && after !== undefined) {
        this.#schema(sides);
        continue;
      }
      if (++differ > MOST_PARTS) continue;
      const says = `${quoted(name, 60)} in ${keyword} of ${teller.subject(at)} is ${before === undefined ? 'new' : 'gone'}.`;
      teller.tell('schema-changed', severity, sides, says);
    }
    if (differ > MOST_PARTS) {
      const says = `${differ - MOST_PARTS} more in ${keyword} of ${teller.subject(at)} are new or gone.`;
      teller.tell('schema-changed', severity, { was: undefined, is: undefined, at }, says);
    }
    if (olds.size === 0 && news.size === 0)
      teller.tell(
        'schema-changed',
        'info',
        { was, is, at },
        `${keyword} of ${teller.subject(at)} is empty, as it was, and written otherwise.`,
      );
  }

  #schema = (sides: Sides): void => {
    const { was, is, at } = sides;
    if (was?.kind === 'object' && is?.kind === 'object') this.#keywords(was.members, is.members, at);
    else this.#allowance('the schema', sides);
  };

  /** Another reference may lead to the same schema: what both come to is compared. False: one leads nowhere. */
  #referred(before: Keywords, after: Keywords, at: Spot): boolean {
    const { before: root, after: newRoot } = this.#schemas;
    const [was, is] = [before.get('$ref'), after.get('$ref')];
    const old = root === undefined ? undefined : withTarget(root, before);
    const now = newRoot === undefined ? undefined : withTarget(newRoot, after);
    const words = `${this.#teller.begins(at)} is described elsewhere ($ref: ${worded(was)} → ${worded(is)})`;
    const sides = { was, is, at: { ...at, pointer: below(at.pointer, '$ref') } };
    if (old === undefined || now === undefined) {
      const says = `${words}, where nothing is found in the schema itself; what it takes is not known.`;
      this.#teller.tell('schema-changed', this.#teller.loosened(at), sides, says);
      return true;
    }
    this.#teller.tell('schema-changed', 'info', sides, `${words}.`);
    const key = JSON.stringify([was?.text, is?.text, at.property]);
    if (this.#references.has(key)) return true;
    this.#references.add(key);
    this.#keywords(old, now, { ...at, depth: at.depth + 1 });
    return true;
  }

  /** Of the parameters that a definition describes, one that deserves a look, or the first. */
  #user(keyword: string, name: string): string | undefined {
    const { before, after } = this.#schemas;
    const root = after ?? before;
    this.#users ??= root === undefined ? new Map<string, readonly string[]>() : usersOf(root);
    const users = this.#users.get(`#${below('', keyword, name)}`) ?? [];
    return users.find((one) => riskOf(one) !== undefined) ?? users[0];
  }

  #beyond(at: Spot): void {
    if (this.#isBeyond) return;
    this.#isBeyond = true;
    this.#teller.tell(
      'schema-changed',
      'medium',
      { was: undefined, is: undefined, at },
      `The schema of ${this.#schemas.called} differs in more places, or deeper, than are compared.`,
    );
  }
}

function turnOf(keyword: string, turn: Turn | undefined): Turn | undefined {
  if (keyword === 'if' || turn === 'unclear') return 'unclear';
  if (keyword !== 'not') return turn;
  return turn === undefined ? 'swapped' : undefined;
}

function requiredMove(was: Value | undefined, is: Value | undefined): Move {
  const [olds, news] = [namesIn(was), namesIn(is)];
  const hasMore = [...news].some((name) => !olds.has(name));
  const hasLess = [...olds].some((name) => !news.has(name));
  if (hasMore && hasLess) return 'otherwise';
  return hasMore ? 'tighter' : hasLess ? 'looser' : 'same';
}

function partsOf(value: Value | undefined): number {
  return value === undefined ? 0 : value.items.length + value.members.size;
}

/** 0: takes nothing, 1: what a schema says, 2: anything. */
function openness(value: Value | undefined): 0 | 1 | 2 {
  if (value === undefined || value.kind === 'true') return 2;
  if (value.kind === 'false') return 0;
  return value.kind === 'object' && value.members.size === 0 ? 2 : 1;
}
