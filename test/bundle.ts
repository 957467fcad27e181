import { build } from 'esbuild';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { esbuildWithoutGuard } from '../scripts/without-guard.mjs';

const root = resolve(import.meta.dirname, '..');

/** Bundles TypeScript that imports our sources (paths from the repository's root) into `file`, for a process of its own. */
export async function bundleScript(contents: string, file: string): Promise<string> {
  await build({
    stdin: { contents, resolveDir: root, loader: 'ts' },
    outfile: file,
    bundle: true,
    platform: 'node',
    format: 'esm',
    mainFields: ['module', 'main'],
    target: 'node20.19',
    logLevel: 'warning',
    plugins: esbuildWithoutGuard(),
    define: { __BUILD_ID__: '"test"', __VERSION__: '"0.0.0-test"' },
    banner: { js: "import { createRequire as cr } from 'node:module'; const require = cr(import.meta.url);" },
  });
  return file;
}

/** Resolves when `check` is true, looked at every 10 ms; fails with `what` after `within` ms. */
export async function until(what: string, check: () => boolean, within = 30_000): Promise<void> {
  const end = performance.now() + within;
  while (!check()) {
    if (performance.now() > end) throw new Error(`waited ${within} ms for: ${what}`);
    await new Promise((later) => setTimeout(later, 10));
  }
}

/** A process that is there and not a zombie. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    // ESRCH: gone.
    return false;
  }
  return !existsSync('/proc') || !isZombie(pid);
}

function isZombie(pid: number): boolean {
  try {
    return / [ZX] /.test(readStat(pid));
  } catch {
    // ENOENT: it ended between the two looks.
    return true;
  }
}

function readStat(pid: number): string {
  const text = readFileSync(join('/proc', String(pid), 'stat'), 'latin1');
  return text.slice(text.lastIndexOf(')'), text.lastIndexOf(')') + 5);
}
