import { shortestScript } from './script.ts';

/** Items of one array that belong to items of the other, by index. */
export interface Aligned {
  /** What belongs together, ascending on the right. */
  pairs: { left: number; right: number; isMoved: boolean }[];
  removed: number[];
  added: number[];
}

/** Steps left for aligning; a hostile text has a thousand arrays of which each would be dear. */
export interface Effort {
  left: number;
  /** Set when arrays were paired place by place because nothing was left. */
  isSpent: boolean;
}

export interface ArraySide {
  /** Value ids, see ValueIds. */
  ids: readonly number[];
  /** What an item is known by, such as its `name`; undefined for items that have nothing of the kind. */
  identity(index: number): string | undefined;
  /** Items of another shape are not taken for the same item changed. */
  shape(index: number): string;
}

const MOST_CHANGES = 400;
/** Longer arrays are first held together by the values that stand once on both sides. */
const LONG = 2000;

/**
 * Which items of two arrays belong together: those that say the same, in order; then those with the same identity,
 * wherever they stand; then the same value elsewhere; and what is left between the same neighbours, place by place.
 */
export function alignArrays(left: ArraySide, right: ArraySide, effort: Effort): Aligned {
  const partner = new Int32Array(left.ids.length).fill(-1);
  const taken = new Uint8Array(right.ids.length);
  const pair: Pair = (from, to) => {
    partner[from] = to;
    taken[to] = 1;
  };
  pairInOrder(left.ids, right.ids, effort, pair);
  const [olds, news] = [free(partner, -1), free(taken, 0)];
  if (olds.length > 0 && news.length > 0) {
    pairByKey(olds, news, left.identity, right.identity, pair);
    pairByKey(
      olds.filter((at) => partner[at] === -1),
      news.filter((at) => taken[at] === 0),
      (at) => String(left.ids[at]),
      (at) => String(right.ids[at]),
      pair,
    );
    pairBetweenNeighbours(left, right, partner, taken, pair);
  }
  const staying = longestRise(partner);
  const pairs: Aligned['pairs'] = [];
  for (let at = 0; at < partner.length; at++)
    if (partner[at] !== -1) pairs.push({ left: at, right: partner[at]!, isMoved: staying[at] === 0 });
  return { pairs, removed: free(partner, -1), added: free(taken, 0) };
}

type Pair = (from: number, to: number) => void;
interface Gap {
  left: number;
  leftEnd: number;
  right: number;
  rightEnd: number;
}

/** Pairs what says the same, in the same order. */
export function pairInOrder(
  olds: readonly number[],
  news: readonly number[],
  effort: Effort,
  pair: Pair,
): void {
  const whole = shrink({ left: 0, leftEnd: olds.length, right: 0, rightEnd: news.length }, olds, news, pair);
  const isLong = whole.leftEnd - whole.left + whole.rightEnd - whole.right > LONG;
  for (const part of isLong ? betweenAnchors(whole, olds, news, pair) : [whole]) {
    const gap = shrink(part, olds, news, pair);
    if (gap.left < gap.leftEnd && gap.right < gap.rightEnd) pairByScript(gap, olds, news, effort, pair);
  }
}

function shrink(gap: Gap, olds: readonly number[], news: readonly number[], pair: Pair): Gap {
  let { left, leftEnd, right, rightEnd } = gap;
  while (left < leftEnd && right < rightEnd && olds[left] === news[right]) pair(left++, right++);
  while (left < leftEnd && right < rightEnd && olds[leftEnd - 1] === news[rightEnd - 1])
    pair(--leftEnd, --rightEnd);
  return { left, leftEnd, right, rightEnd };
}

function betweenAnchors(gap: Gap, olds: readonly number[], news: readonly number[], pair: Pair): Gap[] {
  const here = once(olds, gap.left, gap.leftEnd);
  const there = once(news, gap.right, gap.rightEnd);
  const partner = new Int32Array(gap.leftEnd - gap.left).fill(-1);
  for (const [id, at] of here) if (at !== -1) partner[at - gap.left] = there.get(id) ?? -1;
  const staying = longestRise(partner);
  const parts: Gap[] = [];
  let [left, right] = [gap.left, gap.right];
  for (let at = 0; at < partner.length; at++) {
    if (staying[at] === 0) continue;
    const to = partner[at]!;
    parts.push({ left, leftEnd: gap.left + at, right, rightEnd: to });
    pair(gap.left + at, to);
    [left, right] = [gap.left + at + 1, to + 1];
  }
  parts.push({ left, leftEnd: gap.leftEnd, right, rightEnd: gap.rightEnd });
  return parts;
}

/** Where each value stands; -1 for one that stands more than once. */
function once(ids: readonly number[], from: number, to: number): Map<number, number> {
  const places = new Map<number, number>();
  for (let at = from; at < to; at++) places.set(ids[at]!, places.has(ids[at]!) ? -1 : at);
  return places;
}

function pairByScript(
  { left, leftEnd, right, rightEnd }: Gap,
  olds: readonly number[],
  news: readonly number[],
  effort: Effort,
  pair: Pair,
): void {
  const [was, is] = [olds.slice(left, leftEnd), news.slice(right, rightEnd)];
  const room = Math.floor(Math.sqrt(Math.max(0, effort.left)));
  const steps = shortestScript(was, is, Math.min(MOST_CHANGES, room));
  if (steps === undefined) {
    effort.left -= Math.min(MOST_CHANGES, room) ** 2 + was.length;
    effort.isSpent ||= room < MOST_CHANGES;
    return;
  }
  let [from, to, changes] = [left, right, 0];
  for (const [kind, count] of steps) {
    if (kind === 'same') for (let k = 0; k < count; k++) pair(from + k, to + k);
    else changes += count;
    if (kind !== 'new') from += count;
    if (kind !== 'gone') to += count;
  }
  effort.left -= changes * changes + was.length;
}

/** Of several with one key the first belongs to the first. */
function pairByKey(
  olds: readonly number[],
  news: readonly number[],
  keyOfOld: (index: number) => string | undefined,
  keyOfNew: (index: number) => string | undefined,
  pair: Pair,
): void {
  const waiting = new Map<string, number[]>();
  for (const at of olds) {
    const key = keyOfOld(at);
    if (key === undefined) continue;
    const same = waiting.get(key);
    if (same === undefined) waiting.set(key, [at]);
    else same.push(at);
  }
  const next = new Map<string, number>();
  for (const at of news) {
    const key = keyOfNew(at);
    if (key === undefined) continue;
    const nth = next.get(key) ?? 0;
    const from = waiting.get(key)?.[nth];
    if (from === undefined) continue;
    next.set(key, nth + 1);
    pair(from, at);
  }
}

/** What is left between two neighbours that are paired on both sides. */
function pairBetweenNeighbours(
  left: ArraySide,
  right: ArraySide,
  partner: Int32Array,
  taken: Uint8Array,
  pair: Pair,
): void {
  const staying = longestRise(partner);
  let to = 0;
  let olds: number[] = [];
  const settle = (end: number): void => {
    const news: number[] = [];
    for (; to < end; to++) if (taken[to] === 0) news.push(to);
    pairInPlace(olds, news, left, right, pair);
    olds = [];
  };
  const wasPaired = partner.slice();
  for (let at = 0; at < wasPaired.length; at++) {
    if (wasPaired[at] === -1) olds.push(at);
    else if (staying[at] === 1) settle(wasPaired[at]!);
  }
  settle(taken.length);
}

function pairInPlace(
  olds: readonly number[],
  news: readonly number[],
  left: ArraySide,
  right: ArraySide,
  pair: Pair,
): void {
  if (olds.length === news.length) {
    for (const [k, at] of olds.entries()) pair(at, news[k]!);
    return;
  }
  let [k, l] = [0, 0];
  while (k < olds.length && l < news.length) {
    if (left.shape(olds[k]!) === right.shape(news[l]!)) pair(olds[k++]!, news[l++]!);
    else if (olds.length - k > news.length - l) k++;
    else l++;
  }
}

/** A longest rising row among the numbers, -1 left out: 1 for each that is part of it. */
function longestRise(numbers: Int32Array): Uint8Array {
  const ends: number[] = [];
  const before = new Int32Array(numbers.length).fill(-1);
  for (let at = 0; at < numbers.length; at++) {
    const number = numbers[at]!;
    if (number === -1) continue;
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (numbers[ends[middle]!]! < number) low = middle + 1;
      else high = middle;
    }
    if (low > 0) before[at] = ends[low - 1]!;
    ends[low] = at;
  }
  const row = new Uint8Array(numbers.length);
  for (let at = ends.at(-1) ?? -1; at !== -1; at = before[at]!) row[at] = 1;
  return row;
}

function free(marks: Int32Array | Uint8Array, mark: number): number[] {
  const found: number[] = [];
  for (let at = 0; at < marks.length; at++) if (marks[at] === mark) found.push(at);
  return found;
}
