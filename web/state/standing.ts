import type { ReviewedItem, ReviewState } from '../../protocol/baseline.ts';
import type { Severity } from '../../protocol/finding.ts';
import type { ItemRef } from '../../protocol/inventory.ts';

/** What became of an item as a whole. */
export type Became = 'changed' | 'added' | 'removed' | 'renamed';

/** What a row of the list needs to know of an item. */
export interface Standing {
  ref: ItemRef;
  state: ReviewState;
  /** The wording that a decision is about: as it is offered now, or as it was when it is gone. */
  hash: string;
  isGone: boolean;
  approved: string | undefined;
  note: string | undefined;
  became: Became | undefined;
  /** What it is called now, where this is the name it had. */
  now: string | undefined;
  severity: Severity | undefined;
}

export function keyOf({ section, name, nth }: ItemRef): string {
  return `${section}/${nth}/${name}`;
}

export function standingOf({
  section,
  name,
  nth,
  state,
  hash,
  approved,
  note,
  drift,
}: ReviewedItem): Standing {
  const now = hash === undefined && drift?.was === name ? drift.name : undefined;
  const became =
    hash === undefined
      ? now === undefined
        ? 'removed'
        : 'renamed'
      : drift === undefined
        ? undefined
        : drift.was !== undefined
          ? 'renamed'
          : drift.before === undefined
            ? 'added'
            : 'changed';
  return {
    ref: { section, name, nth },
    state,
    hash: hash ?? approved ?? '',
    isGone: hash === undefined,
    approved,
    note,
    became,
    now,
    severity: drift?.severity,
  };
}
