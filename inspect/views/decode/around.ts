import type { Stretch } from '../decode.ts';
import { Rewriting } from '../rewriting.ts';

/** What stands at [from, to) of a text, and what it stands for. */
export interface Escape {
  from: number;
  to: number;
  text: string;
}

/**
 * Characters around an escape that are read with it: a word or a sentence may be escaped in one of its
 * letters only. Lines end it.
 */
const AROUND = 160;

/** One stretch for escapes that stand near each other, with the words between and around them. */
export function* around(text: string, escapes: Iterable<Escape>, via: string): Generator<Stretch> {
  let made: Rewriting | undefined;
  let from = 0;
  let kept = 0;
  for (const escape of escapes) {
    if (made !== undefined && escape.from - kept > 2 * AROUND) {
      yield ended(text, made, from, kept, via);
      made = undefined;
    }
    if (made === undefined) {
      from = lineStart(text, escape.from, kept);
      made = new Rewriting(text);
      kept = from;
    }
    made.keep(kept, escape.from);
    made.put(escape.text, escape.from, escape.to);
    kept = escape.to;
  }
  if (made !== undefined) yield ended(text, made, from, kept, via);
}

function ended(text: string, made: Rewriting, from: number, kept: number, via: string): Stretch {
  const to = lineEnd(text, kept);
  made.keep(kept, to);
  return { from, to, via: [via], text: made.text(), origin: (a, b) => made.origin(a, b) };
}

function lineStart(text: string, at: number, least: number): number {
  const first = Math.max(least, at - AROUND);
  let start = at;
  while (start > first && text.charCodeAt(start - 1) !== 0x0a) start--;
  return start;
}

function lineEnd(text: string, at: number): number {
  const last = Math.min(text.length, at + AROUND);
  let end = at;
  while (end < last && text.charCodeAt(end) !== 0x0a) end++;
  return end;
}
