import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { root } from '../../scripts/sources.mjs';
import { isFlow, type NamedTest } from './guard.ts';
import { escaped } from './named.ts';

const { resolve } = createRequire(join(root, 'package.json'));

/** How one test went. `why`: the first lines of its failures. */
export interface Went {
  file: string;
  name: string;
  state: 'passed' | 'failed' | 'skipped';
  why: string[];
}

export interface Run {
  tests: readonly NamedTest[];
  env: Record<string, string>;
  /** Holds the report; ours alone. */
  folder: string;
  /** ms until the run is ended: without a guard a test may never end. */
  within: number;
}

/** Runs the named tests, those of the browser by Playwright, and says how each went and what could not be loaded. */
export async function runTests(run: Run): Promise<{ went: Went[]; broken: string[] }> {
  const flows = run.tests.filter(isFlow);
  const others = run.tests.filter((test) => !isFlow(test));
  const went: Went[] = [];
  const broken: string[] = [];
  for (const [tests, runner] of [[others, runVitest] as const, [flows, runPlaywright] as const]) {
    if (tests.length === 0) continue;
    const found = await runner({ ...run, tests });
    went.push(...found.went);
    broken.push(...found.broken);
  }
  return { went, broken };
}

const filesOf = (tests: readonly NamedTest[]): string[] => [...new Set(tests.map(({ file }) => file))];
const namesOf = (tests: readonly NamedTest[]): string =>
  [...new Set(tests.map(({ name }) => escaped(name)))].join('|');

interface VitestReport {
  testResults: {
    name: string;
    message: string;
    status: string;
    assertionResults: { fullName: string; status: string; failureMessages: string[] }[];
  }[];
}

async function runVitest(run: Run): Promise<{ went: Went[]; broken: string[] }> {
  const report = join(run.folder, 'vitest.json');
  const program = join(dirname(resolve('vitest/package.json')), 'vitest.mjs');
  const config = join('test', 'removal', 'vitest.config.ts');
  const args = ['run', '--config', config, '--reporter=json', `--outputFile.json=${report}`];
  const said = await start(program, [...args, '-t', namesOf(run.tests), ...filesOf(run.tests)], run);
  const read = readReport<VitestReport>(report);
  if (read === undefined) return { went: [], broken: [`vitest told nothing: ${said}`] };
  const broken = read.testResults
    .filter(({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0)
    .map(({ name, message }) => `${name}: ${message}`);
  const went = read.testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.map(({ fullName, status, failureMessages }): Went => ({
      file: relativeTo(name),
      name: fullName,
      state: status === 'passed' || status === 'failed' ? status : 'skipped',
      why: failureMessages.map((message) => message.slice(0, 2000)),
    })),
  );
  return { went, broken };
}

interface PlaywrightSuite {
  title: string;
  file: string;
  suites?: PlaywrightSuite[];
  specs: {
    title: string;
    file: string;
    tests: { results: { status: string; errors: { message?: string }[] }[] }[];
  }[];
}

async function runPlaywright(run: Run): Promise<{ went: Went[]; broken: string[] }> {
  const report = join(run.folder, 'playwright.json');
  const program = join(dirname(resolve('@playwright/test/package.json')), 'cli.js');
  const args = ['test', '--reporter=json', '--workers=1', '--output', join(run.folder, 'playwright')];
  const env = { ...run.env, PLAYWRIGHT_JSON_OUTPUT_FILE: report };
  const patterns = filesOf(run.tests).map((file) => file.slice(file.lastIndexOf('/') + 1));
  const said = await start(program, [...args, '--grep', namesOf(run.tests), ...patterns], { ...run, env });
  const read = readReport<{ suites: PlaywrightSuite[]; errors: { message?: string }[] }>(report);
  if (read === undefined) return { went: [], broken: [`playwright told nothing: ${said}`] };
  const inside = ({ suites = [], specs }: PlaywrightSuite): PlaywrightSuite['specs'] => [
    ...specs,
    ...suites.flatMap(inside),
  ];
  const went = read.suites.flatMap(inside).flatMap(({ title, file, tests }) =>
    tests.flatMap(({ results }) =>
      results.map(({ status, errors }): Went => ({
        file: `test/flows/${file}`,
        name: title,
        state: status === 'passed' || status === 'skipped' ? status : 'failed',
        why: errors.map(({ message = '' }) => plain(message).slice(0, 2000)),
      })),
    ),
  );
  return { went, broken: read.errors.map(({ message = '' }) => plain(message)) };
}

/** Colours of a terminal. */
const plain = (text: string): string => text.replaceAll(/\u001b\[\d+m/g, '');
const relativeTo = (path: string): string => path.slice(root.length + 1).replaceAll('\\', '/');

function readReport<T>(path: string): T | undefined {
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as T) : undefined;
}

/** What it said on both streams, the end of it. A run that does not end is ended, with what it started. */
function start(
  program: string,
  args: string[],
  { env, within }: Pick<Run, 'env' | 'within'>,
): Promise<string> {
  const inherited = Object.entries(process.env).filter(([name]) => !/^VITEST|^NODE_ENV$|^TEST$/.test(name));
  const child = spawn(process.execPath, [program, ...args], {
    cwd: root,
    env: { ...Object.fromEntries(inherited), ...env, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text: Buffer) => (said = (said + text.toString()).slice(-4000)));
  const end = (): void => {
    if (child.pid === undefined) return;
    if (process.platform === 'win32') child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  };
  const timer = setTimeout(end, within);
  return new Promise((done, failed) => {
    child.once('error', failed);
    child.once('close', () => {
      clearTimeout(timer);
      done(said);
    });
  });
}
