import { meets, slots } from '../concepts.ts';
import { addressOf, isOrder, nearest, spanOf } from '../orders.ts';
import type { Hit, Sentence } from '../scan.ts';
import type { Sign, Signal, Surroundings } from '../signal.ts';

const POWER = slots('send', 'delete', 'pay', 'grant', 'run', 'install', 'change', 'store');
const SPEECH = slots('reply', 'include', 'tell', 'call', 'read');
const STRONG = slots('delete', 'pay', 'grant');
const SERIOUS = slots('pay', 'grant', 'send', 'delete');
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
const PERSONAL = slots('money', 'secret', 'authority');

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
    if (addressOf(sentence, hit, around) === 0) continue;
    return { from: hit.from, to: hit.to, weight: 3 };
  }
  return undefined;
}

function inData(sentence: Sentence, around: Surroundings): Sign | undefined {
  let best: (Sign & { weight: number }) | undefined;
  for (const hit of sentence.hits) {
    const sign = orderInData(sentence, hit, around);
    if (sign !== undefined && sign.weight > (best?.weight ?? 0)) best = sign;
  }
  return best;
}

function orderInData(
  sentence: Sentence,
  hit: Hit,
  around: Surroundings,
): (Sign & { weight: number }) | undefined {
  const isPower = meets(hit, POWER);
  if ((!isPower && !meets(hit, SPEECH)) || hit.isNegated || !isOrder(sentence, hit, around)) return undefined;
  const object = nearest(sentence, OBJECT, hit, 8);
  const span = spanOf(hit, object ?? hit);
  const told = addressOf(sentence, hit, around);
  if (told === 2) return { ...span, weight: isPower ? 5 : 3 };
  if (!isPower) return undefined;
  if (told === 1 && object !== undefined) return { ...span, weight: meets(hit, STRONG) ? 4 : 2 };
  if (object !== undefined && isInTheWay(sentence, hit, around))
    return { ...span, weight: meets(hit, SERIOUS) || meets(object, PERSONAL) ? 5 : 3 };
  if (object === undefined || !meets(hit, STRONG) || !isBare(sentence, hit, around)) return undefined;
  return isParticular(sentence, hit, around) ? { ...span, weight: 2 } : undefined;
}

/** "Before you can finish the list, pay …": right behind the clause. */
function isInTheWay(sentence: Sentence, hit: Hit, { text }: Surroundings): boolean {
  const before = sentence.hits.findLast((other) => meets(other, FIRST) && other.from < hit.from);
  if (before === undefined || hit.word - before.word > 10) return false;
  if (!/[,，、] *$/.test(text.slice(hit.from - 3, hit.from))) return false;
  if (/^before (?:you|the|it|any|this)/i.test(text.slice(before.from, before.from + 16))) return true;
  const finish = nearest(sentence, FINISH, before, 6);
  return finish !== undefined && finish.from > before.from && finish.from < hit.from;
}

/** About somebody's money, mail or rights, or with an amount: not how a thing is done in general. */
function isParticular(sentence: Sentence, hit: Hit, { text }: Surroundings): boolean {
  if (nearest(sentence, MINE, hit, 8) !== undefined || nearest(sentence, PERSONAL, hit, 6) !== undefined)
    return true;
  return /[$€£]|\d{2}/.test(text.slice(hit.to, Math.min(sentence.to, hit.to + 80)));
}

/** The sentence opens with it: "Please delete …", "Unlock the door"; not a heading, not words of a list. */
function isBare(sentence: Sentence, hit: Hit, { text }: Surroundings): boolean {
  const head = text.slice(sentence.from, hit.from);
  if (head.length > 24 || /["“'`*#]$/.test(head) || text.startsWith('**', hit.to)) return false;
  return (head.match(/\p{L}+/gu) ?? []).length <= 1;
}
