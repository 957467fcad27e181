import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { root } from '../scripts/sources.mjs';
import { findThreadFiles, nodeBundle, threadFilesPlugin } from '../scripts/thread-files.mjs';
import { esbuildWithoutGuard } from '../scripts/without-guard.mjs';

/** The command line as the build makes it, with a page of one line, in a folder of its own. Answers its file. */
export async function buildCli(
  folder: string,
  buildId = 'test',
  further: Plugin[] = esbuildWithoutGuard(),
): Promise<string> {
  await build({
    ...nodeBundle,
    entryPoints: { cli: join(root, 'cli', 'main.ts'), ...Object.fromEntries(findThreadFiles()) },
    outdir: folder,
    splitting: true,
    chunkNames: '[name]-[hash]',
    define: { __BUILD_ID__: JSON.stringify(buildId), __VERSION__: '"0.0.0"' },
    plugins: [...further, threadFilesPlugin],
  });
  mkdirSync(join(folder, 'web'), { recursive: true });
  writeFileSync(join(folder, 'web', 'index.html'), '<!doctype html><title>page</title>');
  return join(folder, 'cli.js');
}
