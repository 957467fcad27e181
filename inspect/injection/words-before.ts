import { KIND, kindOf } from './fold.ts';

/** The word right before a place, in lower case; empty where a clause begins there. */
export function wordBefore(text: string, start: number, at: number): string {
  let to = at;
  while (to > start) {
    const kind = kindOf(text.charCodeAt(to - 1));
    if (isWordKind(kind)) break;
    if (kind !== KIND.blank && kind !== KIND.line) return '';
    to--;
  }
  let from = to;
  while (from > start && to - from < 40 && isWordKind(kindOf(text.charCodeAt(from - 1)))) from--;
  return text.slice(from, to).toLowerCase();
}

/** The last words before a place, nearest last. */
export function wordsBefore(text: string, start: number, at: number, most: number): readonly string[] {
  const words: string[] = [];
  const least = Math.max(start, at - FARTHEST);
  for (let to = at; to > least && words.length < most;) {
    if (!isWordKind(kindOf(text.charCodeAt(to - 1)))) {
      to--;
      continue;
    }
    let from = to;
    while (from > least && isWordKind(kindOf(text.charCodeAt(from - 1)))) from--;
    words.unshift(text.slice(from, to).toLowerCase());
    to = from;
  }
  return words;
}

/** In characters. */
const FARTHEST = 60;

/** Whether a text begins here, but for marks. */
export function opens(text: string, at: number): boolean {
  for (let before = at - 1; before >= 0; before--)
    if (at - before > 20 || isWordKind(kindOf(text.charCodeAt(before)))) return false;
  return true;
}

function isWordKind(kind: number): boolean {
  return kind === KIND.letter || kind === KIND.ideograph;
}
