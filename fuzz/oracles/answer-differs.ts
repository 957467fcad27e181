import { isAlike, type Said } from '../alike.ts';
import { othersOf } from '../further.ts';
import type { Heard, Oracle, Seen } from '../oracle.ts';
import { textsIn } from '../reflection.ts';
import { expected, isAnswer } from '../said.ts';

/** Answers of each kind that have to agree. */
const LEAST = 3;

const saidOf = (heard: readonly Heard[], sent: readonly string[]): Said[] =>
  heard.filter(isAnswer).map((one) => ({ heard: one, sent }));

const isRefused = ({ heard: { outcome } }: Said): boolean => outcome === 'tool-error' || outcome === 'error';

/** What a server says to the valid message, if it says it every time. */
function usualOf({ control, subject }: Seen): Said | undefined {
  const usual = saidOf(control.heard, textsIn(subject.text));
  const [first] = usual;
  if (first === undefined || usual.length < 2) return undefined;
  return usual.every((one) => isAlike(one, first)) ? first : undefined;
}

export const answerDiffers: Oracle = {
  meta: {
    id: 'answer-differs',
    title: 'The answer turns with the payload',
    about:
      'Of two values that mean the same to whoever takes them for text, one is answered like the valid value and the other is not; three times each, and the valid value in between.',
    falseAlarm:
      'The server answers otherwise by itself, by time or by chance, and that fell together with the payloads every time.',
    certainty: 'firm',
  },
  judge(seen) {
    const wanted = expected(seen, 'differs');
    if (wanted.length === 0 || seen.repeats.length < LEAST - 1) return undefined;
    const usual = usualOf(seen);
    const turned = saidOf([seen.heard, ...seen.repeats], textsIn(seen.sent));
    const [first] = turned;
    if (usual === undefined || first === undefined || turned.length < LEAST) return undefined;
    // One complaint instead of another says only that the text was read.
    if (isRefused(usual) && isRefused(first)) return undefined;
    if (turned.some((one) => isAlike(one, usual) || !isAlike(one, first))) return undefined;
    for (const expectation of wanted) {
      const texts = [...textsIn(expectation.same), ...textsIn(seen.subject.text)];
      const same = saidOf(othersOf(seen, expectation)[0] ?? [], texts);
      if (same.length >= LEAST && same.every((one) => isAlike(one, usual)))
        return {
          says: 'The answer is another each time the payload says no, and the usual one each time it says yes: it is read as part of a condition.',
        };
    }
    return undefined;
  },
  suspects(seen) {
    if (expected(seen, 'differs').length === 0 || !isAnswer(seen.heard)) return false;
    const usual = usualOf(seen);
    return usual !== undefined && !isAlike({ heard: seen.heard, sent: textsIn(seen.sent) }, usual);
  },
};
