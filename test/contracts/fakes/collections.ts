import type { CollectionsApi } from '../../../bridge/api/routes/collections.ts';
import type { CollectionRow } from '../../../protocol/collection/kept.ts';
import type { CollectionRun } from '../../../protocol/collection/run.ts';

type Note = (...call: unknown[]) => void;

/** Saved calls, as routes see them. */
export function collectionFakes(note: Note): { collections: CollectionsApi } {
  const answer = <T>(value: T, ...call: unknown[]): { ok: true; value: T } => {
    note(...call);
    return { ok: true, value };
  };
  return {
    collections: {
      all: () => (note('collections.all'), [ROW]),
      get: (id) =>
        answer(
          { collection: { id, name: 'Calls', description: '', calls: [] }, revision: 'r' },
          'collections.get',
          id,
        ),
      put: (change) => answer(ROW, 'collections.put', change),
      bring: (text) => answer(ROW, 'collections.bring', text),
      remove: (id) => (note('collections.remove', id), undefined),
      exported: (id, masks) =>
        answer({ name: 'a.json', text: '{}', masked: [] }, 'collections.exported', id, masks),
      run: (id, how) => answer(RUN, 'collections.run', id, how),
      runs: {
        all: () => (note('collections.runs.all'), [RUN]),
        get: (id) => answer(RUN, 'collections.runs.get', id),
        stop: (id) => Promise.resolve(answer(RUN, 'collections.runs.stop', id)),
      },
    },
  };
}

const ID = '0a1b2c3d-0000-4000-8000-00000000000f';
const ROW: CollectionRow = { id: ID, name: 'Calls', description: '', calls: 0, env: [], revision: 'r' };
const RUN: CollectionRun = {
  id: ID,
  collection: ID,
  name: 'Calls',
  session: 'aa'.repeat(16),
  startedAt: 0,
  state: 'running',
  total: 0,
  passed: 0,
  failed: 0,
  notRun: 0,
  results: [],
};
