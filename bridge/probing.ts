import { join } from 'node:path';
import { PROBES } from '../probe/index.ts';
import type { Problem } from '../protocol/problem.ts';
import { dataFolderAt } from './journal/data-folder.ts';
import type { Inventories } from './inventory/inventories.ts';
import { Runs } from './runs/runs.ts';
import type { Profile } from './session/profile.ts';
import type { Sessions } from './session/sessions.ts';
import type { Feed } from './stream/feed.ts';
import type { LaunchWorld } from './targets/launch-plan.ts';
import type { TargetActions } from './targets/target-actions.ts';
import type { TargetStore } from './targets/target-store.ts';
import type { RecordedSchemas } from './validation/recorded-schemas.ts';

/** How long reading or comparing what one connection was offered may take. */
const LIMIT_MS = 60_000;

export interface ProbingParts {
  dataDir: string;
  world: LaunchWorld;
  profiles: readonly Profile[];
  targets: TargetStore;
  actions: TargetActions;
  sessions: Sessions;
  inventories: Inventories;
  checks: RecordedSchemas;
  feed: Feed;
  hasToken(target: string): boolean;
  shown<T>(value: T): T;
  now(): number;
  onProblem(problem: Problem): void;
  onBug(bug: unknown): void;
}

/** What provokes servers, and what became of it; constructed here for core.ts. */
export function buildProbing(parts: ProbingParts): Runs {
  const { dataDir, world, profiles, targets, actions, sessions, inventories, checks, feed } = parts;
  const folder = join(dataDir, 'runs');
  return new Runs({
    probes: PROBES,
    key: world.key,
    varying: {
      world,
      profiles,
      clock: { world, preload: new URL('./runs/clock-shift.ts', import.meta.url) },
    },
    live: (id) => sessions.live(id),
    target: (key) => targets.get(key),
    hasToken: parts.hasToken,
    page: (id, request) => inventories.page(id, request),
    check: (value) => checks.check(value),
    dial: (target, confirmed, caller, isAnonymous) => actions.dial(target, confirmed, caller, isAnonymous),
    now: parts.now,
    onProblem: parts.onProblem,
    onBug: parts.onBug,
    folder,
    homes: join(folder, 'homes'),
    judging: {
      workerUrl: new URL('./runs/judging-worker.ts', import.meta.url),
      sessionsFolder: dataFolderAt(dataDir).sessions,
      limit: LIMIT_MS,
    },
    shown: parts.shown,
    changed: (run) => feed.change({ kind: 'run', run }),
    deleted: (id) => feed.change({ kind: 'run-deleted', id }),
  });
}
