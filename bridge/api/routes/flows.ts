import { FLOW_TAGS, type FlowToolsRequest } from '../../../protocol/flows.ts';
import type { Outcome } from '../../../protocol/problem.ts';
import type { ApiContext } from '../context.ts';
import { defineRoute, type Route } from '../route.ts';
import { answerBad, answerOutcome } from './answers.ts';
import { readNatural } from './numbers.ts';

const MOST_ROWS = 500;
const LONGEST_QUERY = 1000;
const DEFINITION = /^[0-9a-f]{32}$/;

/** Dangerous paths over the tools of connected targets, and what a person says of their tags. */
export function flowRoutes({ flows }: Pick<ApiContext, 'flows'>): Route[] {
  return [
    defineRoute({
      class: 'api',
      method: 'GET',
      path: '/api/flows',
      run: async ({ query }) => ({
        kind: 'json',
        value: await flows.flows(new Set(query.getAll('without'))),
      }),
    }),
    defineRoute({
      class: 'api',
      method: 'GET',
      path: '/api/flows/tools',
      async run({ query }) {
        const request = readRequest(query);
        if (!request.ok) return answerBad(request.problem.code, request.problem.message);
        return { kind: 'json', value: await flows.tools(request.value) };
      },
    }),
    defineRoute({
      class: 'api',
      method: 'GET',
      path: '/api/flows/tools/:definition',
      async run({ params, query }) {
        if (!DEFINITION.test(params.definition)) return badDefinition();
        return answerOutcome(await flows.text(query.get('target') ?? '', params.definition));
      },
    }),
    defineRoute({
      class: 'api',
      method: 'PUT',
      path: '/api/flows/corrections/:definition',
      body: (shapes) => shapes.SetFlowCorrection,
      async run({ params, body }) {
        if (!DEFINITION.test(params.definition)) return badDefinition();
        return answerOutcome(await flows.correct(params.definition, body));
      },
    }),
  ];
}

function badDefinition(): ReturnType<typeof answerBad> {
  return answerBad('bad-query', 'A definition is named by 32 hex digits.');
}

function readRequest(query: URLSearchParams): Outcome<FlowToolsRequest> {
  const bad = (message: string): Outcome<never> => ({ ok: false, problem: { code: 'bad-query', message } });
  const q = query.get('q') ?? '';
  const named = query.get('tag') ?? '';
  const tag = FLOW_TAGS.find((one) => one === named);
  const from = readNatural(query.get('from') ?? '0');
  const limit = readNatural(query.get('limit') ?? '100');
  if (named !== '' && tag === undefined) return bad(`\`tag\` is one of ${FLOW_TAGS.join(', ')}.`);
  if (q.length > LONGEST_QUERY) return bad(`\`q\` has at most ${LONGEST_QUERY} characters.`);
  if (from === undefined) return bad('`from` is a whole number from 0 on.');
  if (limit === undefined) return bad('`limit` is a whole number from 0 on.');
  const rest = { q, from, limit: Math.min(limit, MOST_ROWS) };
  return { ok: true, value: tag === undefined ? rest : { ...rest, tag } };
}
