import { CONCEPTS, meets, slots } from '../concepts.ts';
import { isShown } from '../counter.ts';
import type { Around, Read } from '../around.ts';
import { isOrder } from '../orders.ts';
import type { Sentence } from '../scan.ts';
import type { Span } from '../sentence.ts';
import type { SignalId } from '../signals/index.ts';
import { namesOwnTool } from '../tool-names.ts';

const VERBS = slots(...CONCEPTS.slice(0, CONCEPTS.indexOf('instructions')));
const EXAMPLE = slots('example');

/**
 * What speaks against the model's opinion, which knows words and not where they stand: they are shown as an
 * example, everything in them is denied, or they are about a tool of the same server.
 */
export function isHedged(
  around: Around,
  { sentences, found }: Read,
  window: Span,
  parts: readonly Span[],
): boolean {
  const inside = sentences.filter(({ from, to }) => from >= window.from && to <= window.to);
  if (parts.length > 0 && parts.every((part) => isShown(around.text, part, sentences, around.isDefinition)))
    return true;
  const seen = { ...around, sentences, before: undefined, after: undefined };
  const within = found.filter(({ from }) => from >= window.from && from < window.to);
  const has = (least: number): boolean => within.some(({ weight }) => weight >= least);
  if (!has(5) && inside.some((sentence) => namesOwnTool(sentence, seen))) return true;
  // Another sign has looked at it and stands by itself.
  if (has(3) && (within.some(({ signal }) => DENYING.has(signal.id)) || !inside.every(isDenied)))
    return false;
  if (isPictures(around.text.slice(window.from, window.to)) || isSummary(around, inside)) return true;
  if (
    inside.every(isOpen) ||
    (isCode(around.text.slice(window.from, window.to)) &&
      !inside.some((sentence) => meets(sentence, TALK))) ||
    isOfMemory(around.own, inside)
  )
    return true;
  if (!around.isDefinition && inside.some((sentence) => meets(sentence, EXAMPLE))) return true;
  if (inside.every(({ from, to }) => NEEDLESS.test(around.text.slice(from, Math.min(to, from + 60)))))
    return true;
  return inside.every(isDenied) && !inside.some(hasOrder);

  function hasOrder(sentence: Sentence): boolean {
    return sentence.hits.some((hit) => meets(hit, VERBS) && !hit.isNegated && isOrder(sentence, hit, seen));
  }
}

/** Signs that are a denial themselves: "do not tell". */
const DENYING = new Set<SignalId>(['conceal', 'confirmation-bypass']);

/** Programs do not talk of a model and what it was told; an order with a `&&` in it does. */
const TALK = slots('model', 'context');

/** Signs of programs and queries: six, and one in 24 characters. */
function isCode(said: string): boolean {
  if (PROGRAM.test(said)) return true;
  let signs = 0;
  for (const one of said) if (CODE.has(one)) signs++;
  return signs >= 6 && signs * 24 > said.length;
}

/** What prose has not. */
const PROGRAM = /&&|\$\(|\bexport [A-Z_]+=|\|\s*(?:ba)?sh\b|window\.|function\s*\(|=>|#!\//;
const CODE = new Set(';()=,'.split(''));

/** A table of emoji and what they are called. */
function isPictures(said: string): boolean {
  let pictures = 0;
  for (const _ of said.matchAll(PICTURE)) if (++pictures >= 5) return true;
  return false;
}

const PICTURE = /\p{Extended_Pictographic}/gu;

/** How a description begins: what the tool does, as if it were told to. */
function isSummary({ text, isDefinition }: Around, inside: readonly Sentence[]): boolean {
  const [first, ...others] = inside;
  return (
    isDefinition &&
    first !== undefined &&
    others.length === 0 &&
    text.slice(0, first.from).trim() === '' &&
    first.to - first.from < LONGEST_SUMMARY &&
    !meets(first, RISKY) &&
    !meets(first, UNUSUAL) &&
    !first.hits.some((hit) => meets(hit, BEYOND))
  );
}

const LONGEST_SUMMARY = 120;
/** What no summary speaks of: the model, others, conditions, what must not be. */
const UNUSUAL = slots(
  'model',
  'you',
  'other-tool',
  'other',
  'before',
  'after',
  'must',
  'not',
  'without',
  'also',
  'tool',
);

/** A tool of memory that tells what it keeps. */
function isOfMemory(own: string, inside: readonly Sentence[]): boolean {
  return (
    MEMORY.test(own.replace(CAMEL, '$1_$2')) &&
    !inside.some((sentence) => meets(sentence, RISKY) || sentence.hits.some((hit) => meets(hit, BEYOND)))
  );
}

const CAMEL = /([a-z])([A-Z])/g;
/** Whole words of its name: an identity is no entity. */
const MEMORY =
  /(?:^|[^a-z])(?:memory|memories|memorize|remember|notes?|knowledge|entity|entities|recall)(?:$|[^a-z])/i;

const BEYOND = slots('ignore', 'install', 'run', 'skip', 'delete', 'pay', 'hide', 'pretend');

/** Nothing is to be done but to tell the person, or to ask. */
function isOpen(sentence: Sentence): boolean {
  const verbs = sentence.hits.filter((hit) => meets(hit, VERBS));
  return (
    meets(sentence, USER) &&
    !meets(sentence, RISKY) &&
    verbs.some((hit) => meets(hit, OPEN)) &&
    verbs.every((hit) => !hit.isNegated && !meets(hit, HARM))
  );
}

const USER = slots('user');
const OPEN = slots('tell', 'ask');
const HARM = slots(
  'ignore',
  'send',
  'read',
  'include',
  'change',
  'store',
  'install',
  'run',
  'skip',
  'delete',
  'pay',
  'grant',
  'hide',
  'pretend',
);
const RISKY = slots(
  'secret',
  'secret-path',
  'address',
  'context',
  'money',
  'command',
  'best',
  'outdated',
  'instead',
  'every-turn',
);

/** All that follows is denied, however far it goes. */
const NEEDLESS = /^\s*(?:there is |there's |you have )?(?:no need|not necessary|no reason) to\b/i;

/** Everything that is told to be done in it. */
function isDenied(sentence: Sentence): boolean {
  const verbs = sentence.hits.filter((hit) => meets(hit, VERBS));
  return verbs.length > 0 && verbs.every((hit) => hit.isNegated);
}
