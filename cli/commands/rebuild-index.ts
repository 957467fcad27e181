import { randomBytes } from 'node:crypto';
import { choosePlatform, claimDataDir, loadIndexRebuild, preparePrivateDir } from '../../bridge/index.ts';
import { chooseDataDir } from '../data-dir.ts';
import { beginCommand } from '../opening.ts';
import type { Surroundings } from '../surroundings.ts';

/** Makes the index anew from the recordings. Answers the exit code. */
export async function rebuildIndexCommand(
  options: { dataDir?: string },
  here: Surroundings,
): Promise<number> {
  const { terminal, env, build } = here;
  const failed = beginCommand([], here);
  const dataDir = chooseDataDir(options.dataDir, env);
  const refused = preparePrivateDir(dataDir);
  if (refused !== undefined) return failed(refused);
  const platform = choosePlatform(env);
  const owner = { pid: process.pid, startedAt: Date.now() - process.uptime() * 1000 };
  const claim = await claimDataDir({ dataDir, build, platform, owner, randomBytes });
  if (!claim.ok) return failed(claim.problem);
  if (claim.value.kind === 'running') {
    const message = `A bridge runs on ${dataDir}, as process ${claim.value.pid}, and keeps its index itself.`;
    return failed({ code: 'bridge-runs', message, hint: 'Stop it, then try again.' });
  }
  const { release } = claim.value;
  try {
    const { rebuildIndex } = await loadIndexRebuild();
    const rebuilt = await rebuildIndex({ dataDir, build, platform });
    if (!rebuilt.ok) return failed(rebuilt.problem);
    const { frames, sessions } = rebuilt.value;
    terminal.print(`${frames} frames of ${sessions} sessions are in the index of ${dataDir} again.`);
    return 0;
  } finally {
    release();
  }
}
