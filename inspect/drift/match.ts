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
  const [olderRest, newerRest] = withoutSamePlaces(before, after);
  const waiting = groupsOf(olderRest);
  const changed: Pair[] = [];
  const added: SnapshotItem[] = [];
  let unchanged = after.length - newerRest.length;
  for (const [key, news] of groupsOf(newerRest)) {
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
  const gone = new Set<string>();
  const come = new Set<string>();
  for (let at = 0; at < Math.max(before.length, after.length); at++) {
    const [old, one] = [before[at]?.name, after[at]?.name];
    if (old === one) continue;
    if (old !== undefined) gone.add(old);
    if (one !== undefined) come.add(one);
  }
  // What stands elsewhere than it did is on both sides.
  if (!after.some(({ name }) => gone.has(name)) && !before.some(({ name }) => come.has(name))) return false;
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

/**
 * What is left when items that are the same are taken out in pairs. Most of a long list stands where it stood, from
 * the beginning or from the end, and needs no look-up by name.
 */
function withoutSamePlaces(
  before: readonly SnapshotItem[],
  after: readonly SnapshotItem[],
): [readonly SnapshotItem[], readonly SnapshotItem[]] {
  const olds: SnapshotItem[] = [];
  const news: SnapshotItem[] = [];
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && isSame(before[head]!, after[head]!)) head++;
  let tail = 0;
  while (tail < shorter - head && isSame(before[before.length - 1 - tail]!, after[after.length - 1 - tail]!))
    tail++;
  for (let at = head; at < Math.max(before.length, after.length) - tail; at++) {
    const old = at < before.length - tail ? before[at] : undefined;
    const one = at < after.length - tail ? after[at] : undefined;
    if (old !== undefined && one !== undefined && isSame(old, one)) continue;
    if (old !== undefined) olds.push(old);
    if (one !== undefined) news.push(one);
  }
  return [olds, news];
}

function isSame(one: SnapshotItem, other: SnapshotItem): boolean {
  return (
    one === other || (one.hash === other.hash && one.name === other.name && one.section === other.section)
  );
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
