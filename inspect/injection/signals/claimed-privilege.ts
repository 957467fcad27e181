import type { Signal } from '../signal.ts';
import { meets, slots } from '../concepts.ts';

const TOUCHED = slots(
  'pretend',
  'ignore',
  'system',
  'authority',
  'grant',
  'all',
  'skip',
  'without',
  'ask',
  'obey',
);
/** Longer descriptions are handbooks. */
const MOST_READ = 20_000;
const DENIED = /\b(?:not|never|cannot|no)\b/i;

/** Roles and powers that a description gives to whoever uses it, and checks that it says may be left out. */
const CLAIMS: readonly RegExp[] = [
  /\bact(?:ing)? as:? (?:an? |the )?(?:\w{3,14} )?(?:system |database |emergency |network |security )?(?:admin(?:istrator)?|root|superuser|superadmin|operator|response system|owner)\b/i,
  /\b(?:unrestricted|unlimited|unconditional|full root|full admin(?:istrative)?) (?:access|privileges?|queries|mode|execution|control)\b/i,
  /\b(?:without|no|disable[sd]?|bypass(?:es|ing)?|skip(?:s|ping)?|ignor(?:e|es|ing)|override[sn]?) (?:\w{2,14} ){0,2}(?:validation|sanitization|sanitisation|restrictions?|access controls?|authentication|authorization|authorisation|safety|security checks?|permission checks?|guardrails|safeguards)\b/i,
  /\b(?:trust|accept|approve|allow) (?:all|any|every) (?:\w{3,14} ){0,3}(?:commands?|queries|requests?|input|calls?|operations?)\b/i,
  /\b(?:escalate|elevate|simulate elevated|gain|assume)[sd]? (?:\w{2,14} ){0,2}(?:privileges?|permissions?|rights|superadmin|root|administrator)\b/i,
  /\b(?:override|directive|bypass) (?:protocol|authority|code|instructions?)\b|\b(?:system|role|emergency|admin) directive\b/i,
];

/** A definition that hands out powers: roles to play, checks to leave out, commands to trust. */
export const claimedPrivilege: Signal = {
  id: 'claimed-privilege',
  says: 'claims powers that leave out checks',
  weight: { definition: 3, data: 1 },
  inText({ text, isDefinition, sentences }) {
    if (!isDefinition || !mayClaim(text) || !sentences.some((sentence) => meets(sentence, TOUCHED)))
      return undefined;
    const read = text.slice(0, MOST_READ);
    let from = Infinity;
    let to = 0;
    let claims = 0;
    for (const claim of CLAIMS) {
      const hit = claim.exec(read);
      if (hit === null || DENIED.test(read.slice(Math.max(0, hit.index - 24), hit.index))) continue;
      claims++;
      from = Math.min(from, hit.index);
      to = Math.max(to, hit.index + hit[0].length);
    }
    return claims === 0 ? undefined : { from, to, weight: claims === 1 ? 2 : claims === 2 ? 5 : 6 };
  },
};

/** Each claim has one of these; looking for letters is cheaper than for expressions. */
const HINTS = [
  'act as',
  'acting as',
  'unrestricted',
  'unlimited',
  'uncondition',
  'full root',
  'full admin',
  'valid',
  'saniti',
  'restriction',
  'access control',
  'auth',
  'safe',
  'security check',
  'permission',
  'guardrail',
  'trust ',
  'accept ',
  'approve ',
  'allow ',
  'escalat',
  'elevat',
  'gain',
  'assume',
  'directive',
  'override',
  'bypass',
];

function mayClaim(text: string): boolean {
  const lower = text.toLowerCase();
  return HINTS.some((hint) => lower.includes(hint));
}
