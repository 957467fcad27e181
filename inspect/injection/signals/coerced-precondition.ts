import { meets, slots } from '../concepts.ts';
import { isToModel, nearest, spanOf } from '../orders.ts';
import { isProse } from '../stretch.ts';
import type { Hit, Sentence } from '../scan.ts';
import type { Sign, Signal, Surroundings } from '../signal.ts';
import { namesOwnTool } from '../tool-names.ts';

const THREAT = slots('otherwise', 'error');
const OTHERWISE = slots('otherwise');
const BEFORE = slots('before');
const FIRST = slots('before', 'after', 'must');
const UNLESS = slots('otherwise', 'without', 'before', 'not', 'after');
const POWER = slots('send', 'grant', 'pay', 'delete', 'install', 'read', 'include', 'store', 'run');
const RUN = slots('run');
const MOVES = slots('send', 'read', 'include', 'store', 'grant', 'pay');
const KEPT = slots('secret', 'money', 'memory');
const GOODS = slots('secret', 'secret-path', 'context', 'address', 'memory');
const FOREIGN = slots('secret', 'secret-path', 'context', 'address', 'memory', 'other-tool', 'money');
const FILE = slots('file');
const READ = slots('read');
const SELF = slots('self', 'tool');
const PRIVATE = slots('data', 'message', 'user');

/**
 * The tool is said to fail, or the user to suffer, unless something is done first that is none of the tool's
 * business: a file read, a secret handed over, access given. What it needs of its own server is documentation.
 */
export const coercedPrecondition: Signal = {
  id: 'coerced-precondition',
  says: 'makes something foreign a condition of its work',
  weight: { definition: 3, data: 3 },
  inSentence(sentence, around) {
    if (!meets(sentence, POWER)) return undefined;
    const isThreat = meets(sentence, THREAT);
    if (!isThreat && !meets(sentence, FIRST)) return undefined;
    return isThreat ? threatened(sentence, around) : required(sentence, around);
  },
};

/** "Fails unless …", "or else …": and what it wants. */
function threatened(sentence: Sentence, around: Surroundings): Sign | undefined {
  if (!meets(sentence, UNLESS)) return undefined;
  for (const threat of sentence.hits) {
    if (!meets(threat, THREAT)) continue;
    const act = nearest(sentence, POWER, threat, around.isDefinition ? 14 : 10);
    if (act === undefined) continue;
    const goods = goodsOf(sentence, act);
    if (goods === undefined || namesOwnTool(sentence, around)) continue;
    // "If the token has expired, run login again."
    if (meets(act, RUN) && !meets(act, MOVES) && meets(goods, KEPT)) continue;
    const isBad = meets(goods, FOREIGN);
    const span = spanOf(threat, act, goods);
    if (!isProse(around.text, span)) continue;
    if (!around.isDefinition && !(isBad && meets(threat, OTHERWISE) && isToModel(sentence, around))) continue;
    return { ...span, weight: around.isDefinition ? (isBad ? (isTwice(sentence) ? 5 : 4) : 3) : 5 };
  }
  return undefined;
}

/** "Before using this tool, read the file … and pass its contents." */
function required(sentence: Sentence, around: Surroundings): Sign | undefined {
  if (!around.isDefinition) return undefined;
  for (const first of sentence.hits) {
    if (!meets(first, BEFORE)) continue;
    const self = nearest(sentence, SELF, first, 6);
    const act = nearest(sentence, POWER, first, 14);
    if (self === undefined || act === undefined || act === self) continue;
    const goods = goodsOf(sentence, act);
    if (goods === undefined || namesOwnTool(sentence, around)) continue;
    return { ...spanOf(first, act, goods), weight: meets(goods, GOODS) ? 4 : 2 };
  }
  return undefined;
}

/** Something is taken, and handed on. */
function isTwice(sentence: Sentence): boolean {
  return sentence.hits.filter((hit) => meets(hit, POWER)).length >= 2;
}

function goodsOf(sentence: Sentence, act: Hit): Hit | undefined {
  return (
    nearest(sentence, FOREIGN, act, 10) ??
    (meets(act, READ) ? nearest(sentence, FILE, act, 6) : nearest(sentence, PRIVATE, act, 5))
  );
}
