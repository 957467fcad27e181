import type { Oracle } from '../oracle.ts';
import { expected } from '../said.ts';

const MOST_LINES = 3;

/** Files beside the data are logs and caches as often as not, and bear names that were given to them. */
const isOfData = (line: string): boolean => /^(?:table|database)\b/.test(line);

export const changedFixture: Oracle = {
  meta: {
    id: 'changed-fixture',
    title: 'Something is changed',
    about:
      'A row or table of the world is another than before, though the tool says that it only reads, or bears the name the payload gave it.',
    falseAlarm:
      'The tool is meant to change that, and its description or `readOnlyHint` is wrong: then that is the flaw.',
    certainty: 'certain',
  },
  judge(seen) {
    const { changed, subject } = seen;
    if (changed.length === 0) return undefined;
    for (const { named, isPromised = false } of expected(seen, 'fixture')) {
      // A tool that only reads may still keep count of its calls: where a name is expected, that has to be there.
      const reads = isPromised || (subject.isReadOnly && named === undefined);
      // A file that bears it was named by the value, as files are; that no query did.
      const bearing =
        named === undefined ? [] : changed.filter((line) => isOfData(line) && line.includes(named));
      const lines = bearing.length > 0 ? bearing : reads ? changed.filter(isOfData) : [];
      if (lines.length === 0) continue;
      const shown = lines.slice(0, MOST_LINES).join('; ');
      return {
        says:
          reads || subject.isReadOnly
            ? `The tool says that it only reads, and now: ${shown}.`
            : `Changed by the payload: ${shown}.`,
      };
    }
    return undefined;
  },
};
