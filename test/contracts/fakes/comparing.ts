import type { ComparingRoutes } from '../../../bridge/api/routes/comparing.ts';

type Note = (...call: unknown[]) => void;

/** What compares, as routes see it. */
export function comparingFakes(note: Note): ComparingRoutes {
  return {
    comparisons: {
      compare: (request) => {
        note('comparisons.compare', request);
        return Promise.resolve({
          ok: true,
          value: {
            kind: 'sessions',
            pairs: [],
            from: 0,
            total: 0,
            counts: { same: 0, volatile: 0, different: 0, unread: 0, onlyLeft: 0, onlyRight: 0 },
            notes: [],
          },
        });
      },
    },
  };
}
