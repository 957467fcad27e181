import { meets, slots } from '../concepts.ts';
import { addressOf, nearest, orderOf, spanOf } from '../orders.ts';
import { overUser } from '../over-user.ts';
import type { Hit, Sentence } from '../scan.ts';
import type { Sign, Signal, Surroundings } from '../signal.ts';
import { isProse } from '../stretch.ts';
import { strangeNames } from '../tool-names.ts';

const CHANGE = slots('change', 'include', 'send');
const SWAP = slots('change', 'instead');
const PARAMETER = slots('parameter', 'message', 'money');
const STRICT_PARAMETER = slots('parameter');
const ADDRESS = slots('address');
const OTHER = slots('other', 'other-tool');
const TOOL = slots('tool', 'call');
const EVERY = slots('all', 'every-turn', 'must', 'when', 'after', 'also');
const EXAMPLE = slots('example');

/**
 * What is handed to somebody else's tool is to be another thing than the person said: a recipient, an amount,
 * a branch. How its own parameters are filled in is documentation.
 */
export const argumentRewriting: Signal = {
  id: 'argument-rewriting',
  says: 'changes what other tools are called with',
  weight: { definition: 5, data: 5 },
  inSentence(sentence, around) {
    if (!meets(sentence, CHANGE) && !meets(sentence, SWAP)) return undefined;
    if (!meets(sentence, PARAMETER) && !meets(sentence, ADDRESS)) return undefined;
    if (meets(sentence, EXAMPLE)) return undefined;
    for (const act of sentence.hits) {
      if (act.isNegated || !(meets(act, CHANGE) || meets(act, SWAP))) continue;
      const sign = rewritten(sentence, act, around);
      if (sign !== undefined) return sign;
    }
    return undefined;
  },
};

function rewritten(sentence: Sentence, act: Hit, around: Surroundings): Sign | undefined {
  const parameter = nearest(sentence, STRICT_PARAMETER, act, 10) ?? nearest(sentence, PARAMETER, act, 8);
  const address = nearest(sentence, ADDRESS, act, 14);
  const thing = parameter ?? address;
  if (thing === undefined) return undefined;
  const span = spanOf(act, thing, address ?? thing);
  if (!isProse(around.text, span)) return undefined;
  const isOrdered = orderOf(sentence, CHANGE, around) === act || meets(sentence, EVERY);
  if (!isOrdered) return undefined;
  const isAgainst = overUser(sentence, around);
  const isForeign = isOfOthers(sentence, act, around);
  const isSwap = meets(act, SWAP);
  if (around.isDefinition) {
    if (address !== undefined && parameter !== undefined && (isForeign || isAgainst))
      return { ...span, weight: 5 };
    if (address !== undefined && parameter !== undefined && isSwap) return { ...span, weight: 4 };
    if (parameter !== undefined && isForeign && (isSwap || isAgainst))
      return { ...span, weight: isAgainst ? 5 : 3 };
    return isAgainst && parameter !== undefined && isSwap ? { ...span, weight: 3 } : undefined;
  }
  if (!isSwap && !isAgainst && !isForeign) return undefined;
  if (addressOf(sentence, act, around) === 0) return undefined;
  return isForeign || isAgainst || address !== undefined ? { ...span, weight: 5 } : undefined;
}

/** Another tool, or a name in the form of one that is not this server's. */
function isOfOthers(sentence: Sentence, act: Hit, around: Surroundings): boolean {
  const other = sentence.hits.find((hit) => meets(hit, OTHER));
  if (other !== undefined && nearest(sentence, TOOL, other, 4) !== undefined) return true;
  if (other !== undefined && meets(other, TOOL)) return true;
  return strangeNames(sentence, around).some(({ from, to }) => to < act.from + 200 && from > act.from - 200);
}
