import { meets, slots } from '../concepts.ts';
import { addressOf, nearest, ordersOf, spanOf } from '../orders.ts';
import type { Hit, Sentence } from '../scan.ts';
import type { Sign, Signal, Surroundings } from '../signal.ts';

const CHOOSE = slots('prefer');
const CHOICE = slots('prefer', 'call');
const SELF = slots('self', 'tool');
const ONLY_SELF = slots('self');
const BEST = slots('best');
const OTHER = slots('other');
const BAD = slots('outdated', 'ignore', 'skip');
const MUST = slots('must');
const SAY = slots('prefer', 'reply', 'tell', 'change', 'include', 'store');
const RANKED = slots('best', 'prefer');
const TOOL = slots('tool');
const PARTIAL = slots('best', 'me');

/**
 * A server speaks for itself where a choice is made: a word of choosing and the tool itself, and how many kinds
 * of persuasion stand beside. In data, a reader is told whom to praise.
 */
export const preference: Signal = {
  id: 'preference',
  says: 'pushes a choice in its own favour',
  weight: { definition: 2, data: 2 },
  inSentence: (sentence, around) =>
    (around.isDefinition ? ofTools(sentence, around) : undefined) ?? ofThings(sentence, around),
};

function ofTools(sentence: Sentence, around: Surroundings): Sign | undefined {
  if (!meets(sentence, CHOICE) || !meets(sentence, SELF)) return undefined;
  const choice = sentence.hits.find((hit) => meets(hit, CHOICE) && !hit.isNegated);
  if (choice === undefined) return undefined;
  const self = nearest(sentence, ONLY_SELF, choice, 8) ?? ownTool(sentence, choice);
  if (self === undefined) return undefined;
  let kinds = 0;
  if (meets(choice, CHOOSE) || meets(sentence, MUST)) kinds++;
  if (meets(sentence, BEST)) kinds++;
  const isAgainstOthers = sentence.hits.some(
    (hit) => meets(hit, OTHER) && (meets(hit, TOOL) || nearest(sentence, TOOL, hit, 4) !== undefined),
  );
  if (isAgainstOthers) kinds++;
  if (isAgainstOthers && meets(sentence, BAD)) kinds++;
  if (overUser(sentence, around)) kinds++;
  if (kinds < 2) return undefined;
  return { ...spanOf(choice, self), weight: kinds >= 3 ? 5 : isAgainstOthers ? 3 : 2 };
}

/** "The only weather tool"; not one of the others. */
function ownTool(sentence: Sentence, choice: Hit): Hit | undefined {
  const tool = nearest(sentence, TOOL, choice, 8);
  if (tool === undefined || meets(tool, OTHER)) return undefined;
  return nearest(sentence, OTHER, tool, 3) === undefined ? tool : undefined;
}

/** "Let the model choose" pushes nothing. */
const LEFT_TO_IT = /\b(?:let|lets|letting|have) (?:the |your |an? )?[a-z]+ $/i;

function ofThings(sentence: Sentence, around: Surroundings): Sign | undefined {
  if (!meets(sentence, SAY) || !meets(sentence, RANKED)) return undefined;
  let best: (Sign & { weight: number }) | undefined;
  for (const order of ordersOf(sentence, SAY, around)) {
    const rank = meets(order, CHOOSE) ? order : nearest(sentence, RANKED, order, 14);
    const told = rank === undefined ? 0 : addressOf(sentence, order, around);
    if (rank === undefined || LEFT_TO_IT.test(around.text.slice(Math.max(0, order.from - 30), order.from)))
      continue;
    if (told === 0 && !(around.isDefinition && overUser(sentence, around))) continue;
    const isPartial = nearest(sentence, PARTIAL, order, 8) !== undefined || overUser(sentence, around);
    const weight = isPartial ? 5 : 4;
    if (best === undefined || weight > best.weight) best = { ...spanOf(order, rank), weight };
  }
  return best;
}

const OVER_USER = [
  'even if',
  'even when',
  'irrespective',
  'regardless',
  'no matter',
  'whatever the user',
  'in every case',
  'for all further',
  'in this and later',
  'notwithstanding',
];

/** The choice is to stand whatever the person wants. */
function overUser({ from, to }: Sentence, { text }: Surroundings): boolean {
  const words = text.slice(from, Math.min(to, from + 800)).toLowerCase();
  return OVER_USER.some((term) => words.includes(term));
}
