import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build as buildPage } from 'vite';
import { root } from '../../scripts/sources.mjs';
import { esbuildWithoutGuard, removedIn, viteWithoutGuard } from '../../scripts/without-guard.mjs';
import { buildCli } from '../build-cli.ts';
import type { Guard } from './guard.ts';

const BUILD_ID = 'removal';
/** What the page is made of; a guard elsewhere leaves it as it is. */
const IN_PAGE = /^(?:web|protocol|inspect\/views)\//;

/**
 * Builds the product into `folder`, without `guard` where one is given. Never into dist/. `whole`: a folder in
 * which the same build stands with every guard, whose page is taken where the guard is none of the page's.
 */
export async function buildProduct(folder: string, guard?: Guard, whole?: string): Promise<void> {
  const env = guard === undefined ? {} : removedIn({ module: guard.where.module, standIn: guard.without });
  rmSync(folder, { recursive: true, force: true });
  await buildCli(folder, BUILD_ID, esbuildWithoutGuard(env));
  const web = join(folder, 'web');
  if (guard !== undefined && whole !== undefined && !IN_PAGE.test(guard.where.module)) {
    cpSync(join(whole, 'web'), web, { recursive: true });
    return;
  }
  await buildPage({
    configFile: join(root, 'vite.config.ts'),
    logLevel: 'error',
    define: { __BUILD_ID__: JSON.stringify(BUILD_ID), __VERSION__: '"0.0.0"' },
    plugins: viteWithoutGuard(env),
    worker: { format: 'es', plugins: () => viteWithoutGuard(env) },
    build: { outDir: web, emptyOutDir: true, reportCompressedSize: false, minify: false },
  });
}
