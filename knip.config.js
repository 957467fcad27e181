import { relative } from 'node:path';
import { root } from './scripts/sources.mjs';
import { findThreadFiles } from './scripts/thread-files.mjs';

export default {
  entry: [
    'cli/main.ts',
    'bridge/index.ts',
    ...[...findThreadFiles().values()].map((path) => relative(root, path).replaceAll('\\', '/')),
    'scripts/*.mjs',
    'demo/server.mjs',
    'test/servers/*/*.mjs',
    // Loaded by the name that is given on the command line.
    'test/servers/turning/scenarios/*.mjs',
    'test/servers/vulnerable/families/*.mjs',
    'test/bench/*.ts',
    // Read from their folders: every rule brings its own, bundled by the command that measures, started as threads' rules.
    'inspect/rules/*/examples.ts',
    'inspect/injection/languages/*.examples.ts',
    'test/corpora/*.ts',
    'test/fuzz/index.ts',
    'test/fuzz/no-network.mjs',
    // Bundled by the script that takes guards out, and met in the place of their modules.
    'test/removal/main.ts',
    'test/removal/vitest.config.ts',
    'test/removal/vitest-setup.ts',
    'test/removal/without/**',
    'test/rules/*.mjs',
  ],
  project: ['**/*.{ts,mjs,js,svelte}'],
  // Started as programs by path, as a user would start them; nothing imports them.
  ignoreBinaries: ['mkfifo', 'setsid'],
  ignoreDependencies: [
    'svelte-check',
    // Imported by a stylesheet.
    '@fontsource-variable/inter',
    '@fontsource/jetbrains-mono',
    // Started by name: what is published now is compared with what was.
    'server-filesystem-old',
    // Started by name: with flaws that were disclosed, and without.
    '@allpepper/memory-bank-mcp',
    '@modelcontextprotocol/server-sequential-thinking',
    'figma-developer-mcp',
    'figma-developer-mcp-old',
    'server-filesystem-early',
  ],
  // Types of a shape's schema are exported beside it even where only one end uses them yet.
  ignoreExportsUsedInFile: true,
};
