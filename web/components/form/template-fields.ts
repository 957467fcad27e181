import type { Operator, TemplateValue, UriTemplate } from '../../../protocol/mcp/uri-template.ts';
import { variablesOf } from '../../../protocol/mcp/uri-template.ts';

/** How a person writes a value: one text, one item a line, or `name=value` a line. */
export type Way = TemplateValue['kind'];

export interface Written {
  way: Way;
  /** Undefined: the variable has no value, and what it would make is left out. */
  text: string | undefined;
}

/** A variable of a template as the form shows it. */
export interface TemplateField {
  name: string;
  /** What becomes of it, in a few words. */
  words: string;
  /** A list cannot be cut, so a variable with a prefix is a text. */
  isTextOnly: boolean;
  usual: Way;
}

const MOST_FIELDS = 200;

const PLACES: Record<Operator, string> = {
  '': '',
  '+': 'reserved kept',
  '#': 'fragment',
  '.': 'behind a dot',
  '/': 'path segment',
  ';': 'path parameter',
  '?': 'query',
  '&': 'query',
};

export function templateFields(template: UriTemplate): { fields: TemplateField[]; leftOut: number } {
  const variables = variablesOf(template);
  const fields = variables.slice(0, MOST_FIELDS).map(({ name, uses }): TemplateField => {
    const prefix = uses.find((use) => use.prefix !== undefined)?.prefix;
    const words = [...new Set(uses.map(({ operator }) => PLACES[operator]))].filter((place) => place !== '');
    if (prefix !== undefined) words.push(`the first ${prefix}`);
    return {
      name,
      words: words.join(', '),
      isTextOnly: prefix !== undefined,
      usual: uses.some(({ isExploded }) => isExploded) && prefix === undefined ? 'list' : 'text',
    };
  });
  return { fields, leftOut: variables.length - fields.length };
}

export function valueOfWritten({ way, text }: Written): TemplateValue | undefined {
  if (text === undefined) return undefined;
  if (way === 'text') return { kind: 'text', text };
  const lines = text.split('\n');
  // The line one is about to write is no item yet.
  if (lines.at(-1) === '') lines.pop();
  if (way === 'list') return { kind: 'list', items: lines };
  const pairs = lines.map((line): [string, string] => {
    const at = line.indexOf('=');
    return at === -1 ? [line, ''] : [line.slice(0, at), line.slice(at + 1)];
  });
  return { kind: 'pairs', pairs };
}

export function writtenOf(value: TemplateValue): Written {
  switch (value.kind) {
    case 'text':
      return { way: 'text', text: value.text };
    case 'list':
      return { way: 'list', text: value.items.join('\n') };
    case 'pairs':
      return { way: 'pairs', text: value.pairs.map(([name, text]) => `${name}=${text}`).join('\n') };
  }
}
