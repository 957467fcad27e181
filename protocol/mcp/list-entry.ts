import type { ItemMark, ListName } from '../inventory.ts';
import { eachMember, endOfValue, kindAt } from '../json/bytes.ts';
import { ENTRY_RULES, isKnown, KIND_WORDS, ruleComplaint, stringAt } from './entry-rules.ts';
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

/** Reads the entry that begins at `at` and says what a specification of `revision` has against it. */
export function readEntry(b: Uint8Array, at: number, list: ListName, revision: string): ListEntry {
  const kind = kindAt(b, at);
  if (kind !== 'object') {
    const to = endOfValue(b, at);
    const words = `is ${KIND_WORDS[kind]}, not an object`;
    const marks: ItemMark[] = [
      { kind: 'malformed', words },
      { kind: 'dropped', words: 'it is no object, so a client has nothing to call it by' },
    ];
    return { from: at, to, search: '', marks, headers: [] };
  }
  const rules = ENTRY_RULES[list];
  /** Where the values of known keys begin; of repeated keys the last one counts. */
  const found = new Map<string, number>();
  const repeated = new Set<string>();
  const { at: to } = eachMember(b, at, (key, value) => {
    if (rules.has(key)) {
      if (found.has(key)) repeated.add(key);
      found.set(key, value);
    }
    return endOfValue(b, value);
  });
  const marks: ItemMark[] = [];
  const say = (kind: ItemMark['kind'], words: string): void => {
    if (marks.length < MOST_MARKS) marks.push({ kind, words });
  };
  for (const [key, rule] of rules) {
    if (!isKnown(rule, revision)) continue;
    const value = found.get(key);
    if (value !== undefined) {
      const words = ruleComplaint(rule, key, b, value, revision);
      if (words !== undefined) say('malformed', words);
    } else if (rule.isRequired === true) say('malformed', `has no ${key}`);
  }
  for (const key of repeated) say('malformed', `the key “${key}” stands more than once; the last one counts`);

  const entry: ListEntry = { from: at, to, search: '', marks, headers: [] };
  const label = (key: string, cap: number): string | undefined => textOf(b, found.get(key), cap);
  const name = label(NAMED_BY[list], NAME_CAP);
  if (name === undefined) say('dropped', `without ${NAMED_BY[list]} a client has nothing to call it by`);
  else {
    entry.name = name;
    const words = nameComplaint(name, NAMED_BY[list]);
    if (words !== undefined) say('malformed', words);
  }
  const plainName = list === 'resources' || list === 'templates' ? label('name', NAME_CAP) : undefined;
  const title = label('title', TITLE_CAP) ?? annotatedTitle(b, list, found) ?? plainName;
  if (title !== undefined) entry.title = cut(title, TITLE_CAP);
  entry.search = [name, title, plainName, label('description', DESCRIPTION_CAP)]
    .filter((part) => part !== undefined)
    .join('\n')
    .toLowerCase();
  if (list === 'tools' && eraOf(revision) === 'modern') {
    const { params, invalid } = headersOf(b, found.get('inputSchema'));
    entry.headers = params;
    if (invalid !== undefined) say('dropped', `${invalid}; a conforming client drops this tool`);
  }
  return entry;
}

/** Specification, tools: shown are `title`, `annotations.title`, then `name`. */
function annotatedTitle(b: Uint8Array, list: ListName, found: Map<string, number>): string | undefined {
  const annotations = list === 'tools' ? found.get('annotations') : undefined;
  if (annotations === undefined || kindAt(b, annotations) !== 'object') return undefined;
  let title: string | undefined;
  eachMember(b, annotations, (key, value) => {
    if (key === 'title') title = textOf(b, value, TITLE_CAP);
    return endOfValue(b, value);
  });
  return title;
}

/** Well-formed text of at most `cap` characters; a longer one ends with “…”. */
function textOf(b: Uint8Array, at: number | undefined, cap: number): string | undefined {
  if (at === undefined || kindAt(b, at) !== 'string') return undefined;
  return cut(stringAt(b, at, (cap + 1) * ESCAPED), cap).toWellFormed();
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

function headersOf(b: Uint8Array, at: number | undefined): { params: HeaderParam[]; invalid?: string } {
  if (at === undefined || kindAt(b, at) !== 'object') return { params: [] };
  const bytes = b.subarray(at, endOfValue(b, at));
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
