import { meets, slots } from '../concepts.ts';
import { isProse } from '../stretch.ts';
import { isOrder, isToModel, nearest, spanOf } from '../orders.ts';
import type { Hit, Sentence } from '../scan.ts';
import type { Sign, Signal, Surroundings } from '../signal.ts';

/** More than this nothing weighs. */
const STRONGEST = 6;
const PATH = slots('secret-path');
const SECRET = slots('secret');
const TAKE = slots('read', 'run');
const GIVE = slots('include', 'send', 'reply', 'tell', 'store', 'parameter');
const EITHER = slots('read', 'run', 'include', 'send', 'reply', 'tell', 'store');
const PARAMETER = slots('parameter');
const ONWARD = slots('address', 'parameter', 'go-on');
const WHOSE = slots('all', 'user', 'model');
const FARAWAY = slots('address', 'message');

/**
 * A file that holds secrets is to be read, or a secret to be handed on. A path and a verb of reading alone are
 * documentation; that the contents go somewhere, or that a model is to do it, is not.
 */
export const secretRead: Signal = {
  id: 'secret-read',
  says: 'wants secrets read and handed over',
  weight: { definition: 4, data: 2 },
  inSentence(sentence, around) {
    if (!meets(sentence, EITHER)) return undefined;
    return ofPath(sentence, around) ?? ofSecret(sentence, around);
  },
};

function ofPath(sentence: Sentence, around: Surroundings): Sign | undefined {
  if (!meets(sentence, PATH)) return undefined;
  let best: Sign | undefined;
  for (const path of sentence.hits) {
    if (!meets(path, PATH) || path.isNegated) continue;
    const taken = orderNear(sentence, TAKE, path, around);
    const given = orderNear(sentence, GIVE, path, around);
    const verb = taken ?? given;
    if (verb === undefined) continue;
    const weight = weightOf(taken !== undefined, given !== undefined, sentence, around);
    const span = spanOf(verb, path);
    if (weight > (best?.weight ?? 0) && isProse(around.text, span)) best = { ...span, weight };
    if (best?.weight === STRONGEST) break;
  }
  return best;
}

function weightOf(isTaken: boolean, isGiven: boolean, sentence: Sentence, around: Surroundings): number {
  if (around.isDefinition) return isGiven ? (isTaken ? 6 : 5) : 4;
  if (!isTaken || !isGiven) return isToModel(sentence, around) ? 4 : 2;
  return isToModel(sentence, around) || meets(sentence, ONWARD) ? 5 : 4;
}

/** "Read the password and send it to", "collect all keys and put them into". */
function ofSecret(sentence: Sentence, around: Surroundings): Sign | undefined {
  if (!meets(sentence, SECRET)) return undefined;
  for (const secret of sentence.hits) {
    if (!meets(secret, SECRET) || secret.isNegated) continue;
    const taken = orderNear(sentence, TAKE, secret, around);
    const given = orderNear(sentence, GIVE, secret, around);
    const span = taken === undefined || given === undefined ? undefined : spanOf(taken, given, secret);
    if (
      span !== undefined &&
      isProse(around.text, span) &&
      (around.isDefinition || isToModel(sentence, around))
    )
      return {
        ...span,
        weight: around.isDefinition ? (nearest(sentence, WHOSE, secret, 4) === undefined ? 4 : 5) : 3,
      };
    const isFaraway =
      given !== undefined &&
      (nearest(sentence, FARAWAY, given, 10) !== undefined ||
        nearest(sentence, PARAMETER, given, 8) !== undefined);
    if (isFaraway && isToModel(sentence, around) && isProse(around.text, spanOf(given, secret)))
      return { ...spanOf(given, secret), weight: 3 };
  }
  return undefined;
}

function orderNear(sentence: Sentence, what: typeof TAKE, to: Hit, around: Surroundings): Hit | undefined {
  return sentence.hits.find(
    (hit) =>
      hit !== to &&
      meets(hit, what) &&
      !hit.isNegated &&
      Math.abs(hit.word - to.word) <= 12 &&
      (meets(hit, PARAMETER) || isOrder(sentence, hit, around)),
  );
}
