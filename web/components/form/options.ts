import type { Suggestions } from './host.ts';
import { wordsOfJson } from './json-text.ts';
import { plainOf } from './plain.ts';

/** More are not looked through in a menu: a field with suggestions stands for it. */
export const MOST_IN_MENU = 50;

const MOST_CHARACTERS = 120;
const MOST_SUGGESTED = 100;

/** How the options of a choice are called: strings without quotes, unless another option looks the same. */
export function labelsOf(options: readonly string[], titles: readonly (string | undefined)[]): string[] {
  const bare = options.map((option) =>
    plainOf(option.length > 10_000 ? option : wordsOfJson(option), MOST_CHARACTERS),
  );
  const times = new Map<string, number>();
  for (const label of bare) times.set(label, (times.get(label) ?? 0) + 1);
  return bare.map((label, k) => {
    const shown = times.get(label) === 1 && label !== '' ? label : plainOf(options[k]!, MOST_CHARACTERS);
    const title = titles[k];
    return title === undefined || title === label ? shown : `${shown} (${plainOf(title, 80)})`;
  });
}

/** Those that hold what was typed; those that begin with it first. */
export function suggestFrom(labels: readonly string[], typed: string): Suggestions {
  const wanted = typed.toLowerCase();
  const found = labels.filter((label) => label.toLowerCase().includes(wanted));
  const first = found.filter((label) => label.toLowerCase().startsWith(wanted));
  const rest = found.filter((label) => !label.toLowerCase().startsWith(wanted));
  return { values: [...first, ...rest].slice(0, MOST_SUGGESTED), total: found.length };
}
