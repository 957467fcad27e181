import { type Query, type QueryNode, type Term, topTerms } from '../../../protocol/query/index.ts';
import { fold } from '../text/fold.ts';
import { shortListSql } from './set-apart.ts';
import { joinSql, type Sql } from './sql.ts';
import { definite, momentOf, termSql } from './term-sql.ts';

export type Mode = 'frames' | 'exchanges';

/** What is decided row by row because text is part of it. `column` is the nth extra condition. */
export type TextTree =
  | { kind: 'needle'; needle: number }
  | { kind: 'column'; column: number }
  | { kind: 'not'; part: TextTree }
  | { kind: 'and' | 'or'; parts: TextTree[] };

/**
 * A query for the index. Conditions speak of f (frame), in exchanges of r and a (the frames of request and
 * first answer, a may be missing) and e (exchange). `where` holds all that needs no text.
 */
export interface CompiledQuery {
  mode: Mode;
  where: Sql;
  text?: {
    needles: string[];
    tree: TextTree;
    columns: Sql[];
    /** Needles without which nothing matches. */ required: number[];
  };
  /** Rows that did not match may match later, when an answer comes. */
  isVolatile: boolean;
  /** Selects the positions (n) among which all matches are, where they are few. */
  shortList: Sql | undefined;
  asks: AsksFor;
}

/** Whether it asks for what is not in the rows, and may change at any time. */
export interface AsksFor {
  finding: boolean;
  annotation: boolean;
}

/** `now`: ms since the epoch, for times of day and `since:10m`. */
export function compileQuery(query: Query, mode: Mode, now: number): CompiledQuery {
  const tops = topTerms(query);
  const plain = tops.filter((node) => !hasText(node));
  const mixed = tops.filter(hasText);
  const where = joinSql(
    plain.map((node) => nodeSql(node, mode, now)),
    'AND',
  );
  const known = {
    mode,
    where,
    isVolatile: mode === 'exchanges' || tops.some(isWaiting),
    shortList: query.root === undefined ? undefined : shortListSql(query.root, mode),
    asks: {
      finding: tops.some((node) => hasTerm(node, ({ field }) => field === 'finding')),
      annotation: tops.some((node) => hasTerm(node, isOfAnnotation)),
    },
  };
  if (mixed.length === 0) return known;
  const text: Required<CompiledQuery>['text'] = {
    needles: [],
    columns: [],
    tree: { kind: 'and', parts: [] },
    required: [],
  };
  const parts = mixed.map((node) => {
    const part = textTree(node);
    if (part.kind === 'needle') text.required.push(part.needle);
    return part;
  });
  text.tree = { kind: 'and', parts };
  return { ...known, text };

  function textTree(node: QueryNode): TextTree {
    if (!hasText(node)) return { kind: 'column', column: text.columns.push(nodeSql(node, mode, now)) - 1 };
    if (node.kind === 'not') return { kind: 'not', part: textTree(node.part) };
    if (node.kind !== 'term') return { kind: node.kind, parts: columnsFirst(node.parts.map(textTree)) };
    const needle = fold(node.value.kind === 'word' ? node.value.text : '');
    const nth = text.needles.indexOf(needle);
    return { kind: 'needle', needle: nth === -1 ? text.needles.push(needle) - 1 : nth };
  }
}

/** The latest moment the query's times mean, for telling one compilation from a later one. */
export function resolveTimes(query: Query, now: number): string {
  const times: number[] = [];
  const visit = (node: QueryNode): void => {
    if (node.kind === 'not') visit(node.part);
    else if (node.kind !== 'term') node.parts.forEach(visit);
    else if (node.field === 'since' || node.field === 'until') times.push(momentOf(node, now));
  };
  if (query.root !== undefined) visit(query.root);
  // A sliding bound moves on every ten seconds, so that a list is not begun anew at each look.
  return times.map((time) => Math.floor(time / 10_000)).join(',');
}

/** What is known already is asked before what has to be read. */
function columnsFirst(parts: TextTree[]): TextTree[] {
  return [
    ...parts.filter((part) => part.kind === 'column'),
    ...parts.filter((part) => part.kind !== 'column'),
  ];
}

function hasTerm(node: QueryNode, is: (term: Term) => boolean): boolean {
  if (node.kind === 'term') return is(node);
  return node.kind === 'not' ? hasTerm(node.part, is) : node.parts.some((part) => hasTerm(part, is));
}

const hasText = (node: QueryNode): boolean => hasTerm(node, ({ field }) => field === 'text');

const isWaiting = (node: QueryNode): boolean =>
  hasTerm(node, ({ field, value }) => field === 'is' && value.kind === 'choice' && value.name === 'waiting');

const isOfAnnotation = ({ field, value }: Term): boolean =>
  field === 'marked' ||
  field === 'colour' ||
  field === 'note' ||
  (field === 'is' && value.kind === 'choice' && value.name === 'annotated');

function nodeSql(node: QueryNode, mode: Mode, now: number): Sql {
  if (isMarkedNo(node)) return nodeSql(MARKED_NOT, mode, now);
  if (node.kind === 'not') {
    const part = nodeSql(node.part, mode, now);
    return { sql: `NOT (${part.sql})`, params: part.params };
  }
  if (node.kind !== 'term')
    return joinSql(
      node.parts.map((part) => nodeSql(part, mode, now)),
      node.kind === 'and' ? 'AND' : 'OR',
    );
  if (mode === 'frames') return definite(termSql(node, 'f', now));
  if (!OF_EITHER.has(node.field)) return definite(termSql(node, 'r', now));
  const either = [definite(termSql(node, 'r', now)), definite(termSql(node, 'a', now))];
  return joinSql(isOfRefusal(node) ? [...either, ofRefusal(node, now)] : either, 'OR');
}

/** A request that was refused over HTTP has no answer, but a status that says so. */
const isOfRefusal = ({ field, value }: Term): boolean =>
  field === 'status' || (field === 'is' && value.kind === 'choice' && value.name === 'error');

function ofRefusal(term: Term, now: number): Sql {
  const { sql, params } = termSql(term, 'h', now);
  return {
    sql: `e.failed = 1 AND e.answer IS NULL AND EXISTS
      (SELECT 1 FROM frame h WHERE h.session = r.session AND h.request = r.seq AND (${sql}))`,
    params,
  };
}

/** Of an exchange neither frame is marked then; one of them would do for any other term. */
const isMarkedNo = (node: QueryNode): boolean =>
  node.kind === 'term' && node.field === 'marked' && node.value.kind === 'choice' && node.value.name === 'no';
const MARKED_NOT: QueryNode = {
  kind: 'not',
  part: {
    kind: 'term',
    field: 'marked',
    operator: ':',
    value: { kind: 'choice', name: 'yes' },
    span: { from: 0, to: 0 },
  },
};

/** An exchange matches these when its request or its answer does; all others are about the request. */
const OF_EITHER: ReadonlySet<Term['field']> = new Set([
  'kind',
  'is',
  'dur',
  'bytes',
  'code',
  'status',
  'seq',
  'problem',
  'finding',
  'marked',
  'colour',
  'note',
]);
