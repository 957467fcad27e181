import type { Api } from '../connection/api.ts';
import type { FrameRef, Mode } from './place.ts';
import type { Row } from './row-cache.ts';
import { frameOf } from './row-cache.ts';

interface Matches {
  q: string;
  mode: Mode;
  /** How many match. */
  total: number;
}

/**
 * Index of the row that stands for a frame among the matches of a query, or undefined when it is not
 * among them. Rows are in the order of their positions, so by halving: some twenty small questions
 * for a million rows.
 */
export async function findRow(
  api: Pick<Api, 'frame' | 'rows'>,
  at: FrameRef,
  matches: Matches,
  known: (index: number) => Row | undefined,
): Promise<number | undefined> {
  const n = await positionOf(api, at, matches.mode);
  let low = 0;
  let high = n === undefined ? 0 : matches.total;
  while (n !== undefined && low < high) {
    const middle = (low + high) >> 1;
    const row = known(middle) ?? (await rowAt(api, middle, matches));
    if (row === undefined) return undefined;
    if (frameOf(row).n === n) return middle;
    if (frameOf(row).n < n) low = middle + 1;
    else high = middle;
  }
  return undefined;
}

/** An exchange stands where its request does. */
async function positionOf(api: Pick<Api, 'frame'>, at: FrameRef, mode: Mode): Promise<number | undefined> {
  const detail = await api.frame(at.session, at.seq);
  if (!detail.ok) return undefined;
  const request = detail.value.exchange?.request;
  if (mode === 'frames' || request === undefined || request === at.seq) return detail.value.summary.n;
  const asked = await api.frame(at.session, request);
  return asked.ok ? asked.value.summary.n : undefined;
}

async function rowAt(api: Pick<Api, 'rows'>, index: number, { q, mode }: Matches): Promise<Row | undefined> {
  const page = await api.rows({ q, mode, from: index, limit: 1 });
  return page.ok ? page.value.rows[0] : undefined;
}
