import type { ComparisonQuery, ReviewQuery } from '../../../protocol/baseline.ts';
import type { ItemRef } from '../../../protocol/inventory.ts';
import type { Outcome, Problem } from '../../../protocol/problem.ts';
import type { ApiContext } from '../context.ts';
import { defineRoute, type Route } from '../route.ts';
import { answerBad, answerOutcome } from './answers.ts';
import { readNatural } from './numbers.ts';
import { badQuery, readRef } from './refs.ts';

const MOST_ROWS = 1000;
const LONGEST_QUERY = 1000;
/** All items of a target can be decided one by one. */
const MOST_BODY = 16 * 1024 * 1024;
const STATES: readonly NonNullable<ReviewQuery['state']>[] = [
  'unreviewed',
  'approved',
  'drifted',
  'rejected',
  'watched',
];
/** Names may be long. */
const MOST_ASKED = 2 * 1024 * 1024;
const WORDING = /^[0-9a-f]{64}$/;

/** What targets offered before, what changed, and what a person says of it. */
export function reviewRoutes({ reviews }: Pick<ApiContext, 'reviews'>): Route[] {
  return [
    defineRoute({
      class: 'api',
      method: 'GET',
      path: '/api/reviews',
      run: async () => ({ kind: 'json', value: await reviews.all() }),
    }),
    defineRoute({
      class: 'api',
      method: 'GET',
      path: '/api/reviews/:target',
      async run({ params, query }) {
        const request = readQuery(query);
        if (!request.ok) return bad(request.problem);
        return answerOutcome(await reviews.review(params.target, request.value));
      },
    }),
    defineRoute({
      class: 'api',
      method: 'POST',
      path: '/api/reviews/:target',
      body: (shapes) => shapes.ReviewRequest,
      maxBody: MOST_BODY,
      run: async ({ params, body }) => answerOutcome(await reviews.decide(params.target, body)),
    }),
    defineRoute({
      class: 'api',
      method: 'POST',
      path: '/api/reviews/:target/standings',
      body: (shapes) => shapes.StandingsRequest,
      maxBody: MOST_ASKED,
      run: async ({ params, body }) => answerOutcome(await reviews.standings(params.target, body.items)),
    }),
    defineRoute({
      class: 'api',
      method: 'GET',
      path: '/api/reviews/:target/history',
      async run({ params, query }) {
        const ref = readRef(query);
        if (!ref.ok) return bad(ref.problem);
        return answerOutcome(await reviews.history(params.target, ref.value));
      },
    }),
    defineRoute({
      class: 'api',
      method: 'GET',
      path: '/api/reviews/:target/compare',
      async run({ params, query }) {
        const ref = readRef(query);
        if (!ref.ok) return bad(ref.problem);
        const request = readComparison(ref.value, query);
        if (!request.ok) return bad(request.problem);
        return answerOutcome(await reviews.compare(params.target, request.value));
      },
    }),
  ];
}

function bad({ code, message }: Problem): ReturnType<typeof answerBad> {
  return answerBad(code, message);
}

function readQuery(query: URLSearchParams): Outcome<ReviewQuery> {
  const q = query.get('q') ?? '';
  const named = query.get('state') ?? '';
  const state = STATES.find((one) => one === named);
  const from = readNatural(query.get('from') ?? '0');
  const limit = readNatural(query.get('limit') ?? '100');
  if (named !== '' && state === undefined) return badQuery(`\`state\` is one of ${STATES.join(', ')}.`);
  if (q.length > LONGEST_QUERY) return badQuery(`\`q\` has at most ${LONGEST_QUERY} characters.`);
  if (from === undefined) return badQuery('`from` is a whole number from 0 on.');
  if (limit === undefined) return badQuery('`limit` is a whole number from 0 on.');
  const rest = { q, from, limit: Math.min(limit, MOST_ROWS) };
  return { ok: true, value: state === undefined ? rest : { ...rest, state } };
}

function readComparison(ref: ItemRef, query: URLSearchParams): Outcome<ComparisonQuery> {
  const before = query.get('before') ?? 'approved';
  const after = query.get('after') ?? 'now';
  if (before !== 'approved' && !WORDING.test(before))
    return badQuery('`before` is `approved` or a hash of 64 hex digits.');
  if (after !== 'now' && !WORDING.test(after))
    return badQuery('`after` is `now` or a hash of 64 hex digits.');
  return { ok: true, value: { ref, before, after } };
}
