import type { Rule } from '../../rule.ts';
import { codesInWords, invisibleRuns, isWrittenOut } from '../../support/invisible-runs.ts';
import { TRAIT } from '../../views/traits.ts';

export const joinersOutOfContext: Rule = {
  meta: {
    id: 'joiners-out-of-context',
    version: 2,
    title: 'Zero-width joiners where nothing joins',
    family: 'hidden',
    severity: 'high',
    confidence: 'firm',
    about:
      'Zero-width joiners and non-joiners shape Arabic and Indic letters and hold emoji together. Between Latin letters they do nothing that can be seen: they split words for a filter, or carry bits.',
    falsePositives:
      'Typographers keep ligatures apart with non-joiners in German and Danish; text copied from chats keeps a joiner of a stripped emoji.',
    fix: 'Remove U+200C and U+200D from names and from text in Latin letters.',
    references: ['OWASP MCP03', 'CWE-451', 'UAX 31'],
  },
  reads: { traits: TRAIT.nonAscii },
  watch(report) {
    return {
      text(text) {
        if (isWrittenOut(text)) return;
        const runs = invisibleRuns(text.value, JOINERS);
        const [first] = runs;
        if (first === undefined) return;
        const codes = runs.flatMap((run) => run.codes);
        const isBits = runs.some((run) => run.codes.length >= 8);
        const isName = text.field === 'name' || (text.isKey && text.isDefinition);
        report({
          at: text.place(first.from, first.to),
          and: runs.slice(1).map((run) => text.place(run.from, run.to)),
          severity: isBits || isName ? 'high' : text.isDefinition ? 'medium' : 'info',
          says: `${codes.length === 1 ? 'A joiner stands' : `${codes.length} joiners stand`} where no letters join: ${codesInWords(codes)}.`,
        });
      },
    };
  },
};

const JOINERS = /[\u{200c}\u{200d}]+/gu;
