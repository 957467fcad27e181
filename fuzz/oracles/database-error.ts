import { databasesIn } from '../../protocol/spilled/database-words.ts';
import type { Oracle } from '../oracle.ts';
import { plainOf } from '../reflection.ts';
import { isUsual } from '../said.ts';

const MOST = 100_000;
const MOST_SHOWN = 80;

export const databaseError: Oracle = {
  meta: {
    id: 'database-error',
    title: 'A database speaks',
    about: 'An error in the words of a database is in the answer: a piece of the payload reached its query.',
    falseAlarm: 'The message is written by the server itself and only reads like that of a database.',
    certainty: 'firm',
  },
  own: {
    finding: 'Tells the words of its database when it fails',
    cwe: 'CWE-209',
    fix: 'Bind values instead of pasting them into the query, and answer with a message of the server’s own.',
  },
  judge(seen) {
    const { heard, sent } = seen;
    if (heard.outcome === 'ok' || heard.text === '') return undefined;
    const text = plainOf(heard.text.slice(0, MOST));
    const known = new Set(databasesIn(plainOf(sent.slice(0, MOST))).map(({ database }) => database));
    for (const { database, from, to } of databasesIn(text)) {
      const isNamed = (usual: string): boolean =>
        databasesIn(plainOf(usual.slice(0, MOST))).some((one) => one.database === database);
      if (known.has(database) || isUsual(seen, isNamed)) continue;
      const shown = text.slice(from, Math.min(to, from + MOST_SHOWN));
      return { says: `An error in the words of ${database}: “${shown}”.`, severity: 'low', quotes: [shown] };
    }
    return undefined;
  },
};
