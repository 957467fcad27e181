import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { root } from './scripts/sources.mjs';
import { rewriteThreadFiles } from './scripts/thread-files.mjs';

/** Node 20 cannot run a .ts file as a thread or a child: under vitest those run bundled, all else from source. */
const threadFiles = (folder: string): Plugin => ({
  name: 'thread-files',
  enforce: 'pre',
  transform(code: string, id: string) {
    const isOurs = /[\\/](?:bridge|cli)[\\/][^?]*\.ts$/.test(id);
    if (!isOurs || !code.includes('import.meta.url')) return undefined;
    const urlOf = (name: string) =>
      `new URL(${JSON.stringify(pathToFileURL(join(folder, `${name}.js`)).href)})`;
    return { code: rewriteThreadFiles(id, code, urlOf), map: null };
  },
});

const ignored = ['**/node_modules/**', '**/dist/**'];

/** `threads`: where the set-up puts the bundled threads. */
interface Kit {
  threads: string;
  setup: string;
  plugins: Plugin[];
}

export const configOf = ({ threads, setup, plugins }: Kit) => ({
  test: {
    // Two cores, and most tests start processes of their own.
    maxWorkers: 2,
    // Only what never comes takes this long: a slow or busy machine is no reason to fail.
    testTimeout: 60_000,
    hookTimeout: 90_000,
    expect: { poll: { timeout: 30_000 } },
    projects: [
      {
        extends: true as const,
        plugins: [threadFiles(threads), ...plugins],
        test: {
          name: 'node',
          environment: 'node',
          // As below: loading the bridge anew for each file took a tenth of the whole.
          isolate: false,
          globalSetup: [setup],
          include: ['**/*.test.ts'],
          exclude: [...ignored, 'inspect/**', 'protocol/**', 'web/**'],
        },
      },
      {
        extends: true as const,
        plugins,
        test: {
          name: 'pure',
          environment: 'node',
          // No module there keeps what a test did, so files may share them: loading all the rules costs more than most tests.
          isolate: false,
          include: ['inspect/**/*.test.ts', 'protocol/**/*.test.ts'],
          exclude: ignored,
        },
      },
      {
        extends: true as const,
        plugins: [svelte({ configFile: false }), ...plugins],
        resolve: { conditions: ['browser'] },
        test: {
          name: 'web',
          environment: 'node',
          // What a state keeps, it keeps in an object: files may share the modules, which are costly to compile.
          isolate: false,
          include: ['web/**/*.test.ts'],
          exclude: ignored,
          server: { deps: { inline: [/svelte/] } },
        },
      },
    ],
  },
});

export default defineConfig(
  configOf({
    threads: join(root, 'node_modules', '.cache', 'mcp-sec-inspect', 'threads'),
    setup: 'scripts/vitest-setup.mjs',
    plugins: [],
  }),
);
