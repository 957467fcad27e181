import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ProbePlan, ProbeRun } from '../protocol/probe.ts';
import { buildCli } from '../test/build-cli.ts';
import { serverPath } from '../test/stdio-servers.ts';

const folder = mkdtempSync(join(tmpdir(), 'probe-'));
let cli: string;
beforeAll(async () => {
  cli = await buildCli(join(folder, 'dist'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(...args: string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [cli, 'probe', '--data-dir', join(folder, 'data'), ...args],
    { cwd: folder, env: { PATH: process.env['PATH'], HOME: folder }, timeout: 60_000 },
  );
  return { code: status, out: stdout.toString(), err: stderr.toString() };
}
const turning = (scenario: string, ...more: string[]): string[] => [
  '--',
  process.execPath,
  serverPath('turning'),
  '--scenario',
  scenario,
  ...more,
];

test('shows all of it first, then what was seen, and fails where something was', () => {
  const { code, out, err } = run('--only', 'fresh-home', ...turning('home-with-keys'));
  expect(code, err).toBe(1);
  expect(out).toMatch(/^fresh-home: VULNERABLE$/m);
  expect(out).toMatch(/^ {2}- .* \(session \d+, frame \d+\)$/m);
  expect(out).toMatch(/^ {2}critical: tools “export_lengths”/m);
  expect(err).toMatch(/^ {2}arg 1 +.*turning/m);
  expect(err).toMatch(/^ {2}variable HOME='\(a folder with made-up keys\)'$/m);
  expect(err).toMatch(/^ {2}export_lengths: it does not say that it only reads$/m);
  expect(err.indexOf('made-up keys')).toBeLessThan(err.indexOf('fresh-home: with'));
}, 90_000);

test('as JSON, with the plan that it was held to', () => {
  const { code, out, err } = run('--only', 'fresh-home', '--json', ...turning('home-with-keys', '--honest'));
  expect(code, err).toBe(0);
  const { plan, run: made } = JSON.parse(out) as { plan: ProbePlan; run: ProbeRun };
  expect(made).toMatchObject({ state: 'done', results: [{ verdict: 'not-observed' }] });
  expect(made.sessions.length).toBeLessThanOrEqual(plan.connections);
}, 90_000);

test('does nothing where nobody can agree to it, or with what is not there', () => {
  const config = join(folder, 'config.json');
  const server = { command: process.execPath, args: [serverPath('turning'), '--scenario', 'only-in-ci'] };
  writeFileSync(config, JSON.stringify({ mcpServers: { lengths: server } }));
  const unasked = run('--config', config, '--server', 'lengths');
  expect(unasked).toMatchObject({ code: 2, out: '' });
  expect(unasked.err).toContain('--yes');
  const unknown = run('--only', 'no-such', ...turning('only-in-ci'));
  expect(unknown).toMatchObject({ code: 2, out: '' });
  expect(unknown.err).toContain('There is no probe “no-such”');
  const tool = run('--call', 'constructor', ...turning('only-in-ci'));
  expect(tool).toMatchObject({ code: 2, out: '' });
  expect(tool.err).toContain('offers no tool “constructor”');
}, 90_000);
