import type { Rule } from '../../rule.ts';
import { codesInWords, invisibleRuns, isWrittenOut } from '../../support/invisible-runs.ts';
import { isRightToLeft } from '../../views/in-place.ts';
import { TRAIT } from '../../views/traits.ts';

export const bidiControl: Rule = {
  meta: {
    id: 'bidi-control',
    version: 2,
    title: 'Text is drawn in another order than it reads',
    family: 'hidden',
    severity: 'high',
    confidence: 'firm',
    about:
      'Direction controls change the order in which letters are drawn. A person reads one file name, address or sentence, a model gets another. An override does so to letters of any script.',
    falsePositives:
      'Marks and isolates around names in right-to-left text are normal and left alone; marks stay behind when such text is cut.',
    fix: 'Allow no direction controls in names and addresses, and no overrides anywhere; use isolates in right-to-left text.',
    references: ['OWASP MCP03', 'CWE-451', 'CVE-2021-42574'],
  },
  reads: { traits: TRAIT.nonAscii },
  watch(report) {
    return {
      text(text) {
        if (isWrittenOut(text)) return;
        const { value } = text;
        const runs = invisibleRuns(value, CONTROLS);
        const first = runs.find((run) => run.codes.some(isOverride)) ?? runs[0];
        if (first === undefined) return;
        const codes = runs.flatMap((run) => run.codes);
        const hasOverride = codes.some(isOverride);
        const isName = text.field === 'name' || (text.isKey && text.isDefinition);
        const onlyMarks = codes.every((code) => code === 0x200e || code === 0x200f || code === 0x61c);
        const isRtl = !hasOverride && hasRightToLeft(value);
        if (isRtl && !isName) return;
        const severity = hasOverride
          ? text.isDefinition || text.field === 'header'
            ? 'high'
            : 'medium'
          : isName
            ? 'high'
            : onlyMarks
              ? text.isDefinition
                ? 'low'
                : 'info'
              : text.isDefinition
                ? 'medium'
                : 'low';
        report({
          at: text.place(
            first.from,
            hasOverride ? endOf(value, first.to) : first.to,
            hasOverride ? value.slice(first.from, endOf(value, first.to)).replace(CONTROLS, '') : undefined,
          ),
          and: runs.filter((run) => run !== first).map((run) => text.place(run.from, run.to)),
          severity,
          says: hasOverride
            ? `Letters are drawn backwards here; a model reads “${value.slice(first.from, endOf(value, first.to)).replace(CONTROLS, '').slice(0, 120)}”.`
            : `Direction controls stand in ${isName ? 'a name' : 'text without right-to-left letters'}: ${codesInWords(codes)}.`,
        });
      },
    };
  },
};

const CONTROLS = /[\u{61c}\u{200e}\u{200f}\u{202a}-\u{202e}\u{2066}-\u{2069}]+/gu;

function isOverride(code: number): boolean {
  return code === 0x202d || code === 0x202e;
}

/** An override ends with its PDF or with the line. */
function endOf(text: string, from: number): number {
  const last = Math.min(text.length, from + 200);
  let at = from;
  while (at < last && text.charCodeAt(at) !== 0x202c && text.charCodeAt(at) !== 0x0a) at++;
  return at;
}

function hasRightToLeft(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const c = text.charCodeAt(at);
    if (c >= 0x590 && isRightToLeft(c >= 0xd800 && c < 0xdc00 ? text.codePointAt(at)! : c)) return true;
  }
  return false;
}
