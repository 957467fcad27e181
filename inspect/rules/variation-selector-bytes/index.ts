import type { Rule } from '../../rule.ts';
import { codesInWords, invisibleRuns } from '../../support/invisible-runs.ts';
import { spelt } from '../../views/model-view.ts';
import { TRAIT } from '../../views/traits.ts';

export const variationSelectorBytes: Rule = {
  meta: {
    id: 'variation-selector-bytes',
    version: 2,
    title: 'Bytes hidden in variation selectors',
    family: 'hidden',
    severity: 'critical',
    confidence: 'certain',
    about:
      'A variation selector picks how the character before it is drawn. There are 256 of them, one for each value of a byte, none is drawn, and any number can follow one letter: whole texts travel so, unseen.',
    falsePositives:
      'A selector left behind when an emoji was stripped from a text. One alone after a letter is only reported when it is not one of the two that belong to emoji.',
    fix: 'Strip U+FE00 to U+FE0F and U+E0100 to U+E01EF where they do not follow an emoji or an ideograph, and ask the author of the server how they came there.',
    references: ['OWASP MCP03', 'CWE-451', 'UTS 51 annex A'],
  },
  reads: { traits: TRAIT.nonAscii },
  watch(report) {
    return {
      text(text) {
        const runs = invisibleRuns(text.value, SELECTORS);
        const codes = runs.flatMap((run) => run.codes);
        const [first] = runs;
        if (first === undefined) return;
        // Doubled or left behind by a program that handles emoji badly: it says nothing.
        if (codes.every((code) => code === 0xfe0f || code === 0xfe0e) && codes.length < 8) return;
        const words = spelt('selector', codes);
        const letters = (words.match(/\p{L}/gu) ?? []).length;
        const isAlone = codes.length === 1;
        report({
          at: text.place(first.from, runs.at(-1)!.to, words === '' ? undefined : words),
          severity: letters >= 3 ? 'critical' : isAlone ? (text.isDefinition ? 'medium' : 'low') : 'high',
          confidence: isAlone ? 'tentative' : 'certain',
          says:
            letters >= 3
              ? `${codes.length} variation selectors that nobody sees spell “${words.slice(0, 120)}”.`
              : `${codes.length === 1 ? 'A variation selector stands' : `${codes.length} variation selectors stand`} where nothing has such a variation: ${codesInWords(codes)}.`,
        });
      },
    };
  },
};

const SELECTORS = /[\u{fe00}-\u{fe0f}\u{e0100}-\u{e01ef}]+/gu;
