import { meets, slots } from '../concepts.ts';
import { isToModel, nearest, orderOf, spanOf } from '../orders.ts';
import type { Signal } from '../signal.ts';

const REPEAT = slots('repeat');
const DO = slots('call', 'run', 'reply', 'go-on', 'read', 'send');
const THING = slots('tool', 'self', 'task', 'message', 'you');
const BOUND = slots('when', 'otherwise');

const ENDLESS = [
  'forever',
  'indefinitely',
  'endless',
  'infinite',
  'never stop',
  'not stop',
  'non-stop',
  'without end',
  'over and over',
  'again and again',
  'until told',
  'keep calling',
  'thousand',
  'hundred',
  '100 times',
  '1000 times',
];

/** A call without end. Paging ("call again while there is a cursor") has one. */
export const loop: Signal = {
  id: 'loop',
  says: 'wants calls repeated without end',
  weight: { definition: 5, data: 5 },
  inSentence(sentence, around) {
    if (!meets(sentence, REPEAT) || !(meets(sentence, DO) || meets(sentence, THING))) return undefined;
    const repeats = sentence.hits.filter((hit) => meets(hit, REPEAT) && !hit.isNegated);
    const repeat = repeats[0];
    if (repeat === undefined) return undefined;
    const stretch = around.text
      .slice(sentence.from, Math.min(sentence.to, sentence.from + 600))
      .toLowerCase();
    const isEndless = repeats.length > 1 || ENDLESS.some((word) => stretch.includes(word));
    const act = orderOf(sentence, DO, around) ?? orderOf(sentence, REPEAT, around);
    if (act === undefined) return undefined;
    const thing = nearest(sentence, THING, act, 10);
    const span = spanOf(repeat, act, ...(thing === undefined ? [] : [thing]));
    const isTold = isToModel(sentence, around);
    if (isEndless && (isTold || (thing !== undefined && around.isDefinition))) return span;
    if (isEndless && thing !== undefined) return { ...span, weight: 4 };
    if (meets(sentence, BOUND)) return undefined;
    return { ...span, weight: isTold || isEndless ? 3 : 1 };
  },
};
