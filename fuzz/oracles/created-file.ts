import type { Oracle } from '../oracle.ts';
import { expected } from '../said.ts';

export const createdFile: Oracle = {
  meta: {
    id: 'created-file',
    title: 'A file appears',
    about:
      'A file that only the payload names is there afterwards: a command ran, or something was written where it may not be.',
    falseAlarm:
      'The tool is meant to write or to run what it is given. The word in the name is random, so nobody else made the file.',
    certainty: 'certain',
  },
  judge(seen) {
    const paths = expected(seen, 'file').map(({ path }) => path);
    if (paths.length === 0) return undefined;
    const made = seen.created.find((path) => paths.includes(path) || path.includes(seen.token));
    return made === undefined
      ? undefined
      : { says: `${made} is there afterwards; its name was in the payload alone.` };
  },
};
