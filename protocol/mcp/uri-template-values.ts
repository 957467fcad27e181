import type { Operator, TemplatePart, TemplateValue, UriTemplate } from './uri-template.ts';
import { expandUriTemplate } from './uri-template.ts';

/** What is found is expanded again, so a form can be filled from it; nothing is guessed beyond that. */
const MOST_CHARACTERS = 100_000;

/**
 * Values that expand to a URI; undefined when they cannot be told. Looks for each literal where it
 * stands first, so that it ends soon whatever the template is; what it finds is true, because it is
 * expanded again and compared.
 */
export function valuesFromUri(template: UriTemplate, uri: string): Map<string, TemplateValue> | undefined {
  if (uri.length > MOST_CHARACTERS || template.text.length > MOST_CHARACTERS) return undefined;
  const values = new Map<string, TemplateValue>();
  let at = 0;
  for (const [k, part] of template.parts.entries()) {
    if (part.kind !== 'expression') {
      const literal = literalOf(template, part);
      if (!uri.startsWith(literal, at)) return undefined;
      at += literal.length;
      continue;
    }
    const next = template.parts[k + 1];
    const end = next === undefined ? uri.length : endBefore(template, uri, at, next);
    if (end === -1) return undefined;
    takeExpression(part, uri.slice(at, end), values);
    at = end;
  }
  return at === uri.length && expandUriTemplate(template, values) === uri ? values : undefined;
}

function literalOf(template: UriTemplate, part: TemplatePart): string {
  const only: UriTemplate = { ...template, parts: [part] };
  return expandUriTemplate(only, new Map());
}

function endBefore(template: UriTemplate, uri: string, from: number, next: TemplatePart): number {
  if (next.kind !== 'expression') return uri.indexOf(literalOf(template, next), from);
  // Two expressions side by side are told apart by what the second one begins with.
  const { first } = SIGNS[next.operator];
  if (first === '') return -1;
  const found = uri.indexOf(first, from === 0 ? 0 : from + 1);
  return found === -1 ? uri.length : found;
}

const SIGNS: Record<Operator, { first: string; between: string; isNamed: boolean }> = {
  '': { first: '', between: ',', isNamed: false },
  '+': { first: '', between: ',', isNamed: false },
  '#': { first: '#', between: ',', isNamed: false },
  '.': { first: '.', between: '.', isNamed: false },
  '/': { first: '/', between: '/', isNamed: false },
  ';': { first: ';', between: ';', isNamed: true },
  '?': { first: '?', between: '&', isNamed: true },
  '&': { first: '&', between: '&', isNamed: true },
};

function takeExpression(
  { operator, variables }: Extract<TemplatePart, { kind: 'expression' }>,
  text: string,
  values: Map<string, TemplateValue>,
): void {
  const { first, between, isNamed } = SIGNS[operator];
  if (text === '' || !text.startsWith(first)) return;
  const keepsReserved = operator === '+' || operator === '#';
  const isOne = variables.length === 1;
  const inner = text.slice(first.length);
  const pieces = isOne && !isNamed && !variables[0]!.isExploded ? [inner] : inner.split(between);
  for (const [k, { name, isExploded }] of variables.entries()) {
    const mine = isNamed
      ? pieces
          .filter((piece) => piece === name || piece.startsWith(`${name}=`))
          .map((piece) => piece.slice(name.length + 1))
      : isOne && isExploded
        ? pieces
        : pieces.slice(k, k + 1);
    const texts = mine.map((piece) => (keepsReserved ? piece : decoded(piece)));
    if (texts.length === 0) continue;
    values.set(name, isExploded ? { kind: 'list', items: texts } : { kind: 'text', text: texts[0]! });
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // URIError: percent signs that are no UTF-8. Then the text itself expands to something else, and is given up.
    return text;
  }
}
