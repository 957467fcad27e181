import { meets, slots } from '../concepts.ts';
import { isOrder, isToModel, nearest, spanOf } from '../orders.ts';
import type { Hit, Sentence } from '../scan.ts';
import type { Sign, Signal, Surroundings } from '../signal.ts';

const MODEL = slots('model');
const POWER = slots('send', 'delete', 'pay', 'grant', 'run', 'install', 'change', 'store');
const SPEECH = slots('reply', 'include', 'tell', 'call', 'read');
const STRONG = slots('delete', 'pay', 'grant');
const OBJECT = slots(
  'money',
  'secret',
  'file',
  'message',
  'tool',
  'data',
  'memory',
  'command',
  'user',
  'authority',
  'address',
  'parameter',
);
const FIRST = slots('before');
const FINISH = slots('go-on', 'reply', 'task');
const MINE = slots('me');

/** Plain orders in data: to a model, or set in the way of the task. What everybody writes to everybody needs more. */
export const unaskedTask: Signal = {
  id: 'unasked-task',
  says: 'orders something that nobody asked for',
  weight: { definition: 3, data: 4 },
  inSentence(sentence, around) {
    if (around.isDefinition ? !meets(sentence, POWER) : !meets(sentence, POWER) && !meets(sentence, SPEECH))
      return undefined;
    return around.isDefinition ? inDefinition(sentence, around) : inData(sentence, around);
  },
};

function inDefinition(sentence: Sentence, around: Surroundings): Sign | undefined {
  for (const hit of sentence.hits) {
    if (!meets(hit, STRONG) || hit.isNegated || !isOrder(sentence, hit, around)) continue;
    if (!isToModel(sentence, around) && !isBare(sentence, hit, around)) continue;
    return { from: hit.from, to: hit.to, weight: 2 };
  }
  return undefined;
}

function inData(sentence: Sentence, around: Surroundings): Sign | undefined {
  for (const hit of sentence.hits) {
    const isPower = meets(hit, POWER);
    if ((!isPower && !meets(hit, SPEECH)) || hit.isNegated || !isOrder(sentence, hit, around)) continue;
    const model = nearest(sentence, MODEL, hit, 12);
    const object = nearest(sentence, OBJECT, hit, 8);
    if (model !== undefined && model.from < hit.from) {
      const span = spanOf(hit, model);
      return { ...span, weight: isPower ? 5 : 3 };
    }
    if (!isPower) continue;
    if (isInTheWay(sentence, hit)) return { ...spanOf(hit, object ?? hit), weight: 4 };
    if (object === undefined || !isBare(sentence, hit, around)) continue;
    const weight = meets(hit, STRONG) ? (nearest(sentence, MINE, hit, 8) === undefined ? 2 : 3) : 1;
    return { ...spanOf(hit, object), weight };
  }
  return undefined;
}

/** "Before you can finish the list, pay …". */
function isInTheWay(sentence: Sentence, hit: Hit): boolean {
  const before = sentence.hits.find((other) => meets(other, FIRST) && other.from < hit.from);
  if (before === undefined) return false;
  const finish = nearest(sentence, FINISH, before, 6);
  return finish !== undefined && finish.from > before.from && finish.from < hit.from;
}

/** The sentence opens with it: "Please delete …", "Unlock the door". */
function isBare(sentence: Sentence, hit: Hit, around: Surroundings): boolean {
  return hit.from - sentence.from < 24 && isOrder(sentence, hit, around);
}
