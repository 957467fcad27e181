import type { SnapshotItem } from '../../protocol/snapshot.ts';
import { findRenames } from './renames.ts';

export interface Pair {
  readonly before: SnapshotItem;
  readonly after: SnapshotItem;
}

export interface Matches {
  /** The same section and name on both sides, and another hash. */
  readonly changed: readonly Pair[];
  readonly renamed: readonly Pair[];
  readonly added: readonly SnapshotItem[];
  readonly removed: readonly SnapshotItem[];
  readonly unchanged: number;
}

/** Which item of one side is which of the other. Of several with one name those with the same hash belong together. */
export function matchItems(before: readonly SnapshotItem[], after: readonly SnapshotItem[]): Matches {
  const waiting = groupsOf(before);
  const changed: Pair[] = [];
  const added: SnapshotItem[] = [];
  let unchanged = 0;
  for (const [key, news] of groupsOf(after)) {
    const olds = waiting.get(key) ?? [];
    waiting.delete(key);
    const [onlyOld, onlyNew] = withoutSame(olds, news);
    unchanged += news.length - onlyNew.length;
    const both = Math.min(onlyOld.length, onlyNew.length);
    for (let at = 0; at < both; at++) changed.push({ before: onlyOld[at]!, after: onlyNew[at]! });
    added.push(...onlyNew.slice(both));
    // What is left over of the old ones is looked at with those whose name is gone.
    if (onlyOld.length > both) waiting.set(key, onlyOld.slice(both));
  }
  const removed = [...waiting.values()].flat();
  const renamed = findRenames(removed, added);
  const gone = new Set(renamed.map((pair) => pair.before));
  const come = new Set(renamed.map((pair) => pair.after));
  return {
    changed,
    renamed,
    added: added.filter((item) => !come.has(item)),
    removed: removed.filter((item) => !gone.has(item)),
    unchanged,
  };
}

/** The names that both sides have stand in another order. */
export function isReordered(before: readonly SnapshotItem[], after: readonly SnapshotItem[]): boolean {
  if (before.every((item, at) => after[at]?.name === item.name)) return false;
  const places = new Map<string, number[]>();
  for (const [at, item] of before.entries()) {
    const key = keyOf(item);
    const known = places.get(key);
    if (known === undefined) places.set(key, [at]);
    else known.push(at);
  }
  const taken = new Map<string, number>();
  let last = -1;
  for (const item of after) {
    const key = keyOf(item);
    const nth = taken.get(key) ?? 0;
    const at = places.get(key)?.[nth];
    if (at === undefined) continue;
    taken.set(key, nth + 1);
    if (at < last) return true;
    last = at;
  }
  return false;
}

function keyOf({ section, name }: SnapshotItem): string {
  return `${section} ${name}`;
}

function groupsOf(items: readonly SnapshotItem[]): Map<string, SnapshotItem[]> {
  const groups = new Map<string, SnapshotItem[]>();
  for (const item of items) {
    const key = keyOf(item);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [item]);
    else known.push(item);
  }
  return groups;
}

/** What of both has no twin of the same hash on the other side. */
function withoutSame(
  olds: readonly SnapshotItem[],
  news: readonly SnapshotItem[],
): [SnapshotItem[], SnapshotItem[]] {
  if (olds.length === 1 && news.length === 1 && olds[0]!.hash === news[0]!.hash) return [[], []];
  const counts = new Map<string, number>();
  for (const { hash } of olds) counts.set(hash, (counts.get(hash) ?? 0) + 1);
  const same = new Map<string, number>();
  const onlyNew = news.filter(({ hash }) => {
    const left = counts.get(hash) ?? 0;
    if (left === 0) return true;
    counts.set(hash, left - 1);
    same.set(hash, (same.get(hash) ?? 0) + 1);
    return false;
  });
  const onlyOld = olds.filter(({ hash }) => {
    const left = same.get(hash) ?? 0;
    if (left === 0) return true;
    same.set(hash, left - 1);
    return false;
  });
  return [onlyOld, onlyNew];
}
