import { meets, slots } from '../concepts.ts';
import { addressOf, ENGLISH, isOrder, nearest, spanOf } from '../orders.ts';
import type { Hit, Sentence } from '../scan.ts';
import { hasAll } from '../sentence.ts';
import type { Sign, Signal, Surroundings } from '../signal.ts';

const SEND = slots('send', 'pay', 'grant', 'include', 'store');
const HAND_OVER = slots('send', 'pay', 'grant');
const MODEL = slots('model');
const ADDRESS = slots('address');
const GOODS = slots('secret', 'context', 'secret-path');
const THINGS = slots('data', 'file', 'message', 'money', 'parameter', 'memory');
const BESIDES = slots('also', 'authority');
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
    let best: (Sign & { weight: number }) | undefined;
    for (const send of sentence.hits) {
      if (!meets(send, SEND) || send.isNegated) continue;
      const address = sentence.hits.find((hit) => meets(hit, ADDRESS) && isReceiver(send, hit, around));
      if (address === undefined) continue;
      const weight = weightOf(sentence, send, around);
      if (weight > (best?.weight ?? 0)) best = { ...spanOf(send, address), weight };
    }
    return best;
  },
};

function weightOf(sentence: Sentence, send: Hit, around: Surroundings): number {
  const isSecret = nearest(sentence, GOODS, send, 14) !== undefined;
  const isAside = nearest(sentence, ASIDE, send, 14) !== undefined;
  const isHandedOver = meets(send, HAND_OVER);
  if (!isOrder(sentence, send, around)) {
    // "by sharing the birthday with …": a model is to do it, in whatever grammar.
    const isModels = isHandedOver && meets(sentence, MODEL);
    if (isModels && (isSecret || around.isDefinition)) return around.isDefinition ? 5 : 4;
    return isHandedOver && around.isDefinition && nearest(sentence, BESIDES, send, 14) !== undefined ? 3 : 0;
  }
  const told = addressOf(sentence, send, around);
  if (!isHandedOver) return told === 2 ? 4 : around.isDefinition && (isSecret || isAside) ? 3 : 0;
  if (isSecret || told === 2) return 5;
  if (around.isDefinition) return told === 1 || isAside || meets(sentence, THINGS) ? 5 : 4;
  if (told === 1) return 4;
  return isAside ? 3 : 1;
}

const FURTHEST = 24;
const MOST_BETWEEN = 240;

/** Something goes to it: "see https://…" and a link in Markdown receive nothing. */
function isReceiver(send: Hit, address: Hit, { text }: Surroundings): boolean {
  if (address.from < send.to || address.word - send.word > FURTHEST) return false;
  const last = text[address.from - 1] ?? ' ';
  const isMail = text.slice(address.from, address.to).includes('@');
  if ('"\'=<[/'.includes(last) || (last === '(' && !isMail)) return false;
  if (address.from - send.to > MOST_BETWEEN) return false;
  if ((send.languages & ENGLISH) === 0) return true;
  const between = text.slice(send.to - 4, address.from).toLowerCase();
  return /(?:^|[^a-z])(?:to|into|onto|at|via|with|cc|bcc)[^a-z]|->|→/.test(between) || isMail;
}
