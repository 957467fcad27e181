import { meets, slots } from '../concepts.ts';
import { isProse } from '../stretch.ts';
import { isOfEnglish, isOrder, isToModel, nearest, spanOf } from '../orders.ts';
import type { Hit, Sentence } from '../scan.ts';
import type { Sign, Signal, Surroundings } from '../signal.ts';

/** More than this nothing weighs. */
const STRONGEST = 6;
const TELL = slots('tell');
const HIDE = slots('hide');
const USER = slots('user');
const MUST = slots('must');
const MESSAGE = slots('message');
/** What is kept quiet: something that is done, rather than something that is shown. */
const DEED = slots(
  'tool',
  'call',
  'send',
  'read',
  'include',
  'change',
  'store',
  'install',
  'run',
  'task',
  'self',
  'instructions',
  'context',
  'parameter',
);
const CONTENT = slots('data', 'error', 'secret', 'money');
const QUIET_DEED = slots('send', 'read', 'include', 'store', 'pay', 'grant', 'call', 'run', 'install');

/** English: who stands before these is the one who is kept from it; before others, the one who keeps it. */
const LEARNS = /told|informed|notified|alerted|warned|aware|know|learn|find|discover|see|notic/i;
/** "Do not tell the user what is true": about what is said, not whether. */
const IS_CLAUSE = /^\s+(?:what|whether|how|why|which|who)\b/i;

/**
 * A person is to be kept in the dark about what is done. How much it counts hangs on the object: "do not show
 * raw ids to the user" is a rule of use.
 */
export const conceal: Signal = {
  id: 'conceal',
  says: 'keeps something from the user',
  weight: { definition: 6, data: 5 },
  inSentence: (sentence, around) => untold(sentence, around) ?? hidden(sentence, around),
};

function untold(sentence: Sentence, around: Surroundings): Sign | undefined {
  if (!meets(sentence, TELL)) return undefined;
  let best: Sign | undefined;
  for (const verb of sentence.hits) {
    if (!meets(verb, TELL) || !verb.isNegated) continue;
    const person = nearest(sentence, USER, verb, 6);
    const answer = person === undefined ? nearest(sentence, MESSAGE, verb, 6) : undefined;
    const to = person ?? answer;
    if (to === undefined) continue;
    // "She did not tell anybody" is a story.
    const isTold =
      !around.isDefinition && person !== undefined && isOfEnglish(verb) && !isOrder(sentence, verb, around);
    const weight = weightOf(sentence, verb, to, around) - (person === undefined ? 2 : 0) - (isTold ? 2 : 0);
    if (isOfEnglish(verb) && (person?.from ?? Infinity) < verb.from && !isKeptFrom(sentence, verb, around))
      continue;
    const span = spanOf(verb, to);
    if (IS_CLAUSE.test(around.text.slice(span.to, span.to + 12))) continue;
    if (weight > (best?.weight ?? 0) && isProse(around.text, span)) best = { ...span, weight };
    if (best?.weight === STRONGEST) break;
  }
  return best;
}

/** "The user must not be told", "must not be shown it"; but not "people are not shown". */
function isKeptFrom(sentence: Sentence, verb: Hit, { text }: Surroundings): boolean {
  const said = text.slice(verb.from, verb.to);
  return LEARNS.test(said) || (/shown/i.test(said) && meets(sentence, MUST));
}

/** What screens leave out for good reasons, and no deed. */
const IDENTIFIER =
  /\b(?:(?:raw|internal) [\w`]+|[ug]?u?ids?|identifiers?|(?:full|card|account|national|security) numbers?|hash(?:es)?|stack ?traces?|coordinates|salar(?:y|ies)|pseudonyms?)\b/i;

const ABOUT_THIS = /^\s+(?:about|of) (?:this|it|that|these)\b/i;

function weightOf(sentence: Sentence, verb: Hit, to: Hit, around: Surroundings): number {
  const isOf = (what: typeof DEED): boolean =>
    sentence.hits.some(
      (hit) =>
        hit !== verb &&
        hit !== to &&
        meets(hit, what) &&
        hit.clause === verb.clause &&
        Math.abs(hit.word - verb.word) <= 6,
    );
  const isContent =
    isOf(CONTENT) || IDENTIFIER.test(around.text.slice(Math.max(0, verb.from - 60), to.to + 60));
  // "Never tell the user about this": what is done, whatever it is called.
  const isDeed = isOf(DEED) || ABOUT_THIS.test(around.text.slice(to.to, to.to + 14));
  if (isContent && !isDeed) return 1;
  if (around.isDefinition) return isDeed ? 6 : 5;
  return isToModel(sentence, around) || isDeed ? 5 : 3;
}

function hidden(sentence: Sentence, around: Surroundings): Sign | undefined {
  if (!meets(sentence, HIDE)) return undefined;
  for (const how of sentence.hits) {
    if (!meets(how, HIDE) || how.isNegated) continue;
    const person = nearest(sentence, USER, how, 3);
    if (person !== undefined && person.clause === how.clause)
      return { ...spanOf(how, person), weight: around.isDefinition ? 5 : 4 };
    const deed = nearest(sentence, QUIET_DEED, how, 3);
    if (deed !== undefined && isOrder(sentence, deed, around))
      return { ...spanOf(how, deed), weight: around.isDefinition ? 5 : 3 };
    const answer = nearest(sentence, MESSAGE, how, 3);
    if (answer !== undefined) return { ...spanOf(how, answer), weight: 3 };
  }
  return undefined;
}
