import type { Change, Drift } from '../protocol/drift.ts';
import { withoutExpected } from './expected.ts';

/** Kinds that say that a text is another text, and nothing else. */
const OF_TEXTS: ReadonlySet<Change['kind']> = new Set<Change['kind']>([
  'reworded',
  'field-changed',
  'default-changed',
]);
const WORDS =
  /\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b|\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b|\b(?:am|pm)\b|\d+/giu;

/** Without texts in which only a date or a time is another one: a clock that was moved is expected to show. */
export function withoutDates(drift: Drift): Drift {
  return withoutExpected(
    drift,
    ({ kind, before, after }) =>
      OF_TEXTS.has(kind) &&
      before !== undefined &&
      after !== undefined &&
      before.length < MOST_KEPT &&
      before.replaceAll(WORDS, '#') === after.replaceAll(WORDS, '#'),
  );
}

/** A text that was cut may differ behind its end. */
const MOST_KEPT = 4000;
