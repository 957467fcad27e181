import { meets, slots } from '../concepts.ts';
import { isOfEnglish, isOrder, nearest, spanOf } from '../orders.ts';
import { isProse } from '../stretch.ts';
import type { Hit, Sentence } from '../scan.ts';
import type { Sign, Signal, Surroundings } from '../signal.ts';

const CONTEXT = slots('context');
const INSTRUCTIONS = slots('instructions');
const WHOLE = slots('all', 'earlier');
const OWNED = slots('system', 'you');
const YOU = slots('you');
const SAY = slots('reply', 'repeat', 'tell', 'include');
const GIVE = slots('include', 'send', 'store', 'reply', 'repeat', 'tell', 'parameter');
const PARAMETER = slots('parameter');
const DUTY = slots('must', 'you');
const SPEAK = slots('reply', 'repeat', 'tell');
const PLACE = slots('parameter', 'address', 'file');

/**
 * What the model was told and what was said to it is asked for: the conversation, the system prompt, its reasoning,
 * the list of tools. A tool that takes messages is asked for nothing that is not its own.
 */
export const contextTheft: Signal = {
  id: 'context-theft',
  says: 'asks for what the model was told',
  weight: { definition: 5, data: 5 },
  inSentence(sentence, around) {
    if (!meets(sentence, GIVE) || !(meets(sentence, CONTEXT) || meets(sentence, INSTRUCTIONS)))
      return undefined;
    let best: Sign | undefined;
    for (const verb of sentence.hits) {
      if (!meets(verb, GIVE) || verb.isNegated) continue;
      const what = objectOf(sentence, verb);
      if (what === undefined || what.isNegated || isPlace(around.text, what)) continue;
      const weight = weightOf(sentence, verb, what, around);
      const span = spanOf(verb, what);
      if (weight > (best?.weight ?? 0) && isProse(around.text, span)) best = { ...span, weight };
    }
    return best;
  },
};

/** A tool whose name says that conversations are what it works on. */
const ITS_JOB = /chat|convers|transcript|dialog|session|thread|histor|memor|messag|context/i;
/** "In the conversation", "into your system prompt": where something goes, not what goes. */
const BEFORE_PLACE =
  /\b(?:in|into|to|from|for|on|during|throughout|within|via|about|above)\s+(?:the|your|this|a|our|each|every)?\s*$/i;

function isPlace(text: string, { from }: Hit): boolean {
  return BEFORE_PLACE.test(text.slice(Math.max(0, from - 24), from));
}

/** What a verb is about: behind it in English, on either side elsewhere. */
function objectOf(sentence: Sentence, verb: Hit): Hit | undefined {
  const what = nearest(sentence, CONTEXT, verb, 8) ?? nearest(sentence, INSTRUCTIONS, verb, 6);
  const isBefore = what !== undefined && what.from < verb.from;
  return isBefore && isOfEnglish(verb) && !meets(verb, PARAMETER) ? undefined : what;
}

function weightOf(sentence: Sentence, verb: Hit, what: Hit, around: Surroundings): number {
  const isWhole = isNear(sentence, WHOLE, what, 4);
  const isOwned = meets(what, OWNED) || isNear(sentence, OWNED, what, 3);
  const isCommand = meets(verb, PARAMETER)
    ? isNear(sentence, DUTY, what, 6)
    : isOrder(sentence, verb, around);
  if (!meets(what, CONTEXT)) return isCommand && meets(verb, SAY) && isNear(sentence, YOU, what, 2) ? 4 : 0;
  if (isOwned && isCommand) return 5;
  if (!isWhole) return 0;
  const isPlaced = meets(sentence, PLACE) && isNear(sentence, PLACE, verb, 10);
  if (around.isDefinition) return (isCommand || isPlaced) && !ITS_JOB.test(around.own) ? 5 : 3;
  return isCommand && (isPlaced || meets(verb, SPEAK)) ? 5 : isCommand ? 3 : 0;
}

function isNear(sentence: Sentence, what: typeof WHOLE, hit: Hit, words: number): boolean {
  return nearest(sentence, what, hit, words) !== undefined;
}
