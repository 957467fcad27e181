import type { FrameSummary } from '../../../protocol/frame.ts';
import type { SqlRow, SqlValue } from './driver.ts';
import { fromSqlText, toSqlText } from './exact-text.ts';

/** Numbers in the index stand for these words, by place. Append only: the place is what is stored. */
export const KINDS = [
  'request',
  'notification',
  'result',
  'error',
  'batch',
  'not-json',
  'not-rpc',
  'log',
  'http',
] as const;
export const AUTHORS = ['client', 'server', 'craft', 'fuzz', 'probe', 'host', 'import'] as const;
export const ASKS = ['input', 'task'] as const;
export const SIDES = ['server', 'client'] as const;

export const FRAME_COLUMNS =
  'n, session, seq, kind, toward, leg, author, bytes, wall, mono, ms, status, is_error, request, channel, method, name, rpc_id, code, marks, problem, continues, asks';

const text = (value: string | undefined): SqlValue => (value === undefined ? null : toSqlText(value));

/** Values for FRAME_COLUMNS. Marks stand between bars, so that one can be found with LIKE. */
export function frameValues(row: FrameSummary, session: number): SqlValue[] {
  return [
    row.n,
    session,
    row.seq,
    KINDS.indexOf(row.kind),
    SIDES.indexOf(row.toward),
    SIDES.indexOf(row.leg),
    AUTHORS.indexOf(row.author),
    row.bytes,
    row.wall,
    row.mono,
    row.ms ?? null,
    row.status ?? null,
    row.isError === undefined ? null : Number(row.isError),
    row.request ?? null,
    toSqlText(row.channel),
    text(row.method),
    text(row.name),
    text(row.rpcId),
    text(row.errorCode),
    row.marks === undefined ? null : `|${row.marks.map(toSqlText).join('|')}|`,
    text(row.problem),
    row.continues ?? null,
    row.asks === undefined ? null : ASKS.indexOf(row.asks),
  ];
}

const known = (value: SqlValue | undefined): string | undefined =>
  typeof value === 'string' ? fromSqlText(value) : undefined;
const number = (value: SqlValue | undefined): number | undefined =>
  typeof value === 'number' ? value : undefined;

/** A row of frame joined with preview and the session's id. Keys stand only where there is a value, as in the original. */
export function readFrameRow(row: SqlRow): FrameSummary {
  const summary: Record<string, unknown> = {
    n: row['n'],
    session: row['id'],
    seq: row['seq'],
    wall: row['wall'],
    mono: row['mono'],
    channel: known(row['channel']),
    toward: SIDES[Number(row['toward'])],
    leg: SIDES[Number(row['leg'])],
    author: AUTHORS[Number(row['author'])],
    kind: KINDS[Number(row['kind'])],
    bytes: row['bytes'],
  };
  const marks = known(row['marks']);
  const optional: Record<string, unknown> = {
    method: known(row['method']),
    name: known(row['name']),
    preview: known(row['preview']),
    rpcId: known(row['rpc_id']),
    ms: number(row['ms']),
    request: number(row['request']),
    errorCode: known(row['code']),
    isError: row['is_error'] === null ? undefined : row['is_error'] === 1,
    status: number(row['status']),
    problem: known(row['problem']),
    continues: number(row['continues']),
    asks: row['asks'] === null ? undefined : ASKS[Number(row['asks'])],
    marks: marks === undefined ? undefined : marks.slice(1, -1).split('|'),
  };
  for (const key in optional) if (optional[key] !== undefined) summary[key] = optional[key];
  return summary as FrameSummary;
}

/** Reads whole rows; `where` speaks of f (frame). */
export function selectFrames(where: string): string {
  return `SELECT f.*, m.preview, s.id FROM frame f JOIN frame_more m ON m.n = f.n JOIN session s ON s.key = f.session WHERE ${where}`;
}
