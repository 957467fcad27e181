import type { FindingsRequest } from '../../../protocol/finding.ts';
import type { Outcome } from '../../../protocol/problem.ts';
import type { ApiContext } from '../context.ts';
import { defineRoute, type Route } from '../route.ts';
import { answerBad, answerOutcome } from './answers.ts';
import { readNatural } from './numbers.ts';

const MOST_LINES = 500;
const GROUPS: readonly FindingsRequest['group'][] = ['none', 'rule', 'target', 'item'];

/** What inspection found, what was decided about it, and the rules it was found by. */
export function findingRoutes({
  findings,
  inspections,
}: Pick<ApiContext, 'findings' | 'inspections'>): Route[] {
  return [
    defineRoute({
      class: 'api',
      method: 'GET',
      path: '/api/findings',
      async run({ query }) {
        const request = readRequest(query);
        if (!request.ok) return answerBad(request.problem.code, request.problem.message);
        return { kind: 'json', value: await findings.page(request.value) };
      },
    }),
    defineRoute({
      class: 'api',
      method: 'GET',
      path: '/api/findings/:fingerprint',
      run: async ({ params }) => answerOutcome(await findings.places(params.fingerprint)),
    }),
    defineRoute({
      class: 'api',
      method: 'PUT',
      path: '/api/findings/:fingerprint/triage',
      body: (shapes) => shapes.SetTriage,
      run: async ({ params, body }) => answerOutcome(await findings.decide(params.fingerprint, body)),
    }),
    defineRoute({
      class: 'api',
      method: 'GET',
      path: '/api/frames/:id/:seq/findings',
      run({ params }) {
        const seq = readNatural(params.seq);
        if (seq === undefined) return answerBad('bad-query', 'A frame has a number.');
        return answerOutcome(findings.ofFrame(params.id, seq));
      },
    }),
    defineRoute({
      class: 'api',
      method: 'GET',
      path: '/api/sessions/:id/findings-by-item',
      run: ({ params }) => answerOutcome(findings.byItem(params.id)),
    }),
    defineRoute({
      class: 'api',
      method: 'GET',
      path: '/api/rules',
      run: async () => ({ kind: 'json', value: await inspections.pack() }),
    }),
    defineRoute({
      class: 'api',
      method: 'POST',
      path: '/api/rules/reload',
      run: async () => ({ kind: 'json', value: await inspections.reloadRules() }),
    }),
    defineRoute({
      class: 'api',
      method: 'POST',
      path: '/api/inspections',
      body: (shapes) => shapes.InspectAgain,
      run: ({ body }) => answerOutcome(inspections.inspectAgain(body.session)),
    }),
  ];
}

function readRequest(query: URLSearchParams): Outcome<FindingsRequest> {
  const bad = (message: string): Outcome<never> => ({ ok: false, problem: { code: 'bad-query', message } });
  const group = GROUPS.find((one) => one === (query.get('group') ?? 'none'));
  const from = readNatural(query.get('from') ?? '0');
  const limit = readNatural(query.get('limit') ?? '100');
  if (group === undefined) return bad(`\`group\` is one of ${GROUPS.join(', ')}.`);
  if (from === undefined) return bad('`from` is a whole number from 0 on.');
  if (limit === undefined) return bad('`limit` is a whole number from 0 on.');
  return { ok: true, value: { q: query.get('q') ?? '', group, from, limit: Math.min(limit, MOST_LINES) } };
}
