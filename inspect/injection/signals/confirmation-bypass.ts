import { meets, slots } from '../concepts.ts';
import { addressOf, ENGLISH, isOrder, isToModel, nearest, orderOf, spanOf } from '../orders.ts';
import type { Hit, Sentence } from '../scan.ts';
import { hasAll } from '../sentence.ts';
import type { Sign, Signal, Surroundings } from '../signal.ts';

const ASK = slots('ask');
const SKIP = slots('skip', 'ignore');
const DENY = slots('not', 'without', 'skip', 'ignore', 'instead');
const NOT = slots('not');
const WITHOUT = slots('without', 'skip', 'ignore');
const ACT = slots('go-on', 'call', 'run', 'send', 'delete', 'pay', 'grant', 'change', 'store', 'install');
const POWER = slots('run', 'send', 'delete', 'pay', 'grant', 'install', 'go-on');
const WHO = slots('user', 'you', 'model', 'me', 'authority');
const GIVEN = slots('earlier', 'new');

/**
 * The person is not to be asked; or is said to have agreed already. "Deletes without confirmation" speaks of
 * the tool, "never call this without asking" denies the denial.
 */
export const confirmationBypass: Signal = {
  id: 'confirmation-bypass',
  says: 'wants the person not to be asked',
  weight: { definition: 5, data: 4 },
  inSentence(sentence, around) {
    if (!meets(sentence, ASK)) return undefined;
    return deniedAsking(sentence, around) ?? assumedAssent(sentence, around);
  },
};

function deniedAsking(sentence: Sentence, around: Surroundings): Sign | undefined {
  if (!hasAll(sentence, ASK, DENY)) return undefined;
  for (const ask of sentence.hits) {
    if (!meets(ask, ASK)) continue;
    const denial = denialOf(sentence, ask);
    if (denial === undefined || !isOfAsking(denial, ask, around)) continue;
    const span = spanOf(denial, ask);
    const who = nearest(sentence, WHO, ask, 8);
    const act = sentence.hits.find(
      (hit) =>
        meets(hit, ACT) &&
        hit !== ask &&
        !hit.isNegated &&
        Math.abs(hit.word - denial.word) <= 14 &&
        isOrder(sentence, hit, around),
    );
    const isModels = isToModel(sentence, around);
    if (!isOfAssent(sentence, ask, denial, around)) continue;
    if (
      act !== undefined &&
      (!meets(denial, NOT) || isNeedless(denial, ask, around) || isOrder(sentence, ask, around))
    ) {
      const whole = spanOf(span, act);
      const isTold = around.isDefinition || addressOf(sentence, act, around) > 0;
      if (!isTold) return { ...whole, weight: meets(act, POWER) || who !== undefined ? 4 : 3 };
      if (isModels || (meets(act, POWER) && who !== undefined && !meets(who, MINE)))
        return { ...whole, weight: 5 };
      if (meets(act, POWER) || who !== undefined) return whole;
      return { ...whole, weight: 3 };
    }
    if (!isSaidToModel(sentence, denial, ask, around)) continue;
    if (who === undefined && !isModels) continue;
    return {
      ...spanOf(span, who ?? ask),
      weight: around.isDefinition && (ask.languages & ENGLISH) !== 0 ? 5 : 4,
    };
  }
  return undefined;
}

const MINE = slots('me');
const ASSENT =
  /confirm|approv|permi|consent|accept|sign|authori|agree|wait|elicit|review|dialog|\bok\b|check with/;

/** Asked for assent, rather than for a name or a number. */
function isOfAssent(sentence: Sentence, ask: Hit, denial: Hit, { text }: Surroundings): boolean {
  if ((ask.languages & ENGLISH) !== 0) return ASSENT.test(text.slice(ask.from, ask.to + 40).toLowerCase());
  // Other lexicons say not which word it is: a noun behind "without", or two words of asking.
  return meets(denial, WITHOUT) || nearest(sentence, ASK, ask, 8) !== undefined;
}

/** "There is no need to ask". */
function isNeedless(denial: Hit, ask: Hit, { text }: Surroundings): boolean {
  return text.slice(denial.from, ask.from).toLowerCase().includes('need');
}

/** "Do not ask"; not "stop and ask". */
function isOfAsking(denial: Hit, ask: Hit, { text }: Surroundings): boolean {
  return !/\b(?:and|then|but|or)\b|["`\n.:,;]/i.test(
    text.slice(Math.min(denial.to, ask.to), Math.max(denial.from, ask.from)),
  );
}

/** What denies the asking; nothing where that is denied itself ("never … without asking", "do not skip"). */
function denialOf(sentence: Sentence, ask: Hit): Hit | undefined {
  const denials = sentence.hits.filter(
    (hit) =>
      hit !== ask &&
      meets(hit, DENY) &&
      (hit.word < ask.word
        ? hit.clause === ask.clause && ask.word - hit.word <= 5
        : ask.isNegated && hit.word - ask.word <= 4),
  );
  const denial = denials.at(-1);
  if (denial === undefined || denial.isNegated) return undefined;
  const isDenied = sentence.hits.some(
    (hit) =>
      hit !== denial &&
      hit !== ask &&
      meets(hit, NOT) &&
      hit.word < denial.word &&
      denial.word - hit.word <= 10,
  );
  return isDenied && !meets(denial, NOT) ? undefined : denial;
}

/** "Do not ask the user", "skip the review": an order itself, not what something did or does. */
function isSaidToModel(sentence: Sentence, denial: Hit, ask: Hit, around: Surroundings): boolean {
  return meets(denial, SKIP)
    ? orderOf(sentence, SKIP, around) !== undefined
    : meets(denial, NOT) && isOrder(sentence, ask, around);
}

/** "The user has already agreed to all of this, go on." */
function assumedAssent(sentence: Sentence, around: Surroundings): Sign | undefined {
  for (const ask of sentence.hits) {
    if (!meets(ask, ASK) || ask.isNegated) continue;
    const given = isGiven(around.text.slice(Math.max(0, ask.from - 50), ask.to + 50).toLowerCase());
    if (!given && !(meets(ask, SKIP) || nearest(sentence, GIVEN, ask, 3) !== undefined)) continue;
    const act = orderOf(sentence, ACT, around);
    const isModels = isToModel(sentence, around);
    const who = nearest(sentence, WHO, ask, 10);
    if (act !== undefined && act !== ask && (who !== undefined || isModels))
      return { ...spanOf(ask, act), weight: given ? (isModels || around.isDefinition ? 5 : 4) : 2 };
    if (given && who !== undefined && (isModels || around.isDefinition))
      return { ...spanOf(ask, who), weight: 4 };
  }
  return undefined;
}

const ALREADY = [
  'already',
  'in advance',
  'deemed',
  'implied',
  'presumed',
  'counts as',
  'treat every',
  'treat all',
  'treat any',
  'treat it',
  'treat this',
  'treat each',
  'hereby',
  'on behalf',
  "'s behalf",
  'waive',
  'pre-',
  'beforehand',
  'taken as',
];

function isGiven(around: string): boolean {
  return ALREADY.some((word) => around.includes(word));
}
