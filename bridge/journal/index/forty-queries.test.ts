import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FIELDS } from '../../../protocol/query/fields.ts';
import { parseQuery, type QueryNode } from '../../../protocol/query/index.ts';
import { FORTY } from '../../../test/journal/forty-queries.ts';
import { annotateMany, recordMany } from '../../../test/journal/many-frames.ts';
import { NaiveFilter } from '../../../test/journal/naive-filter.ts';
import { allRows, Scratch } from '../../../test/journal/recorder.ts';
import type { Journal } from '../journal.ts';

const scratch = new Scratch();
let journal: Journal;
let naive: NaiveFilter;

beforeAll(async () => {
  journal = scratch.open(scratch.folder());
  const { made, sessions } = await recordMany(journal, 2500, { sessions: 4, keeps: true, leavesOpen: 1 });
  annotateMany(journal, sessions);
  await journal.settled();
  const [open] = sessions;
  naive = new NaiveFilter(
    made,
    sessions.map(({ session }) => session),
    (session) => session !== open?.session,
  );
});
afterAll(() => scratch.remove());

function rootOf(q: string): QueryNode | undefined {
  const parsed = parseQuery(q);
  if (!parsed.ok) throw new Error(`${q}: ${parsed.problem.message}`);
  return parsed.query.root;
}

/** How many match; throws where the index says otherwise than looking at every frame. */
async function compare(q: string, mode: 'frames' | 'exchanges'): Promise<number> {
  const root = rootOf(q);
  const expected = mode === 'frames' ? naive.frames(root) : naive.exchanges(root);
  const page = await allRows(journal, q, mode);
  const found = page.rows.map((row) => ('n' in row ? row.n : row.request.n));
  expect([q, mode, page.total, found]).toEqual([q, mode, expected.length, expected.slice(-1000)]);
  return expected.length;
}

describe('the forty queries', () => {
  it('ask for every field', () => {
    const asked = new Set<string>();
    const visit = (node: QueryNode): void => {
      if (node.kind === 'term') asked.add(node.field);
      else if (node.kind === 'not') visit(node.part);
      else node.parts.forEach(visit);
    };
    for (const { q } of FORTY) {
      const root = rootOf(q);
      if (root !== undefined) visit(root);
    }
    expect(FORTY).toHaveLength(40);
    expect([...asked].sort()).toEqual(FIELDS.map(({ name }) => name).sort());
  });

  it.each(['frames', 'exchanges'] as const)('find %s as looking at every frame does', async (mode) => {
    const empty: string[] = [];
    for (const { q } of FORTY) if ((await compare(q, mode)) === 0) empty.push(q);
    // In exchanges the frame of most questions is the request; answers, logs and broken lines are none.
    expect(empty.length, empty.join('\n')).toBeLessThanOrEqual(mode === 'frames' ? 9 : 18);
  });
});

it('finds what any combination of them asks for', { timeout: 60_000 }, async () => {
  const one = fc.constantFrom(...FORTY.flatMap(({ q }) => (q === '' ? [] : [`(${q})`])));
  const { query } = fc.letrec<{ query: string; joined: string; not: string }>((tie) => ({
    query: fc.oneof({ depthSize: 'small', withCrossShrink: true }, one, tie('joined'), tie('not')),
    not: tie('query').map((q) => `-(${q})`),
    joined: fc
      .tuple(tie('query'), fc.constantFrom(' ', ' or '), tie('query'))
      .map(([a, between, b]) => `(${a}${between}${b})`),
  }));
  await fc.assert(
    fc.asyncProperty(query, fc.constantFrom('frames' as const, 'exchanges' as const), async (q, mode) => {
      fc.pre(parseQuery(q).ok);
      await compare(q, mode);
    }),
    { numRuns: 40 },
  );
});
