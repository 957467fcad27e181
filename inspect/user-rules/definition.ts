import { RE2JS } from 're2js';
import { FAMILIES, SEVERITIES, type Confidence, type Family, type Severity } from '../../protocol/finding.ts';
import { FIELD_CLASSES, isDefinition, type FieldClass } from '../../protocol/mcp/fields.ts';
import type { View } from '../views/view.ts';
import type { Say, Yaml } from './yaml.ts';

/** A rule as a person wrote it, checked. */
export interface Definition {
  id: string;
  title: string;
  family: Family;
  severity: Severity;
  confidence: Confidence;
  fields: FieldClass[];
  views: View['kind'][];
  patterns: Record<string, string>;
  about: string;
  falsePositives: string;
  fix: string;
  references: string[];
}

export interface OwnExample {
  text: string;
  field: FieldClass;
  line: number;
}

export interface ReadDefinition {
  definition: Definition;
  fires: OwnExample[];
  quiet: OwnExample[];
  lineOf: { id: number };
}

const BOUNDS = {
  pattern: 1_000,
  program: 2_000,
  patterns: 50,
  examples: 50,
  text: 2_000,
  example: 20_000,
  list: 40,
};

/** What nobody but JSON-RPC reads, and bytes of media, are no text to look into. */
export const READABLE: readonly FieldClass[] = FIELD_CLASSES.filter(
  (field) => field !== 'envelope' && field !== 'binary',
);
const DEFINITIONS = READABLE.filter(isDefinition);
const DATA = READABLE.filter((field) => !isDefinition(field) && field !== 'sent' && field !== 'state');
const VIEWS = ['plain', 'markup', 'parsed', 'terminal'] as const satisfies readonly View['kind'][];

const REQUIRED = ['id', 'title', 'family', 'severity', 'fields', 'patterns', 'examples'] as const;
const OPTIONAL = ['confidence', 'view', 'about', 'fix', 'falsePositives', 'references'] as const;
const KEYS: readonly string[] = [...REQUIRED, ...OPTIONAL];

/** Undefined when anything is wrong; every fault is said, not the first alone. */
export function readDefinition(yaml: Yaml, tell: Say): ReadDefinition | undefined {
  let isRight = true;
  const say = (line: number, words: string): void => {
    isRight = false;
    tell(line, words);
  };
  if (yaml.kind !== 'map') {
    say(
      yaml.line,
      'A rule is a map with the keys id, title, family, …; put several rules apart with a line “---”.',
    );
    return undefined;
  }
  const members = new Map(yaml.members.map((member) => [member.key, member]));
  for (const { key, line } of yaml.members)
    if (!KEYS.includes(key)) say(line, `Unknown key “${key.slice(0, 60)}”.${nearest(key, KEYS)}`);
  for (const key of REQUIRED)
    if (!members.has(key)) say(yaml.line, `The key “${key}” is missing. ${HELP[key]}`);

  const text = (key: string, fallback = ''): string => {
    const member = members.get(key);
    if (member === undefined) return fallback;
    const words = wordsOf(member.value)?.trim();
    if (words === undefined || words === '') say(member.line, `“${key}” must be text.`);
    else if (words.length > BOUNDS.text)
      say(member.line, `“${key}” has more than ${BOUNDS.text} characters.`);
    return words ?? fallback;
  };
  const choice = <T extends string>(key: string, of: readonly T[], fallback: T): T => {
    const member = members.get(key);
    if (member === undefined) return fallback;
    const words = wordsOf(member.value);
    const found = of.find((one) => one === words);
    if (found === undefined)
      say(member.value.line, `“${key}” must be one of ${of.join(', ')}.${nearest(words ?? '', of)}`);
    return found ?? fallback;
  };
  const list = (key: string): Yaml[] => {
    const value = members.get(key)?.value;
    if (value === undefined) return [];
    const items = value.kind === 'list' ? value.items : [value];
    if (items.length > BOUNDS.list) say(value.line, `“${key}” has more than ${BOUNDS.list} entries.`);
    return items.slice(0, BOUNDS.list);
  };

  const id = text('id');
  const idLine = members.get('id')?.line ?? yaml.line;
  if (members.has('id') && !/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(id.slice(0, 81)))
    say(idLine, '“id” must be words in small letters with hyphens between them, such as internal-hosts.');
  else if (id.length > 80) say(idLine, '“id” has more than 80 characters.');
  const fields = fieldsOf(list('fields'), say);
  const views = list('view').flatMap((item) => {
    const found = VIEWS.find((view) => view === wordsOf(item));
    if (found === undefined) say(item.line, `“view” must be one of ${VIEWS.join(', ')}.`);
    return found === undefined ? [] : [found];
  });
  const patterns = patternsOf(members.get('patterns')?.value, say);
  const references = list('references').map((item) => {
    const words = wordsOf(item) ?? '';
    if (words === '' || words.length > 200)
      say(item.line, 'A reference must be text of at most 200 characters.');
    return words;
  });
  const definition: Definition = {
    id,
    title: text('title'),
    family: choice('family', FAMILIES, 'protocol'),
    severity: choice('severity', SEVERITIES, 'info'),
    confidence: choice('confidence', ['tentative', 'firm', 'certain'], 'tentative'),
    fields,
    views: views.length > 0 ? views : ['plain', 'markup'],
    patterns,
    about: text('about', 'A rule of your own.'),
    falsePositives: text('falsePositives', 'Not described.'),
    fix: text('fix', 'Not described.'),
    references,
  };
  const examples = members.get('examples');
  const [fires, quiet] = examples === undefined ? [[], []] : examplesOf(examples.value, fields, say);
  return isRight ? { definition, fires, quiet, lineOf: { id: idLine } } : undefined;
}

const HELP: Record<(typeof REQUIRED)[number], string> = {
  id: 'Write words with hyphens, such as internal-hosts.',
  title: 'Write what a person reads in the list of findings.',
  family: `Write one of ${FAMILIES.join(', ')}.`,
  severity: `Write one of ${SEVERITIES.join(', ')}.`,
  fields: 'Write definitions, data, or a list of field classes.',
  patterns: 'Write names and RE2 expressions.',
  examples: 'Write texts under fires and quiet; they are checked.',
};

function fieldsOf(items: Yaml[], say: Say): FieldClass[] {
  const found = new Set<FieldClass>();
  for (const item of items) {
    const words = wordsOf(item) ?? '';
    const field = READABLE.find((one) => one === words);
    if (words === 'definitions') for (const one of DEFINITIONS) found.add(one);
    else if (words === 'data') for (const one of DATA) found.add(one);
    else if (field !== undefined) found.add(field);
    else {
      const known = ['definitions', 'data', ...READABLE];
      say(
        item.line,
        `“${words.slice(0, 60)}” is no field class; known are ${known.join(', ')}.${nearest(words, known)}`,
      );
    }
  }
  return [...found];
}

function patternsOf(value: Yaml | undefined, say: Say): Record<string, string> {
  if (value === undefined) return {};
  const named: [string, Yaml][] =
    value.kind === 'map'
      ? value.members.map((member) => [member.key, member.value])
      : (value.kind === 'list' ? value.items : [value]).map((item, at) => [`pattern ${at + 1}`, item]);
  if (named.length === 0) say(value.line, '“patterns” must have at least one expression.');
  if (named.length > BOUNDS.patterns)
    say(value.line, `“patterns” has more than ${BOUNDS.patterns} expressions.`);
  const patterns: [string, string][] = [];
  for (const [name, item] of named.slice(0, BOUNDS.patterns)) {
    const pattern = wordsOf(item) ?? '';
    const fault = name.length > 60 ? 'Its name has more than 60 characters.' : faultOf(pattern);
    if (fault === undefined) patterns.push([name, pattern]);
    else say(item.line, `The pattern “${name.slice(0, 60)}” cannot be used: ${fault}`);
  }
  return Object.fromEntries(patterns);
}

function faultOf(pattern: string): string | undefined {
  if (pattern === '') return 'it must be text that is not empty; put it in single quotes.';
  if (pattern.length > BOUNDS.pattern) return `it has more than ${BOUNDS.pattern} characters.`;
  try {
    const compiled = RE2JS.compile(pattern);
    if (compiled.programSize() > BOUNDS.program) return 'it becomes too large; use smaller repetitions.';
    if (compiled.matcher('').find()) return 'it matches the empty text, so it would match everywhere.';
    return undefined;
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    return `${words.slice(0, 200)}. RE2 has no look-around and no back-references.`;
  }
}

function examplesOf(value: Yaml, fields: readonly FieldClass[], say: Say): [OwnExample[], OwnExample[]] {
  if (value.kind !== 'map') {
    say(value.line, '“examples” must have the keys fires and quiet.');
    return [[], []];
  }
  for (const { key, line } of value.members)
    if (key !== 'fires' && key !== 'quiet')
      say(line, `Unknown key “${key.slice(0, 60)}” in examples.${nearest(key, ['fires', 'quiet'])}`);
  const read = (key: string): OwnExample[] => {
    const member = value.members.find((one) => one.key === key);
    const items = member?.value.kind === 'list' ? member.value.items : [];
    if (items.length === 0)
      say(member?.line ?? value.line, `“examples” needs a list “${key}” with at least one text.`);
    if (items.length > BOUNDS.examples) say(value.line, `“${key}” has more than ${BOUNDS.examples} texts.`);
    return items.slice(0, BOUNDS.examples).flatMap((item) => exampleOf(item, fields, say));
  };
  return [read('fires'), read('quiet')];
}

/** A text, or `{ text, field }` where it matters where it stands. */
function exampleOf(item: Yaml, fields: readonly FieldClass[], say: Say): OwnExample[] {
  const member = (key: string): Yaml | undefined =>
    item.kind === 'map' ? item.members.find((one) => one.key === key)?.value : undefined;
  const text = wordsOf(item) ?? wordsOf(member('text'));
  const wanted = member('field');
  const field = wanted === undefined ? fields[0] : READABLE.find((one) => one === wordsOf(wanted));
  if (text === undefined || text === '')
    say(item.line, 'An example must be text, or a map with text and field.');
  else if (text.length > BOUNDS.example)
    say(item.line, `An example has more than ${BOUNDS.example} characters.`);
  else if (wanted !== undefined && field === undefined)
    say(wanted.line, 'The field of this example is no field class.');
  else if (field !== undefined) return [{ text, field, line: item.line }];
  return [];
}

function wordsOf(value: Yaml | undefined): string | undefined {
  return value?.kind === 'scalar' && value.value !== null ? String(value.value) : undefined;
}

/** The known word with the fewest letters to change, if they are few. */
function nearest(word: string, known: readonly string[]): string {
  const short = word.toLowerCase().slice(0, 40);
  let best: string | undefined;
  let fewest = 3;
  for (const one of known) {
    const steps = distance(short, one.toLowerCase());
    if (steps < fewest) [best, fewest] = [one, steps];
  }
  return best === undefined ? '' : ` Did you mean “${best}”?`;
}

function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, k) => k);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[b.length]!;
}
