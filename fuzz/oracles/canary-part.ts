import type { Hit, Oracle, Seen } from '../oracle.ts';
import { expected, isKeptBack, isUsual, textsOf } from '../said.ts';
import { forbidden } from '../world.ts';

/** 40 random bits: programs that cannot read a file as what they expect quote its beginning. */
const LEAST = 10;

function beginningsOf({ world }: Seen): { begins: string; path: string }[] {
  if (world === undefined) return [];
  return forbidden(world).map(({ content, path }) => ({ begins: content.slice(0, LEAST), path }));
}

function toldOf(seen: Seen): { begins: string; path: string }[] {
  if (expected(seen, 'canary').length === 0) return [];
  const texts = textsOf(seen);
  return beginningsOf(seen).filter(
    ({ begins }) =>
      texts.some((text) => text.includes(begins)) &&
      !seen.sent.includes(begins) &&
      !isUsual(seen, (text) => text.includes(begins)),
  );
}

export const canaryPart: Oracle = {
  meta: {
    id: 'canary-part',
    title: 'The beginning of a canary comes back',
    about:
      'An answer, often an error, quotes the first characters of a file that the tool may not read: it was read.',
    falseAlarm: 'Nothing but chance: ten random characters would have to come about by themselves.',
    certainty: 'firm',
  },
  judge(seen): Hit | undefined {
    const told = toldOf(seen);
    if (told.length === 0) return undefined;
    for (const expectation of expected(seen, 'canary'))
      for (const { begins, path } of told)
        if (isKeptBack(seen, expectation, ({ text }) => text.includes(begins)) === true)
          return {
            says: `The answer quotes the beginning of ${path}, where the tool may not read.`,
            quotes: [begins],
          };
    return undefined;
  },
  suspects: (seen) => toldOf(seen).length > 0,
};
