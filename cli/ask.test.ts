import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildCli } from '../test/build-cli.ts';
import { EVERYTHING, serverPath } from '../test/stdio-servers.ts';

const folder = mkdtempSync(join(tmpdir(), 'ask-'));
const dataDir = join(folder, 'data');
let cli: string;
beforeAll(async () => {
  cli = await buildCli(join(folder, 'dist'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(args: string[], input = ''): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, '--data-dir', dataDir, ...args], {
    cwd: folder,
    env: { PATH: process.env['PATH'], HOME: folder },
    input,
    timeout: 30_000,
    maxBuffer: 64 * 1024 * 1024,
  });
  const [out, err] = [stdout.toString(), stderr.toString()];
  for (const text of [out, err]) {
    expect(text).not.toMatch(
      /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/,
    );
    expect(text).not.toMatch(/^\s*::|##\[/m);
  }
  return { code: status, out, err };
}
const words = (...parts: string[]): string => parts.map((part) => `'${part}'`).join(' ');
const everything = words(...EVERYTHING);

test('list names everything a server offers', () => {
  const { code, out } = run(['list', everything]);
  expect(code).toBe(0);
  expect(out).toMatch(/^tools \(\d+\)$/m);
  expect(out).toMatch(/^ {2}echo +Echoes back/m);
  expect(out).toMatch(/^ {2}simple-prompt/m);
});

test('list --json holds the items as the server wrote them, whatever is in them', () => {
  const { code, out } = run(['list', '--json', '--', process.execPath, serverPath('odd-lists')]);
  expect(code).toBe(0);
  const listed = JSON.parse(out) as { tools: unknown[]; marks: { marks: { kind: string }[] }[] };
  expect(listed.tools.length).toBeGreaterThan(3);
  const kinds = new Set(listed.marks.flatMap(({ marks }) => marks.map(({ kind }) => kind)));
  expect(kinds).toContain('duplicate');
  expect(kinds).toContain('malformed');
});

test('call takes a tool or a method, and its input from a word, a file or standard input', () => {
  writeFileSync(join(folder, 'in.json'), '{"message":"from a file"}');
  expect(run(['call', everything, 'echo', '{"message":"typed"}'])).toMatchObject({
    code: 0,
    out: 'Echo: typed\n',
  });
  expect(run(['call', everything, 'echo', '@in.json']).out).toBe('Echo: from a file\n');
  expect(run(['call', everything, 'echo', '-'], '{"message":"piped"}').out).toBe('Echo: piped\n');
  const listed = run(['call', everything, 'prompts/list', '--json']);
  expect(JSON.parse(listed.out)).toMatchObject({ result: { prompts: expect.any(Array) as unknown } });
});

test('the exit code tells an answer, an error and no answer apart', () => {
  expect(run(['call', everything, 'echo', '{}'])).toMatchObject({ code: 1 });
  const unknown = run(['call', everything, 'no/such-method']);
  expect(unknown.code).toBe(1);
  expect(unknown.err).toContain('-32601');
  expect(run(['call', everything, 'ech'])).toMatchObject({
    code: 2,
    err: expect.stringContaining('“echo”') as unknown,
  });
  expect(run(['call', everything, 'echo', '{"message":'])).toMatchObject({
    code: 2,
    err: expect.stringContaining('line 1, column 2') as unknown,
  });
  expect(run(['list', 'no-such-program-here']).code).toBe(2);
  const silent = words(process.execPath, serverPath('never-answers'));
  expect(run(['--revision', '2025-11-25', 'call', silent, 'echo', '--timeout', '1'])).toMatchObject({
    code: 2,
    err: expect.stringContaining('within 1 s') as unknown,
  });
});

test('hostile words of a server do no harm to a terminal', () => {
  const hostile = words(process.execPath, serverPath('hostile-strings'));
  expect(run(['list', hostile]).code).not.toBeNull();
  const { out } = run(['list', hostile, '--json']);
  expect(() => JSON.parse(out) as unknown).not.toThrow();
  expect(JSON.parse(out)).toHaveProperty('tools');
});

test('a known target that starts a process is shown and asked for; targets are left as they were', () => {
  const spec = { kind: 'stdio', command: EVERYTHING[0], args: EVERYTHING.slice(1), cwd: folder, env: [] };
  const target = { key: 'mine', name: 'mine', spec, origin: 'page', opening: 'auto', profile: 'own' };
  const file = join(dataDir, 'targets.json');
  const kept = JSON.stringify({ version: 1, targets: [target] });
  writeFileSync(file, kept, { mode: 0o600 });
  const refused = run(['call', 'mine', 'echo', '{"message":"a"}']);
  expect(refused).toMatchObject({ code: 2, out: '' });
  expect(refused.err).toContain('server-everything');
  expect(run(['call', 'mine', 'echo', '{"message":"a"}', '--yes']).out).toBe('Echo: a\n');
  expect(readFileSync(file, 'utf8')).toBe(kept);
});
