import type { Change, Drift, ItemDrift } from '../../protocol/drift.ts';
import type { Snapshot, SnapshotItem } from '../../protocol/snapshot.ts';
import type { DriftJudge } from './judge.ts';
import { isReordered, matchItems, type Pair } from './match.ts';
import { Offered } from './offered.ts';
import { byWeight, byWorst, worstOf } from './rank.ts';

/** What became of a server between two snapshots. */
export function diffSnapshots(before: Snapshot, after: Snapshot, judge: DriftJudge): Drift {
  void judge;
  const unread = new Set([...before.unread, ...after.unread].map(({ section }) => section));
  const matches = matchItems(before.items, after.items);
  const items: ItemDrift[] = matches.changed.map((pair) => drifted(pair.after, changesOf(pair), pair.before));
  for (const pair of matches.renamed)
    items.push({
      ...drifted(
        pair.after,
        [{ kind: 'renamed', severity: 'medium', says: 'It is called otherwise.' }],
        pair.before,
      ),
      was: pair.before.name,
    });
  for (const item of matches.added)
    if (!unread.has(item.section))
      items.push(drifted(item, [{ kind: 'added', severity: 'medium', says: 'It was not there before.' }]));
  for (const item of matches.removed)
    if (!unread.has(item.section))
      items.push({
        ...drifted(item, [{ kind: 'removed', severity: 'medium', says: 'It is no longer there.' }]),
        before: item.hash,
      });
  for (const section of new Set(after.items.map((item) => item.section)))
    if (
      isReordered(
        before.items.filter((item) => item.section === section),
        after.items.filter((item) => item.section === section),
      )
    )
      items.push({
        section,
        name: '',
        nth: 0,
        severity: 'info',
        changes: [
          { kind: 'moved', severity: 'info', says: `The list of ${section} stands in another order.` },
        ],
      });
  items.sort(byWorst);
  return {
    ...(items.length === 0 ? {} : { severity: worstOf(items.map(({ severity }) => severity)) }),
    items,
    unchanged: matches.unchanged,
  };
}

function changesOf({ before, after }: Pair): Change[] {
  const [old, now] = [new Offered(before), new Offered(after)];
  const changes: Change[] = [];
  for (const name of new Set([...old.texts.keys(), ...now.texts.keys()])) {
    const [was, is] = [old.texts.get(name)?.join(), now.texts.get(name)?.join()];
    if (was === is) continue;
    changes.push({
      kind: 'field-changed',
      severity: 'low',
      field: name,
      says: 'It differs.',
      ...(was === undefined ? {} : { before: was.slice(0, 4000) }),
      ...(is === undefined ? {} : { after: is.slice(0, 4000) }),
    });
  }
  return changes;
}

function drifted(item: SnapshotItem, changes: Change[], before?: SnapshotItem): ItemDrift {
  changes.sort(byWeight);
  return {
    section: item.section,
    name: item.name,
    nth: item.nth,
    severity: worstOf(changes.map(({ severity }) => severity)),
    changes,
    ...(before === undefined ? {} : { before: before.hash }),
    after: item.hash,
  };
}
