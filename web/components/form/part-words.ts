import type { JsonDocument, JsonNode } from '../../../protocol/json/document.ts';
import type { Field } from '../../../protocol/schema/field.ts';
import { plainOf } from './plain.ts';
import { misfitOf } from './seen.ts';

export interface Circumstances {
  /** How often its key stands in the text. */
  times: number;
  /** No property of the schema's. */
  isExtra: boolean;
  /** It would have to be there. */
  isMissed: boolean;
}

export interface Remark {
  level: 'info' | 'low';
  words: string;
}

/** The one thing to be said first about how a value stands in the text. */
export function remarkOf(
  document: JsonDocument,
  field: Field,
  node: JsonNode | undefined,
  { times, isExtra, isMissed }: Circumstances,
): Remark | undefined {
  const misfit = misfitOf(document, field, node);
  if (misfit !== undefined) return { level: 'low', words: misfit };
  if (times > 1) return { level: 'low', words: `${times} times` };
  if (isExtra && node !== undefined) return { level: 'info', words: 'not in schema' };
  if (isMissed && node === undefined) return { level: 'info', words: 'required' };
  return field.isDeprecated && node !== undefined ? { level: 'info', words: 'deprecated' } : undefined;
}

/** What an empty box says. */
export function placeholderOf(field: Field, node: JsonNode | undefined): string {
  if (node?.kind === 'null') return 'null';
  if (node !== undefined) return 'empty';
  return field.fallback === undefined ? 'not sent' : `not sent, default ${plainOf(field.fallback, 60)}`;
}

/** `5 items`, `3 keys`: what a part holds. */
export function holdsWords(field: Field, node: JsonNode | undefined): string {
  if (node?.kind === 'array') return counted(node.items.length, 'item');
  return node?.kind === 'object' ? counted(node.members.length, 'key') : placeholderOf(field, node);
}

function counted(count: number, one: string): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : `${one}s`}`;
}

/** Something that can be put in a value's place at once. */
export interface Offer {
  words: string;
  /** JSON text. */
  value: string;
}

const MOST_EXAMPLES = 5;

/** What the schema itself proposes. */
export function offersOf(field: Field, start: () => string): Offer[] {
  const { fallback, examples } = field;
  return [
    ...(fallback === undefined ? [] : [{ words: 'Default', value: fallback }]),
    ...examples.slice(0, MOST_EXAMPLES).map((value) => ({ words: 'Example', value })),
    { words: 'Start value', value: start() },
    { words: 'null', value: 'null' },
  ];
}
