import { slots } from '../concepts.ts';
import { near } from '../sentence.ts';
import type { Signal } from '../signal.ts';

const TELL = slots('tell');
const HIDE = slots('hide');
const USER = slots('user');
const ACT = slots('file', 'tool', 'call', 'send', 'read', 'secret', 'context', 'instructions', 'include');

export const conceal: Signal = {
  id: 'conceal',
  says: 'keeps something from the user',
  weight: { definition: 5, data: 5 },
  inSentence: (sentence) =>
    near(sentence, TELL, [USER], { words: 6, negated: 'yes' }) ??
    near(sentence, HIDE, [USER, ACT], { words: 10 }),
};
