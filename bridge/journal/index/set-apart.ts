import { COLOURS } from '../../../protocol/colours.ts';
import type { QueryNode, Term } from '../../../protocol/query/index.ts';
import { fold } from '../text/fold.ts';
import type { Mode } from './compile.ts';
import { containsPattern, toSqlText } from './exact-text.ts';
import { findingMark } from './finding-marks.ts';
import type { Sql } from './sql.ts';

/**
 * Findings, marks and notes lie in tables of their own, and few frames have them. A query that asks for
 * them goes through those tables instead of through a million frames.
 */
interface SetApart {
  table: 'temp.finding' | 'temp.annotation';
  /** Speaks of g, a row of the table. */
  where: Sql;
}

const choiceOf = ({ value }: Term): string => (value.kind === 'choice' ? value.name : '');
const annotated = (sql: string, ...params: (string | number)[]): SetApart => ({
  table: 'temp.annotation',
  where: { sql, params },
});

function setApart(term: Term): SetApart | undefined {
  switch (term.field) {
    case 'finding':
      return {
        table: 'temp.finding',
        where: { sql: 'g.mark & ? <> 0', params: [findingMark(choiceOf(term))] },
      };
    case 'marked':
      return choiceOf(term) === 'yes' ? annotated('g.mark = 1') : undefined;
    case 'colour': {
      const colour = (COLOURS as readonly string[]).indexOf(choiceOf(term));
      return colour === -1 ? annotated('g.colour IS NOT NULL') : annotated('g.colour = ?', colour);
    }
    case 'note':
      return annotated(
        `g.note LIKE ? ESCAPE '\\'`,
        containsPattern(term.value.kind === 'word' ? fold(term.value.text) : ''),
      );
    case 'is':
      return choiceOf(term) === 'annotated' ? annotated('1') : undefined;
    default:
      return undefined;
  }
}

/** The condition for one frame; undefined: the term asks for something that is in its row. */
export function setApartSql(term: Term, row: string): Sql | undefined {
  const apart = setApart(term);
  if (apart === undefined) return undefined;
  const { table, where } = apart;
  return {
    sql: `EXISTS (SELECT 1 FROM ${table} g WHERE g.session = ${row}.session AND g.seq = ${row}.seq AND ${where.sql})`,
    params: where.params,
  };
}

/**
 * Selects positions (n) among which all matches are, in exchanges those of requests. undefined: there
 * is no such short list.
 */
export function shortListSql(node: QueryNode, mode: Mode): Sql | undefined {
  if (node.kind === 'not') return undefined;
  if (node.kind === 'term') {
    const apart = setApart(node);
    return apart === undefined ? indexedSql(node, mode) : listSql(apart, mode);
  }
  const lists = node.parts.map((part) => shortListSql(part, mode));
  if (node.kind === 'and') return lists.find((list) => list !== undefined);
  const all = lists.flatMap((list) => list ?? []);
  if (all.length < lists.length) return undefined;
  return {
    sql: all.map(({ sql }) => sql).join(' UNION '),
    params: all.flatMap(({ params }) => params),
  };
}

/** What an index of the database answers. */
function indexedSql(term: Term, mode: Mode): Sql | undefined {
  const { field, operator, value } = term;
  if (field === 'id' && value.kind === 'word')
    // Of an exchange it is the request's id.
    return { sql: 'SELECT f.n AS n FROM frame f WHERE f.rpc_id IN (?, ?)', params: idTexts(value.text) };
  if (field === 'is' && choiceOf(term) === 'waiting')
    return {
      sql: `SELECT e.n AS n FROM exchange e JOIN frame f ON f.n = e.n JOIN session v ON v.key = f.session
        WHERE e.answers = 0 AND e.failed = 0 AND e.cancelled = 0 AND v.is_over = 0`,
      params: [],
    };
  if (field === 'conversation' && value.kind === 'number') return conversationSql(value.value, mode);
  if (field === 'seq' && operator === ':' && value.kind === 'number') return seqSql(value.value, mode);
  return undefined;
}

const AT = 'session v CROSS JOIN frame f ON f.session = v.key AND f.seq = ?';

/** Frames of that number, one in each session. An exchange matches the number of its answer too. */
function seqSql(seq: number, mode: Mode): Sql {
  const own = `SELECT f.n AS n FROM ${AT}`;
  if (mode === 'frames') return { sql: own, params: [seq] };
  return {
    sql: `${own} UNION SELECT r.n AS n FROM ${AT} CROSS JOIN frame r ON r.session = f.session AND r.seq = f.request`,
    params: [seq, seq],
  };
}

/** Requests of the conversations that begin with that number, one in each session; as frames with what belongs to them. */
function conversationSql(first: number, mode: Mode): Sql {
  const steps = 'session v CROSS JOIN frame f ON f.session = v.key AND f.continues = ?';
  const requests = `SELECT f.n AS n FROM ${AT} UNION SELECT f.n AS n FROM ${steps}`;
  if (mode === 'exchanges') return { sql: requests, params: [first, first] };
  return {
    sql: `${requests}
      UNION SELECT a.n AS n FROM session v CROSS JOIN frame a ON a.session = v.key AND a.request = ?
      UNION SELECT a.n AS n FROM ${steps} CROSS JOIN frame a ON a.session = f.session AND a.request = f.seq`,
    params: [first, first, first, first],
  };
}

/** JSON text of an id: a number, or a string. */
export function idTexts(id: string): string[] {
  return [toSqlText(id), toSqlText(JSON.stringify(id))];
}

function listSql({ table, where }: SetApart, mode: Mode): Sql {
  const found = `FROM ${table} g CROSS JOIN frame f ON f.session = g.session AND f.seq = g.seq`;
  if (mode === 'frames') return { sql: `SELECT f.n AS n ${found} WHERE ${where.sql}`, params: where.params };
  return {
    sql: `SELECT IFNULL(r.n, f.n) AS n ${found}
      LEFT JOIN frame r ON r.session = f.session AND r.seq = f.request AND f.kind <> 0 WHERE ${where.sql}`,
    params: where.params,
  };
}
