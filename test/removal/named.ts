import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Guard, NamedTest } from './guard.ts';

const TITLE =
  /\b[a-z]\w*(?:\.\w+(?:\([^()]*(?:\([^()]*\)[^()]*)*\))?)*(?:<[^]*?>)?\(\s*(['"`])((?:\\.|(?!\1)[^\\])*)\1/g;
/** Titles of a table, `test.each(TABLE)('title', …)`, whatever makes the table. */
const OF_TABLE = /\)\(\s*(['"`])((?:\\.|(?!\1)[^\\])*)\1/g;

/** Where a table or a variable fills in a title. */
const FILLED = /\$\{[^}]*\}|\\\$\w+|\$[\w.]+|%[sdifjo]/;

/** Each answers whether a name is that title, or a part of its fixed words. */
function titlesIn(text: string): ((name: string) => boolean)[] {
  const titles = [
    ...[...text.matchAll(TITLE)].map((match) => match[2]!),
    ...[...text.matchAll(OF_TABLE)].map((match) => match[2]!),
  ];
  return titles.map((title) => {
    const parts = title.replace(/\\(['"`])/g, '$1').split(FILLED);
    const whole = new RegExp(`^${parts.map(escaped).join('.+')}$`);
    // `%s` alone would stand for every title there is.
    const isOnlyFilled = parts.join('').trim() === '';
    return (name) => (!isOnlyFilled && whole.test(name)) || parts.some((part) => part.includes(name));
  });
}

export const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

/** What is wrong with the list, one sentence each: a guard without a test, tests and modules that are not there. */
export function faultsOf(guards: readonly Guard[], root: string): string[] {
  const faults: string[] = [];
  const ids = new Set<string>();
  for (const guard of guards) {
    const say = (words: string): void => void faults.push(`${guard.id}: ${words}`);
    if (ids.has(guard.id)) say('there are two guards of this name.');
    ids.add(guard.id);
    if (guard.tests.length === 0) say('no test holds it. Name one that fails when it is taken out.');
    for (const path of [guard.where.module, guard.without])
      if (!existsSync(join(root, path))) say(`there is no ${path}.`);
    const module = textOf(root, guard.where.module);
    for (const name of guard.where.names)
      if (!new RegExp(`\\b${name}\\b`).test(module)) say(`${guard.where.module} has no ${name}.`);
    for (const test of guard.tests)
      if (!isThere(test, root)) say(`there is no test “${test.name}” in ${test.file}.`);
  }
  return faults;
}

const textOf = (root: string, path: string): string =>
  existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : '';

function isThere({ file, name }: NamedTest, root: string): boolean {
  return titlesIn(textOf(root, file)).some((isNamed) => isNamed(name));
}
