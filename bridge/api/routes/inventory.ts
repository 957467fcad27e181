import type { InventoryRequest } from '../../../protocol/inventory.ts';
import type { Outcome } from '../../../protocol/problem.ts';
import type { ApiContext } from '../context.ts';
import { defineRoute, type Route } from '../route.ts';
import { answerBad, answerOutcome } from './answers.ts';
import { readNatural } from './numbers.ts';
import { badQuery, isSection, readRef, SECTIONS } from './refs.ts';

const MOST_ROWS = 1000;
const LONGEST_QUERY = 1000;

/** What a session's server offers. */
export function inventoryRoutes({ inventories }: Pick<ApiContext, 'inventories'>): Route[] {
  return [
    defineRoute({
      class: 'api',
      method: 'GET',
      path: '/api/sessions/:id/inventory',
      async run({ params, query }) {
        const request = readRequest(query);
        if (!request.ok) return answerBad(request.problem.code, request.problem.message);
        return answerOutcome(await inventories.page(params.id, request.value));
      },
    }),
    defineRoute({
      class: 'api',
      method: 'GET',
      path: '/api/sessions/:id/item',
      async run({ params, query }) {
        const ref = readRef(query);
        if (!ref.ok) return answerBad(ref.problem.code, ref.problem.message);
        return answerOutcome(await inventories.item(params.id, ref.value));
      },
    }),
  ];
}

function readRequest(query: URLSearchParams): Outcome<InventoryRequest> {
  const q = query.get('q') ?? '';
  const from = readNatural(query.get('from') ?? '0');
  const limit = readNatural(query.get('limit') ?? '100');
  const names = (query.get('sections') ?? '').split(',').filter(Boolean);
  const sections = names.filter(isSection);
  if (sections.length < names.length) return badQuery(`\`sections\` are of ${SECTIONS.join(', ')}.`);
  if (q.length > LONGEST_QUERY) return badQuery(`\`q\` has at most ${LONGEST_QUERY} characters.`);
  if (from === undefined) return badQuery('`from` is a whole number from 0 on.');
  if (limit === undefined) return badQuery('`limit` is a whole number from 0 on.');
  return { ok: true, value: { q, sections, from, limit: Math.min(limit, MOST_ROWS) } };
}
