import type { Rule } from '../../rule.ts';
import { codesInWords } from '../../support/invisible-runs.ts';
import { sequenceAt } from '../../views/ansi.ts';
import { TRAIT } from '../../views/traits.ts';

export const controlCharacters: Rule = {
  meta: {
    id: 'control-characters',
    version: 2,
    title: 'Control characters in text',
    family: 'hidden',
    severity: 'medium',
    confidence: 'certain',
    about:
      'Controls such as NUL and backspace, halves of surrogate pairs and code points that are no characters have no meaning in text. Programs cut, drop or overwrite text at them, each in its own way: what is shown, filtered and read by a model then differs.',
    falsePositives:
      'Output of programs and binary files that were read as text carry them; there they are info.',
    fix: 'Remove control characters from definitions; return binary data as a blob.',
    references: ['OWASP MCP03', 'CWE-150', 'RFC 8259 section 7'],
  },
  reads: { traits: TRAIT.control | TRAIT.nonAscii },
  watch(report) {
    return {
      text(text) {
        // Written out, as code and documentation do, or of bytes that were decoded: none stands in the text.
        if (text.via.length > 0) return;
        const { value } = text;
        const codes: number[] = [];
        let first = -1;
        let last = 0;
        for (let found = next(value, 0); found !== -1;) {
          const sequence = sequenceAt(value, found);
          if (sequence === undefined) {
            const code = value.codePointAt(found)!;
            if (first === -1) first = found;
            last = found + (code > 0xffff ? 2 : 1);
            if (codes.length < 1000) codes.push(code);
          }
          found = next(value, sequence?.to ?? found + 1);
        }
        if (first === -1) return;
        const overwrites = codes.filter((code) => code === 8).length >= 3;
        report({
          at: text.place(first, codes.length === 1 ? last : Math.min(last, first + 400)),
          severity:
            text.isDefinition || text.field === 'header'
              ? 'medium'
              : overwrites && text.field !== 'stderr'
                ? 'low'
                : 'info',
          says: `${codes.length === 1 ? 'A character that is' : `${codes.length} characters that are`} no text: ${codesInWords(codes)}${overwrites ? '; backspaces overwrite what stands before them' : ''}.`,
        });
      },
    };
  },
};

/** C0 but tab and line ends, DEL, C1, lone surrogates, noncharacters. */
const NO_TEXT =
  /[\u{0}-\u{8}\u{b}\u{c}\u{e}-\u{1f}\u{7f}-\u{9f}\u{d800}-\u{dfff}\u{fdd0}-\u{fdef}\u{fffe}\u{ffff}]/u;

function next(text: string, from: number): number {
  if (from === 0 && !NO_TEXT.test(text)) return -1;
  for (let at = from; at < text.length; at++) {
    const c = text.charCodeAt(at);
    if (c < 0x20 ? c !== 9 && c !== 10 && c !== 13 : c >= 0x7f && c < 0xa0) return at;
    if (c < 0xd800) continue;
    if (c < 0xdc00) {
      const low = text.charCodeAt(at + 1);
      if (!(low >= 0xdc00 && low <= 0xdfff)) return at;
      at++;
    } else if (c <= 0xdfff || c >= 0xfffe || (c >= 0xfdd0 && c <= 0xfdef)) return at;
  }
  return -1;
}
