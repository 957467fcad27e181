import { bannerAt, nextMark, tokensIn, type Banner } from '../banners.ts';
import { Fences, ordersWithin } from '../stretch.ts';
import { MARK } from '../marks.ts';
import type { Sign, Signal, Surroundings } from '../signal.ts';

/** How far behind a banner its order may stand. */
const REACH = 500;
/** How far behind the end of one voice another may begin. */
const HANDOVER = 200;
/** What two banners after each other weigh: enough in a text of any length. */
export const HANDED_OVER = 6;
/** Banners that are looked at in one text. */
const MOST = 200;

/**
 * Text dressed as the words of the system: tokens of chat templates, tags and banners that say who speaks. Alone
 * it is weak, since pages about models show them; with an order behind it, it is not.
 */
export const systemMarkup: Signal = {
  id: 'system-markup',
  says: 'dresses as words of the system',
  weight: { definition: 4, data: 4 },
  marks: MARK.banner,
  inText(around) {
    const { text } = around;
    const fences = new Fences(text);
    let best: Sign | undefined;
    /** Behind the last banner that declares something over. */
    let ended: number | undefined;
    const weigh = (banner: Banner): void => {
      const alone = weightOf(banner, around, fences);
      // What was said is declared over, and another begins to speak: two banners that no document needs.
      const isHandover =
        banner.kind === 'speaker' && ended !== undefined && banner.from - ended < HANDOVER && alone >= 5;
      const weight = isHandover ? HANDED_OVER : alone;
      if (banner.kind === 'end' && alone > 1) ended = banner.to;
      if (weight > (best?.weight ?? 0)) best = { from: banner.from, to: banner.to, weight };
    };
    for (const token of tokensIn(text, MOST)) weigh(token);
    let looked = 0;
    for (let at = nextMark(text, 0); at !== -1 && looked < MOST; at = nextMark(text, at)) {
      const banner = bannerAt(text, at);
      at = banner?.to ?? at + 1;
      if (banner === undefined) continue;
      looked++;
      weigh(banner);
    }
    return best;
  },
};

function weightOf({ kind, from, to, isClosed }: Banner, around: Surroundings, fences: Fences): number {
  const { text, isDefinition } = around;
  const isOrdering = ordersWithin(around.sentences, to, to + REACH);
  // A description has no reason to show what it is not: in a fence it counts nearly as much.
  if (isBackquoted(text, from) || fences.isInside(from))
    return isOrdering && isDefinition ? (kind === 'speaker' || kind === 'shout' ? 4 : 2) : 0;
  switch (kind) {
    case 'token':
    case 'speaker':
      return isOrdering || isClosed === true ? 5 : 2;
    case 'shout':
      return isDefinition ? (isOrdering ? 5 : 2) : isOrdering ? 2 : 0;
    case 'end':
      return isOrdering ? 4 : 1;
  }
}

/** Within back quotes on its line: shown as code. */
function isBackquoted(text: string, at: number): boolean {
  let quotes = 0;
  for (let k = at - 1; k >= 0 && at - k < 200 && text[k] !== '\n'; k--) if (text[k] === '`') quotes++;
  return quotes % 2 === 1;
}
