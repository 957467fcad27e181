import type { Oracle } from '../oracle.ts';
import { plainOf } from '../reflection.ts';
import { expected } from '../said.ts';

/** Refused after all, in an answer that is not marked as an error. */
const REFUSED =
  /\b(?:errors?|invalid|illegal|malformed|must (?:be|have|not)|should be|expected|required|not (?:a|an|allowed|valid|supported|found)|unsupported|refused|rejected|denied|out of range|too (?:long|large|small|short|many)|at (?:most|least)|cannot|can't|failed|missing)\b/i;
/** Of the answer; what stands further in is content. */
const MOST = 2000;

export const takenAsGood: Oracle = {
  meta: {
    id: 'taken-as-good',
    title: 'What the schema forbids is taken',
    about: 'A value that the tool’s own schema forbids is answered as if it were good.',
    falseAlarm: 'The server passes over what it does not know, or turns it into what it needs, without harm.',
    certainty: 'certain',
  },
  own: {
    finding: 'Takes values its own schema forbids',
    cwe: 'CWE-20',
    fix: 'Check arguments against the schema before they are used, and answer what does not fit with an error that says what was expected.',
  },
  judge(seen) {
    const { heard, control } = seen;
    if (heard.outcome !== 'ok' || expected(seen, 'refusal').length === 0) return undefined;
    const isRefused = (text: string): boolean => REFUSED.test(plainOf(text.slice(0, MOST)));
    if (isRefused(heard.text) && !control.heard.some(({ text }) => isRefused(text))) return undefined;
    // A valid call that fails says that nothing is looked at at all.
    if (!control.heard.some(({ outcome }) => outcome === 'ok')) return undefined;
    return { says: 'The schema forbids this value, and it is answered as good.', severity: 'low' };
  },
};
