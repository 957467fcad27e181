import { CONCEPTS, meets, slots } from '../concepts.ts';
import { isShown } from '../counter.ts';
import type { Around, Read } from '../judge.ts';
import { isOrder } from '../orders.ts';
import type { Sentence } from '../scan.ts';
import type { Span } from '../sentence.ts';
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
  if (parts.length > 0 && parts.every((part) => isShown(around.text, part, sentences))) return true;
  const seen = { ...around, sentences, before: undefined, after: undefined };
  const has = (least: number): boolean =>
    found.some(({ from, weight }) => weight >= least && from >= window.from && from < window.to);
  if (!has(5) && inside.some((sentence) => namesOwnTool(sentence, seen))) return true;
  // Another sign has looked at it and stands by itself.
  if (has(3)) return inside.every(isDenied) && !inside.some(hasOrder);
  if (!around.isDefinition && inside.some((sentence) => meets(sentence, EXAMPLE))) return true;
  if (inside.every(({ from, to }) => NEEDLESS.test(around.text.slice(from, Math.min(to, from + 60)))))
    return true;
  return inside.every(isDenied) && !inside.some(hasOrder);

  function hasOrder(sentence: Sentence): boolean {
    return sentence.hits.some((hit) => meets(hit, VERBS) && !hit.isNegated && isOrder(sentence, hit, seen));
  }
}

/** All that follows is denied, however far it goes. */
const NEEDLESS = /^\s*(?:there is |there's |you have )?(?:no need|not necessary|no reason) to\b/i;

/** Everything that is told to be done in it. */
function isDenied(sentence: Sentence): boolean {
  const verbs = sentence.hits.filter((hit) => meets(hit, VERBS));
  return verbs.length > 0 && verbs.every((hit) => hit.isNegated);
}
