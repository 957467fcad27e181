import type { Hit, Oracle, Seen } from '../oracle.ts';
import { expected, isKeptBack, isUsual, textsOf } from '../said.ts';

function namesTold(seen: Seen): string[] {
  if (expected(seen, 'canary').length === 0) return [];
  const texts = textsOf(seen);
  return (seen.world?.names ?? []).filter(
    (name) =>
      texts.some((text) => text.includes(name)) &&
      !seen.sent.includes(name) &&
      !isUsual(seen, (text) => text.includes(name)),
  );
}

export const outsideListing: Oracle = {
  meta: {
    id: 'outside-listing',
    title: 'A folder outside is listed',
    about:
      'The random name of a file outside the root is in the answer: whoever says it has read the folder.',
    falseAlarm: 'The tool is meant to list that folder, and the plan did not know it.',
    certainty: 'certain',
  },
  judge(seen): Hit | undefined {
    for (const expectation of expected(seen, 'canary'))
      for (const name of namesTold(seen))
        if (isKeptBack(seen, expectation, ({ text }) => text.includes(name)) === true)
          return {
            says: `The answer names ${name}, a file in a folder that the tool may not list.`,
            quotes: [name],
          };
    return undefined;
  },
  suspects: (seen) => namesTold(seen).length > 0,
};
