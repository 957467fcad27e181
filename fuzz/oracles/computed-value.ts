import type { Hit, Oracle, Seen } from '../oracle.ts';
import { isSaidBy } from '../reflection.ts';
import { expected, isKeptBack, isUsual, says, textsOf } from '../said.ts';
import type { Expectation } from '../strategy.ts';

function isTold(seen: Seen, { value }: Extract<Expectation, { kind: 'computed' }>): boolean {
  return (
    textsOf(seen).some((text) => says(text, value)) &&
    !isUsual(seen, (text) => says(text, value)) &&
    !isSaidBy(seen.sent, value)
  );
}

/** That it calculates is what it is there for; that it can do more is proved by other payloads, where there are files to reach. */
function byPurpose(what: string, { world }: Seen): Pick<Hit, 'says' | 'severity'> {
  const why = 'It evaluates by design: its own description says that it works out what it is given.';
  return world === undefined
    ? { says: `${what} ${why} Whether it reaches files could not be tried here.`, severity: 'medium' }
    : {
        says: `${what} ${why} Whatever of it reached a file would be told apart from this.`,
        severity: 'low',
      };
}

export const computedValue: Oracle = {
  meta: {
    id: 'computed-value',
    title: 'Something was worked out',
    about:
      'The answer holds what comes out of the payload when it is carried out. It stands neither in what was sent, however that is read, nor in any usual answer.',
    falseAlarm: 'The tool is meant to work out what it is given, in a form that its plain use did not show.',
    certainty: 'certain',
  },
  judge(seen) {
    for (const one of expected(seen, 'computed')) {
      if (!isTold(seen, one)) continue;
      if (isKeptBack(seen, one, ({ text }) => says(text, one.value)) !== true) continue;
      const what = `The answer holds ${one.value}, which stands nowhere in what was sent.`;
      return { says: what, quotes: [one.value], ...(one.isPurpose === true ? byPurpose(what, seen) : {}) };
    }
    return undefined;
  },
  suspects: (seen) => expected(seen, 'computed').some((one) => one.unless !== undefined && isTold(seen, one)),
};
