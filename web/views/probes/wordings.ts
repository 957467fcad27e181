import type { Change } from '../../../protocol/drift.ts';

/** Two texts of one place as one: what both begin and end with, and what stands between on either side. */
export interface Wording {
  /** RFC 6901 within the item, or the field. */
  where: string;
  head: string;
  gone: string;
  added: string;
  tail: string;
}

/** Of what both sides have in common this much is shown around what differs. */
const AROUND = 200;

/** How the places of changes are worded on both sides; a place that several changes are of stands once. */
export function wordingsOf(changes: readonly Change[]): Wording[] {
  const places = new Map<string, { where: string; before: string; after: string }>();
  for (const { before, after, pointer, field } of changes) {
    if (before === after) continue;
    const where = pointer ?? field ?? '';
    const known = places.get(where);
    // A change of what is new alone says less than one that has both sides.
    if (known !== undefined && (before === undefined || after === undefined)) continue;
    if (known !== undefined && known.before !== '' && known.after !== '') continue;
    places.set(where, { where, before: before ?? '', after: after ?? '' });
  }
  return [...places.values()].map(({ where, before, after }) => ({ where, ...between(before, after) }));
}

function between(before: string, after: string): Omit<Wording, 'where'> {
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && before.charCodeAt(head) === after.charCodeAt(head)) head++;
  if (isInPair(before, head) || isInPair(after, head)) head--;
  let tail = 0;
  while (
    tail < most - head &&
    before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)
  )
    tail++;
  if (isInPair(before, before.length - tail) || isInPair(after, after.length - tail)) tail--;
  const end = after.slice(after.length - tail);
  return {
    head: head > AROUND ? `…${after.slice(pairSafe(after, head - AROUND), head)}` : after.slice(0, head),
    gone: before.slice(head, before.length - tail),
    added: after.slice(head, after.length - tail),
    tail: tail > AROUND ? `${end.slice(0, pairSafe(end, AROUND))}…` : end,
  };
}

/** Between the halves of a surrogate pair. */
function isInPair(text: string, at: number): boolean {
  return /[\ud800-\udbff]/.test(text.charAt(at - 1)) && /[\udc00-\udfff]/.test(text.charAt(at));
}
function pairSafe(text: string, at: number): number {
  return isInPair(text, at) ? at + 1 : at;
}
