import { othersOf } from '../further.ts';
import type { Heard, Oracle, Seen } from '../oracle.ts';
import { lettersOf, plainOf } from '../reflection.ts';
import { expected, isAnswer, isUsual } from '../said.ts';
import type { Expectation } from '../strategy.ts';

type Spreads = Extract<Expectation, { kind: 'spreads' }>;

/** Kept in whatever way: as it was, or with what is no letter taken out, the other word would stand beside it. */
function showsAlone({ text }: Heard, { value, without }: Pick<Spreads, 'value' | 'without'>): boolean {
  const plain = plainOf(text);
  return plain.includes(value) && !(without !== undefined && lettersOf(plain).includes(lettersOf(without)));
}

function isNew(seen: Seen, { value }: Spreads): boolean {
  return !isUsual(seen, (text) => text.includes(value));
}

/** Whether a later call shows it that shows no piece of what leads nowhere. */
function hasSpread(seen: Seen, expectation: Spreads): boolean {
  const { unless } = expectation;
  const [kept] = othersOf(seen, expectation);
  return seen.after.some((later, at) => {
    if (!showsAlone(later, expectation)) return false;
    if (unless === undefined) return true;
    // The same call, after the value that leads nowhere; unanswered, it tells nothing.
    const same = kept?.[at];
    return same !== undefined && isAnswer(same) && !showsAlone(same, unless);
  });
}

export const spreadValue: Oracle = {
  meta: {
    id: 'spread-value',
    title: 'It shows in a later call',
    about:
      'A valid call afterwards shows a random word of the payload, which it has never been told. Where it could also be a piece of what was kept, a harmless value of the same shape leaves no such piece there.',
    falseAlarm: 'The later call is meant to show what others have stored.',
    certainty: 'certain',
  },
  judge(seen) {
    const one = expected(seen, 'spreads').find((it) => isNew(seen, it) && hasSpread(seen, it));
    return one && { says: `A later call, which is valid and says nothing of it, shows ${one.value}.` };
  },
  suspects: (seen) =>
    expected(seen, 'spreads').some(
      (one) =>
        one.unless !== undefined && isNew(seen, one) && seen.after.some((later) => showsAlone(later, one)),
    ),
};
