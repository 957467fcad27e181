import { Comparer } from './comparing/comparer.ts';
import { Comparisons } from './comparing/comparisons.ts';
import { offeredDrift } from './comparing/offered-drift.ts';
import { SessionComparisons } from './comparing/session-comparisons.ts';
import type { Inventories } from './inventory/inventories.ts';
import { dataFolderAt } from './journal/data-folder.ts';
import type { Journal } from './journal/journal.ts';
import { Judging } from './runs/judging.ts';

/** How long comparing one pair, or the batch of pairs of two sessions, may take. */
const LIMIT_MS = 60_000;

export interface ComparingParts {
  dataDir: string;
  journal: Journal;
  inventories: Inventories;
  shown(text: string): string;
  now(): number;
}

/** What compares answers, items and sessions; constructed here for core.ts. */
export function buildComparing({ dataDir, journal, inventories, shown, now }: ComparingParts): {
  comparer: Comparer;
  comparisons: Comparisons;
} {
  const comparer = new Comparer({
    workerUrl: new URL('./comparing/comparing-worker.ts', import.meta.url),
    limit: LIMIT_MS,
  });
  const judging = (): Judging =>
    new Judging({
      workerUrl: new URL('./runs/judging-worker.ts', import.meta.url),
      sessionsFolder: dataFolderAt(dataDir).sessions,
      limit: LIMIT_MS,
    });
  const comparisons = new Comparisons({
    sources: { journal, item: (session, ref) => inventories.item(session, ref) },
    comparer,
    sessions: new SessionComparisons({
      journal,
      comparer,
      drift: (left, right) =>
        offeredDrift(left, right, { judging, now, page: (id, request) => inventories.page(id, request) }),
    }),
    shown,
  });
  return { comparer, comparisons };
}
