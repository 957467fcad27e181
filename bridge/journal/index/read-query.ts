import type { RowsPage } from '../../../protocol/api.ts';
import type { Outcome } from '../../../protocol/problem.ts';
import { parseQuery, type Query } from '../../../protocol/query/index.ts';

/** A query, or a Problem that says at which column (counted from 1) it is not understood. */
export function readQuery(text: string): Outcome<Query> {
  const parsed = parseQuery(text);
  if (parsed.ok) return { ok: true, value: parsed.query };
  const { column, message, expected } = parsed.problem;
  const problem = { code: 'bad-query', message: `Column ${column + 1}: ${message}.` };
  if (expected.length === 0) return { ok: false, problem };
  return { ok: false, problem: { ...problem, hint: `Expected ${expected.slice(0, 6).join(' or ')}.` } };
}

/** What any query gives when nothing was ever recorded. */
export function emptyPage(head: number): RowsPage {
  return { total: 0, complete: true, from: 0, rows: [], recorded: 0, head };
}
