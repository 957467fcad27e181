import type { Oracle } from '../oracle.ts';
import { isSaidBy } from '../reflection.ts';
import { expected, isUsual, says } from '../said.ts';

export const foreignValue: Oracle = {
  meta: {
    id: 'foreign-value',
    title: 'What belongs to another comes back',
    about: 'The answer holds a value that somebody else was given, and that was not sent.',
    falseAlarm: 'Both callers are the same to the server, and are meant to see the same.',
    certainty: 'firm',
  },
  judge(seen) {
    const { heard, sent } = seen;
    if (heard.outcome !== 'ok') return undefined;
    const told = expected(seen, 'foreign').find(
      ({ value, without }) =>
        says(heard.text, value) &&
        // A list of all that was ever said holds both.
        !(without !== undefined && says(heard.text, without)) &&
        !isUsual(seen, (text) => says(text, value)) &&
        !isSaidBy(sent, value),
    );
    return told === undefined
      ? undefined
      : { says: `The answer holds ${told.value}, which is not ours.`, quotes: [told.value] };
  },
};
