import { slots } from '../concepts.ts';
import { near } from '../sentence.ts';
import type { Signal } from '../signal.ts';

const IGNORE = slots('ignore');
const SCOPE = slots('earlier', 'all', 'system', 'you');
const INSTRUCTIONS = slots('instructions', 'context');

export const override: Signal = {
  id: 'override',
  says: 'tells the model to drop earlier instructions',
  weight: { definition: 6, data: 6 },
  inSentence: (sentence) => near(sentence, IGNORE, [SCOPE, INSTRUCTIONS], { words: 7 }),
};
