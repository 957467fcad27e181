// `npm start -- …`: builds dist/ when a source changed since, then becomes the command line itself.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { dist, isFresh, root } from './sources.mjs';

function buildFirst() {
  if (!existsSync(join(root, 'node_modules', 'esbuild'))) {
    console.error('The packages are not installed. Run `npm ci` first, then this command again.');
    process.exit(2);
  }
  const { status } = spawnSync(process.execPath, [join(root, 'scripts', 'build.mjs')], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (status !== 0) {
    console.error('The build failed; what is wrong stands above.');
    process.exit(2);
  }
}

if (!isFresh()) buildFirst();
const cli = join(dist, 'cli.js');
process.argv[1] = cli;
await import(pathToFileURL(cli).href);
