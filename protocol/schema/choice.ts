import type { JsonNode } from '../json/document.ts';
import { decodeString } from '../json/lexemes.ts';
import { stringOf } from '../json/value.ts';
import { BOUNDS, plural } from './bounds.ts';
import type { Part } from './gather.ts';
import { aKind, annotation } from './gather.ts';
import { glance } from './glance.ts';
import type { Reading } from './reading.ts';

export interface Choice {
  options: string[];
  titles: (string | undefined)[];
  notes: string[];
  refusal: string | undefined;
}

/** `const` and `enum` over all parts; undefined when there is neither. */
export function choiceOf(reading: Reading, parts: readonly Part[]): Choice | undefined {
  const notes: string[] = [];
  let left: { text: string; title: string | undefined }[] | undefined;
  for (const { keywords } of parts) {
    const constant = keywords.of.get('const');
    const list = keywords.of.get('enum');
    const titles = keywords.of.get('enumNames');
    for (const given of [constant === undefined ? undefined : [constant], list]) {
      if (given === undefined) continue;
      if (!Array.isArray(given) && given.kind !== 'array')
        return refused(`\`enum\` is ${aKind(given)}, not a list.`);
      const nodes: JsonNode[] = Array.isArray(given) ? given : given.items;
      const shown = nodes.slice(0, BOUNDS.options);
      reading.step(shown.length);
      if (shown.length < nodes.length)
        notes.push(
          `${plural(nodes.length - shown.length, 'option')} more than the ${BOUNDS.options.toLocaleString('en')} shown.`,
        );
      const options = shown.map((node, at) => ({
        text: reading.textOf(node),
        title:
          given === list && titles?.kind === 'array'
            ? stringOf(reading.document, titles.items[at])
            : undefined,
      }));
      left = left === undefined ? options : both(left, options);
      if (left.length === 0)
        return refused(
          nodes.length === 0
            ? '`enum` is empty: no value is allowed.'
            : 'No value is in every list of allowed values.',
        );
    }
  }
  if (left === undefined) return undefined;
  return { ...columns(left), notes, refusal: undefined };
}

/** `oneOf: [{const, title}, …]`, the way to give each option a title; undefined when a branch says more than that. */
export function titledChoice(reading: Reading, branches: readonly JsonNode[]): Choice | undefined {
  const left: { text: string; title: string | undefined }[] = [];
  for (const node of branches) {
    const parts = glance(reading, node);
    const isPlain = parts.every(({ keywords }) =>
      [...keywords.of.keys()].every((name) => OF_OPTIONS.has(name)),
    );
    const choice = isPlain ? choiceOf(reading, parts) : undefined;
    if (choice === undefined || choice.refusal !== undefined || choice.notes.length > 0) return undefined;
    const title = choice.options.length === 1 ? annotation(reading, parts, 'title') : undefined;
    for (const [at, text] of choice.options.entries()) left.push({ text, title: title ?? choice.titles[at] });
    if (left.length > BOUNDS.options) return undefined;
  }
  return left.length === 0 ? undefined : { ...columns(left), notes: [], refusal: undefined };
}

const OF_OPTIONS: ReadonlySet<string> = new Set([
  'const',
  'enum',
  'enumNames',
  'title',
  'description',
  'type',
  '$ref',
]);

function columns(left: { text: string; title: string | undefined }[]): Pick<Choice, 'options' | 'titles'> {
  const titles = left.map(({ title }) => title);
  return {
    options: left.map(({ text }) => text),
    titles: titles.some((title) => title !== undefined) ? titles : [],
  };
}

function both(some: { text: string; title: string | undefined }[], others: { text: string }[]): typeof some {
  const texts = new Set(others.map(({ text }) => comparable(text)));
  return some.filter(({ text }) => texts.has(comparable(text)));
}

/** Two texts of one scalar value are the same; objects and lists are compared as they stand. */
export function comparable(text: string): string {
  if (text.startsWith('"')) return `"${decodeString(text)}`;
  const value = Number(text);
  return Number.isSafeInteger(value) ? String(value) : text;
}

function refused(why: string): Choice {
  return { options: [], titles: [], notes: [], refusal: why };
}
