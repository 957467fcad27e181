import type { Approval } from '../../protocol/baseline.ts';
import type { Outcome } from '../../protocol/problem.ts';
import type { SnapshotItem } from '../../protocol/snapshot.ts';
import { DecisionStore } from './decision-store.ts';

/** What was decided in the page about wordings of a target; read, and never written. */
export function decisionsOn(
  dataDir: string,
  target: string,
): Outcome<(item: SnapshotItem) => Approval | undefined> {
  const read = new DecisionStore(dataDir).read(target);
  return read.ok ? { ok: true, value: (item) => read.value.of(item, item.hash) } : read;
}
