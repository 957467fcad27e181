// `npm test`: builds, provides a Chromium, runs every test and ends with their sum.
//   --no-browser    leaves out test/flows (and needs no Chromium)
//   anything else   is handed to vitest (paths, -t), and only vitest runs
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { provideChromium } from './chromium.mjs';
import { filesBelow, isFresh, root } from './sources.mjs';

const { resolve: resolvePackage } = createRequire(import.meta.url);
const scratch = join(root, 'node_modules', '.cache', 'mcp-sec-inspect', `test-${process.pid}`);
const args = process.argv.slice(2);
const chosen = args.filter((arg) => arg !== '--no-browser');
const hasFlows = filesBelow(join(root, 'test', 'flows')).some((path) => path.endsWith('.spec.ts'));
const runsFlows = !args.includes('--no-browser') && chosen.length === 0 && hasFlows;

/** Runs a script of ours or of a package; its output is the person's to read. Resolves with the exit code. */
function run(script, scriptArgs, env = {}) {
  const child = spawn(process.execPath, [script, ...scriptArgs], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
  });
  return new Promise((done, fail) => child.on('error', fail).on('close', (code) => done(code ?? 1)));
}

const readReport = (path) => (existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined);

async function runVitest() {
  const report = join(scratch, 'vitest.json');
  const vitest = join(dirname(resolvePackage('vitest/package.json')), 'vitest.mjs');
  const code = await run(vitest, [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...chosen,
  ]);
  const sum = readReport(report);
  if (sum === undefined) return { passed: 0, failed: 1, skipped: 0 };
  // A file that cannot be loaded has no tests to fail, yet is a failure.
  const unloadable = sum.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  );
  const failed = sum.numFailedTests + unloadable.length;
  return {
    passed: sum.numPassedTests,
    failed: code === 0 ? failed : Math.max(failed, 1),
    skipped: sum.numPendingTests + sum.numTodoTests,
  };
}

async function runFlows() {
  const CHROMIUM_PATH = await provideChromium();
  console.log(`\nBrowser tests with ${CHROMIUM_PATH}`);
  const report = join(scratch, 'playwright.json');
  const playwright = join(dirname(resolvePackage('@playwright/test/package.json')), 'cli.js');
  const code = await run(playwright, ['test', '--reporter=list,json'], {
    CHROMIUM_PATH,
    PLAYWRIGHT_JSON_OUTPUT_FILE: report,
  });
  const stats = readReport(report)?.stats;
  if (stats === undefined) return { passed: 0, failed: 1, skipped: 0 };
  const failed = stats.unexpected + stats.flaky;
  return {
    passed: stats.expected,
    failed: code === 0 ? failed : Math.max(failed, 1),
    skipped: stats.skipped,
  };
}

async function runAll() {
  if (!isFresh() && (await run(join(root, 'scripts', 'build.mjs'), [])) !== 0) {
    console.error('The build failed, so no test ran.');
    return [{ passed: 0, failed: 1, skipped: 0 }];
  }
  const sums = [await runVitest()];
  if (runsFlows) {
    const flows = await runFlows().catch((error) => {
      console.error(error.message);
      return { passed: 0, failed: 1, skipped: 0 };
    });
    sums.push(flows);
  }
  return sums;
}

mkdirSync(scratch, { recursive: true });
const sums = await runAll().finally(() => rmSync(scratch, { recursive: true, force: true }));
const total = (key) => sums.reduce((sum, part) => sum + part[key], 0);
const [passed, failed, skipped] = [total('passed'), total('failed'), total('skipped')];
console.log(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
if (passed + failed === 0) console.error('No test ran.');
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
