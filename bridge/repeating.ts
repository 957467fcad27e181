import { Annotations } from './annotations/annotations.ts';
import { Archives } from './archive/archives.ts';
import { inspected } from './archive/inspected.ts';
import { ofEnvironment } from './archive/of-environment.ts';
import type { CoreOptions } from './core-options.ts';
import type { TriageStore } from './inspection/triage-store.ts';
import { HarExport } from './har/har-export.ts';
import { Copies } from './copying/copies.ts';
import { buildComparing } from './comparing.ts';
import { buildCollecting } from './collecting.ts';
import { buildFuzzing } from './fuzzing.ts';
import { dataFolderAt } from './journal/data-folder.ts';
import type { InputStore } from './craft/input-store.ts';
import type { Inventories } from './inventory/inventories.ts';
import type { Findings } from './inspection/findings.ts';
import type { Inspections } from './inspection/inspections.ts';
import type { Journal } from './journal/journal.ts';
import { buildReplaying } from './replaying.ts';
import type { Masking } from './secrets/masking.ts';
import type { Profile } from './session/profile.ts';
import type { Sessions } from './session/sessions.ts';
import type { Feed } from './stream/feed.ts';
import type { LaunchWorld } from './targets/launch-plan.ts';
import type { TargetActions } from './targets/target-actions.ts';
import type { TargetStore } from './targets/target-store.ts';
import type { Problem } from '../protocol/problem.ts';

export interface RepeatingParts extends Pick<CoreOptions, 'dataDir' | 'build' | 'env' | 'inspects'> {
  world: LaunchWorld;
  profiles: readonly Profile[];
  journal: Journal;
  sessions: Sessions;
  inventories: Inventories;
  inspections: Inspections;
  findings: Findings;
  triage: TriageStore;
  targets: TargetStore;
  actions: TargetActions;
  feed: Feed;
  masking: Masking;
  inputs: InputStore;
  now(): number;
  onProblem(problem: Problem): void;
  onBug(bug: unknown): void;
}

/** What repeats, compares and hands on what was recorded; constructed here for core.ts. */
export function buildRepeating(parts: RepeatingParts) {
  const { dataDir, journal, feed } = parts;
  const annotations = new Annotations({
    sessionsFolder: dataFolderAt(dataDir).sessions,
    journal,
    now: parts.now,
    changed: (session, seq, annotation) => feed.change({ kind: 'annotation', session, seq, annotation }),
    onProblem: parts.onProblem,
  });
  feed.subscribe({
    frames() {},
    change(change) {
      if (change.kind === 'session-deleted') annotations.forget(change.id);
    },
  });
  const { inspections } = parts;
  const archives = new Archives({
    sessionsFolder: dataFolderAt(dataDir).sessions,
    build: parts.build,
    journal,
    notes: annotations,
    triage: (fingerprint) => parts.triage.of(fingerprint),
    findings: (id) =>
      inspected(id, {
        session: (one) => journal.session(one),
        inspections,
        isByItself: parts.inspects === 'by-itself',
      }),
    secrets: () => [...parts.masking.known(), ...ofEnvironment(parts.targets.all(), parts.env)],
    arrived: (session) => {
      feed.change({ kind: 'session', session });
      if (parts.inspects === 'by-itself') inspections.inspectAgain(session.id);
    },
    now: parts.now,
  });
  const copies = new Copies(parts);
  const har = new HarExport(parts);
  const { comparer, comparisons } = buildComparing({
    ...parts,
    shown: (text) => parts.masking.text(text),
  });
  const replaying = buildReplaying({ ...parts, comparer });
  const collections = buildCollecting(parts);
  const fuzz = buildFuzzing(parts);
  return {
    ...replaying,
    annotations,
    comparisons,
    collections,
    fuzz,
    copies,
    har,
    archives,
    async close(): Promise<void> {
      await collections.runs.close();
      await comparisons.close();
    },
  };
}
