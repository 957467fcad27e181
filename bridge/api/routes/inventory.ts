import type { InventoryRequest, ItemRef, SectionName } from '../../../protocol/inventory.ts';
import type { Outcome } from '../../../protocol/problem.ts';
import type { ApiContext } from '../context.ts';
import { defineRoute, type Route } from '../route.ts';
import { answerBad, answerOutcome } from './answers.ts';

const MOST_ROWS = 1000;
const LONGEST_QUERY = 1000;
const SECTIONS: readonly SectionName[] = ['server', 'tools', 'prompts', 'resources', 'templates'];

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
  if (sections.length < names.length) return bad(`\`sections\` are of ${SECTIONS.join(', ')}.`);
  if (q.length > LONGEST_QUERY) return bad(`\`q\` has at most ${LONGEST_QUERY} characters.`);
  if (from === undefined) return bad('`from` is a whole number from 0 on.');
  if (limit === undefined) return bad('`limit` is a whole number from 0 on.');
  return { ok: true, value: { q, sections, from, limit: Math.min(limit, MOST_ROWS) } };
}

function readRef(query: URLSearchParams): Outcome<ItemRef> {
  const section = query.get('section') ?? '';
  const nth = readNatural(query.get('nth') ?? '1');
  if (!isSection(section)) return bad(`\`section\` is one of ${SECTIONS.join(', ')}.`);
  if (nth === undefined || nth < 1) return bad('`nth` is a whole number from 1 on.');
  return { ok: true, value: { section, name: query.get('name') ?? '', nth } };
}

function isSection(name: string): name is SectionName {
  return (SECTIONS as readonly string[]).includes(name);
}

function readNatural(text: string): number | undefined {
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

function bad(message: string): { ok: false; problem: { code: string; message: string } } {
  return { ok: false, problem: { code: 'bad-query', message } };
}
