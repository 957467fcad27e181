import { parsePointer } from '../protocol/json/pointer.ts';
import { KINDS, SIGNS, TAG_KINDS, TOOL_WORDS, type Kind } from './kind-words.ts';
import type { Position, Subject } from './strategy.ts';

export type { Kind } from './kind-words.ts';

/** What is read of a subject. */
export type ToolWords = Pick<Subject, 'name' | 'description' | 'tags'>;

const LONGEST_NAME = 200;
const MOST_OF_A_DESCRIPTION = 300;

/** `filePath`, `file_path`, `FILE-PATH` → `file path`. */
export function splitWords(name: string, longest = LONGEST_NAME): string[] {
  return name
    .slice(0, longest)
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\d]+/u)
    .filter((word) => word !== '');
}

/** The last key of a pointer that is no number, as words: `/items/0/filePath` → `file path`. */
export function wordsOf(pointer: string): string {
  const names = (parsePointer(pointer) ?? []).filter((step) => !/^\d+$/.test(step));
  return splitWords(names.at(-1) ?? '').join(' ');
}

/** Whether a text may stand there without breaking the schema. */
export function takesText({ types, options }: Position): boolean {
  return options === undefined && (types.length === 0 || types.includes('string'));
}

/** Whether an object or a list may stand there. */
export function takesStructure({ types }: Position): boolean {
  return types.length === 0 || types.includes('object') || types.includes('array');
}

export function takesNumber({ types }: Position): boolean {
  return types.length === 0 || types.includes('number') || types.includes('integer');
}

/** Its valid value where that is a text. */
export function seedText({ seed }: Position): string | undefined {
  if (!seed.startsWith('"')) return undefined;
  const value: unknown = JSON.parse(seed);
  return typeof value === 'string' ? value : undefined;
}

/**
 * How much a parameter looks as if it held that: by its name, description, format and valid value, and by what the
 * tool does. From 0.5 on it speaks for itself; 0.25 says no more than that any text may; below 0.15 it looks like
 * something else, or its schema leaves no room.
 */
export function looksLike(position: Position, kind: Kind, subject?: ToolWords): number {
  return judged(position, evidenceFor(position), kind, subject);
}

/** The kind it looks most like, of those that it speaks for itself. */
export function mostLike(
  position: Position,
  kinds: readonly Kind[],
  subject?: ToolWords,
): { kind: Kind; score: number } | undefined {
  const evidence = evidenceFor(position);
  let best: { kind: Kind; score: number } | undefined;
  for (const kind of kinds) {
    const score = judged(position, evidence, kind, subject);
    if (score >= 0.5 && score > (best?.score ?? 0)) best = { kind, score };
  }
  return best;
}

/** Whether its name or description says anything: `x`, `value` and `data1` do not. */
export function isTold(position: Position): boolean {
  return tells(evidenceFor(position));
}

/** What a parameter says of itself; kinds that nothing speaks for are missing. */
type Evidence = ReadonlyMap<Kind, number>;

function judged(position: Position, evidence: Evidence, kind: Kind, subject: ToolWords | undefined): number {
  const own = evidence.get(kind) ?? 0;
  const most = roomFor(position, kind);
  if (own >= 0.5) return Math.min(own, most);
  const isOther = tells(evidence);
  const tool = subject === undefined ? 0 : byTool(subject, kind) * (isOther ? 0.4 : 0.75);
  const least = isOther ? 0.12 : 0.25;
  return Math.min(most, Math.max(least, either(own, tool)));
}

/** That it is some text, or some object, says nothing. */
const VAGUE: ReadonlySet<Kind> = new Set(['text', 'json', 'header', 'user', 'pattern', 'serialised']);

function tells(evidence: Evidence): boolean {
  for (const [kind, score] of evidence) if (score >= 0.5 && !VAGUE.has(kind)) return true;
  return false;
}

function evidenceFor(position: Position): Evidence {
  const steps = (parsePointer(position.at) ?? []).filter((step) => !/^\d+$/.test(step));
  const seed = seedText(position)?.slice(0, LONGEST_NAME);
  const evidence = new Map<Kind, number>();
  const add = (kind: Kind, score: number): void => {
    evidence.set(kind, either(evidence.get(kind) ?? 0, score));
  };
  for (const [kind, score] of weigh(position.words.split(' '))) add(kind, score);
  for (const [kind, score] of weigh(steps.slice(0, -1).flatMap((step) => splitWords(step))))
    add(kind, score * 0.4);
  for (const [kind, score] of weigh(described(position.description))) add(kind, score * 0.6);
  for (const kind of KINDS) {
    const { formats, look } = SIGNS[kind];
    if (position.format !== undefined && formats.includes(position.format)) add(kind, 0.9);
    if (seed !== undefined && look?.test(seed) === true) add(kind, 0.5);
  }
  return evidence;
}

function described(description: string): string[] {
  return splitWords(description, MOST_OF_A_DESCRIPTION).slice(0, 40);
}

/** For each kind the strongest word. */
function weigh(words: readonly string[]): Map<Kind, number> {
  const best = new Map<Kind, number>();
  const isName = words.length < 4;
  const joined = words.length > 1 && isName ? [words.join('')] : [];
  for (const [at, word] of [...words, ...joined].entries()) {
    // `user id` is an id of a user: the last word counts most.
    const share = isName && at < words.length - 1 ? 0.9 : 1;
    for (const [kind, weight] of KINDS_OF_WORD.get(plain(word)) ?? [])
      best.set(kind, Math.max(best.get(kind) ?? 0, weight * share));
  }
  return best;
}

const KINDS_OF_WORD: ReadonlyMap<string, ReadonlyMap<Kind, number>> = wordIndex();

/** Which kinds a word speaks for: a schema has many words, and most of them speak for none. */
function wordIndex(): Map<string, Map<Kind, number>> {
  const index = new Map<string, Map<Kind, number>>();
  for (const kind of KINDS) {
    const { sure, likely, maybe } = SIGNS[kind];
    for (const [words, weight] of [
      [maybe, 0.35],
      [likely, 0.6],
      [sure, 0.9],
    ] as const)
      for (const word of words)
        index.set(plain(word), (index.get(plain(word)) ?? new Map<Kind, number>()).set(kind, weight));
  }
  return index;
}

/** Without the `s` of the plural and digits behind: `urls`, `url2`. */
export function plain(word: string): string {
  const bare = word.replace(/\d+$/, '');
  if (bare.length > 4 && bare.endsWith('ies')) return `${bare.slice(0, -3)}y`;
  return bare.length > 3 && /[^su]s$/.test(bare) ? bare.slice(0, -1) : bare;
}

function byTool(subject: ToolWords, kind: Kind): number {
  const words = TOOL_WORDS[kind];
  const named =
    words !== undefined && splitWords(subject.name).some((word) => words.has(plain(word))) ? 0.7 : 0;
  const said =
    words !== undefined && described(subject.description).some((word) => words.has(plain(word))) ? 0.6 : 0;
  const tagged = subject.tags.some((tag) => TAG_KINDS.get(tag)?.includes(kind) === true) ? 0.7 : 0;
  return [named, said, tagged].reduce(either, 0);
}

/** What its schema leaves room for; lax servers do not look, so that it is never nothing but for a boolean. */
function roomFor(position: Position, kind: Kind): number {
  if (kind === 'number') return takesNumber(position) ? 1 : 0.2;
  if (kind === 'json') return takesStructure(position) || takesText(position) ? 1 : 0.1;
  if (takesText(position)) return 1;
  if (kind === 'id' && takesNumber(position)) return 1;
  if (position.options !== undefined) return 0.15;
  if (kind === 'sql' && takesNumber(position)) return 0.4;
  return position.types.every((type) => type === 'boolean' || type === 'null') ? 0 : 0.08;
}

/** Two signs together say more than each alone. */
function either(one: number, other: number): number {
  return 1 - (1 - one) * (1 - other);
}
