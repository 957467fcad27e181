import type { Hit, Oracle, Seen } from '../oracle.ts';
import { expected, isKeptBack, isUsual, says, textsOf } from '../said.ts';
import { forbidden } from '../world.ts';

interface Secret {
  content: string;
  where: string;
}

function secretsOf({ world }: Seen): Secret[] {
  if (world === undefined) return [];
  const files = forbidden(world).map(({ content, path }) => ({ content, where: path }));
  const row = world.database?.hidden;
  return row === undefined ? files : [...files, { content: row.canary, where: `the table ${row.table}` }];
}

/** What came back that nobody sent and no valid call is answered with. */
function toldOf(seen: Seen): Secret[] {
  if (expected(seen, 'canary').length === 0) return [];
  const texts = textsOf(seen);
  return secretsOf(seen).filter(
    ({ content }) =>
      texts.some((text) => says(text, content)) &&
      !says(seen.sent, content) &&
      !isUsual(seen, (text) => says(text, content)),
  );
}

export const canaryContent: Oracle = {
  meta: {
    id: 'canary-content',
    title: 'A canary comes back',
    about:
      'What stands in a file or row made for the run, which the tool may not read, is in the answer. It is random, so nobody guessed it.',
    falseAlarm:
      'The tool is meant to read that place, and the plan did not know it: its folder was given to the server in a way that was not replaced.',
    certainty: 'certain',
  },
  judge(seen): Hit | undefined {
    const told = toldOf(seen);
    if (told.length === 0) return undefined;
    for (const expectation of expected(seen, 'canary'))
      for (const { content, where } of told)
        if (isKeptBack(seen, expectation, ({ text }) => says(text, content)) === true)
          return {
            says: `The answer holds what stands in ${where}, where the tool may not read.`,
            quotes: [content],
          };
    return undefined;
  },
  suspects: (seen) => toldOf(seen).length > 0,
};
