import type { Outcome } from '../../../protocol/problem.ts';
import type { Session } from '../../../protocol/session.ts';
import type { RemovingParts } from '../../../bridge/journal/remove-session.ts';

export * from '../../../bridge/journal/remove-session.ts';

/** Taken out of every list; what was recorded stays on the disk. */
export async function removeSession({ id }: Session, parts: RemovingParts): Promise<unknown> {
  await parts.shelf.remove(id);
  parts.forget(id);
  const unindexed: Outcome<true> = await parts.unindex(id);
  return { isGone: true, problem: unindexed.ok ? undefined : unindexed.problem };
}
