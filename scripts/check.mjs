// `npm run check`: everything that can be said about the code without a browser. All of it runs, then
// what failed is shown, so that one run tells everything there is to mend.
//   --no-tests      leaves out the unit tests
//   NAME …          only these (format, lint, types-pure, types-node, types-flows, types-web, imports, dead-code, guards, tests)
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { root } from './sources.mjs';

const { resolve: resolvePackage } = createRequire(import.meta.url);

/** Path of a package's program, run with our own Node: no shell, the same on every platform. */
function program(name, bin = name) {
  const { bin: bins } = JSON.parse(readFileSync(packageFile(name), 'utf8'));
  return join(dirname(packageFile(name)), typeof bins === 'string' ? bins : bins[bin]);
}

/** Found on disk, because many packages do not let their package.json be resolved. */
function packageFile(name) {
  const path = join(root, 'node_modules', name, 'package.json');
  return existsSync(path) ? path : resolvePackage(`${name}/package.json`);
}

const CHECKS = {
  format: { run: ['prettier', '--check', '--log-level', 'warn', '.'], mend: 'npm run format' },
  lint: { run: ['eslint', '--max-warnings', '0', '.'] },
  'types-pure': { run: ['typescript:tsc', '-p', 'tsconfig.pure.json'] },
  'types-node': { run: ['typescript:tsc', '-p', 'tsconfig.node.json'] },
  'types-flows': { run: ['typescript:tsc', '-p', 'tsconfig.flows.json'] },
  'types-web': {
    run: ['svelte-check', '--tsconfig', 'tsconfig.web.json', '--fail-on-warnings', '--output', 'human'],
  },
  imports: {
    run: [
      'dependency-cruiser:depcruise',
      '--config',
      '.dependency-cruiser.mjs',
      '--output-type',
      'err-long',
      '.',
    ],
  },
  'dead-code': { run: ['knip'] },
  guards: { run: ['./scripts/removal.mjs', '--names'] },
  // Builds first where that is needed: some tests start the product itself.
  tests: { run: ['./scripts/test.mjs', '--no-browser'] },
};

const args = process.argv.slice(2);
const chosen = args.filter((arg) => !arg.startsWith('--'));
const unknown = chosen.filter((name) => !(name in CHECKS));
if (unknown.length > 0) {
  console.error(`No check is called ${unknown.join(', ')}. There are: ${Object.keys(CHECKS).join(', ')}.`);
  process.exit(2);
}
const wanted = (chosen.length > 0 ? chosen : Object.keys(CHECKS)).filter(
  (name) => name !== 'tests' || !args.includes('--no-tests'),
);

function runCheck(name) {
  const [tool, ...toolArgs] = CHECKS[name].run;
  const started = performance.now();
  const child = spawn(
    process.execPath,
    [tool.startsWith('./') ? tool : program(...tool.split(':')), ...toolArgs],
    {
      cwd: root,
      env: { ...process.env, ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' }) },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const output = [];
  child.stdout.on('data', (chunk) => output.push(chunk));
  child.stderr.on('data', (chunk) => output.push(chunk));
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', (code) => {
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`);
      done({ name, isOk: code === 0, text: Buffer.concat(output).toString('utf8').trimEnd() });
    });
  });
}

/** Two at a time; the tests start processes of their own, so they run alone and last. */
async function runAll() {
  const waiting = wanted.filter((name) => name !== 'tests');
  const results = [];
  const lane = async () => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift())
      results.push(await runCheck(name));
  };
  await Promise.all([lane(), lane()]);
  if (wanted.includes('tests')) results.push(await runCheck('tests'));
  return results;
}

const failed = (await runAll()).filter((result) => !result.isOk);
for (const { name, text } of failed) {
  console.log(`\n── ${name} ${'─'.repeat(Math.max(0, 76 - name.length))}\n${text}`);
  if (CHECKS[name].mend) console.log(`Mend it with: ${CHECKS[name].mend}`);
}
console.log(
  failed.length === 0 ? '\nAll checks passed.' : `\n${failed.length} of ${wanted.length} checks failed.`,
);
process.exitCode = failed.length === 0 ? 0 : 1;
