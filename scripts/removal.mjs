// `npm run removal`: takes the guards of test/removal/guards.ts out, one at a time and in test builds only, runs
// the tests that each names with it and without it, and prints what noticed. See docs/removal.md.
//   --only ID …   these guards
//   --three N     three of those that need no browser, others for each N; `now`: by the number of commits
//   --names       only checks that every guard names tests that are there
//   --json        what was seen as JSON on stdout
import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { provideChromium } from './chromium.mjs';
import { root } from './sources.mjs';
import { nodeBundle } from './thread-files.mjs';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: 'string' },
    three: { type: 'string' },
    names: { type: 'boolean' },
    json: { type: 'boolean' },
  },
});
const only = options.only === undefined ? undefined : [...options.only.split(','), ...positionals];

/** They find the project by where they lie. */
const scriptsAsTheyAre = {
  name: 'scripts-as-they-are',
  setup(bundle) {
    bundle.onResolve({ filter: /^\..*\.mjs$/ }, ({ path, resolveDir }) => ({
      path: pathToFileURL(resolve(resolveDir, path)).href,
      external: true,
    }));
  },
};

const scratch = join(root, 'node_modules', '.cache', 'mcp-sec-inspect', `removal-list-${process.pid}`);
mkdirSync(scratch, { recursive: true });
try {
  const file = join(scratch, 'main.mjs');
  await build({
    ...nodeBundle,
    entryPoints: [join(root, 'test', 'removal', 'main.ts')],
    outfile: file,
    packages: 'external',
    plugins: [scriptsAsTheyAre],
  });
  const { default: main } = await import(pathToFileURL(file).href);
  if (!options.names && options.three === undefined) process.env.CHROMIUM_PATH = await provideChromium();
  process.exitCode = await main({ ...options, only });
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
