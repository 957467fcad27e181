import { tokenize } from '../../../protocol/query/tokens.ts';

/** A stretch of the query's text and how it is coloured. */
export interface QuerySpan {
  text: string;
  kind: 'plain' | 'field' | 'word' | 'wrong';
}

/** Cuts a query for drawing behind its field; joined, the spans are the text. */
export function querySpans(text: string, wrong?: { column: number; length: number }): QuerySpan[] {
  const kinds = new Array<QuerySpan['kind']>(text.length).fill('plain');
  for (const token of tokenize(text)) {
    if (token.kind === 'term' && token.field !== undefined)
      kinds.fill('field', token.field.span.from, token.valueSpan.from);
    else if (token.kind !== 'term' && token.kind !== 'broken')
      kinds.fill('word', token.span.from, token.span.to);
  }
  if (wrong !== undefined) kinds.fill('wrong', wrong.column, wrong.column + wrong.length);
  const spans: QuerySpan[] = [];
  for (const [k, kind] of kinds.entries()) {
    const last = spans[spans.length - 1];
    if (last?.kind === kind) last.text += text[k];
    else spans.push({ text: text[k] ?? '', kind });
  }
  // At the end of the text there is nothing to underline: a space holds the place.
  if (wrong !== undefined && wrong.column >= text.length) spans.push({ text: ' ', kind: 'wrong' });
  return spans;
}
