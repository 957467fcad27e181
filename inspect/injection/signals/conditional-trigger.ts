import { meets, slots } from '../concepts.ts';
import { addressOf, nearest, orderOf, spanOf } from '../orders.ts';
import type { Sentence } from '../scan.ts';
import { hasAll } from '../sentence.ts';
import type { Signal, Surroundings } from '../signal.ts';
import { isProse } from '../stretch.ts';

const WHEN = slots('when');
const SELF = slots('self', 'tool');
const YOU = slots('you');
const MODEL = slots('model');
const OCCASION = slots('when', 'after');
const POWER = slots(
  'send',
  'delete',
  'pay',
  'grant',
  'run',
  'install',
  'include',
  'read',
  'store',
  'change',
  'skip',
);
const STRONG = slots('send', 'delete', 'pay', 'grant', 'run', 'install');
const GOODS = slots('secret', 'secret-path', 'context', 'address', 'memory', 'hide');

/** Conditions that no honest tool waits for: a word said in passing, nobody looking, the tenth call. */
const ODD = [
  'magic word', 'trigger word', 'trigger phrase', 'code word', 'codeword', 'secret word', 'passphrase is', 'the phrase',
  'the word', 'the keyword', 'the string', 'nobody', 'no one is', 'no human', 'unattended', 'unsupervised',
  'not watching', 'not looking', 'is away', 'go away', 'trust you', 'trusts you', 'is trusted', 'third time', 'tenth',
  'th call', 'th time', 'th request', 'rd call', 'second call', 'midnight', 'in ci', 'has said', 'have said', 'says',
  'types ', 'mentions', 'is mentioned', 'has come up', 'comes up', 'on or after', 'later than', 'after the date',
]; // prettier-ignore

/** An order that waits for an occasion. Every tool has conditions: what it does then decides. */
export const conditionalTrigger: Signal = {
  id: 'conditional-trigger',
  says: 'waits for an occasion to act',
  weight: { definition: 2, data: 2 },
  inSentence(sentence, around) {
    if (!hasAll(sentence, OCCASION, POWER)) return undefined;
    const act = orderOf(sentence, POWER, around);
    if (act === undefined) return undefined;
    const isOdd = isOddOccasion(sentence, around);
    const when = nearest(sentence, isOdd ? OCCASION : WHEN, act, 24);
    if (when === undefined) return undefined;
    // How it is used is no occasion.
    if (!isOdd && nearest(sentence, SELF, when, 4) !== undefined) return undefined;
    const span = spanOf(when, act);
    if (!isProse(around.text, span)) return undefined;
    const goods = nearest(sentence, GOODS, act, 14);
    if (!around.isDefinition && addressOf(sentence, act, around) === 0 && !isIfYouAre(sentence))
      return isOdd && meets(act, STRONG) ? { ...span, weight: 1 } : undefined;
    if (isOdd && (goods !== undefined || (meets(act, STRONG) && !around.isDefinition)))
      return { ...span, weight: 4 };
    return goods !== undefined || isOdd ? { ...span, weight: 2 } : undefined;
  },
};

function isOddOccasion({ from, to }: Sentence, { text }: Surroundings): boolean {
  const words = text.slice(from, Math.min(to, from + 800)).toLowerCase();
  return ODD.some((term) => words.includes(term));
}

/** "If you are an AI assistant …". */
function isIfYouAre(sentence: Sentence): boolean {
  return sentence.hits.some(
    (you) =>
      meets(you, YOU) &&
      sentence.hits.some(
        (model) => meets(model, MODEL) && model.from > you.from && model.word - you.word <= 3,
      ),
  );
}
