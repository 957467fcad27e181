import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildCli } from '../test/build-cli.ts';
import { serverPath } from '../test/stdio-servers.ts';

const folder = mkdtempSync(join(tmpdir(), 'inspect-'));
const dataDir = join(folder, 'data');
let cli: string;
beforeAll(async () => {
  cli = await buildCli(join(folder, 'dist'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(...args: string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, '--data-dir', dataDir, ...args], {
    cwd: folder,
    env: { PATH: process.env['PATH'], HOME: folder },
    timeout: 60_000,
  });
  return { code: status, out: stdout.toString(), err: stderr.toString() };
}

test(
  'inspect prints what recorded sessions hold, and its exit code says whether it matters',
  { timeout: 120_000 },
  () => {
    expect(run('inspect')).toMatchObject({ code: 0, out: '' });
    run('list', '--', process.execPath, serverPath('duplicate-keys'));
    const text = run('inspect');
    expect(text.code, text.err).toBe(1);
    expect(text.out).toMatch(/^session 1, .*: \d+ frames, \d+ findings?$/m);
    expect(text.out).toMatch(/^ {2}high {2}A key stands twice in one object \(repeated-keys\)$/m);
    const json = run('inspect', '--session', '1', '--json');
    expect(json.code).toBe(1);
    const { sessions } = JSON.parse(json.out) as { sessions: { rows: { rule: string }[] }[] };
    expect(sessions).toHaveLength(1);
    expect(sessions[0]!.rows.map(({ rule }) => rule)).toContain('repeated-keys');
  },
);

test('inspect says what each sign of a finding is, and where it stands', { timeout: 120_000 }, () => {
  run('list', '--', process.execPath, serverPath('line-jumping'));
  const { out, err } = run('inspect');
  expect(out, err).toMatch(/^ {6}firm: (?:two|three|four|five) independent signs/m);
  expect(out).toMatch(/^ {8}conceal: keeps something from the user, bytes \d+ to \d+$/m);
});

test.each([
  [['inspect', '--session', '99'], 'There is no session 99'],
  [['inspect', '--session', 'x'], 'not the number of a session'],
  [['inspect', '--yes'], 'inspect takes no --yes'],
  [['inspect', 'x'], 'one word too many'],
  [['list', 'x', '--session', '1'], '--session is not for list'],
])('%j is refused in words', (args, words) => {
  const { code, err } = run(...args);
  expect(code).toBe(2);
  expect(err).toContain(words);
});
