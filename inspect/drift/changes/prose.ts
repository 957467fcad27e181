import type { Severity } from '../../../protocol/finding.ts';
import { codesInWords } from '../../support/invisible-runs.ts';
import { invisibleKind, isBlank } from '../../views/invisible.ts';
import type { Value } from '../value.ts';
import type { FieldComparer, Report } from './comparer.ts';
import { compareAny } from './other.ts';

const READ_BY_MODELS = new Set(['description', 'instructions']);

/** What is written for somebody to read. */
export const prose: FieldComparer = {
  subject: 'prose',
  takes: (_, field) => READ_BY_MODELS.has(field) || field === 'title',
  compare({ called, field, pointer, before, after }, report) {
    const what = `The ${field === 'instructions' ? 'text of the instructions' : field} of ${called}`;
    compareProse(
      { what, pointer, severity: READ_BY_MODELS.has(field) ? 'medium' : 'low', before, after },
      report,
    );
  },
};

export interface Prose {
  /** As a sentence begins: “The description of …”. */
  readonly what: string;
  readonly pointer: string;
  /** Of other words. */
  readonly severity: Severity;
  readonly before: Value | undefined;
  readonly after: Value | undefined;
}

export function compareProse({ what, pointer, severity, before, after }: Prose, report: Report): void {
  const [was, is] = [before?.string, after?.string];
  const sides = { pointer, before, after };
  if (was === undefined && is === undefined) {
    compareAny({ what, pointer, severity, before, after }, report);
  } else if (is === undefined) {
    report({
      ...sides,
      kind: 'field-removed',
      severity: 'low',
      says: `${what} is ${after === undefined ? 'gone' : 'no text any more'}.`,
    });
  } else if (was === undefined) {
    report({
      ...sides,
      kind: 'field-added',
      severity,
      says: `${what} is ${before === undefined ? 'new' : 'a text now'}.`,
    });
  } else if (withoutBlanks(was) === withoutBlanks(is)) {
    report({
      ...sides,
      kind: 'spacing',
      severity: 'info',
      says: `${what} has other blanks or line breaks, and the same words.`,
    });
  } else if (visible(was) === visible(is)) {
    const more = moreHidden(was, is);
    report({
      ...sides,
      kind: 'reworded',
      severity: more.length > 0 ? 'high' : severity,
      says:
        more.length > 0
          ? `${what} reads the same and holds characters that are not seen: ${codesInWords(more)}.`
          : `${what} reads the same; characters that are not seen are gone or stand elsewhere.`,
    });
  } else
    report({
      ...sides,
      kind: 'reworded',
      severity,
      says: `${what} is worded otherwise${sizeWords(was, is)}.`,
    });
}

function sizeWords(was: string, is: string): string {
  const more = is.length - was.length;
  if (Math.abs(more) < 40) return '';
  return `, and is ${Math.abs(more)} characters ${more > 0 ? 'longer' : 'shorter'}`;
}

/** Blanks that everybody types; others are drawn otherwise, and count. */
function withoutBlanks(text: string): string {
  return text.replace(/[ \t\r\n]+/g, ' ').trim();
}

function visible(text: string): string {
  let kept = '';
  for (const one of text) {
    const code = one.codePointAt(0)!;
    if (invisibleKind(code) === undefined && !isBlank(code)) kept += one;
  }
  return kept;
}

/** Invisible characters that stand in the second text more often than in the first. */
function moreHidden(was: string, is: string): number[] {
  const counts = new Map<number, number>();
  for (const code of hiddenIn(was)) counts.set(code, (counts.get(code) ?? 0) + 1);
  return hiddenIn(is).filter((code) => {
    const left = counts.get(code) ?? 0;
    counts.set(code, left - 1);
    return left <= 0;
  });
}

function hiddenIn(text: string): number[] {
  const codes: number[] = [];
  for (const one of text) {
    const code = one.codePointAt(0)!;
    if (invisibleKind(code) !== undefined) codes.push(code);
  }
  return codes;
}
