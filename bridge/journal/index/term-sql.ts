import type { Term, Value } from '../../../protocol/query/index.ts';
import { containsPattern, toSqlText } from './exact-text.ts';
import { AUTHORS, KINDS } from './frame-rows.ts';
import { idTexts, setApartSql } from './set-apart.ts';
import { joinSql, type Sql } from './sql.ts';

/** Never NULL, so that a negation is true of rows that lack the value. */
export function definite({ sql, params }: Sql): Sql {
  return { sql: `IFNULL((${sql}), 0)`, params };
}

export function termSql(term: Term, row: string, now: number): Sql {
  const apart = setApartSql(term, row);
  if (apart !== undefined) return apart;
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
    case 'conversation': {
      const first = term.value.kind === 'number' ? term.value.value : 0;
      return {
        sql: `${row}.continues = ? OR ${row}.seq = ? OR ${row}.request IN
          (SELECT q.seq FROM frame q WHERE q.session = ${row}.session AND (q.continues = ? OR q.seq = ?))`,
        params: [first, first, first, first],
      };
    }
    case 'status':
      return statusSql(`${row}.status`, term);
    case 'id':
      return { sql: `${row}.rpc_id IN (?, ?)`, params: idTexts(wordOf(term.value)) };
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
    case 'marked':
    case 'colour':
    case 'note':
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
    case 'step':
      return { sql: `${row}.continues IS NOT NULL`, params: [] };
    case 'asking':
      return { sql: `${row}.asks IS NOT NULL`, params: [] };
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

export function momentOf(term: Term, now: number): number {
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
