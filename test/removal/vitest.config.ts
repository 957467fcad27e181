import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { root } from '../../scripts/sources.mjs';
import { viteWithoutGuard } from '../../scripts/without-guard.mjs';
import { configOf } from '../../vitest.config.ts';
import { removalThreads } from './threads.ts';

/** The same tests, in a world in which one guard is missing. */
export default defineConfig({
  root,
  ...configOf({
    threads: removalThreads(),
    setup: join('test', 'removal', 'vitest-setup.ts'),
    plugins: viteWithoutGuard(),
  }),
});
