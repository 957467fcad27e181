// `npm run probe-cases`: every scenario of the turning server and its honest twin, over stdio and HTTP, against the
// probe that has to tell them apart. `npm test` runs one of each kind. Arguments are handed to vitest (-t NAME).
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { root } from './sources.mjs';

const { resolve } = createRequire(import.meta.url);
const vitest = join(dirname(resolve('vitest/package.json')), 'vitest.mjs');
const { status } = spawnSync(
  process.execPath,
  [
    vitest,
    'run',
    '--project',
    'node',
    '--reporter=verbose',
    'test/contracts/probes.test.ts',
    ...process.argv.slice(2),
  ],
  { cwd: root, stdio: 'inherit', env: { ...process.env, PROBE_CASES: 'all' } },
);
process.exitCode = status ?? 1;
