import type { Decision } from '../../protocol/baseline.ts';
import type { ItemRef } from '../../protocol/inventory.ts';
import type { Action } from './actions.ts';
import type { App } from './app.svelte.ts';
import { lookingAt, SINCE_APPROVED } from './place.ts';
import { driftState, isDrifting } from './reviews.svelte.ts';

/** Looking at what changed in Inventory, and deciding about it. */
export function reviewActions(app: App): Action[] {
  const desk = () => (app.location.place.screen === 'inventory' ? app.reviews.shown : undefined);
  const standing = () => desk()?.of(app.location.place.item);
  const summary = () => app.reviews.of(app.target?.key);
  const decide = (decision: Decision) => () => {
    const of = standing();
    if (of !== undefined) desk()?.ask({ decision, of });
  };
  const mayDecide = (decision: Decision) => () => {
    const of = standing();
    return of !== undefined && of.state !== decision;
  };
  return [
    {
      id: 'history',
      group: 'Inventory',
      words: 'Show what changed in the item, or go back to its fields',
      keys: 'd',
      when: () => desk() !== undefined && app.location.place.item !== undefined,
      run: () => {
        const isShown = app.location.place.compared !== undefined;
        app.location.go({ compared: isShown ? undefined : SINCE_APPROVED });
      },
    },
    {
      id: 'review',
      group: 'Inventory',
      words: 'List what changed since it was approved',
      keys: 'd',
      when: () => {
        const known = summary();
        return app.location.place.item === undefined && known !== undefined && isDrifting(known);
      },
      run: () => {
        const { key } = app.target ?? {};
        if (key !== undefined) showDrift(app, key);
      },
    },
    {
      id: 'approve',
      group: 'Inventory',
      words: 'Approve the item as it is worded now, with a note',
      keys: 'a',
      when: mayDecide('approved'),
      run: decide('approved'),
    },
    {
      id: 'reject',
      group: 'Inventory',
      words: 'Reject the item as it is worded now, with a note',
      keys: 'x',
      when: mayDecide('rejected'),
      run: decide('rejected'),
    },
    {
      id: 'keep-watching',
      group: 'Inventory',
      words: 'Keep watching: no decision, quiet until the item changes once more',
      keys: 'shift+w',
      when: mayDecide('watched'),
      run: decide('watched'),
    },
    {
      id: 'approve-all',
      group: 'Inventory',
      words: 'Approve everything that waits for a decision',
      keys: 'shift+a',
      when: () => {
        const known = summary();
        return desk() !== undefined && known !== undefined && openOf(known) > 0;
      },
      run: () => desk()?.ask({ decision: 'approved', of: 'all' }),
    },
    {
      id: 'all-items',
      group: 'Inventory',
      words: 'List all items again, whatever was decided',
      when: () => app.location.place.reviewed !== undefined,
      run: () => app.location.go({ reviewed: undefined }),
    },
  ];
}

/** What became of a target since it was approved; of one item, wording beside wording. */
export function showDrift(app: App, target: string, item?: ItemRef): void {
  const reviewed = driftState(app.reviews.of(target));
  const what = item === undefined ? { reviewed } : { item, compared: SINCE_APPROVED };
  app.location.go({ screen: 'inventory', ...lookingAt(target), ...what });
}

/** What a decision about all of them is about. */
export function openOf(summary: {
  unreviewed: number;
  drifted: number;
  removed: number;
  renamed: number;
  watched: number;
}): number {
  return summary.unreviewed + summary.drifted + summary.removed + summary.renamed + summary.watched;
}
