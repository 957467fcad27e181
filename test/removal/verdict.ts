import type { NamedTest } from './guard.ts';
import type { Went } from './runners.ts';

/** What a named test came to. `crashed`: it did not get as far as to expect anything. */
export type Outcome = 'passed' | 'failed' | 'crashed' | 'not run';

/** Failures of what a test expects, in the words of vitest, fast-check, Playwright and `until`. */
const EXPECTED = [
  /^AssertionError/,
  /^TypeError: \.to\w+\(\) expects to receive/,
  /^Error: Property failed after/,
  /^Error: expect(?:\(|ed )/,
  /^Error: waited \d+ ms for/,
];

/** Several tests may have the name: of a table, some rows fail for another guard. One that fails as it should is enough. */
export function outcomeOf(test: NamedTest, went: readonly Went[]): Outcome {
  const mine = went.filter(
    ({ file, name, state }) => file === test.file && name.includes(test.name) && state !== 'skipped',
  );
  if (mine.length === 0) return 'not run';
  const failed = mine.filter(({ state }) => state === 'failed');
  if (failed.length === 0) return 'passed';
  return failed.some(({ why }) => why.some((words) => EXPECTED.some((form) => form.test(words))))
    ? 'failed'
    : 'crashed';
}
