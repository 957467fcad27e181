import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { findThreadFiles, nodeBundle, threadFilesPlugin } from '../scripts/thread-files.mjs';

const root = resolve(import.meta.dirname, '..');

/** The command line as the build makes it, with a page of one line, in a folder of its own. Answers its file. */
export async function buildCli(folder: string, buildId = 'test'): Promise<string> {
  await build({
    ...nodeBundle,
    entryPoints: { cli: join(root, 'cli', 'main.ts'), ...Object.fromEntries(findThreadFiles()) },
    outdir: folder,
    splitting: true,
    chunkNames: '[name]-[hash]',
    define: { __BUILD_ID__: JSON.stringify(buildId), __VERSION__: '"0.0.0"' },
    plugins: [threadFilesPlugin],
  });
  mkdirSync(join(folder, 'web'), { recursive: true });
  writeFileSync(join(folder, 'web', 'index.html'), '<!doctype html><title>page</title>');
  return join(folder, 'cli.js');
}
