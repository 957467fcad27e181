import type { Rule } from '../../rule.ts';
import { invisibleKind, isBlank } from '../../views/invisible.ts';
import { TRAIT } from '../../views/traits.ts';

export const offScreenPadding: Rule = {
  meta: {
    id: 'off-screen-padding',
    version: 2,
    title: 'Text pushed out of sight',
    family: 'hidden',
    severity: 'medium',
    confidence: 'firm',
    about:
      'Many empty lines or hundreds of blanks stand before further words. A person who approves a tool sees the first lines only; a model reads on.',
    falsePositives: 'Text taken out of pages and tables keeps empty space; in what tools return this is low.',
    fix: 'Show descriptions with their white space collapsed, and to their end.',
    references: ['OWASP MCP03', 'CWE-451'],
  },
  reads: { traits: TRAIT.gap | TRAIT.angle | TRAIT.nonAscii | TRAIT.control },
  watch(report) {
    return {
      text(text) {
        // Pages and other programs' output break lines in every way.
        if (!text.has(TRAIT.gap) && !(text.isDefinition && OTHER_GAP.test(text.value))) return;
        const gap = gapIn(text.value);
        if (gap === undefined) return;
        const rest = text.value.slice(gap.to, gap.to + 400);
        report({
          at: text.place(gap.from, Math.min(text.value.length, gap.to + 200), rest),
          severity:
            text.isDefinition || text.field === 'elicitation' ? 'medium' : gap.isHuge ? 'low' : 'info',
          says: `${gap.lines >= 20 ? `${gap.lines} line ends` : `${gap.to - gap.from} blanks`} stand before “${rest.slice(0, 100).trim()}”.`,
        });
      },
    };
  },
};

const FEWEST_LINES = 20;
const FEWEST_BLANKS = 200;
const BREAKS = new Set([0x0a, 0x0b, 0x0c, 0x2028, 0x2029]);
const WORDS = /\p{L}{2}/u;

/** Line breaks of markup and of Unicode, and blanks with something without width between them. */
const OTHER_GAP =
  /(?:<br ?\/?>[ \t\r\n]{0,4}){20}|[\u2028\u2029\v\f\n]{20}|(?:[ \t\n][\u200b-\u200f\u2060-\u2064\ufeff]{1,4}){60}/i;

/** How many characters at this place are drawn as nothing; 0 where something is seen. */
function emptyAt(text: string, at: number): number {
  const c = text.charCodeAt(at);
  if (isBlank(c) || c === 0x0b || c === 0x0c) return 1;
  if (c > 0x7f) return invisibleKind(c) === 'zero-width' || invisibleKind(c) === 'joiner' ? 1 : 0;
  return c === 0x3c ? (/^<br ?\/?>/i.exec(text.slice(at, at + 6))?.[0].length ?? 0) : 0;
}

/** The first gap that has words before it or is huge, and words after it. */
function gapIn(text: string): { from: number; to: number; lines: number; isHuge: boolean } | undefined {
  for (let at = 0; at < text.length;) {
    if (emptyAt(text, at) === 0) {
      at++;
      continue;
    }
    const from = at;
    let lines = 0;
    let column = 0;
    let widest = 0;
    for (let length = emptyAt(text, at); length > 0; length = emptyAt(text, at)) {
      const c = text.charCodeAt(at);
      if (length > 1 || BREAKS.has(c)) {
        lines++;
        column = 0;
      } else if (isBlank(c)) widest = Math.max(widest, ++column);
      at += length;
    }
    if ((lines >= FEWEST_LINES || widest >= FEWEST_BLANKS) && WORDS.test(text.slice(at, at + 400)))
      return { from, to: at, lines, isHuge: lines >= 100 || widest >= 1000 };
  }
  return undefined;
}
