import type { FieldName } from './fields.ts';

export type Operator = ':' | '~' | '>' | '>=' | '<' | '<=';

/** What stands after the operator, read. Which kinds a field takes is told by `FIELDS`. */
export type Value =
  /** `isPrefix`: written as `notifications/*`. Never for quoted text. */
  | { kind: 'word'; text: string; isPrefix: boolean }
  | { kind: 'choice'; name: string }
  /** A count; ms for durations; bytes for sizes. */
  | { kind: 'number'; value: number }
  /** `404` is 404 to 404, `4xx` is 400 to 499. */
  | { kind: 'range'; from: number; to: number }
  /** Time of day, local: the latest such moment that is not in the future. */
  | { kind: 'clock'; hour: number; minute: number; second: number }
  /** Local date and time as ISO 8601 text without a zone, or with the one that was written. */
  | { kind: 'moment'; iso: string }
  /** Milliseconds before now. */
  | { kind: 'ago'; ms: number };

/** Half-open stretch of the query's text, in UTF-16 units. */
export interface Span {
  from: number;
  to: number;
}

export interface Term<Name extends string = FieldName> {
  kind: 'term';
  field: Name;
  operator: Operator;
  value: Value;
  span: Span;
}

export type QueryNode<Name extends string = FieldName> =
  Term<Name> | { kind: 'not'; part: QueryNode<Name> } | { kind: 'and' | 'or'; parts: QueryNode<Name>[] };

/** A query that was understood. Without a root it asks for everything. */
export interface Query<Name extends string = FieldName> {
  text: string;
  root?: QueryNode<Name>;
}

/** Why a query was not understood. `column` counts UTF-16 units from 0 and is where to look first. */
export interface QueryProblem {
  column: number;
  /** Length of what is wrong; at least 1, also at the end of the text. */
  length: number;
  message: string;
  /** What could stand there instead, ready to be shown or inserted. */
  expected: string[];
}

export type ParsedQuery<Name extends string = FieldName> =
  { ok: true; query: Query<Name> } | { ok: false; problem: QueryProblem };

/** Terms that must all hold: the parts of the outermost `and`, or the root itself. */
export function topTerms<Name extends string>(query: Query<Name>): QueryNode<Name>[] {
  if (query.root === undefined) return [];
  return query.root.kind === 'and' ? query.root.parts : [query.root];
}
