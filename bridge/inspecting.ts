import type { Problem } from '../protocol/problem.ts';
import type { CoreOptions } from './core-options.ts';
import { DEFINITION_DRIFT } from './history/drift-findings.ts';
import { Findings } from './inspection/findings.ts';
import { Inspections } from './inspection/inspections.ts';
import { Neighbourhood, type NeighbourhoodOptions } from './inspection/neighbourhood.ts';
import { RulesFolder } from './inspection/rules-folder.ts';
import { TriageStore } from './inspection/triage-store.ts';
import { dataFolderAt } from './journal/data-folder.ts';
import type { Journal } from './journal/journal.ts';
import type { Feed } from './stream/feed.ts';

export interface InspectionParts extends Pick<
  CoreOptions,
  'dataDir' | 'inspection' | 'inspects' | 'keepsFindings'
> {
  journal: Journal;
  inventory: NeighbourhoodOptions['inventory'];
  feed: Feed;
  onProblem(problem: Problem): void;
  onBug(bug: unknown): void;
}

/** What finds, and what is found; constructed here for core.ts. */
export function buildInspection({
  dataDir,
  journal,
  inventory,
  feed,
  onProblem,
  onBug,
  ...options
}: InspectionParts): {
  triage: TriageStore;
  neighbourhood: Neighbourhood;
  inspections: Inspections;
  findings: Findings;
} {
  const triage = new TriageStore({ dataDir, now: Date.now, onProblem });
  const neighbourhood = new Neighbourhood({
    journal,
    inventory,
    compare: (session, compared, isAnew) => inspections.compare(session, compared, isAnew),
    onBug,
  });
  const inspections = new Inspections({
    sessionsFolder: dataFolderAt(dataDir).sessions,
    journal,
    triage,
    rules: new RulesFolder(dataDir),
    cards: [DEFINITION_DRIFT],
    workerUrl: new URL('./inspection/inspection-worker.ts', import.meta.url),
    ...options.inspection,
    inspects: options.inspects,
    writes: options.keepsFindings,
    neighbours: neighbourhood,
    news: (news) => feed.change({ kind: 'inspection', news }),
    rulesChanged: (version) => feed.change({ kind: 'rules', version }),
    onProblem,
  });
  journal.onIndexLost(() => inspections.tellIndex());
  const findings = new Findings({
    inspections,
    triage,
    sessions: () => journal.sessions(),
    session: (id) => journal.session(id),
  });
  return { triage, neighbourhood, inspections, findings };
}
