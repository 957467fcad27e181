import { meets, slots } from '../concepts.ts';
import { addressOf, nearest, orderOf, spanOf } from '../orders.ts';
import type { Hit, Sentence } from '../scan.ts';
import { hasAll } from '../sentence.ts';
import type { Sign, Signal, Surroundings } from '../signal.ts';
import { strangeNames } from '../tool-names.ts';

const OTHER_TOOL = slots('other-tool');
const OUTDATED = slots('outdated');
const TOOL = slots('tool', 'self', 'other');
const OTHER = slots('other', 'all');
const STRICTLY_OTHER = slots('other');
const ORDER = slots('before', 'after', 'every-turn');
const CALL = slots('call', 'run', 'send', 'include', 'store', 'read');
const AVOID = slots('skip', 'instead', 'ignore');
const POWER = slots(
  'call',
  'send',
  'delete',
  'pay',
  'grant',
  'store',
  'run',
  'read',
  'change',
  'skip',
  'instead',
);
const SELF = slots('self');
const MUST = slots('must', 'important');
const GOODS = slots('secret', 'secret-path', 'context', 'address', 'memory', 'money');

/**
 * Orders over tools that are not this server's: when they are called, that they are broken, what to use for them.
 * Its own tools are documentation; a name that nobody connected owns counts for less.
 */
export const foreignTool: Signal = {
  id: 'foreign-tool',
  says: 'gives orders about tools of others',
  weight: { definition: 4, data: 4 },
  inSentence(sentence, around) {
    if (meets(sentence, OTHER_TOOL)) {
      const sign = aboutNeighbour(sentence, around);
      if (sign !== undefined) return sign;
    }
    if (around.isDefinition && hasAll(sentence, ORDER, OTHER)) {
      const sign = aroundAll(sentence, around);
      if (sign !== undefined) return sign;
    }
    return meets(sentence, OUTDATED) || meets(sentence, POWER) ? aboutUnknown(sentence, around) : undefined;
  },
};

/** A tool, or a server, that is connected at the same time. */
function aboutNeighbour(sentence: Sentence, around: Surroundings): Sign | undefined {
  for (const named of sentence.hits) {
    if (!meets(named, OTHER_TOOL)) continue;
    const bad = nearest(sentence, OUTDATED, named, 8);
    if (bad !== undefined && !bad.isNegated) return { ...spanOf(named, bad), weight: 5 };
    const act = nearest(sentence, POWER, named, 10);
    if (act === undefined) continue;
    const isTold =
      around.isDefinition ||
      orderOf(sentence, POWER, around) !== undefined ||
      addressOf(sentence, act, around) > 0;
    if (isTold)
      return { ...spanOf(named, act), weight: nearest(sentence, GOODS, act, 12) === undefined ? 4 : 5 };
  }
  return undefined;
}

/** "Before any other tool", "after every other tool call". */
function aroundAll(sentence: Sentence, around: Surroundings): Sign | undefined {
  for (const order of sentence.hits) {
    if (!meets(order, ORDER)) continue;
    const other = nearest(sentence, STRICTLY_OTHER, order, 4);
    if (other === undefined || other.from < order.from) continue;
    if (!meets(other, slots('tool')) && nearest(sentence, TOOL, other, 2) === undefined) continue;
    const call = callNear(sentence, order, around);
    if (call === undefined) continue;
    return { ...spanOf(order, other, call), weight: meets(sentence, MUST) ? 4 : 3 };
  }
  return undefined;
}

function callNear(sentence: Sentence, order: Hit, around: Surroundings): Hit | undefined {
  const call = orderOf(sentence, CALL, around) ?? nearest(sentence, CALL, order, 10);
  return call === order || call?.isNegated === true ? undefined : call;
}

/** A name in the form of a tool that this server does not offer. */
function aboutUnknown(sentence: Sentence, around: Surroundings): Sign | undefined {
  const bad = sentence.hits.find((hit) => meets(hit, OUTDATED) && !hit.isNegated);
  const act = bad === undefined ? orderOf(sentence, POWER, around) : undefined;
  if (bad === undefined && act === undefined) return undefined;
  const goods = act === undefined ? undefined : nearest(sentence, GOODS, act, 14);
  const isTold = act !== undefined && addressOf(sentence, act, around) > 0;
  if (around.isDefinition ? bad === undefined && goods === undefined && !isTold : !isTold) return undefined;
  const [name] = strangeNames(sentence, around);
  if (name === undefined) return undefined;
  if (bad !== undefined) {
    if (!meets(sentence, AVOID) && !hasAll(sentence, SELF, CALL)) return undefined;
    return { ...spanOf(name, bad), weight: 3 };
  }
  return { ...spanOf(name, act!), weight: around.isDefinition ? 3 : 4 };
}
