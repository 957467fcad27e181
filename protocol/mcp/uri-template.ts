// URI Templates, RFC 6570, levels 1 to 4. A template comes from a server: reading it never fails, what
// it breaks is a fault, and a broken expression stays in the result as it is (section 3).

export type Operator = '' | '+' | '#' | '.' | '/' | ';' | '?' | '&';

export interface TemplateVariable {
  name: string;
  /** `*`: every item or pair by itself. */
  isExploded: boolean;
  /** `:n`: so many characters of the value. */
  prefix: number | undefined;
}

/** UTF-16 code units [from, to) of the template. */
export type TemplatePart = { from: number; to: number } & (
  | { kind: 'literal' }
  | { kind: 'expression'; operator: Operator; variables: TemplateVariable[] }
  | { kind: 'broken' }
);

export interface TemplateFault {
  from: number;
  to: number;
  words: string;
}

export interface UriTemplate {
  readonly text: string;
  parts: TemplatePart[];
  faults: TemplateFault[];
}

export type TemplateValue =
  | { kind: 'text'; text: string }
  | { kind: 'list'; items: readonly string[] }
  | { kind: 'pairs'; pairs: readonly (readonly [name: string, value: string])[] };

/** Section 2.3: a name is letters, digits, `_` and triplets, with single dots between them. */
const VARIABLE = /^((?:\w|%[0-9a-fA-F]{2})(?:\.?(?:\w|%[0-9a-fA-F]{2}))*)(?::([1-9]\d{0,3})|(\*))?$/;
const OPERATORS = new Set<string>(['+', '#', '.', '/', ';', '?', '&']);
/** Section 2.2 keeps them for later. */
const KEPT_OPERATORS = new Set<string>(['=', ',', '!', '@', '|']);
/** Section 2.1, what may not stand outside of braces. */
const NOT_LITERAL = /[\u0000-\u0020"'<>\\^`|}\u007f]|%(?![0-9a-fA-F]{2})/;
const MOST_FAULTS = 100;
const LONGEST_VARIABLE = 1_000;

export function parseUriTemplate(text: string): UriTemplate {
  const parts: TemplatePart[] = [];
  const faults: TemplateFault[] = [];
  const say = (from: number, to: number, words: string): void => {
    if (faults.length < MOST_FAULTS) faults.push({ from, to, words });
  };
  let at = 0;
  // Kept from turn to turn: looked for anew at each of a million open braces it would never end.
  let close = -1;
  while (at < text.length) {
    const open = orEnd(text.indexOf('{', at), text);
    if (open > at) {
      parts.push({ kind: 'literal', from: at, to: open });
      const odd = NOT_LITERAL.exec(text.slice(at, open));
      if (odd !== null)
        say(at + odd.index, at + odd.index + 1, 'This character has no place outside of braces.');
    }
    if (open === text.length) break;
    if (close < open) close = orEnd(text.indexOf('}', open), text);
    const next = orEnd(text.indexOf('{', open + 1), text);
    if (next < close || close === text.length) {
      say(open, open + 1, 'This brace is never closed.');
      parts.push({ kind: 'broken', from: open, to: next });
      at = next;
      continue;
    }
    at = close + 1;
    parts.push(readExpression(text, open, at, say));
  }
  return { text, parts, faults };
}

function orEnd(index: number, text: string): number {
  return index === -1 ? text.length : index;
}

function readExpression(
  text: string,
  from: number,
  to: number,
  say: (from: number, to: number, words: string) => void,
): TemplatePart {
  const broken: TemplatePart = { kind: 'broken', from, to };
  const first = text[from + 1]!;
  if (KEPT_OPERATORS.has(first)) {
    say(from + 1, from + 2, `The operator ${first} is kept for later versions of URI Templates.`);
    return broken;
  }
  const operator = (OPERATORS.has(first) ? first : '') as Operator;
  let at = from + 1 + operator.length;
  if (at === to - 1) {
    say(from, to, 'No variable is named here.');
    return broken;
  }
  const variables: TemplateVariable[] = [];
  for (const spec of text.slice(at, to - 1).split(',')) {
    const found = spec.length > LONGEST_VARIABLE ? null : VARIABLE.exec(spec);
    if (found === null) {
      say(at, at + spec.length, 'This is no variable: a name, then * or :1 to :9999 at most.');
      return broken;
    }
    variables.push({
      name: found[1]!,
      prefix: found[2] === undefined ? undefined : Number(found[2]),
      isExploded: found[3] !== undefined,
    });
    at += spec.length + 1;
  }
  return { kind: 'expression', from, to, operator, variables };
}

/** The variables in the order of their first use. */
export function variablesOf(
  template: UriTemplate,
): { name: string; uses: { operator: Operator; isExploded: boolean; prefix: number | undefined }[] }[] {
  const found = new Map<string, { operator: Operator; isExploded: boolean; prefix: number | undefined }[]>();
  for (const part of template.parts) {
    if (part.kind !== 'expression') continue;
    for (const { name, isExploded, prefix } of part.variables) {
      const use = { operator: part.operator, isExploded, prefix };
      const known = found.get(name);
      if (known === undefined) found.set(name, [use]);
      else known.push(use);
    }
  }
  return [...found].map(([name, uses]) => ({ name, uses }));
}

interface Rule {
  first: string;
  between: string;
  isNamed: boolean;
  /** Behind the name of an empty value. */
  ifEmpty: string;
  /** Reserved characters and triplets stay. */
  isReserved: boolean;
}
const rule = (
  first: string,
  between: string,
  isNamed: boolean,
  ifEmpty: string,
  isReserved: boolean,
): Rule => ({
  first,
  between,
  isNamed,
  ifEmpty,
  isReserved,
});
/** The table of appendix A. */
const RULES: Record<Operator, Rule> = {
  '': rule('', ',', false, '', false),
  '+': rule('', ',', false, '', true),
  '#': rule('#', ',', false, '', true),
  '.': rule('.', '.', false, '', false),
  '/': rule('/', '/', false, '', false),
  ';': rule(';', ';', true, '', false),
  '?': rule('?', '&', true, '=', false),
  '&': rule('&', '&', true, '=', false),
};

/** A variable without a value is left out; so is an empty list (section 2.3). */
export function expandUriTemplate(template: UriTemplate, values: ReadonlyMap<string, TemplateValue>): string {
  return template.parts
    .map((part) => {
      const source = template.text.slice(part.from, part.to);
      if (part.kind === 'literal') return encode(source, true);
      if (part.kind === 'broken') return source;
      const { operator, variables } = part;
      const isUnfit = variables.some(({ name, prefix }) => {
        const value = values.get(name);
        return prefix !== undefined && value !== undefined && value.kind !== 'text';
      });
      // Section 2.4.1: a prefix of a list is an error, so the expression stays as it is.
      return isUnfit ? source : expandExpression(RULES[operator], variables, values);
    })
    .join('');
}

function expandExpression(
  how: Rule,
  variables: readonly TemplateVariable[],
  values: ReadonlyMap<string, TemplateValue>,
): string {
  const expanded = variables.flatMap((variable) => {
    const value = values.get(variable.name);
    const isUndefined =
      value === undefined ||
      (value.kind === 'list' && value.items.length === 0) ||
      (value.kind === 'pairs' && value.pairs.length === 0);
    return isUndefined ? [] : [expandVariable(how, variable, value)];
  });
  return expanded.length === 0 ? '' : how.first + expanded.join(how.between);
}

function expandVariable(
  how: Rule,
  { name, isExploded, prefix }: TemplateVariable,
  value: TemplateValue,
): string {
  const coded = (text: string): string => encode(text, how.isReserved);
  const named = (label: string, text: string): string =>
    text === '' ? label + how.ifEmpty : `${label}=${text}`;
  if (value.kind === 'text') {
    const text = coded(prefix === undefined ? value.text : cut(value.text, prefix, how.isReserved));
    return how.isNamed ? named(name, text) : text;
  }
  if (!isExploded) {
    const flat = value.kind === 'list' ? value.items : value.pairs.flat();
    const text = flat.map(coded).join(',');
    return how.isNamed ? named(name, text) : text;
  }
  if (value.kind === 'list')
    return value.items
      .map((item) => (how.isNamed ? named(name, coded(item)) : coded(item)))
      .join(how.between);
  return value.pairs
    .map(([key, text]) => (how.isNamed ? named(coded(key), coded(text)) : `${coded(key)}=${coded(text)}`))
    .join(how.between);
}

/** One character as a person counts it: triplets that spell one code point are one. */
const CHARACTER =
  /%[cCdD][0-9a-fA-F]%[89abAB][0-9a-fA-F]|%[eE][0-9a-fA-F](?:%[89abAB][0-9a-fA-F]){2}|%[fF][0-7](?:%[89abAB][0-9a-fA-F]){3}|%[0-9a-fA-F]{2}|[^]/gu;

/** Never through the middle of a code point or triplet. */
function cut(text: string, most: number, isReserved: boolean): string {
  // No more units than these are needed, however long the value is.
  const start = text.slice(0, most * 12);
  const characters = isReserved ? (start.match(CHARACTER) ?? []) : [...start];
  return characters.slice(0, most).join('');
}

const NOT_UNRESERVED = /[^A-Za-z0-9\-._~]+/g;
const NOT_RESERVED_EITHER = /(?:[^A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]|%(?![0-9a-fA-F]{2}))+/g;

/** Percent-encodes the UTF-8 of what may not stand there (section 3.2.1). */
function encode(text: string, isReserved: boolean): string {
  return text.toWellFormed().replace(isReserved ? NOT_RESERVED_EITHER : NOT_UNRESERVED, triplets);
}

function triplets(text: string): string {
  return Array.from(
    new TextEncoder().encode(text),
    (octet) => `%${octet.toString(16).toUpperCase().padStart(2, '0')}`,
  ).join('');
}
