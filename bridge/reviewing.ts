import type { Problem } from '../protocol/problem.ts';
import { relistHabitOf } from '../protocol/relist.ts';
import type { Clock } from './clock.ts';
import type { CoreOptions } from './core-options.ts';
import { Historian } from './history/historian.ts';
import { Reviews } from './history/reviews.ts';
import type { Inspections } from './inspection/inspections.ts';
import type { TriageStore } from './inspection/triage-store.ts';
import type { Inventories } from './inventory/inventories.ts';
import { dataFolderAt } from './journal/data-folder.ts';
import type { Journal } from './journal/journal.ts';
import type { PreferenceStore } from './preferences/preferences.ts';
import { Relisting } from './session/relisting.ts';
import type { Sessions } from './session/sessions.ts';
import type { Feed } from './stream/feed.ts';

/** Asks open sessions for their lists again, as often as the person wants it of each target. */
export function buildRelisting({
  sessions,
  preferences,
  clock,
  onBug,
}: {
  sessions: Sessions;
  preferences: PreferenceStore;
  clock: Clock;
  onBug(bug: unknown): void;
}): Relisting {
  return new Relisting({
    session: (id) => sessions.live(id)?.lists,
    habit: (target) => relistHabitOf(preferences.read()['relist'], target),
    mono: clock.mono,
    onBug,
  });
}

/** How long one comparison may take. */
const LIMIT_MS = 60_000;

export interface ReviewParts extends Pick<CoreOptions, 'dataDir' | 'inspects' | 'keepsFindings'> {
  journal: Journal;
  inventories: Inventories;
  inspections: Inspections;
  triage: TriageStore;
  feed: Feed;
  shown(text: string): string;
  now(): number;
  onProblem(problem: Problem): void;
  onBug(bug: unknown): void;
}

/** What servers offered before, and what was decided about it; constructed here for core.ts. */
export function buildReviews({
  dataDir,
  journal,
  inventories,
  inspections,
  triage,
  feed,
  shown,
  now,
  onProblem,
  onBug,
  ...options
}: ReviewParts): Reviews {
  return new Reviews({
    historian: new Historian({
      workerUrl: new URL('./history/history-worker.ts', import.meta.url),
      start: { dataDir, sessionsFolder: dataFolderAt(dataDir).sessions },
      limit: LIMIT_MS,
      onProblem,
    }),
    isActive: options.inspects === 'by-itself' && options.keepsFindings,
    sessions: () => journal.sessions(),
    session: (id) => journal.session(id),
    page: (session, request) => inventories.page(session, request),
    now,
    shown,
    changed: (review) => feed.change({ kind: 'review', review }),
    found: (session, findings, at) => inspections.also(session, findings, at),
    settled(fingerprints, reason) {
      const problem = triage.setAll(fingerprints, { state: 'accepted', reason });
      if (problem === undefined) for (const one of fingerprints) inspections.decided(one);
      else onProblem(problem);
    },
    reopened(fingerprints) {
      const problem = triage.setAll(fingerprints, { state: 'open', reason: '' });
      if (problem === undefined) for (const one of fingerprints) inspections.decided(one);
      else onProblem(problem);
    },
    onProblem,
    onBug,
  });
}
