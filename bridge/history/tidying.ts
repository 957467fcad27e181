import { HISTORY_FORMAT, type HeadLine, type ItemLine, type SeenLine, type SnapshotLine } from './lines.ts';
import type { Entry, HistoryBounds, KeptSnapshot } from './kept.ts';
import type { TargetHistory } from './target-history.ts';

/** The lines of a history without its oldest snapshots. What `isKept` names stays, seen lately or not. */
export function tidied(
  history: TargetHistory,
  isKept: (entry: Entry) => boolean,
  room: HistoryBounds,
): { lines: string[]; dropped: NonNullable<HeadLine['dropped']> } {
  const entries = new Map<number, ItemLine>();
  const written = new Set<string>();
  let bytes = 0;
  const lineOf = (entry: Entry): ItemLine => {
    const { section, name, nth, hash, at, session, fields } = entry;
    const line: ItemLine = { k: 'item', n: entries.size, section, name, nth, hash, at };
    if (session !== undefined) line.session = session;
    if (!written.has(hash)) line.fields = fields.map((field) => [field.name, field.text]);
    return line;
  };
  const take = (entry: Entry): void => {
    if (entries.has(entry.n)) return;
    const line = lineOf(entry);
    written.add(entry.hash);
    entries.set(entry.n, line);
    bytes += lengthOf(line);
  };
  const hasRoomFor = (snapshot: KeptSnapshot): boolean => {
    let sum = bytes + snapshot.runs.length * 8;
    for (const entry of history.itemsOf(snapshot)) {
      if (sum > room.bytes) return false;
      if (!entries.has(entry.n)) sum += lengthOf(lineOf(entry));
    }
    return sum <= room.bytes;
  };
  for (const entry of history.entries.values()) if (isKept(entry)) take(entry);
  const kept: KeptSnapshot[] = [];
  for (const snapshot of history.snapshots.toReversed()) {
    // The newest stays, however large it is.
    if (kept.length > 0 && (kept.length >= room.snapshots || !hasRoomFor(snapshot))) break;
    for (const entry of history.itemsOf(snapshot)) take(entry);
    bytes += snapshot.runs.length * 8;
    kept.unshift(snapshot);
  }
  const gone = history.snapshots.length - kept.length;
  const dropped = {
    snapshots: (history.dropped?.snapshots ?? 0) + gone,
    upTo: history.snapshots[gone - 1]?.lastAt ?? history.dropped?.upTo ?? 0,
  };
  const head: HeadLine = { k: 'head', format: HISTORY_FORMAT, target: history.target, dropped };
  const lines: object[] = [head, ...entries.values()];
  for (const snapshot of kept)
    lines.push(...linesOf(snapshot, renumbered(history.itemsOf(snapshot), entries)));
  return { lines: lines.map((line) => JSON.stringify(line)), dropped };
}

function lengthOf(line: ItemLine): number {
  return Buffer.byteLength(JSON.stringify(line));
}

function linesOf(
  { at, session, source, unread, lastAt, lastSession, times }: KeptSnapshot,
  runs: number[],
): object[] {
  const line: SnapshotLine = { k: 'snapshot', at, source, unread, runs };
  if (session !== undefined) line.session = session;
  if (times === 1) return [line];
  const seen: SeenLine = { k: 'seen', at: lastAt, times: times - 1 };
  if (lastSession !== undefined) seen.session = lastSession;
  return [line, seen];
}

function renumbered(entries: readonly Entry[], lines: ReadonlyMap<number, ItemLine>): number[] {
  const runs: number[] = [];
  for (const { n } of entries) {
    const now = lines.get(n)!.n;
    if (runs.length > 0 && runs.at(-2)! + runs.at(-1)! === now) runs[runs.length - 1]!++;
    else runs.push(now, 1);
  }
  return runs;
}
