import {
  type Query,
  type QueryNode,
  type Term,
  topTerms,
  type Value,
} from '../../../protocol/query/index.ts';
import { fold } from '../text/fold.ts';
import type { SqlValue } from './driver.ts';
import { containsPattern, toSqlText } from './exact-text.ts';
import { findingSql } from './finding-marks.ts';
import { AUTHORS, KINDS } from './frame-rows.ts';

export type Mode = 'frames' | 'exchanges';

export interface Sql {
  sql: string;
  params: SqlValue[];
}

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
  const isVolatile = mode === 'exchanges' || tops.some(isWaiting);
  if (mixed.length === 0) return { mode, where, isVolatile };
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
  return { mode, where, isVolatile, text };

  function textTree(node: QueryNode): TextTree {
    if (!hasText(node)) return { kind: 'column', column: text.columns.push(nodeSql(node, mode, now)) - 1 };
    if (node.kind === 'not') return { kind: 'not', part: textTree(node.part) };
    if (node.kind !== 'term') return { kind: node.kind, parts: columnsFirst(node.parts.map(textTree)) };
    const needle = fold(node.value.kind === 'word' ? node.value.text : '');
    const known = text.needles.indexOf(needle);
    return { kind: 'needle', needle: known === -1 ? text.needles.push(needle) - 1 : known };
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

function hasText(node: QueryNode): boolean {
  if (node.kind === 'term') return node.field === 'text';
  return node.kind === 'not' ? hasText(node.part) : node.parts.some(hasText);
}

function isWaiting(node: QueryNode): boolean {
  if (node.kind !== 'term') return node.kind === 'not' ? isWaiting(node.part) : node.parts.some(isWaiting);
  return node.field === 'is' && node.value.kind === 'choice' && node.value.name === 'waiting';
}

function joinSql(parts: Sql[], word: 'AND' | 'OR'): Sql {
  if (parts.length === 0) return { sql: '1', params: [] };
  return {
    sql: parts.map((part) => `(${part.sql})`).join(` ${word} `),
    params: parts.flatMap((part) => part.params),
  };
}

function nodeSql(node: QueryNode, mode: Mode, now: number): Sql {
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
  return joinSql([definite(termSql(node, 'r', now)), definite(termSql(node, 'a', now))], 'OR');
}

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
]);

/** Never NULL, so that a negation is true of rows that lack the value. */
function definite({ sql, params }: Sql): Sql {
  return { sql: `IFNULL((${sql}), 0)`, params };
}

function termSql(term: Term, row: string, now: number): Sql {
  switch (term.field) {
    case 'method':
      return wordSql(`${row}.method`, term);
    case 'name':
      return wordSql(`${row}.name`, term);
    case 'tool':
      return andSql(wordSql(`${row}.name`, term), `${row}.method = 'tools/call'`);
    case 'prompt':
      return andSql(wordSql(`${row}.name`, term), `${row}.method = 'prompts/get'`);
    case 'resource':
      return andSql(wordSql(`${row}.name`, term), `substr(${row}.method, 1, 10) = 'resources/'`);
    case 'problem':
      return wordSql(`${row}.problem`, term);
    case 'kind':
      return { sql: `${row}.kind = ?`, params: [(KINDS as readonly string[]).indexOf(choiceOf(term.value))] };
    case 'author':
      return {
        sql: `${row}.author = ?`,
        params: [(AUTHORS as readonly string[]).indexOf(choiceOf(term.value))],
      };
    case 'dir':
      return { sql: `${row}.toward = ?`, params: [choiceOf(term.value) === 'in' ? 1 : 0] };
    case 'is':
      return isSql(choiceOf(term.value), row);
    case 'dur':
      return numberSql(`${row}.ms`, term);
    case 'bytes':
      return numberSql(`${row}.bytes`, term);
    case 'seq':
      return numberSql(`${row}.seq`, term);
    case 'status':
      return statusSql(`${row}.status`, term);
    case 'id': {
      const id = wordOf(term.value);
      return { sql: `${row}.rpc_id IN (?, ?)`, params: [toSqlText(id), toSqlText(JSON.stringify(id))] };
    }
    case 'code':
      return { sql: `${row}.code = ?`, params: [toSqlText(wordOf(term.value))] };
    case 'session':
      return inSessions(row, sessionSql(term));
    case 'target':
      return inSessions(row, joinSql([wordSql('target', term), wordSql('target_name', term)], 'OR'));
    case 'channel': {
      const channel = toSqlText(wordOf(term.value));
      const begin = `substr(${row}.channel, 1, ${Array.from(channel).length + 1})`;
      return {
        sql: `${row}.channel = ? OR ${begin} IN (?, ?, ?)`,
        params: [channel, `${channel}.`, `${channel}<`, `${channel}>`],
      };
    }
    case 'since':
      return { sql: `${row}.wall >= ?`, params: [momentOf(term, now)] };
    case 'until':
      return { sql: `${row}.wall <= ?`, params: [momentOf(term, now)] };
    case 'finding':
      return findingSql(choiceOf(term.value), row);
    case 'text':
      return { sql: '0', params: [] };
  }
}

function andSql(left: Sql, right: string): Sql {
  return { sql: `(${left.sql}) AND ${right}`, params: left.params };
}

const wordOf = (value: Value): string => (value.kind === 'word' ? value.text : '');
const choiceOf = (value: Value): string => (value.kind === 'choice' ? value.name : '');

function wordSql(column: string, { operator, value }: Term): Sql {
  const text = wordOf(value);
  if (operator === '~') return { sql: `${column} LIKE ? ESCAPE '\\'`, params: [containsPattern(text)] };
  const exact = toSqlText(text);
  if (value.kind !== 'word' || !value.isPrefix) return { sql: `${column} = ?`, params: [exact] };
  return { sql: `substr(${column}, 1, ${Array.from(exact).length}) = ?`, params: [exact] };
}

function numberSql(column: string, { operator, value }: Term): Sql {
  const sign = operator === ':' || operator === '~' ? '=' : operator;
  return { sql: `${column} ${sign} ?`, params: [value.kind === 'number' ? value.value : 0] };
}

function statusSql(column: string, { operator, value }: Term): Sql {
  const { from, to } = value.kind === 'range' ? value : { from: 0, to: 0 };
  if (operator === '>' || operator === '<=') return { sql: `${column} ${operator} ?`, params: [to] };
  if (operator === '<' || operator === '>=') return { sql: `${column} ${operator} ?`, params: [from] };
  return { sql: `${column} BETWEEN ? AND ?`, params: [from, to] };
}

function isSql(name: string, row: string): Sql {
  const marked = (mark: string): Sql => ({ sql: `${row}.marks LIKE ?`, params: [`%|${mark}|%`] });
  switch (name) {
    case 'error':
      return {
        sql: `${row}.kind = ${KINDS.indexOf('error')} OR ${row}.is_error = 1 OR ${row}.status >= 400`,
        params: [],
      };
    case 'waiting':
      return {
        sql: `${row}.kind = ${KINDS.indexOf('request')} AND EXISTS (SELECT 1 FROM exchange w JOIN session v ON v.key = ${row}.session WHERE w.n = ${row}.n AND w.answers = 0 AND w.failed = 0 AND w.cancelled = 0 AND v.is_over = 0)`,
        params: [],
      };
    case 'unknown':
      return joinSql([marked('unknown id'), marked('unknown token')], 'OR');
    case 'repeated-key':
      return marked('duplicate key');
    case 'cancelled':
      return { sql: `${row}.method = 'notifications/cancelled'`, params: [] };
    case 'problem':
      return { sql: `${row}.problem IS NOT NULL`, params: [] };
    default:
      return marked(name);
  }
}

function sessionSql(term: Term): Sql {
  const text = wordOf(term.value);
  if (term.operator === '~') return joinSql([wordSql('name', term), wordSql('target_name', term)], 'OR');
  if (/^\d{1,9}$/.test(text)) return { sql: 'number = ?', params: [Number(text)] };
  const id = /^[0-9a-f]{6,32}$/.test(text)
    ? [{ sql: 'substr(id, 1, ?) = ?', params: [text.length, text] }]
    : [];
  return joinSql([...id, wordSql('name', term)], 'OR');
}

function inSessions(row: string, { sql, params }: Sql): Sql {
  return { sql: `${row}.session IN (SELECT key FROM session WHERE ${sql})`, params };
}

function momentOf(term: Term, now: number): number {
  const { value } = term;
  if (value.kind === 'ago') return now - value.ms;
  if (value.kind === 'moment') {
    const isDay = value.iso.length === 10;
    return Date.parse(
      isDay ? `${value.iso}${term.field === 'until' ? 'T23:59:59.999' : 'T00:00'}` : value.iso,
    );
  }
  if (value.kind !== 'clock') return now;
  const date = new Date(now);
  date.setHours(value.hour, value.minute, value.second, 0);
  if (date.getTime() > now) date.setDate(date.getDate() - 1);
  return date.getTime();
}
