import { buildThreadFiles } from '../../scripts/thread-files.mjs';
import { esbuildWithoutGuard } from '../../scripts/without-guard.mjs';
import { removalThreads } from './threads.ts';

/** Runs once before the tests of one guard. */
export async function setup(): Promise<void> {
  await buildThreadFiles(removalThreads(), esbuildWithoutGuard());
}
