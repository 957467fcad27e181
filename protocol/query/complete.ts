import type { Field, VocabularyKind } from './field.ts';
import { FIELDS } from './fields.ts';
import { quote } from './tokens.ts';

/** Words of the journal for completion, most useful first. */
export type Vocabulary = Partial<Record<VocabularyKind, readonly { word: string; detail?: string }[]>>;

export interface Suggestion {
  /** Replaces [from, to) of the text. */
  insert: string;
  label: string;
  detail: string;
  kind: 'field' | 'value' | 'word';
}

export interface Completion {
  from: number;
  to: number;
  suggestions: Suggestion[];
}

const MOST = 50;
/** What is being written just before the cursor: minus signs, a field with its operator, the begin of a value. */
const WRITING = /(?:^|[\s(])(-*)(?:([A-Za-z][A-Za-z-]*)(>=|<=|:|~|>|<))?("?)((?![(-])[^\s"]*|(?<=")[^"]*)$/;

/** What could be written at the cursor (UTF-16 offset into `text`). Never throws; no match gives no suggestions. */
export function completeQuery(
  text: string,
  cursor: number,
  vocabulary: Vocabulary = {},
  fields: readonly Field[] = FIELDS,
): Completion {
  const at = Math.max(0, Math.min(cursor, text.length));
  const head = text.slice(Math.max(0, at - 200), at);
  const match = WRITING.exec(head);
  if (match === null) return { from: at, to: at, suggestions: [] };
  const [, , fieldName, operator = '', openQuote = '', begun = ''] = match;
  const to = openQuote === '' ? endOfWord(text, at) : endOfQuote(text, at);
  if (fieldName === undefined) {
    if (openQuote !== '') return { from: at, to: at, suggestions: [] };
    return { from: at - begun.length, to, suggestions: fieldSuggestions(fields, begun) };
  }
  const field = fields.find(({ name }) => name === fieldName.toLowerCase());
  if (field === undefined) return { from: at, to: at, suggestions: [] };
  const from = at - begun.length - openQuote.length;
  return { from, to, suggestions: valueSuggestions(field, operator, begun, vocabulary) };
}

function fieldSuggestions(known: readonly Field[], begun: string): Suggestion[] {
  const fields = pick([...known], begun, (field) => field.name).map((field): Suggestion => ({
    insert: field.name + (field.operators.includes(':') ? ':' : field.operators[0]),
    label: field.name,
    detail: field.description,
    kind: 'field',
  }));
  const choices = begun.length < 2 ? [] : known.flatMap((field) => matchingChoices(field, begun));
  const either: Suggestion = { insert: 'or', label: 'or', detail: 'this or that', kind: 'word' };
  return [...fields, ...choices, ...('or'.startsWith(begun) && begun !== '' ? [either] : [])].slice(0, MOST);
}

/** `err` offers `kind:error` and `is:error` too: people know the word before they know the field. */
function matchingChoices(field: Field, begun: string): Suggestion[] {
  return (field.choices ?? [])
    .filter((choice) => choice.name.startsWith(begun.toLowerCase()))
    .map((choice) => {
      const term = `${field.name}:${choice.name}`;
      return { insert: term, label: term, detail: choice.description, kind: 'value' as const };
    });
}

function valueSuggestions(
  field: Field,
  operator: string,
  begun: string,
  vocabulary: Vocabulary,
): Suggestion[] {
  if (field.choices !== undefined)
    return pick(field.choices, begun, (choice) => choice.name).map((choice) => ({
      insert: choice.name,
      label: choice.name,
      detail: choice.description,
      kind: 'value',
    }));
  const words = field.vocabulary === undefined ? undefined : vocabulary[field.vocabulary];
  if (words !== undefined && words.length > 0)
    return pick(words, begun, (one) => one.word).map((one) => ({
      insert: quote(one.word),
      label: one.word,
      detail: one.detail ?? field.description,
      kind: 'value',
    }));
  const opening = `${field.name}${operator}`;
  return field.examples
    .filter((example) => example.startsWith(opening) && example.slice(opening.length).startsWith(begun))
    .map((example) => ({
      insert: example.slice(opening.length),
      label: example,
      detail: field.description,
      kind: 'value',
    }));
}

/** Those that begin with `begun` first, then those that contain it. Case is ignored. */
function pick<T>(from: readonly T[], begun: string, wordOf: (one: T) => string): T[] {
  const low = begun.toLowerCase();
  const found = from.filter((one) => wordOf(one).toLowerCase().includes(low));
  const begins = (one: T): boolean => wordOf(one).toLowerCase().startsWith(low);
  return [...found.filter(begins), ...found.filter((one) => !begins(one))].slice(0, MOST);
}

function endOfWord(text: string, from: number): number {
  let to = from;
  while (to < text.length && !/[\s()"]/.test(text[to]!)) to++;
  return to;
}

function endOfQuote(text: string, from: number): number {
  const close = text.indexOf('"', from);
  return close === -1 ? endOfWord(text, from) : close + 1;
}
