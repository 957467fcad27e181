import type { Rule } from '../../rule.ts';
import {
  codesInWords,
  invisibleRuns,
  isWrittenOut,
  splitsWord,
  type InvisibleRun,
} from '../../support/invisible-runs.ts';
import type { Text } from '../../text.ts';
import { TRAIT } from '../../views/traits.ts';

export const invisibleCharacters: Rule = {
  meta: {
    id: 'invisible-characters',
    version: 2,
    title: 'Characters without width',
    family: 'hidden',
    severity: 'high',
    confidence: 'firm',
    about:
      'Zero-width spaces, word joiners, invisible operators and fillers are not drawn. They split a word so that a filter does not know it, or carry bits in their order, while a person sees nothing.',
    falsePositives:
      'Text copied from web pages and word processors carries zero-width spaces, soft hyphens and byte order marks. In what tools return they are low; Thai, Khmer, Lao, Burmese, Tibetan, Chinese, Japanese and Korean need some of them and are left alone.',
    fix: 'Remove the characters from names and descriptions; strip them from text before it is filtered or shown to a model.',
    references: ['OWASP MCP03', 'CWE-451', 'UAX 31'],
  },
  reads: { traits: TRAIT.nonAscii },
  watch(report) {
    return {
      text(text) {
        if (isWrittenOut(text)) return;
        const runs = invisibleRuns(text.value, WIDTHLESS);
        const [first] = runs;
        if (first === undefined) return;
        const codes = runs.flatMap((run) => run.codes);
        const coded = runs.find(isCoded);
        const splits = runs.some((run) => splitsWord(text.value, run) && run.codes[0] !== SOFT_HYPHEN);
        const severity = severityOf(text, codes, coded !== undefined, splits);
        if (severity === undefined) return;
        const at = coded ?? first;
        report({
          at: text.place(at.from, at.to),
          and: runs.filter((run) => run !== at).map((run) => text.place(run.from, run.to)),
          severity,
          says: `${codes.length === 1 ? 'A character' : `${codes.length} characters`} without width: ${codesInWords(codes)}${
            coded !== undefined
              ? `; ${coded.codes.length} in a row, of different kinds, as bits would be written`
              : splits
                ? ', within a word'
                : ''
          }.`,
        });
      },
    };
  },
};

const SOFT_HYPHEN = 0xad;
const WIDTHLESS =
  /[\u{ad}\u{34f}\u{115f}\u{1160}\u{17b4}\u{17b5}\u{180e}\u{200b}\u{2060}-\u{2065}\u{206a}-\u{206f}\u{3164}\u{feff}\u{ffa0}\u{fff9}-\u{fffb}\u{1d173}-\u{1d17a}]+/gu;
const FEWEST_BITS = 8;
/** Two signs write bits, four write pairs of them. */
const MOST_SIGNS = 5;

/** Bits: a long run of few kinds. */
function isCoded({ codes }: InvisibleRun): boolean {
  const kinds = new Set(codes).size;
  return codes.length >= FEWEST_BITS && kinds >= 2 && kinds <= MOST_SIGNS;
}

function severityOf(text: Text, codes: readonly number[], isCodedText: boolean, splits: boolean) {
  if (isCodedText) return 'high';
  const kinds = new Set(codes).size;
  if (codes.every((code) => code === SOFT_HYPHEN))
    return text.field === 'name' ? 'high' : text.isDefinition ? 'low' : undefined;
  if (text.isDefinition)
    return splits || kinds >= 3 || text.field === 'name' || text.isKey ? 'high' : 'medium';
  if (text.field === 'header') return 'medium';
  return kinds >= 3 ? 'low' : 'info';
}
