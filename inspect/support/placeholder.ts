import { entropyOf } from './entropy.ts';

/** Words that stand where a reader is to put a value, or in a value that was made up to be shown. */
const SAMPLE_WORDS =
  /example|sample|dummy|placeholder|redacted|changeme|change[-_]me|replace|insert|your|fake|mock|demo|xxxx|foobar|foo_bar|deadbeef|lorem|secret[-_]?here|goes[-_]?here|todo|hidden|masked|notreal|not[-_]real|abcdef|qwerty|123456|987654|\.\.\.|\*\*\*|…/i;
const SLOTS = /[<>{}$%()[\]]|__/;

/** Whether it was plainly typed to be shown: a word of samples in it, or letters in a row. */
export function isSample(value: string): boolean {
  return SAMPLE_WORDS.test(value) || isMonotonous(value);
}

/** Whether it is meant to be read as "your key here", or was plainly typed by hand. */
export function isPlaceholder(value: string): boolean {
  return isSample(value) || SLOTS.test(value);
}

/** The same character over and over, a run up the alphabet, or few characters at all. */
export function isMonotonous(value: string): boolean {
  let same = 1;
  let rising = 1;
  for (let at = 1; at < value.length; at++) {
    const step = value.charCodeAt(at) - value.charCodeAt(at - 1);
    same = step === 0 ? same + 1 : 1;
    rising = step === 1 ? rising + 1 : 1;
    if (same >= 5 || rising >= 6) return true;
  }
  return value.length >= 16 && entropyOf(value) < 2.8;
}
