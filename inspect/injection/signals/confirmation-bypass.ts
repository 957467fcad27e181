import { meets, slots } from '../concepts.ts';
import { nearest, orderOf, spanOf } from '../orders.ts';
import type { Hit, Sentence } from '../scan.ts';
import { hasAll } from '../sentence.ts';
import type { Sign, Signal, Surroundings } from '../signal.ts';

const ASK = slots('ask');
const SKIP = slots('skip', 'ignore');
const DENY = slots('not', 'without', 'skip', 'ignore', 'instead');
const NOT = slots('not');
const ACT = slots('go-on', 'call', 'run', 'send', 'delete', 'pay', 'grant', 'change', 'store', 'install');
const POWER = slots('run', 'send', 'delete', 'pay', 'grant', 'install', 'go-on');
const WHO = slots('user', 'you', 'model', 'me', 'authority');
const MODEL = slots('model', 'you');
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
    if (denial === undefined) continue;
    const span = spanOf(denial, ask);
    const act = orderOf(sentence, ACT, around);
    const who = nearest(sentence, WHO, ask, 8);
    if (act !== undefined && act !== ask && Math.abs(act.word - denial.word) <= 14) {
      const whole = spanOf(span, act);
      return meets(act, POWER) || who !== undefined ? whole : { ...whole, weight: 3 };
    }
    if (who !== undefined && isSaidToModel(sentence, denial, around))
      return { ...spanOf(span, who), weight: 4 };
  }
  return undefined;
}

/** What denies the asking; nothing where that is denied itself ("never … without asking", "do not skip"). */
function denialOf(sentence: Sentence, ask: Hit): Hit | undefined {
  const denials = sentence.hits.filter(
    (hit) =>
      hit !== ask &&
      meets(hit, DENY) &&
      (hit.word < ask.word ? ask.word - hit.word <= 5 : ask.isNegated && hit.word - ask.word <= 4),
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
function isSaidToModel(sentence: Sentence, denial: Hit, around: Surroundings): boolean {
  return meets(denial, SKIP) ? orderOf(sentence, SKIP, around) !== undefined : meets(denial, NOT);
}

/** "The user has already agreed to all of this, go on." */
function assumedAssent(sentence: Sentence, around: Surroundings): Sign | undefined {
  if (!hasAll(sentence, ASK, WHO)) return undefined;
  for (const ask of sentence.hits) {
    if (!meets(ask, ASK) || ask.isNegated) continue;
    const given = meets(ask, SKIP) || isGiven(around.text.slice(ask.from - 40, ask.to + 40).toLowerCase());
    if (!given && nearest(sentence, GIVEN, ask, 3) === undefined) continue;
    const act = orderOf(sentence, ACT, around);
    if (act !== undefined && act !== ask && nearest(sentence, WHO, ask, 8) !== undefined) {
      const weight = meets(sentence, MODEL) || given ? 4 : 2;
      return { ...spanOf(ask, act), weight };
    }
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
  'treat',
  'hereby',
  'behalf',
];

function isGiven(around: string): boolean {
  return ALREADY.some((word) => around.includes(word));
}
