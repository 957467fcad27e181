import { createHash } from 'node:crypto';
import { diffSnapshots, DriftJudge } from '../inspect/drift/index.ts';
import { compilePack, RULES } from '../inspect/index.ts';
import type { Drift } from '../protocol/drift.ts';
import type { Lock } from '../protocol/lock.ts';
import type { Outcome } from '../protocol/problem.ts';
import type { Snapshot } from '../protocol/snapshot.ts';
import { readLock as readLockText, writeLock as writeLockText } from '../inspect/lock/index.ts';

/** What a lock file is written, read and compared with: apart, because it loads every rule. */
export { byPlace, keyOf, LARGEST_LOCK } from '../inspect/lock/index.ts';

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

export function readLock(text: string): Outcome<Lock> {
  return readLockText(text, sha256);
}

export function writeLock(lock: Lock): string {
  return writeLockText(lock, sha256);
}

/** With the rules of the product only: a gate says the same on every machine. */
export function createDiff(): (before: Snapshot, after: Snapshot) => Drift {
  const judge = new DriftJudge({ pack: compilePack(RULES, sha256), hash: sha256 });
  return (before, after) => diffSnapshots(before, after, judge);
}
