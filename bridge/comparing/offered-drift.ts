import type { Drift } from '../../protocol/drift.ts';
import type { InventoryPage, InventoryRequest } from '../../protocol/inventory.ts';
import type { Outcome } from '../../protocol/problem.ts';
import type { Session } from '../../protocol/session.ts';
import { offeredBy } from '../history/offered.ts';
import type { Judging } from '../runs/judging.ts';

export interface OfferedDriftParts {
  /** A thread of its own for one comparison; what it has read is gone with it. */
  judging(): Judging;
  page(session: string, request: InventoryRequest): Promise<Outcome<InventoryPage>>;
  now(): number;
}

/** What became of what one session was offered in the other; undefined where one of them was offered nothing. */
export async function offeredDrift(
  left: Session,
  right: Session,
  { judging: begin, page, now }: OfferedDriftParts,
): Promise<Outcome<Drift | undefined>> {
  const [was, is] = [await offeredBy(left, now(), page), await offeredBy(right, now(), page)];
  if (!was.ok) return was;
  if (!is.ok) return is;
  const [old, young] = [was.value.offered, is.value.offered];
  if (old === undefined || young === undefined) return { ok: true, value: undefined };
  const judging = begin();
  try {
    const before = await judging.ask('read', old);
    if (!before.ok) return before;
    const after = await judging.ask('read', young);
    if (!after.ok) return after;
    return await judging.ask('diff', { before: before.value, after: after.value });
  } finally {
    judging.close();
  }
}
