import { meets, slots } from '../concepts.ts';
import { isToModel, nearest, ordersOf, spanOf } from '../orders.ts';
import { hasAll } from '../sentence.ts';
import type { Signal } from '../signal.ts';

const SEND = slots('send', 'pay', 'grant', 'include', 'store');
const HAND_OVER = slots('send', 'pay', 'grant');
const ADDRESS = slots('address');
const GOODS = slots('secret', 'context', 'secret-path');
const THINGS = slots('data', 'file', 'message', 'money', 'parameter', 'memory');
const ASIDE = slots(
  'also',
  'all',
  'every-turn',
  'authority',
  'hide',
  'after',
  'before',
  'without',
  'important',
);

/** Something is to go to an address that the text itself names. */
export const sendElsewhere: Signal = {
  id: 'send-elsewhere',
  says: 'sends something to an address that it names itself',
  weight: { definition: 5, data: 5 },
  inSentence(sentence, around) {
    if (!hasAll(sentence, SEND, ADDRESS)) return undefined;
    for (const send of ordersOf(sentence, SEND, around)) {
      const address = nearest(sentence, ADDRESS, send, 20);
      if (address === undefined || address.from < send.from - 60) continue;
      const span = spanOf(send, address);
      if (!meets(send, HAND_OVER)) {
        if (!meets(sentence, GOODS) && !meets(sentence, ASIDE)) continue;
        return { ...span, weight: 3 };
      }
      const isTold = isToModel(sentence, around);
      const isSecret = nearest(sentence, GOODS, send, 14) !== undefined;
      if (isSecret || isTold) return span;
      if (around.isDefinition) {
        if (nearest(sentence, ASIDE, send, 14) !== undefined) return span;
        return { ...span, weight: meets(sentence, THINGS) ? 4 : 3 };
      }
      return { ...span, weight: nearest(sentence, ASIDE, send, 8) === undefined ? 2 : 3 };
    }
    return undefined;
  },
};
