import type { Field } from './field.ts';
import { FIELDS } from './fields.ts';
import { nearest } from './nearest.ts';
import type { ParsedQuery, QueryNode, QueryProblem, Span, Term } from './query.ts';
import { readValue } from './read-value.ts';
import { tokenize, type Token } from './tokens.ts';

/** Longer texts are refused: nobody types them, and SQLite has limits of its own. */
export const LONGEST_QUERY = 4000;
const MOST_TERMS = 100;
const MOST_DEPTH = 20;

/** Reads a query. Blank text asks for everything. Never throws. */
export function parseQuery(text: string): ParsedQuery {
  return parseWith(FIELDS, text);
}

/** The same language over other fields; a bare word is always a term of `text`. */
export function parseWith<Name extends string>(
  fields: readonly (Field & { name: Name })[],
  text: string,
): ParsedQuery<Name> {
  if (text.length > LONGEST_QUERY)
    return refuse(
      { from: LONGEST_QUERY, to: text.length },
      `A query has at most ${LONGEST_QUERY} characters`,
    );
  const tokens = tokenize(text);
  const broken = tokens.find((token) => token.kind === 'broken');
  if (broken?.kind === 'broken') return refuse(broken.span, broken.message, broken.expected);
  const terms = tokens.filter((token) => token.kind === 'term');
  const excess = terms[MOST_TERMS];
  if (excess !== undefined) return refuse(excess.span, `A query has at most ${MOST_TERMS} terms`);
  if (tokens.length === 0) return { ok: true, query: { text } };
  try {
    return { ok: true, query: { text, root: new Reader<Name>(fields, tokens, text.length).read() } };
  } catch (error) {
    if (error instanceof Misread) return { ok: false, problem: error.problem };
    throw error;
  }
}

class Misread extends Error {
  readonly problem: QueryProblem;
  constructor(problem: QueryProblem) {
    super(problem.message);
    this.problem = problem;
  }
}

function problemAt(span: Span, message: string, expected: string[] = []): QueryProblem {
  return { column: span.from, length: Math.max(1, span.to - span.from), message, expected };
}

function refuse(span: Span, message: string, expected?: string[]): ParsedQuery<never> {
  return { ok: false, problem: problemAt(span, message, expected) };
}

class Reader<Name extends string> {
  #fields: readonly (Field & { name: Name })[];
  #tokens: Token[];
  #at = 0;
  #end: Span;
  #depth = 0;

  constructor(fields: readonly (Field & { name: Name })[], tokens: Token[], length: number) {
    this.#fields = fields;
    this.#tokens = tokens;
    this.#end = { from: length, to: length };
  }

  read(): QueryNode<Name> {
    const root = this.#either();
    const left = this.#tokens[this.#at];
    if (left !== undefined) throw new Misread(problemAt(left.span, 'Nothing opened this bracket'));
    return root;
  }

  #either(): QueryNode<Name> {
    const parts = [this.#all()];
    while (this.#tokens[this.#at]?.kind === 'or') {
      this.#at++;
      parts.push(this.#all());
    }
    return parts.length === 1 ? parts[0]! : { kind: 'or', parts };
  }

  #all(): QueryNode<Name> {
    const parts: QueryNode<Name>[] = [];
    for (;;) {
      const token = this.#tokens[this.#at];
      if (token === undefined || token.kind === 'or' || token.kind === 'close') break;
      if (token.kind === 'and' && parts.length > 0) this.#at++;
      parts.push(this.#one());
    }
    const token = this.#tokens[this.#at];
    if (parts.length === 0)
      throw new Misread(problemAt(token?.span ?? this.#end, 'A term is missing here', EXAMPLES));
    return parts.length === 1 ? parts[0]! : { kind: 'and', parts };
  }

  #one(): QueryNode<Name> {
    const token = this.#tokens[this.#at];
    if (token === undefined) throw new Misread(problemAt(this.#end, 'A term is missing here', EXAMPLES));
    this.#at++;
    if (token.kind === 'term') return readTerm(this.#fields, token);
    if (token.kind === 'not' || token.kind === 'open') {
      if (++this.#depth > MOST_DEPTH)
        throw new Misread(problemAt(token.span, `Brackets and minus signs go at most ${MOST_DEPTH} deep`));
      const part: QueryNode<Name> =
        token.kind === 'not' ? { kind: 'not', part: this.#one() } : this.#group(token.span);
      this.#depth--;
      return part;
    }
    throw new Misread(problemAt(token.span, 'A term is missing before this', EXAMPLES));
  }

  #group(open: Span): QueryNode<Name> {
    const inner = this.#either();
    if (this.#tokens[this.#at]?.kind !== 'close')
      throw new Misread(problemAt(open, 'This bracket is never closed', [')']));
    this.#at++;
    return inner;
  }
}

const EXAMPLES = ['method:tools/call', 'is:error', 'text:"…"'];

function readTerm<Name extends string>(
  fields: readonly (Field & { name: Name })[],
  token: Extract<Token, { kind: 'term' }>,
): Term<Name> {
  const { field, operator, value, span } = token;
  if (field === undefined || operator === undefined) {
    if (value.text === '')
      throw new Misread(problemAt(span, 'There is nothing between these quotes', EXAMPLES));
    const word = { kind: 'word' as const, text: value.text, isPrefix: false };
    return { kind: 'term', field: 'text' as Name, operator: ':', value: word, span };
  }
  const known = fields.find((one) => one.name === field.name.toLowerCase());
  if (known === undefined) {
    const names = fields.map((one): string => one.name);
    const close = nearest(field.name.toLowerCase(), names);
    const guess = close === undefined ? '' : ` Did you mean ${close}?`;
    const message = `There is no field ${field.name}.${guess} To look for the text itself, put it in quotes`;
    throw new Misread(problemAt(field.span, message, close === undefined ? names : [close]));
  }
  const operators: readonly string[] = known.operators;
  if (!operators.includes(operator)) {
    const at = { from: field.span.to, to: field.span.to + operator.length };
    const expected = known.operators.map((one) => `${known.name}${one}`);
    throw new Misread(problemAt(at, `${known.name} does not take ${operator}`, expected));
  }
  const read = readValue(known, operator, value);
  if (!read.ok) throw new Misread(problemAt(token.valueSpan, read.message, read.expected));
  return { kind: 'term', field: known.name, operator, value: read.value, span };
}
