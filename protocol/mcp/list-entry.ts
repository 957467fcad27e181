import type { ItemMark, ListName } from '../inventory.ts';
import { eachMember, endOfValue, kindAt, KnownKeys } from '../json/bytes.ts';
import { check, ENTRY_RULES, isKnown, KIND_WORDS, stringIn } from './entry-rules.ts';
import { type HeaderParam, readHeaderParams } from './http-headers.ts';
import { eraOf } from './revision.ts';
import { oneLine } from './text.ts';

/** One entry of a list as it stands in a payload; short texts only, never its schemas. */
export interface ListEntry {
  /** Bytes [from, to) of the payload. */
  from: number;
  to: number;
  /** Name, or the URI of resources and templates; absent when the entry has none. */
  name?: string;
  title?: string;
  /** Lower-case: what a filter looks in. */
  search: string;
  marks: ItemMark[];
  /** Parameters that a modern client repeats as HTTP headers. */
  headers: HeaderParam[];
}

const NAME_CAP = 2000;
const TITLE_CAP = 200;
const DESCRIPTION_CAP = 4000;
/** A character has at most six bytes as an escape. */
const ESCAPED = 6;
const MOST_MARKS = 12;
/** Schemas with header annotations are parsed, which multiplies them in memory. */
const MOST_SCHEMA = 4 * 1024 * 1024;

const NAMED_BY: Record<ListName, string> = {
  tools: 'name',
  prompts: 'name',
  resources: 'uri',
  templates: 'uriTemplate',
};

/** Where the value of a known key stands; of repeated keys the last one counts. */
interface FoundValue {
  at: number;
  to: number;
  words: string | undefined;
}
type Found = Map<string, FoundValue>;

/** Reads the entry that begins at `at` and says what a specification of `revision` has against it. */
export function readEntry(b: Uint8Array, at: number, list: ListName, revision: string): ListEntry {
  const kind = kindAt(b, at);
  if (kind !== 'object') return readNoObject(b, at, `is ${KIND_WORDS[kind]}, not an object`);
  const { rules, keys } = ENTRY_RULES[list];
  const found: Found = new Map();
  let repeated: Set<string> | undefined;
  const visit = (key: string, value: number): number => {
    const rule = key === '' ? undefined : rules.get(key);
    if (rule === undefined) return endOfValue(b, value);
    if (found.has(key)) (repeated ??= new Set()).add(key);
    const { to, words } = isKnown(rule, revision)
      ? check(rule, key, b, value, revision)
      : { to: endOfValue(b, value), words: undefined };
    found.set(key, { at: value, to, words });
    return to;
  };
  const { at: to } = eachMember(b, at, visit, keys);
  const entry: ListEntry = { from: at, to, search: '', marks: [], headers: [] };
  const say = (kind: ItemMark['kind'], words: string): void => {
    if (entry.marks.length < MOST_MARKS) entry.marks.push({ kind, words });
  };
  for (const [key, rule] of rules) {
    const words = found.get(key)?.words;
    if (words !== undefined) say('malformed', words);
    else if (rule.isRequired === true && !found.has(key)) say('malformed', `has no ${key}`);
  }
  for (const key of repeated ?? [])
    say('malformed', `the key “${key}” stands more than once; the last one counts`);
  describe(entry, b, list, found, say);
  if (list === 'tools' && eraOf(revision) === 'modern') {
    const { params, invalid } = headersOf(b, found.get('inputSchema'));
    entry.headers = params;
    if (invalid !== undefined) say('dropped', `${invalid}; a conforming client drops this tool`);
  }
  return entry;
}

function readNoObject(b: Uint8Array, at: number, words: string): ListEntry {
  const marks: ItemMark[] = [
    { kind: 'malformed', words },
    { kind: 'dropped', words: 'it is no object, so a client has nothing to call it by' },
  ];
  return { from: at, to: endOfValue(b, at), search: '', marks, headers: [] };
}

/** Name, title and the text a filter looks in. */
function describe(
  entry: ListEntry,
  b: Uint8Array,
  list: ListName,
  found: Found,
  say: (kind: ItemMark['kind'], words: string) => void,
): void {
  const key = NAMED_BY[list];
  const name = textOf(b, found.get(key), NAME_CAP);
  if (name === undefined) say('dropped', `without ${key} a client has nothing to call it by`);
  else {
    entry.name = name;
    const words = nameComplaint(name, key);
    if (words !== undefined) say('malformed', words);
  }
  const plainName = key === 'name' ? undefined : textOf(b, found.get('name'), NAME_CAP);
  const title = textOf(b, found.get('title'), TITLE_CAP) ?? annotatedTitle(b, list, found) ?? plainName;
  if (title !== undefined) entry.title = cut(title, TITLE_CAP);
  const description = textOf(b, found.get('description'), DESCRIPTION_CAP);
  entry.search = `${name ?? ''}\n${title ?? ''}\n${plainName ?? ''}\n${description ?? ''}`.toLowerCase();
}

/** Specification, tools: shown are `title`, `annotations.title`, then `name`. */
function annotatedTitle(b: Uint8Array, list: ListName, found: Found): string | undefined {
  const annotations = list === 'tools' ? found.get('annotations') : undefined;
  if (annotations === undefined || kindAt(b, annotations.at) !== 'object') return undefined;
  let title: string | undefined;
  const visit = (key: string, at: number): number => {
    const to = endOfValue(b, at);
    if (key === 'title') title = textOf(b, { at, to }, TITLE_CAP);
    return to;
  };
  eachMember(b, annotations.at, visit, TITLE);
  return title;
}
const TITLE = new KnownKeys(['title']);

/** Well-formed text of at most `cap` characters; a longer one ends with “…”. */
function textOf(
  b: Uint8Array,
  found: { at: number; to: number } | undefined,
  cap: number,
): string | undefined {
  if (found === undefined || kindAt(b, found.at) !== 'string') return undefined;
  const text = stringIn(b, found.at, found.to, (cap + 1) * ESCAPED);
  return (text.length > cap ? cut(text, cap) : text).toWellFormed();
}

export function cut(text: string, cap: number): string {
  if (text.length <= cap) return text;
  const last = text.charCodeAt(cap - 2);
  // Never between the halves of a surrogate pair.
  return `${text.slice(0, last >= 0xd800 && last < 0xdc00 ? cap - 2 : cap - 1)}…`;
}

const INVISIBLE = /[\p{Cc}\p{Cf}\u2028\u2029]/u;

function nameComplaint(name: string, key: string): string | undefined {
  if (oneLine(name) === '') return name === '' ? `${key} is empty` : `${key} is nothing but white space`;
  if (name.length >= NAME_CAP) return `${key} has more than ${NAME_CAP - 1} characters and is cut here`;
  const hidden = INVISIBLE.exec(name)?.[0].codePointAt(0);
  if (hidden === undefined) return undefined;
  const point = hidden.toString(16).toUpperCase().padStart(4, '0');
  return `${key} holds a character that is not seen (U+${point})`;
}

const latin1 = new TextDecoder('latin1');
const utf8 = new TextDecoder();

function headersOf(
  b: Uint8Array,
  schema: FoundValue | undefined,
): { params: HeaderParam[]; invalid?: string } {
  if (schema === undefined || kindAt(b, schema.at) !== 'object') return { params: [] };
  const bytes = b.subarray(schema.at, schema.to);
  const text = latin1.decode(bytes);
  // A key may be spelt with escapes; then only parsing tells.
  if (!text.includes('x-mcp-header') && !text.includes('\\u')) return { params: [] };
  if (bytes.length > MOST_SCHEMA)
    return { params: [], invalid: 'the input schema is too large to check for x-mcp-header' };
  try {
    return readHeaderParams(JSON.parse(utf8.decode(bytes)));
  } catch {
    // SyntaxError: what is no JSON has no annotations.
    return { params: [] };
  }
}
