import type { TargetFacts } from '../../inspect/index.ts';
import type { InspectionNews, RuleCard } from '../../protocol/finding.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Session } from '../../protocol/session.ts';
import type { Compared, NeighbourRef } from './neighbour-lists.ts';
import type { RulesFolder } from './rules-folder.ts';
import type { TriageStore } from './triage-store.ts';

/** ms: before what was recorded earlier is looked at; for one frame; for what ended a moment ago. */
export const TIMES = { lookAroundAfter: 1500, frame: 30_000, closing: 500 };

export interface InspectionsOptions {
  sessionsFolder: string;
  journal: {
    sessions(): Session[];
    session(id: string): Session | undefined;
    /** Tells the index which frames have findings: seq and a bit per severity, in turn. `isAnew`: and no others. */
    found(session: string, marks: Uint32Array, isAnew: boolean): void;
  };
  triage: TriageStore;
  rules: RulesFolder;
  /** What else is found than by rules over frames. */
  cards?: readonly RuleCard[];
  workerUrl: URL;
  /** ms for one frame. */
  limit?: number;
  /** Modules with more rules, for tests. */
  moreRules?: string[];
  /** `by-itself`: what is recorded, and then what was recorded before. `here`: the first only. `on-request`: only what is asked for. */
  inspects: 'by-itself' | 'here' | 'on-request';
  /** false: what is found is kept in memory only. */
  writes: boolean;
  news(news: InspectionNews): void;
  /** Other servers: those that are live now, and those of which only recordings are left. */
  neighbours: {
    /** Nothing more is heard of that session. */
    over(session: string): void;
    /** Resolves when whoever is live was told of all others. */
    settled(): Promise<void>;
    close(): void;
    others(target: string): Compared;
    recorded(refs: readonly NeighbourRef[]): Promise<Compared>;
  };
  rulesChanged(version: string): void;
  onProblem(problem: Problem): void;
}

export function isOver({ state }: Session): boolean {
  return state.kind === 'closed' || state.kind === 'failed';
}

/** What rules may know of whom is spoken to. */
export function factsOf({ target, transport, reachedBy }: Session): TargetFacts {
  if (transport === 'stdio' || transport === 'recording') return { key: target, transport };
  return { key: target, transport: 'http', ...(URL.canParse(reachedBy) ? { url: reachedBy } : {}) };
}
