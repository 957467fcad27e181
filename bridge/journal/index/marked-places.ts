import type { Database } from './driver.ts';

/** Beyond, lists are begun anew: that is quicker. */
const MOST_LOOKED_UP = 5000;

/** Positions of frames by their numbers in a session, and of the requests they belong to. */
export interface MarkedPlaces {
  frames: number[];
  exchanges: number[];
}

/** Frames that are not in the index yet are left out: they are looked at when they come. Empty where there are too many. */
export function placesOf(
  database: Database,
  key: number,
  seqs: ReadonlySet<number>,
): MarkedPlaces | undefined {
  if (seqs.size === 0) return undefined;
  if (seqs.size > MOST_LOOKED_UP) return { frames: [], exchanges: [] };
  const find = database.prepare(
    `SELECT f.n, CASE WHEN f.kind = 0 THEN f.n ELSE r.n END AS request FROM frame f
     LEFT JOIN frame r ON r.session = f.session AND r.seq = f.request AND r.kind = 0
     WHERE f.session = ? AND f.seq = ?`,
  );
  const frames: number[] = [];
  const exchanges = new Set<number>();
  for (const seq of seqs) {
    const row = find.get(key, seq);
    if (row === undefined) continue;
    frames.push(Number(row['n']));
    if (row['request'] !== null) exchanges.add(Number(row['request']));
  }
  return frames.length === 0 ? undefined : { frames, exchanges: [...exchanges] };
}
