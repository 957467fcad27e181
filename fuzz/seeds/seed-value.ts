import { readJson } from '../../protocol/json/read.ts';
import { takesText, type ToolWords } from '../affinity.ts';
import { textOfJson } from '../place.ts';
import type { Position } from '../strategy.ts';
import { learnedFor, type Learned } from './learned.ts';
import { madeValue, suits } from './made-value.ts';
import { worldValue, type Surroundings } from './world-value.ts';

/** What a schema itself says a value may be; JSON texts. */
export interface Offered {
  examples: readonly string[];
  fallback: string | undefined;
  /** What was sent there last. */
  remembered: string | undefined;
  /** Of a union: the kinds of the branch that a value is made for. */
  types?: Position['types'];
}

export interface SeedInput extends Surroundings {
  seed: number;
  learned: Learned;
}

export interface Seed {
  text: string;
  from: string;
  /** What the author named (JSON text), where something of the run stands in its place. */
  named?: string;
  learned: readonly string[];
}

const LONGEST_SEED = 20_000;

/** The most telling of what is at hand; only where nothing is, a value is made. */
export function seedFor(position: Position, subject: ToolWords, offered: Offered, input: SeedInput): Seed {
  const learned = learnedFor(input.learned, position, subject);
  const of = (text: string, from: string): Seed => ({ text, from, learned });
  // An example tells what a parameter is for where its name does not.
  const like = { ...position, seed: offered.examples[0] ?? offered.fallback ?? position.seed };
  const prepared = worldValue(isJsonText(like.seed) ? like : position, subject, input);
  // Whatever a person or the author named stands in another place than the one made for this run.
  // A row of our own is no better than what the author named: it stands nowhere else.
  const isRow = prepared === input.world?.database?.open.value && isNamed(offered);
  if (prepared !== undefined && !isRow && suits(position, prepared))
    return {
      ...of(takesText(position) ? JSON.stringify(prepared) : prepared, 'world'),
      ...(isNamed(offered) && isJsonText(like.seed) ? { named: like.seed } : {}),
    };
  if (isWait(position))
    return of(madeValue({ ...position, maximum: shortest(position) }, subject, input.seed), 'made');
  const named: [string | undefined, string][] = [
    [offered.remembered, 'remembered'],
    ...offered.examples.map((text): [string, string] => [text, 'example']),
    [offered.fallback === '""' || offered.fallback === 'null' ? undefined : offered.fallback, 'default'],
    [position.options?.[0], position.options?.length === 1 ? 'const' : 'enum'],
    [learned.find((text) => suits(position, textOfJson(text))), 'learned'],
  ];
  for (const [text, from] of named)
    if (text !== undefined && text.length <= LONGEST_SEED && isOfTypes(position, text)) return of(text, from);
  const own = { ...position, types: offered.types ?? position.types };
  return of(madeValue(own, subject, input.seed), 'made');
}

function isNamed({ remembered, examples, fallback }: Offered): boolean {
  return [remembered, ...examples, fallback].some(
    (text) => text !== undefined && text !== '""' && text !== 'null',
  );
}

const KINDS_OF_JSON = {
  string: 'string',
  number: 'number',
  true: 'boolean',
  false: 'boolean',
  null: 'null',
  array: 'array',
  object: 'object',
} as const;

/** Every case pays for it: a wait is as short as the schema allows, whatever the author had in mind. */
function isWait({ words, types }: Position): boolean {
  const isNumber = types.includes('number') || types.includes('integer');
  return (
    isNumber &&
    /\b(?:duration|delay|sleep|wait|pause|seconds?|secs?|minutes?|ms|millis|milliseconds)\b/.test(words)
  );
}

function shortest({ minimum, maximum }: Position): number {
  return Math.max(minimum ?? 1, Math.min(1, maximum ?? 1));
}

function isJsonText(text: string): boolean {
  const { root, faults } = readJson(text);
  return root !== undefined && root.kind !== 'broken' && faults.length === 0;
}

/** Whether it is JSON of a kind that the schema allows. */
function isOfTypes({ types }: Position, text: string): boolean {
  const { root, faults } = readJson(text);
  if (root === undefined || faults.length > 0 || root.kind === 'broken' || root.kind === 'unread')
    return false;
  const kind = KINDS_OF_JSON[root.kind];
  if (types.length === 0 || types.includes(kind)) return true;
  return kind === 'number' && types.includes('integer') && Number.isInteger(Number(text));
}
