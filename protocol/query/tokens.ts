import type { Operator, Span } from './query.ts';
import type { RawValue } from './read-value.ts';

/** One token. `term` is a field with its value, or a bare word or quoted text (`field` absent). */
export type Token =
  | { kind: 'open' | 'close' | 'or' | 'and' | 'not'; span: Span }
  | {
      kind: 'term';
      span: Span;
      field?: { name: string; span: Span };
      operator?: Operator;
      value: RawValue;
      valueSpan: Span;
    }
  | { kind: 'broken'; span: Span; message: string; expected: string[] };

const FIELD = /^([A-Za-z][A-Za-z-]*)(>=|<=|:|~|>|<)/;
const BLANK = /\s/;

/** Splits a query. Never throws; what cannot be read becomes one `broken` token at the end. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  let depth = 0;
  while (at < text.length) {
    const c = text[at]!;
    if (BLANK.test(c)) {
      at++;
      continue;
    }
    if (c === '(' || c === ')') {
      depth += c === '(' ? 1 : -1;
      tokens.push({ kind: c === '(' ? 'open' : 'close', span: { from: at, to: at + 1 } });
      at++;
      continue;
    }
    if (c === '-' && isNegation(text, at)) {
      tokens.push({ kind: 'not', span: { from: at, to: at + 1 } });
      at++;
      continue;
    }
    const token = readTerm(text, at, depth > 0);
    tokens.push(token);
    if (token.kind === 'broken') break;
    at = token.span.to;
  }
  return tokens;
}

/** A minus before digits alone is a number (`-32601` is an error code), before anything else it negates. */
function isNegation(text: string, at: number): boolean {
  const next = text[at + 1];
  if (next === undefined || BLANK.test(next)) return false;
  return !/^\d+(?=[\s)]|$)/.test(text.slice(at + 1, at + 32));
}

function readTerm(text: string, from: number, inGroup: boolean): Token {
  const match = FIELD.exec(text.slice(from, from + 64));
  // `https://…` is an address somebody looks for, not a field.
  const isField = match !== null && text.slice(from + match[0].length, from + match[0].length + 2) !== '//';
  const valueFrom = isField ? from + match[0].length : from;
  const value = text[valueFrom] === '"' ? readQuoted(text, valueFrom) : readBare(text, valueFrom, inGroup);
  if (value.kind === 'broken') return value;
  const span = { from, to: value.to };
  const valueSpan = { from: valueFrom, to: value.to };
  if (isField) {
    const name = match[1] ?? '';
    const field = { name, span: { from, to: from + name.length } };
    return { kind: 'term', span, field, operator: match[2] as Operator, value: value.raw, valueSpan };
  }
  if (!value.raw.isQuoted && /^(or|and)$/i.test(value.raw.text))
    return { kind: value.raw.text.toLowerCase() as 'or' | 'and', span };
  return { kind: 'term', span, value: value.raw, valueSpan };
}

type ReadText = { kind: 'text'; raw: RawValue; to: number } | Extract<Token, { kind: 'broken' }>;

function readBare(text: string, from: number, inGroup: boolean): ReadText {
  let to = from;
  while (to < text.length && !BLANK.test(text[to]!) && !(inGroup && text[to] === ')')) to++;
  return { kind: 'text', raw: { text: text.slice(from, to), isQuoted: false }, to };
}

/** Inside quotes a backslash takes the next character as it is, except that \n, \r and \t stand for themselves. */
function readQuoted(text: string, from: number): ReadText {
  let content = '';
  for (let at = from + 1; at < text.length; at++) {
    const c = text[at]!;
    if (c === '"') return { kind: 'text', raw: { text: content, isQuoted: true }, to: at + 1 };
    if (c !== '\\') content += c;
    else content += unescape(text[++at] ?? '');
  }
  return {
    kind: 'broken',
    span: { from, to: text.length },
    message: 'This quote is never closed',
    expected: ['"'],
  };
}

function unescape(c: string): string {
  return c === 'n' ? '\n' : c === 'r' ? '\r' : c === 't' ? '\t' : c;
}

/** Text as it has to be written to be read back as one value. */
export function quote(text: string): string {
  const isPlain = /^[^\s()"\\*-][^\s()"\\]*$/.test(text) && !/^(or|and)$/i.test(text) && !text.endsWith('*');
  if (isPlain) return text;
  const escaped = text
    .replace(/["\\]/g, '\\$&')
    .replace(/\n/g, '\\n')
    .replace(/\r/g, '\\r')
    .replace(/\t/g, '\\t');
  return `"${escaped}"`;
}
