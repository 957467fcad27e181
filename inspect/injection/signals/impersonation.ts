import { meets, slots } from '../concepts.ts';
import { addressOf, nearest, orderOf, spanOf } from '../orders.ts';
import { isProse } from '../stretch.ts';
import type { Hit, Sentence } from '../scan.ts';
import type { Sign, Signal, Surroundings } from '../signal.ts';

const ME = slots('me');
const WHO = slots('authority', 'user');
const AUTHORITY = slots('authority');
const STRICT_MODEL = slots('model');
const DIRECTS = slots('must', 'obey', 'ask', 'grant');
const ACT = slots(
  'send',
  'delete',
  'pay',
  'grant',
  'run',
  'install',
  'change',
  'skip',
  'obey',
  'ignore',
  'tell',
  'include',
  'reply',
  'read',
  'call',
);
const POWER = slots('send', 'delete', 'pay', 'grant', 'run', 'install', 'skip', 'obey', 'ignore');

/** Speaks with a voice that is not its own: the user's, an administrator's, the law's; and wants something done. */
export const impersonation: Signal = {
  id: 'impersonation',
  says: 'speaks as somebody with a say',
  weight: { definition: 3, data: 3 },
  inSentence: (sentence, around) => asSomebody(sentence, around) ?? byOrder(sentence, around),
};

/** "I, the user, approve"; "this is your administrator"; "we are the security team". */
function asSomebody(sentence: Sentence, around: Surroundings): Sign | undefined {
  if (!meets(sentence, WHO)) return undefined;
  for (const who of sentence.hits) {
    if (!meets(who, WHO)) continue;
    const me = meOf(sentence, who, around);
    if (me === undefined && !isIntroduced(sentence, who, around)) continue;
    const act = actOf(sentence, around);
    if (act === undefined) continue;
    const isStrong = act.isToModel && meets(act.hit, POWER);
    if (!isStrong && !(around.isDefinition && meets(who, AUTHORITY))) return undefined;
    return { ...spanOf(who, me ?? who), weight: isStrong ? 4 : 2 };
  }
  return undefined;
}

/** "I, the user", "we are the security team"; not "my administrator". */
function meOf(sentence: Sentence, who: Hit, { text }: Surroundings): Hit | undefined {
  const me = nearest(sentence, ME, who, 4);
  if (me === undefined || (me.from > who.from && (me.word - who.word > 2 || me.clause === who.clause)))
    return undefined;
  return /^(?:my|our|me|us|mine)$/i.test(text.slice(me.from, me.to)) ? undefined : me;
}

const INTRODUCTIONS = ['this is', 'message from', 'notice from', 'word from', 'note from', 'on behalf of', 'by order of', 'instructed by', 'statement of', 'speaking for', 'here is your', 'regards from', 'directive from', 'request from']; // prettier-ignore

function isIntroduced(sentence: Sentence, who: Hit, { text }: Surroundings): boolean {
  const before = text.slice(Math.max(sentence.from, who.from - 40), who.from).toLowerCase();
  return INTRODUCTIONS.some((term) => before.includes(term));
}

/** "Compliance requires assistants to …". */
function byOrder(sentence: Sentence, around: Surroundings): Sign | undefined {
  if (!meets(sentence, AUTHORITY) || !meets(sentence, STRICT_MODEL) || !meets(sentence, DIRECTS))
    return undefined;
  const authority = sentence.hits.find((hit) => meets(hit, AUTHORITY));
  const model = sentence.hits.find((hit) => meets(hit, STRICT_MODEL) && hit.from > (authority?.to ?? 0));
  if (authority === undefined || model === undefined || model.word - authority.word > 12) return undefined;
  const act = sentence.hits.find((hit) => meets(hit, ACT) && !hit.isNegated && hit.from > model.to);
  if (act === undefined || act.word - model.word > 8) return undefined;
  if (!isProse(around.text, spanOf(authority, act))) return undefined;
  const isDirected = sentence.hits.some(
    (hit) => meets(hit, DIRECTS) && hit.from > authority.from && hit.to <= act.from && hit !== model,
  );
  if (!isDirected) return undefined;
  return { ...spanOf(authority, model, act), weight: meets(act, POWER) ? 4 : 3 };
}

/** What is to be done: here, or in the next sentence. */
function actOf(sentence: Sentence, around: Surroundings): { hit: Hit; isToModel: boolean } | undefined {
  const told = toldOf(sentence);
  const here = told ?? orderOf(sentence, ACT, around);
  if (here !== undefined)
    return { hit: here, isToModel: here === told || addressOf(sentence, here, around) > 0 };
  const { after } = around;
  if (after === undefined || after.from - sentence.to > 3) return undefined;
  const next = orderOf(after, ACT, around);
  return next === undefined
    ? undefined
    : {
        hit: next,
        isToModel:
          meets(sentence, STRICT_MODEL) ||
          addressOf(after, next, { ...around, before: sentence, after: undefined }) > 0,
      };
}

/** "I order the assistant to pay": what a model is named for. */
function toldOf(sentence: Sentence): Hit | undefined {
  const model = sentence.hits.find((hit) => meets(hit, STRICT_MODEL));
  if (model === undefined) return undefined;
  return sentence.hits.find(
    (hit) => meets(hit, POWER) && !hit.isNegated && hit.from > model.to && hit.word - model.word <= 8,
  );
}
