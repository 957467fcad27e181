import { bodyOf, isAlike } from '../alike.ts';
import { othersOf } from '../further.ts';
import type { Heard, Hit, Oracle, Seen } from '../oracle.ts';
import { lettersOf, plainOf, textsIn, withoutSent } from '../reflection.ts';
import { expected } from '../said.ts';

/** A server that answers so has nothing, and says it in a good answer. */
const NOTHING =
  /\b(?:not? (?:found|such|exist\w*|valid|known|match\w*|results?|records?|entr\w+|items?)|(?:does|do|did|could|can)(?: ?n[o']t|not)|unknown|invalid|missing|none|null|empty|denied|forbidden|refused|unauthori[sz]ed|error|failed)\b/i;

/** Shorter words are left over by chance. */
const LEAST = 3;

const namesIn = (text: string): string =>
  [...new Set([...text.matchAll(/"([^"\\]{1,60})"\s*:/g)].map(([, name]) => name ?? ''))]
    .toSorted()
    .join(' ');

/** What is a server's own in an answer: its words, whatever was sent and however that is written, without numbers. */
function ownWords(body: string, sent: readonly string[]): string {
  const parts = sent.map((text) => lettersOf(plainOf(text))).filter(({ length }) => length >= LEAST);
  const own = parts
    .toSorted((a, b) => b.length - a.length)
    .reduce((left, part) => left.replaceAll(part, ''), lettersOf(withoutSent(body, sent)));
  return own.replace(/\d+/g, '');
}

/** The answer to the honest value, but for a number that was changed and stands there as it was changed. */
function turnedIn(seen: Seen, usual: readonly Heard[]): { was: number; is: number } | undefined {
  const turned = expected(seen, 'unlisted').flatMap((one) => one.turned ?? []);
  // What counts up by itself has another number each time.
  if (turned.length === 0 || usual.length < 2) return undefined;
  // What it says of what it was sent is believed by nobody.
  const ownOf = ({ text }: Heard, sent: string): string => withoutSent(bodyOf(text), textsIn(sent));
  const own = ownOf(seen.heard, seen.sent);
  const bodies = usual.map((one) => ({ ...one, text: ownOf(one, seen.subject.text) }));
  for (const { was, is } of turned) {
    const old = own.replace(new RegExp(String.raw`(?<![\w.-])${is}(?![\w.-]*\w)`, 'g'), String(was));
    if (old === own) continue;
    const heard = { ...seen.heard, text: old };
    if (bodies.every((one) => isAlike({ heard, sent: [] }, { heard: one, sent: [] }))) return { was, is };
  }
  return undefined;
}

/** Whether it is a good answer in the form of the usual one, with other words in it than those that were sent. */
function isOther(seen: Seen, usual: readonly Heard[]): boolean {
  const texts = [...textsIn(seen.sent), ...textsIn(seen.subject.text)];
  const body = bodyOf(seen.heard.text);
  const bodies = usual.map(({ text }) => bodyOf(text));
  const own = ownWords(body, texts);
  if (own.length < LEAST || bodies.some((one) => ownWords(one, texts) === own)) return false;
  const isNothing =
    NOTHING.test(withoutSent(body, texts)) && !bodies.some((one) => NOTHING.test(plainOf(one)));
  return !isNothing && bodies.some((one) => namesIn(plainOf(one)) === namesIn(plainOf(body)));
}

/** Whether what leads to nothing is answered in the same way; undefined: it was not asked. */
function isForAll(seen: Seen): boolean | undefined {
  for (const expectation of expected(seen, 'unlisted')) {
    const { unless } = expectation;
    if (unless === undefined) continue;
    const plain = othersOf(seen, expectation)[0] ?? [];
    if (plain.length === 0) return undefined;
    const texts = [...textsIn(unless), ...textsIn(seen.sent), ...textsIn(seen.subject.text)];
    const own = ownWords(bodyOf(seen.heard.text), texts);
    const isSame = ({ outcome, text }: Heard): boolean =>
      outcome === 'ok' && ownWords(bodyOf(text), texts) === own;
    if (plain.some(isSame)) return true;
  }
  return false;
}

function usualOf({ heard, control }: Seen): Heard[] {
  return heard.outcome === 'ok' ? control.heard.filter(({ outcome }) => outcome === 'ok') : [];
}

export const unlistedId: Oracle = {
  meta: {
    id: 'unlisted-id',
    title: 'An id that nobody was given is answered',
    about:
      'The neighbour of an id is answered in the form of a good answer, with another content, and without a word of refusal. Whose it is cannot be told from here.',
    falseAlarm: 'The neighbour is ours as well, or meant for everybody: look at whose it is.',
    certainty: 'tentative',
  },
  judge(seen): Hit | undefined {
    const usual = usualOf(seen);
    if (usual.length === 0 || expected(seen, 'unlisted').length === 0) return undefined;
    const turned = turnedIn(seen, usual);
    if (turned !== undefined)
      return {
        says: `It is answered as the honest one is, with ${turned.is} in the place of ${turned.was}.`,
        certainty: 'firm',
      };
    if (!isOther(seen, usual) || isForAll(seen) !== false) return undefined;
    return { says: 'It is answered in the form of a good answer, and with something else in it.' };
  },
  suspects: (seen) =>
    expected(seen, 'unlisted').some(({ unless }) => unless !== undefined) && isOther(seen, usualOf(seen)),
};
