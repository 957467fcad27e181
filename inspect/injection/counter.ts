import { slots } from './concepts.ts';
import type { Sentence } from './scan.ts';
import type { Span } from './sentence.ts';

const EXAMPLE = slots('example');
/** How far around a sign words such as "for example" and "attack" are looked for, in characters. */
const AROUND = 400;
/** How far before a quote in a definition. */
const LEADING = 160;
const FENCE = '```';

/**
 * Whether a stretch is shown rather than said: in quotes, a code fence, a quoted line, and the words around it
 * speak of examples or attacks.
 */
export function isShown(
  text: string,
  span: Span,
  sentences: readonly Sentence[],
  isDefinition: boolean,
): boolean {
  // A description that has examples of its parameters must not quote its orders away: the word leads to the quote.
  const [before, behind] = isDefinition ? [LEADING, 0] : [AROUND, AROUND];
  const speaksOfExamples = sentences.some(
    ({ high, from, to }) => (high & EXAMPLE.high) !== 0 && to > span.from - before && from < span.to + behind,
  );
  if (!speaksOfExamples) return false;
  if (isInQuotes(text, span) || isInFence(text, span)) return true;
  return !isDefinition && isInQuotedLine(text, span);
}

const OPENING = '"“„«「『‘`\'';
const IDEOGRAPH = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u;
const CLOSING = '"”“»」』’`\'';

/** Quotes open before and close behind it, nearer than a paragraph. */
function isInQuotes(text: string, { from, to }: Span): boolean {
  const before = text.slice(Math.max(0, from - 200), from);
  const after = text.slice(to, to + 300);
  for (let kind = 0; kind < OPENING.length; kind++) {
    const open = before.lastIndexOf(OPENING[kind]!);
    if (open === -1 || before.slice(open).includes('\n\n')) continue;
    // An apostrophe within a word opens nothing; Chinese and Japanese have no blank before a quote.
    if (/[\p{L}\p{N}]/u.test(before[open - 1] ?? ' ') && !IDEOGRAPH.test(before[open - 1]!)) continue;
    const close = after.indexOf(CLOSING[kind]!);
    if (close !== -1 && !after.slice(0, close).includes('\n\n')) return true;
  }
  return false;
}

function isInFence(text: string, { from }: Span): boolean {
  let fences = 0;
  for (let at = text.indexOf(FENCE); at !== -1 && at < from; at = text.indexOf(FENCE, at + 3)) fences++;
  return fences % 2 === 1;
}

function isInQuotedLine(text: string, { from }: Span): boolean {
  const line = text.lastIndexOf('\n', from) + 1;
  return text[line] === '>' || text.startsWith('    ', line);
}
