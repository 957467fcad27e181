import { expect, it } from 'vitest';
import type { Collection } from '../../protocol/collection/collection.ts';
import type { CollectionRow, KeptCollection, PutCollection } from '../../protocol/collection/kept.ts';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import { Collections } from './collections.svelte.ts';

const refused = (code: string): { ok: false; problem: Problem } => ({
  ok: false,
  problem: { code, message: code },
});
const rowOf = ({ collection: { id, name, description, calls }, revision }: KeptCollection): CollectionRow => {
  return { id, name, description, calls: calls.length, env: [], revision };
};

/** One bridge with two pages. Answers wait until `flush`, and whoever is told hears of it before. */
function world() {
  const kept = new Map<string, KeptCollection>();
  const pages: Collections[] = [];
  let count = 0;
  const tell = (row: CollectionRow): void => {
    for (const page of pages) page.heard({ kind: 'collection', row });
  };
  const collections = {
    all: () => Promise.resolve({ ok: true, value: { collections: [...kept.values()].map(rowOf) } }),
    runs: () => Promise.resolve({ ok: true, value: { runs: [] } }),
    get: (id: string) => {
      const found = kept.get(id);
      return Promise.resolve(
        found === undefined ? refused('no-such-collection') : { ok: true, value: found },
      );
    },
    async put({ collection, base }: PutCollection): Promise<Outcome<CollectionRow>> {
      await Promise.resolve();
      const now = kept.get(collection.id);
      if (now === undefined && base !== undefined) return refused('no-such-collection');
      if (now?.revision !== base) return refused('collection-changed');
      const next = { collection, revision: String(++count) };
      kept.set(collection.id, next);
      tell(rowOf(next));
      return { ok: true, value: rowOf(next) };
    },
  };
  const said: string[] = [];
  const page = async (): Promise<Collections> => {
    const made = new Collections({
      api: { repeating: { collections } },
      toast: { complain: ({ code }: Problem) => said.push(code), say: (words: string) => said.push(words) },
    } as never);
    pages.push(made);
    made.toggle();
    await settled();
    return made;
  };
  return { kept, page, said, pages };
}
const settled = () => new Promise((resolve) => setTimeout(resolve, 5));
const names = (of: Collection | undefined): string | undefined => of?.name;

it('goes on from its own changes, one after the other, and shows those of another page', async () => {
  const { page, said, kept } = world();
  const one = await page();
  await one.create('a');
  const other = await page();
  // The second begins before the first is answered.
  await Promise.all([one.rename('b'), one.rename('c')]);
  await settled();
  expect([
    names(one.whole),
    names(other.whole),
    [...kept.values()].map(({ collection }) => collection.name),
  ]).toEqual(['c', 'c', ['c']]);
  await other.rename('d');
  await settled();
  await one.rename('e');
  await settled();
  expect([names(one.whole), names(other.whole), said]).toEqual(['e', 'e', []]);
});

it('keeps no change of what another page changed at the same time, and shows that', async () => {
  const { page, said, kept } = world();
  const one = await page();
  await one.create('a');
  const other = await page();
  await Promise.all([one.rename('mine'), other.rename('theirs')]);
  await settled();
  expect([...kept.values()].map(({ collection }) => collection.name)).toEqual(['mine']);
  expect([names(one.whole), names(other.whole), said]).toEqual(['mine', 'mine', ['collection-changed']]);
});

it('brings nothing back that another page deleted', async () => {
  const { page, said, kept, pages } = world();
  const one = await page();
  await one.create('a');
  const { id } = one.whole!;
  const renamed = one.rename('b');
  kept.delete(id);
  for (const each of pages) each.heard({ kind: 'collection-deleted', id });
  await renamed;
  await settled();
  expect([kept.size, one.whole, said]).toEqual([0, undefined, ['no-such-collection']]);
});
