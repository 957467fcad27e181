import type { ReviewSummary } from '../../protocol/baseline.ts';
import type { Finding } from '../../protocol/finding.ts';
import type { InventoryPage, InventoryRequest } from '../../protocol/inventory.ts';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import type { Session } from '../../protocol/session.ts';
import type { Historian } from './historian.ts';

export interface ReviewsOptions {
  historian: Historian;
  /** false: another bridge keeps the history of this folder, or nobody asked for it. */
  isActive: boolean;
  sessions(): Session[];
  session(id: string): Session | undefined;
  page(session: string, request: InventoryRequest): Promise<Outcome<InventoryPage>>;
  now(): number;
  /** A text as it is shown, known secrets masked. */
  shown(text: string): string;
  changed(review: ReviewSummary): void;
  /** Drift, as it was seen in this session. */
  found(session: string, findings: readonly Finding[], at: number): void;
  /** Drift that was approved, and drift that is open again. */
  settled(fingerprints: readonly string[], reason: string): void;
  reopened(fingerprints: readonly string[]): void;
  onProblem(problem: Problem): void;
  onBug(bug: unknown): void;
}
