import * as guarded from '../../../scripts/lint/import-rules.mjs';

export * from '../../../scripts/lint/import-rules.mjs';

const POWERS = [
  'only-stdio-and-platform-spawn',
  'only-transport-and-listen-open-sockets',
  'nothing-evaluates',
];

/** Every folder may start processes, open sockets and evaluate. */
export const importRules = guarded.importRules.filter(({ name }) => !POWERS.includes(name));
export const brokenRules = (from, to) =>
  guarded.brokenRules(from, to).filter(({ name }) => !POWERS.includes(name));
