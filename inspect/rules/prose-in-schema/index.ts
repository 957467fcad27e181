import type { Rule } from '../../rule.ts';
import { slotOf, type SlotKind } from '../../support/schemas.ts';
import { countWords, quoted, wordsOfName } from '../../support/words.ts';

/** What people call these places. */
const PLACES: Partial<Record<SlotKind, string>> = {
  property: 'the name of a property',
  definition: 'the name of a definition',
  keyword: 'a keyword',
  required: 'the list of required properties',
  reference: 'a reference',
  identifier: 'an identifier',
  header: 'the name of a header',
  pattern: 'a pattern',
  enum: 'a value to choose from',
  const: 'a fixed value',
  comment: 'a comment for authors',
  default: 'a default',
  example: 'an example',
};
/** Places that hold values for people, where a label of several words is usual. */
const LABELS = new Set<SlotKind>(['enum', 'const']);
/** Places that may honestly hold a whole text. */
const TEXTS = new Set<SlotKind>(['default', 'example', 'comment']);

export const proseInSchema: Rule = {
  meta: {
    id: 'prose-in-schema',
    version: 1,
    title: 'Sentences where a schema has names',
    family: 'schema',
    severity: 'high',
    confidence: 'firm',
    about:
      'A model is given the whole schema, not only its descriptions. A sentence in the name of a property, in a list of values or in a reference is read like any other, and people who review descriptions do not see it.',
    falsePositives:
      'Forms whose questions became names of properties; lists of answers to choose from that are whole sentences.',
    fix: 'Use short identifiers as names and values, and put what a person should read into description. Show the whole schema where tools are approved.',
    references: ['OWASP MCP03', 'CWE-1427', 'MCP 2025-11-25 server/tools'],
  },
  reads: { fields: ['schema'], views: [] },
  watch(report) {
    return {
      text(text) {
        const { value } = text;
        if (value.length < SHORTEST) return;
        const slot = slotOf(text);
        const place = slot === undefined ? undefined : PLACES[slot.kind];
        if (slot === undefined || place === undefined) return;
        const severity = severityOf(slot.kind, value);
        if (severity === undefined) return;
        report({
          at: text.place(),
          severity,
          confidence: severity === 'low' ? 'tentative' : 'firm',
          says: `A sentence stands in ${place}: ${quoted(value)}. A model reads it; a person who looks at descriptions does not.`,
        });
      },
    };
  },
};

/** Five words are longer than this. */
const SHORTEST = 16;

function severityOf(kind: SlotKind, value: string): 'low' | 'medium' | 'high' | undefined {
  if (!isWriting(value)) return undefined;
  const words = countWords(value, 60);
  if (TEXTS.has(kind)) return words > (kind === 'comment' ? 25 : 40) ? 'low' : undefined;
  if (LABELS.has(kind))
    return words > 30 ? 'high' : words > 12 ? 'medium' : joinedWords(value) > 12 ? 'medium' : undefined;
  if (kind === 'pattern') return words > 6 && !HAS_SYNTAX.test(value) ? 'high' : undefined;
  if (words > 8) return 'high';
  if (words > 4) return 'medium';
  return joinedWords(value) > 9 && !value.includes('/') && !value.includes('.') ? 'medium' : undefined;
}

/** `read_the_file_first_and_then_…` is a sentence too. */
function joinedWords(value: string): number {
  return value.length > 240 ? 0 : wordsOfName(value).filter((word) => /^[a-z]+$/.test(word)).length;
}

/** What an expression has and a sentence has not. */
const HAS_SYNTAX = /[\\[\]^$|*+{}]/;

/** Most of it letters and blanks: no list of numbers, no code. */
function isWriting(value: string): boolean {
  const most = Math.min(value.length, 2000);
  let letters = 0;
  for (let at = 0; at < most; at++) {
    const code = value.charCodeAt(at) | 0x20;
    if ((code >= 0x61 && code <= 0x7a) || code === 0x20 || code > 0x7f) letters++;
  }
  return letters >= most * 0.75;
}
