import type { Outcome } from '../protocol/problem.ts';
import { rebuildIndex as rebuild } from './journal/rebuild-index.ts';
import type { Platform } from './platform/platform.ts';

export interface RebuildOptions {
  /** Absolute and private; nobody else runs a bridge on it. */
  dataDir: string;
  build: string;
  platform: Pick<Platform, 'startMark' | 'boot'>;
}

/** Throws the index away and makes it anew from the recordings, which are the truth. */
export function rebuildIndex({
  dataDir,
  build,
  platform,
}: RebuildOptions): Promise<Outcome<{ sessions: number; frames: number }>> {
  return rebuild({ dir: dataDir, build, clock: { wall: () => Date.now() }, marks: platform });
}
