import type { Oracle } from '../oracle.ts';
import { lettersOf, plainOf } from '../reflection.ts';
import { expected, isUsual } from '../said.ts';

export const spreadValue: Oracle = {
  meta: {
    id: 'spread-value',
    title: 'It shows in a later call',
    about: 'A valid call afterwards shows a random word of the payload, which it has never been told.',
    falseAlarm: 'The later call is meant to show what others have stored.',
    certainty: 'certain',
  },
  judge(seen) {
    for (const { value, without } of expected(seen, 'spreads')) {
      if (isUsual(seen, (text) => text.includes(value))) continue;
      const shows = seen.after.some(({ text }) => {
        const plain = plainOf(text);
        // Kept in whatever way: as it was, or with what is no letter taken out.
        const isKept = without !== undefined && lettersOf(plain).includes(lettersOf(without));
        return plain.includes(value) && !isKept;
      });
      if (shows) return { says: `A later call, which is valid and says nothing of it, shows ${value}.` };
    }
    return undefined;
  },
};
