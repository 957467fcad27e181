// Threads and child processes of ours are started from their own file. The sources name that file
// as `new URL('./x.ts', import.meta.url)`; in dist/, and under vitest, it is a bundled .js instead.
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { filesBelow, root } from './sources.mjs';

const REFERENCE = /new URL\(\s*(['"])(\.{1,2}\/[^'"\n]+)\.(?:ts|js)\1\s*,\s*import\.meta\.url\s*,?\s*\)/g;
const OWNERS = ['bridge', 'cli'];

/** @type {import('esbuild').BuildOptions} */
export const nodeBundle = {
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20.19',
  // jsonc-parser's main file asks for its parts by a require() that no bundler can follow.
  mainFields: ['module', 'main'],
  external: ['node-sqlite3-wasm'],
  legalComments: 'none',
  logLevel: 'warning',
  // Bundled CommonJS packages (ws) still ask for Node's own modules with require().
  banner: {
    js: "import { createRequire as createRequireHere } from 'node:module'; const require = createRequireHere(import.meta.url);",
  },
};

/** The practice server as one file, left readable: a person may want to know what it does before it runs. */
export async function bundlePractice(folder) {
  await build({
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    entryPoints: { server: join(root, 'demo', 'server.mjs') },
    outdir: folder,
    logLevel: 'warning',
  });
}

const targetOf = (file, stem) => `${resolve(dirname(file), stem)}.ts`;

/** Map from output name (`index-worker`) to source path. Two files of one name are refused. */
export function findThreadFiles() {
  const found = new Map();
  for (const file of OWNERS.flatMap((folder) => filesBelow(join(root, folder)))) {
    if (!file.endsWith('.ts') || file.endsWith('.test.ts')) continue;
    for (const [, , stem] of readFileSync(file, 'utf8').matchAll(REFERENCE)) {
      const target = targetOf(file, stem);
      if (!existsSync(target)) continue;
      const name = basename(stem);
      const other = found.get(name);
      if (other !== undefined && other !== target) {
        throw new Error(
          `Two thread files are called ${name}: ${other} and ${target}. Rename one: in dist/ they lie side by side.`,
        );
      }
      found.set(name, target);
    }
  }
  return found;
}

/**
 * Source text with every reference to a thread file replaced by what `urlOf(name)` writes.
 * @param {string} file absolute path of the source
 * @param {string} text
 * @param {(name: string) => string} urlOf
 * @returns {string}
 */
export function rewriteThreadFiles(file, text, urlOf) {
  return text.replace(REFERENCE, (whole, _quote, stem) =>
    existsSync(targetOf(file, stem)) ? urlOf(basename(stem)) : whole,
  );
}

export const threadFilesPlugin = {
  name: 'thread-files',
  setup(build) {
    build.onLoad({ filter: /[\\/](?:bridge|cli)[\\/].*\.ts$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      if (!text.includes('import.meta.url')) return undefined;
      const contents = rewriteThreadFiles(path, text, (name) => `new URL('./${name}.js', import.meta.url)`);
      return { contents, loader: 'ts' };
    });
  },
};

/** A bundled file of the tests still finds what lies beside its source. */
export const ownUrls = {
  name: 'own-urls',
  setup(build) {
    build.onLoad({ filter: /[\\/](?:test|scripts)[\\/].*\.(?:ts|mjs)$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replaceAll(
        'import.meta.url',
        JSON.stringify(pathToFileURL(path).href),
      ),
      loader: path.endsWith('.ts') ? 'ts' : 'js',
    }));
  },
};

/** Bundles every thread file into `folder`, for tests that run the sources. `further`: plugins of the caller. */
export async function buildThreadFiles(folder, further = []) {
  const entries = findThreadFiles();
  if (entries.size === 0) return;
  await build({
    ...nodeBundle,
    entryPoints: Object.fromEntries(entries),
    outdir: folder,
    sourcemap: 'inline',
    plugins: [...further, threadFilesPlugin],
  });
}
