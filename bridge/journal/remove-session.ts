import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import type { Session } from '../../protocol/session.ts';
import { DOOMED, renameFolder } from './doomed-folders.ts';
import type { SessionShelf } from './session-shelf.ts';

export interface RemovingParts {
  root: string;
  shelf: SessionShelf;
  /** Nothing of it is to be read any more; said before its folder goes. */
  forget(id: string): void;
  /** Out of the index, which also closes what it has open. */
  unindex(id: string): Promise<Outcome<true>>;
}

/** Takes a session that nobody records away, folder and rows. */
export async function removeSession(
  { id, number }: Session,
  parts: RemovingParts,
): Promise<{ isGone: boolean; problem: Problem | undefined }> {
  const { root, shelf } = parts;
  await shelf.remove(id);
  parts.forget(id);
  // Out of the way in one step: a deletion that is interrupted never leaves half a session behind.
  const doomed = join(root, `${DOOMED}${id}`);
  try {
    await renameFolder(shelf.folderOf(id), doomed, () => parts.unindex(id));
  } catch (error) {
    shelf.get(id);
    const message = `Session ${number} could not be deleted: ${(error as Error).message}.`;
    const hint = 'Close programs that have its files open.';
    return { isGone: false, problem: { code: 'not-deleted', message, hint } };
  }
  const unindexed = await parts.unindex(id);
  await rm(doomed, { recursive: true, force: true, maxRetries: 5 });
  return { isGone: true, problem: unindexed.ok ? undefined : unindexed.problem };
}
