import type { ReviewState, ReviewSummary } from '../../protocol/baseline.ts';
import type { ReviewDesk } from './review-desk.svelte.ts';

/** Something waits for a decision that was not there when somebody looked. */
export function isDrifting({ severity, drifted, removed, renamed, unreviewed }: ReviewSummary): boolean {
  return severity !== undefined && drifted + removed + renamed + unreviewed > 0;
}

/** The state that holds what waits, or most of it. */
export function driftState(summary: ReviewSummary | undefined): ReviewState {
  const isOnlyNew =
    summary !== undefined &&
    summary.drifted + summary.removed + summary.renamed === 0 &&
    summary.unreviewed > 0;
  return isOnlyNew ? 'unreviewed' : 'drifted';
}

/**
 * Where every target stands against what was approved of it: what banners and badges need. Items and wordings
 * come with the screen that shows them.
 */
export class Reviews {
  #all = $state.raw<ReadonlyMap<string, ReviewSummary>>(new Map());
  /** The state of Inventory, while it is shown. */
  shown = $state.raw<ReviewDesk | undefined>(undefined);

  of(target: string | undefined): ReviewSummary | undefined {
    return target === undefined ? undefined : this.#all.get(target);
  }

  replaceAll(summaries: readonly ReviewSummary[]): void {
    this.#all = new Map(summaries.map((one) => [one.target, one]));
  }

  /** Told by the stream, or as the answer to a decision: whichever comes later must not undo the newer one. */
  heard(summary: ReviewSummary): void {
    const { target, version } = summary;
    if (version >= (this.#all.get(target)?.version ?? 0)) this.#all = new Map(this.#all).set(target, summary);
  }
}
