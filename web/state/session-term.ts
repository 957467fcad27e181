import { parseQuery } from '../../protocol/query/parse.ts';
import { topTerms } from '../../protocol/query/query.ts';
import type { QueryNode } from '../../protocol/query/query.ts';

function isSessionTerm(node: QueryNode): node is Extract<QueryNode, { kind: 'term' }> {
  return node.kind === 'term' && node.field === 'session' && node.operator === ':';
}

/** The one session a query is limited to, by the number or id that is written; undefined when it is not. */
export function sessionOfQuery(q: string): string | undefined {
  const parsed = parseQuery(q);
  if (!parsed.ok) return undefined;
  const terms = topTerms(parsed.query).filter(isSessionTerm);
  const value = terms[0]?.value;
  return terms.length === 1 && value?.kind === 'word' ? value.text : undefined;
}

/** The text without [from, to) and without the white space that then stands twice. */
export function cutOut(text: string, from: number, to: number): string {
  const before = text.slice(0, from).trimEnd();
  const after = text.slice(to).trimStart();
  return before === '' || after === '' ? before + after : `${before} ${after}`;
}

/** The query limited to that session instead of any other; without a number, to none. */
export function withSession(q: string, number: number | undefined): string {
  const parsed = parseQuery(q);
  const added = number === undefined ? '' : `session:${number}`;
  if (!parsed.ok) return added;
  const spans = topTerms(parsed.query)
    .filter(isSessionTerm)
    .map(({ span }) => span);
  let rest = q.trim();
  const shift = q.length - q.trimStart().length;
  for (const { from, to } of spans.reverse()) rest = cutOut(rest, from - shift, to - shift);
  if (added === '' || rest === '') return added + rest;
  // What stands side by side binds closer than `or`.
  return parsed.query.root?.kind === 'or' ? `${added} (${rest})` : `${added} ${rest}`;
}

/** The query limited by one more term, unless it stands there already. */
export function withTerm(q: string, term: string): string {
  const parsed = parseQuery(q);
  if (!parsed.ok || parsed.query.root === undefined) return term;
  const has = topTerms(parsed.query).some(
    (node) => node.kind === 'term' && q.slice(node.span.from, node.span.to) === term,
  );
  if (has) return q;
  return parsed.query.root.kind === 'or' ? `(${q.trim()}) ${term}` : `${q.trim()} ${term}`;
}
