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

/** The query limited to that session instead of any other; without a number, to none. */
export function withSession(q: string, number: number | undefined): string {
  const parsed = parseQuery(q);
  const added = number === undefined ? [] : [`session:${number}`];
  if (!parsed.ok) return added.join('');
  let rest = q;
  const spans = topTerms(parsed.query)
    .filter(isSessionTerm)
    .map(({ span }) => span);
  for (const span of spans.reverse()) rest = rest.slice(0, span.from) + rest.slice(span.to);
  return [...added, ...rest.split(/\s+/).filter(Boolean)].join(' ');
}
