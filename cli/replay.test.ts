import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Replay } from '../protocol/replay.ts';
import { buildCli } from '../test/build-cli.ts';
import { serverPath } from '../test/stdio-servers.ts';

const folder = mkdtempSync(join(tmpdir(), 'replay-'));
const handsOut = (version: number): string =>
  `${process.execPath} ${serverPath('hands-out')} --version=${version}`;
const SECRET = 'sk-proj-4f9aC2eX8bLq71RtYw30ZdKm55NhVs';
let cli: string;

beforeAll(async () => {
  cli = await buildCli(join(folder, 'dist'));
  // Session 1 of this folder.
  // What looks like a secret is taken out of a file.
  expect(run('call', handsOut(1), 'tell', JSON.stringify({ apiKey: SECRET }))).toMatchObject({ code: 0 });
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(command: string, ...args: string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [cli, command, '--data-dir', join(folder, 'data'), ...args],
    { cwd: folder, env: { PATH: process.env['PATH'], HOME: folder }, timeout: 60_000 },
  );
  return { code: status, out: stdout.toString(), err: stderr.toString() };
}

test('shows all that is sent, then that nothing differs with the same version', () => {
  const { code, out, err } = run('replay', 'session:1', '--against', handsOut(1), '--fail-on-diff');
  expect(code, err).toBe(0);
  expect(err).toMatch(/^Session 1 against .*: 1 message sent, 4 exchanges of the opening compared\.$/m);
  expect(err).toMatch(/^ {2}arg 1 +.*hands-out/m);
  expect(err).toContain('"name":"tell"');
  expect(out).toMatch(/: \d the same, \d alike\. The new session is 2\.$/m);
}, 60_000);

test('fails on what differs where that is asked for, from a file too, and says what it is', () => {
  expect(run('export', '1', '--out', join(folder, 'one.mcpsec'))).toMatchObject({ code: 0 });
  const differs = run('replay', 'one.mcpsec', '--against', handsOut(2), '--fail-on-diff');
  expect(differs.code, differs.err).toBe(1);
  // Said before anything was sent.
  expect(differs.err).toMatch(/"apiKey":"\*{38}"[^]*look twice: filler stands in it/);
  expect(differs.err + differs.out).not.toContain(SECRET);
  expect(differs.out).toMatch(
    /^ +\d+ different: tools\/call tell +\/result\/content\/0\/text: "It is red\." → "It is blue\."$/m,
  );
  // Of a run that begins behind the call only the opening is compared.
  const { code, out } = run(
    'replay',
    ...['session:1', '--against', handsOut(2), '--json', '--frames', '900-'],
  );
  expect(code).toBe(0);
  const { counts, state } = JSON.parse(out) as Replay;
  expect([state, counts.find(({ verdict }) => verdict === 'different')?.count]).toEqual(['done', undefined]);
}, 90_000);

test.each<[string, string[], string]>([
  ['what it was recorded from is not known', ['session:1'], '--against'],
  ['there is no such session', ['session:999', '--against', 'http://127.0.0.1:1/mcp'], 'session 999'],
  ['the file is none', ['no-session.mcpsec', '--against', 'http://127.0.0.1:1/mcp'], 'no session file'],
  ['the number is none', ['session:x'], 'session:14'],
  ['the frames are none', ['session:1', '--frames', '9-3'], '12-40'],
  ['there is no such pace', ['session:1', '--pace', 'slow'], 'fast and original'],
  ['nothing is named', [], 'session:14'],
  ['an option is of another command', ['session:1', '--lock', 'x'], '--lock is not for replay'],
])(
  'does nothing where %s',
  (_, args, says) => {
    writeFileSync(join(folder, 'no-session.mcpsec'), 'not a session');
    const { code, out, err } = run('replay', ...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(says);
  },
  30_000,
);
