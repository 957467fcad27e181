import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename, unlink } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Problem } from '../../protocol/problem.ts';
import type { Exporting } from '../archive-options.ts';
import { beginCommand, withBridge } from '../opening.ts';
import type { Surroundings } from '../surroundings.ts';

/** Writes recorded sessions into one file. Exit codes: 0, 2 when it could not be done. */
export async function exportCommand(options: Exporting, here: Surroundings): Promise<number> {
  const { terminal } = here;
  const note = (text: string): void => terminal.note(`mcp-sec-inspect: ${text}`);
  const failed = beginCommand([], here);
  return withBridge(options.dataDir, here, failed, async ({ archives }) => {
    const chosen = archives.numbered(options.sessions);
    if (!chosen.ok) return failed(chosen.problem);
    const ids = chosen.value;
    if (options.masked) {
      const scan = await archives.scan(ids);
      if (!scan.ok) return failed(scan.problem);
      const { stretches, kinds, frames } = scan.value;
      note(
        stretches === 0
          ? `nothing in ${frames} frames looks secret.`
          : `masked in ${frames} frames, ${stretches} places (${kinds.map(({ kind, count }) => `${count} ${kind}`).join(', ')}).`,
      );
    } else note('the file holds every byte as it was recorded, secrets too.');
    const file = await archives.write(ids, { isMasked: options.masked });
    if (!file.ok) return failed(file.problem);
    const path = resolve(here.cwd, options.out ?? file.value.name);
    const problem = await writeWhole(path, file.value.bytes);
    if (problem !== undefined) return failed(problem);
    terminal.print(path);
    return 0;
  });
}

/** Beside it first, then in one step over it: a file of that name is whole, before and after. */
async function writeWhole(path: string, bytes: AsyncIterable<Uint8Array>): Promise<Problem | undefined> {
  const draft = `${path}.${randomBytes(4).toString('hex')}.part`;
  try {
    await pipeline(bytes, createWriteStream(draft, { flags: 'wx', mode: 0o600 }));
    await rename(draft, path);
    return undefined;
  } catch (error) {
    // ENOENT: it was never begun.
    await unlink(draft).catch(() => undefined);
    const message = `${path} could not be written: ${(error as Error).message}.`;
    return { code: 'not-written', message, hint: 'Choose another place with --out FILE.' };
  }
}
