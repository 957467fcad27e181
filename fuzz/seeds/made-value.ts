import { constantFrom, integer, sample, uuid, type Arbitrary } from 'fast-check';
import { RE2JS } from 're2js';
import { mostLike, plain, type Kind, type ToolWords } from '../affinity.ts';
import { randomFrom, seedFrom } from '../random.ts';
import type { Position } from '../strategy.ts';
import { textMatching } from './matching-text.ts';

/** What a person would type who has nothing in mind; each is harmless wherever it ends. */
const USUAL: ReadonlyMap<Kind, readonly string[]> = new Map<Kind, readonly string[]>([
  ['path', ['notes/readme.txt']],
  ['url', ['http://localhost/']],
  ['xml', ['<note>plain</note>']],
  // As a pattern, a glob and a text it means the same.
  ['pattern', ['note']],
  ['code', ['1 + 1']],
  ['command', ['echo ok']],
  ['json', ['{}']],
]);
const WORDS = ['note', 'sample', 'report', 'apple', 'garden', 'river', 'example', 'simple'];

const BY_FORMAT: ReadonlyMap<string, readonly string[]> = new Map([
  ['date', ['2026-01-15', '2026-03-02']],
  ['date-time', ['2026-01-15T10:30:00Z', '2026-03-02T08:00:00Z']],
  ['time', ['10:30:00Z']],
  ['duration', ['PT1H']],
  ['email', ['someone@example.org', 'reader@example.org']],
  ['idn-email', ['someone@example.org']],
  ['hostname', ['localhost']],
  ['idn-hostname', ['localhost']],
  ['ipv4', ['127.0.0.1']],
  ['ipv6', ['::1']],
  ['uri', ['http://localhost/']],
  ['url', ['http://localhost/']],
  ['iri', ['http://localhost/']],
  ['uri-reference', ['/notes']],
  ['iri-reference', ['/notes']],
  ['uri-template', ['/notes/{id}']],
  ['json-pointer', ['/note']],
  ['relative-json-pointer', ['0']],
  ['regex', ['[a-z]+']],
  ['byte', ['bm90ZQ==']],
]);

/** A value of the kinds the schema allows, from the seed alone; JSON text. */
export function madeValue(position: Position, subject: ToolWords, seed: number): string {
  const { types } = position;
  const type = types.length === 0 || types.includes('string') ? 'string' : types[0]!;
  // One value for all parameters of a name: what one tool stores another finds.
  const own = seedFrom(seed, plain(position.words.split(' ').at(-1) ?? ''));
  switch (type) {
    case 'number':
    case 'integer':
      return String(madeNumber(position, own));
    case 'boolean':
      return first(constantFrom('true', 'false'), own);
    case 'null':
      return 'null';
    case 'array':
      return '[]';
    case 'object':
      return '{}';
    case 'string':
      return JSON.stringify(madeText(position, subject, own));
  }
}

function madeText(position: Position, subject: ToolWords, seed: number): string {
  const { pattern, format } = position;
  if (pattern !== undefined) {
    const made = matching(position, pattern, seed);
    if (made !== undefined) return made;
  }
  if (format === 'uuid') return first(uuid(), seed);
  const listed = format === undefined ? undefined : BY_FORMAT.get(format);
  if (listed !== undefined) return fitted(position, first(constantFrom(...listed), seed));
  return fitted(position, first(constantFrom(...wordsFor(position, subject)), seed));
}

function wordsFor(position: Position, subject: ToolWords): readonly string[] {
  const last = position.words.split(' ').at(-1) ?? '';
  const named = BY_NAME.get(last);
  if (named !== undefined) return named;
  const kind = mostLike(position, [...USUAL.keys(), 'text', 'user', 'header'], subject)?.kind;
  return (kind === undefined ? undefined : USUAL.get(kind)) ?? WORDS;
}

const BY_NAME: ReadonlyMap<string, readonly string[]> = new Map([
  ['sql', ['SELECT 1']],
  ['statement', ['SELECT 1']],
  ['email', ['someone@example.org']],
  ['host', ['127.0.0.1']],
  ['hostname', ['localhost']],
  ['ip', ['127.0.0.1']],
  ['domain', ['localhost']],
  ['date', ['2026-01-15']],
  ['day', ['2026-01-15']],
  ['time', ['10:30']],
  ['timezone', ['UTC']],
  ['language', ['en']],
  ['lang', ['en']],
  ['locale', ['en']],
  ['country', ['NZ']],
  ['currency', ['EUR']],
  ['id', ['1']],
  ['branch', ['main']],
  ['ref', ['HEAD']],
  ['template', ['Hello']],
  ['format', ['text']],
  ['encoding', ['utf-8']],
]);

/** At least and at most as many characters as are allowed. */
function fitted({ minLength = 0, maxLength = Infinity }: Position, text: string): string {
  const long = text.length < minLength ? text.padEnd(Math.min(minLength, 10_000), 'a') : text;
  return long.length > maxLength ? [...long].slice(0, Math.max(0, maxLength)).join('') : long;
}

/** Whether a text keeps to the lengths and the pattern of its schema; a pattern nobody can judge is kept to by none. */
export function suits({ pattern, minLength = 0, maxLength = Infinity }: Position, text: string): boolean {
  if (text.length < minLength || text.length > maxLength) return false;
  if (pattern === undefined) return true;
  if (pattern.length > LONGEST_PATTERN) return false;
  try {
    return RE2JS.compile(pattern).matcher(text).find();
  } catch {
    // Look-around, a back reference, or no pattern at all: the linear engine does not know it.
    return false;
  }
}

const LONGEST_PATTERN = 300;
/** Texts are tried from a few seeds where the pattern leaves the length to chance. */
const TRIES = 12;

/** Undefined where the pattern is beyond what is made, or asks for another length than the schema does. */
function matching(position: Position, pattern: string, seed: number): string | undefined {
  if (pattern.length > LONGEST_PATTERN) return undefined;
  const random = randomFrom(seed, pattern);
  for (let nth = 0; nth < TRIES; nth++) {
    // Longer ones where short ones did not do.
    const text = textMatching(pattern, random, nth < TRIES / 2 ? 2 : (position.minLength ?? 0) + nth);
    if (text === undefined) return undefined;
    if (suits(position, text)) return text;
  }
  return undefined;
}

/** Small where small is allowed: a count of a million is no usual value. */
function madeNumber({ types, minimum, maximum }: Position, seed: number): number {
  const least = minimum ?? Math.min(1, maximum ?? 1);
  const most = Math.max(least, Math.min(maximum ?? Infinity, least + 4));
  if (!Number.isSafeInteger(Math.ceil(least)) || !Number.isSafeInteger(Math.floor(most))) return least;
  const isWhole = Math.ceil(least) <= Math.floor(most);
  if (!isWhole) return types.includes('number') ? least : Math.ceil(least);
  return first(integer({ min: Math.ceil(least), max: Math.floor(most) }), seed);
}

function first<Value>(values: Arbitrary<Value>, seed: number): Value {
  return sample(values, { seed: seed | 0, numRuns: 1 })[0]!;
}
