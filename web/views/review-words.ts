import type { Decision, ReviewState, ReviewSummary } from '../../protocol/baseline.ts';
import type { RelistHabit } from '../../protocol/relist.ts';
import type { SnapshotSource } from '../../protocol/snapshot.ts';
import { counted, formatCount } from './figures.ts';

export const STATE_WORDS: Record<ReviewState, string> = {
  drifted: 'changed',
  unreviewed: 'not reviewed',
  approved: 'approved',
  rejected: 'rejected',
  watched: 'under watch',
};

/** What the button of a decision says. */
export const DECISION_WORDS: Record<Decision, string> = {
  approved: 'Approve',
  rejected: 'Reject',
  watched: 'Keep watching',
};

/** When lists are asked for again though the server says nothing. */
export const RELIST_WORDS: Record<RelistHabit, string> = {
  never: 'only when the server says so',
  calls: 'after calls',
  '1': 'after calls, every minute',
  '5': 'after calls, every 5 minutes',
  '15': 'after calls, every 15 minutes',
};

/** How many items there are of a state; those that were removed or renamed stand among the changed ones. */
export function countOf(state: ReviewState, summary: ReviewSummary): number {
  return state === 'drifted' ? summary.drifted + summary.removed + summary.renamed : summary[state];
}

/** `4 changed, 8 renamed, 108 removed`: of those that are not what was approved. */
export function changedCounts({ drifted, removed, renamed }: ReviewSummary): string {
  const parts = [
    [drifted, 'changed'],
    [renamed, 'renamed'],
    [removed, 'removed'],
  ] as const;
  return parts
    .flatMap(([count, words]) => (count === 0 ? [] : [`${formatCount(count)} ${words}`]))
    .join(', ');
}

/** `2 items changed, 1 item renamed`: what waits that was not there when somebody looked. */
export function driftWords({ drifted, removed, renamed, added }: ReviewSummary): string {
  const parts = [
    ...(drifted > 0 ? [`${counted(drifted, 'item')} changed`] : []),
    ...(renamed > 0 ? [`${counted(renamed, 'item')} renamed`] : []),
    ...(removed > 0 ? [`${counted(removed, 'item')} removed`] : []),
  ];
  if (added > 0) parts.push(`${counted(added, 'item')} added`);
  // A new name, where it was decided that the old one is gone.
  return parts.length === 0 ? 'new items are offered' : parts.join(', ');
}

/** Nothing was ever decided about it. */
export function isUntouched({
  approved,
  drifted,
  removed,
  renamed,
  rejected,
  watched,
}: ReviewSummary): boolean {
  return approved + drifted + removed + renamed + rejected + watched === 0;
}

/** `stdio, handshake 2025-11-25, profile own, as alice`: how it was asked, and by whom. */
export function sourceWords({ profile, principal, transport, era, revision }: SnapshotSource): string {
  const spoken = [era, revision].filter((word) => word !== undefined).join(' ');
  const known = principal === '' || principal === 'none' ? '' : `as ${principal}`;
  return [transport, spoken, `profile ${profile}`, known].filter((word) => word !== '').join(', ');
}
