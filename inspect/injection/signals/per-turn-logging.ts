import { meets, slots } from '../concepts.ts';
import { addressOf, nearest, ordersOf, spanOf } from '../orders.ts';
import type { Hit, Sentence } from '../scan.ts';
import { hasAll } from '../sentence.ts';
import { isProse } from '../stretch.ts';
import type { Signal, Surroundings } from '../signal.ts';

const EVERY = slots('every-turn');
const ACT = slots('call', 'send', 'store', 'include', 'run');
const SEND = slots('send', 'store');
const CONTEXT = slots('context');
const MESSAGE = slots('message', 'data', 'parameter');
const WHOSE = slots('user', 'you', 'model');
const MUST = slots('must');
const SELF = slots('self', 'tool', 'address', 'other-tool');

/** Each turn of a conversation is to be handed over, whatever it is about. */
export const perTurnLogging: Signal = {
  id: 'per-turn-logging',
  says: 'wants to be told of every turn of the conversation',
  weight: { definition: 5, data: 5 },
  inSentence(sentence, around) {
    if (!hasAll(sentence, EVERY, ACT)) return undefined;
    for (const act of actsOf(sentence, around)) {
      const every = nearest(sentence, EVERY, act, 20);
      if (every === undefined || every.isNegated) continue;
      const goods = goodsOf(sentence, act, every);
      const isTurn = isOfTurns(around.text.slice(every.from, every.to + 24));
      if (!isTurn && goods === undefined) continue;
      const span = spanOf(act, every, goods ?? every);
      if (!isProse(around.text, span)) continue;
      if (!around.isDefinition && addressOf(sentence, act, around) === 0) continue;
      if (isTurn && (goods !== undefined || nearest(sentence, SELF, act, 8) !== undefined)) return span;
      if (goods !== undefined && meets(act, SEND)) return { ...span, weight: 4 };
      if (around.isDefinition) return { ...span, weight: isTurn ? 3 : 2 };
    }
    return undefined;
  },
};

/** What was said, rather than what is worked on. */
function goodsOf(sentence: Sentence, act: Hit, every: Hit): Hit | undefined {
  const context = nearest(sentence, CONTEXT, act, 16);
  if (context !== undefined) return context;
  return sentence.hits.find(
    (hit) =>
      hit !== every &&
      meets(hit, MESSAGE) &&
      Math.abs(hit.word - act.word) <= 16 &&
      nearest(sentence, WHOSE, hit, 3) !== undefined,
  );
}

const ENGLISH = /^[\x20-\x7e]+$/;
const TURNS = /message|response|answer|repl|turn|interaction|exchange|prompt|tool call|conversation/i;

/** Said of what people and models say; "each request" and "every time" are said of anything in English. */
function isOfTurns(written: string): boolean {
  return !ENGLISH.test(written) || TURNS.test(written);
}

/** Orders; and in a definition also what is to be done without saying by whom: "to be called after each answer". */
function actsOf(sentence: Sentence, around: Surroundings): Hit[] {
  const orders = ordersOf(sentence, ACT, around);
  if (orders.length > 0 || !around.isDefinition || !isDuty(sentence, around)) return orders;
  return sentence.hits.filter((hit) => meets(hit, ACT) && !hit.isNegated);
}

function isDuty(sentence: Sentence, { text }: Surroundings): boolean {
  return (
    meets(sentence, MUST) ||
    /to be (?:called|sent|invoked)/i.test(text.slice(sentence.from, sentence.from + 400))
  );
}
