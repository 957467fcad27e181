import { EVERY_KIND, type HostileResult, withMembers } from './hostile-answer.ts';
import type { AskedQuestion } from './question.ts';

const DEPTH = 5000;

function shape(
  id: string,
  title: string,
  tests: string,
  result: (question: AskedQuestion) => string,
): HostileResult {
  return { id, title, tests, for: EVERY_KIND, of: 'result', result };
}

/** Results that no question of any kind can be answered with. */
export const WRONG_SHAPES: readonly HostileResult[] = [
  shape(
    'result-is-text',
    'A text as result',
    'Members are read from something that has none.',
    () => '"yes"',
  ),
  shape('result-is-null', 'null as result', 'Members are read from nothing.', () => 'null'),
  shape(
    'result-is-list',
    'A list as result',
    'The result is looked into without asking what it is.',
    ({ honest }) => `[${honest}]`,
  ),
  shape('result-empty', 'All keys missing', 'Keys that must be there are taken for given.', () => '{}'),
  shape(
    'extra-keys',
    'Extra keys, of prototypes too',
    'Keys it never asked for are merged into objects of its own.',
    ({ honest }) =>
      withMembers(
        honest,
        '"__proto__": { "isAdmin": true }, "constructor": { "prototype": { "isAdmin": true } }, "isAdmin": true, "": 0',
      ),
  ),
  shape(
    'deep-extra',
    `A value nested ${DEPTH} deep`,
    'What is read step by step runs out of stack.',
    ({ honest }) => withMembers(honest, `"deep": ${'['.repeat(DEPTH)}${']'.repeat(DEPTH)}`),
  ),
  shape(
    'big-numbers',
    'Numbers no double holds',
    'Numbers are rounded, or become Infinity, without a word.',
    ({ honest }) =>
      withMembers(honest, '"_meta": { "n": 9007199254740993, "m": 1e999, "k": -0, "j": 1e-999 }'),
  ),
];
