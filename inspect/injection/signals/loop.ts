import { meets, slots } from '../concepts.ts';
import { addressOf, ENGLISH, nearest, orderOf, ordersOf, spanOf } from '../orders.ts';
import type { Hit } from '../scan.ts';
import type { Signal, Surroundings } from '../signal.ts';

const REPEAT = slots('repeat');
const DO = slots('call', 'run', 'reply', 'go-on', 'read', 'send');
const THING = slots('tool', 'self');
const DONE = slots('call', 'run', 'reply', 'go-on', 'read', 'send', 'tool', 'self', 'model');
const CALL = slots('call', 'run');
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
    if (!meets(sentence, REPEAT) || !meets(sentence, DONE)) return undefined;
    const repeats = sentence.hits.filter((hit) => meets(hit, REPEAT) && !hit.isNegated);
    const repeat = repeats[0];
    if (repeat === undefined) return undefined;
    const stretch = around.text
      .slice(sentence.from, Math.min(sentence.to, sentence.from + 600))
      .toLowerCase();
    // "Keep asking until it is done" ends.
    const isBounded = /\buntil (?!told|stopped|the budget|token|somebody)/.test(stretch);
    const isEndless =
      !isBounded &&
      (repeats.length > 1 || ENDLESS.some((word) => stretch.includes(word)) || stretch.includes('keep '));
    const act =
      orderOf(sentence, DO, around) ?? ordersOf(sentence, REPEAT, around).find((hit) => isVerb(hit, around));
    if (act === undefined) return undefined;
    const thing = nearest(sentence, THING, act, 10);
    const span = spanOf(repeat, act, ...(thing === undefined ? [] : [thing]));
    const told = addressOf(sentence, act, around);
    const isCall = meets(act, CALL) || sentence.hits.some((hit) => meets(hit, CALL) && meets(hit, REPEAT));
    if (isEndless && told > 0) return span;
    if (isEndless && thing !== undefined && (around.isDefinition || isCall))
      return { ...span, weight: around.isDefinition ? 5 : 4 };
    if (meets(sentence, BOUND)) return undefined;
    return told > 0 ? { ...span, weight: 3 } : undefined;
  },
};

/** "Keep calling", "repeat"; not "an infinite loop". */
function isVerb(hit: Hit, { text }: Surroundings): boolean {
  return (
    (hit.languages & ENGLISH) === 0 ||
    /^(?:keep|repeat|never|do not|restart|start over)/i.test(text.slice(hit.from, hit.to))
  );
}
