import type { Rule } from '../../rule.ts';
import { isBlank } from '../../views/invisible.ts';
import { TRAIT } from '../../views/traits.ts';

export const offScreenPadding: Rule = {
  meta: {
    id: 'off-screen-padding',
    version: 1,
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
  reads: { traits: TRAIT.gap },
  watch(report) {
    return {
      text(text) {
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
const WORDS = /\p{L}{2}/u;

/** The first gap that has words before it or is huge, and words after it. */
function gapIn(text: string): { from: number; to: number; lines: number; isHuge: boolean } | undefined {
  for (let at = 0; at < text.length;) {
    if (!isBlank(text.charCodeAt(at))) {
      at++;
      continue;
    }
    const from = at;
    let lines = 0;
    let column = 0;
    let widest = 0;
    while (at < text.length && isBlank(text.charCodeAt(at))) {
      if (text.charCodeAt(at) === 0x0a) {
        lines++;
        column = 0;
      } else widest = Math.max(widest, ++column);
      at++;
    }
    if ((lines >= FEWEST_LINES || widest >= FEWEST_BLANKS) && WORDS.test(text.slice(at, at + 400)))
      return { from, to: at, lines, isHuge: lines >= 100 || widest >= 1000 };
  }
  return undefined;
}
