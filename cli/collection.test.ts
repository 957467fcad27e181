import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CollectionRun } from '../protocol/collection/run.ts';
import { root } from '../scripts/sources.mjs';
import { buildCli } from '../test/build-cli.ts';
import { EVERYTHING, serverPath } from '../test/stdio-servers.ts';

const folder = mkdtempSync(join(tmpdir(), 'collection-'));
let cli: string;
beforeAll(async () => {
  cli = await buildCli(join(folder, 'dist'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(
  args: string[],
  env: Record<string, string> = {},
): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [cli, 'collection', 'run', '--data-dir', join(folder, 'data'), ...args],
    { cwd: folder, env: { PATH: process.env['PATH'], HOME: folder, ...env }, timeout: 60_000 },
  );
  return { code: status, out: stdout.toString(), err: stderr.toString() };
}

function written(name: string, calls: unknown[], more: object = {}): string {
  const file = join(folder, name);
  const whole = { format: 'mcp-sec-inspect collection', version: 1, name: 'Calls', calls, ...more };
  writeFileSync(file, JSON.stringify(whole));
  return file;
}
const everything = ['--', ...EVERYTHING];
const echo = (message: string) => ({
  jsonrpc: '2.0',
  id: 1,
  method: 'tools/call',
  params: { name: 'echo', arguments: { message } },
});

describe('against the reference server', () => {
  test('the example of the documentation passes', () => {
    const page = readFileSync(join(root, 'docs', 'collections.md'), 'utf8');
    const [, example = ''] = /```json\n([\s\S]*?)```/.exec(page) ?? [];
    writeFileSync(join(folder, 'example.json'), example);
    const { code, out, err } = run(['example.json', ...everything]);
    expect(code, out + err).toBe(0);
    expect(out).toMatch(/^ok {3}tools\/echo \/ says back what it hears \(\d+ ms\)$/m);
    expect(out).toContain('Everything server: 5 of 5 passed, 0 failed');
  }, 90_000);

  test('what did not come to what was expected is said, with both, and fails', () => {
    const hostile = 'x"><\u001b[31m]]>';
    const file = written('fails.json', [
      { name: 'right', message: echo('a'), expect: { outcome: 'result' } },
      {
        name: hostile.replace('\u001b', ''),
        message: echo(hostile),
        expect: { checks: [{ pointer: '/result/content/0/text', equals: 'no' }] },
      },
    ]);
    const text = run([file, ...everything]);
    expect(text.code, text.err).toBe(1);
    expect(text.out).toMatch(/^FAIL x"><\[31m\]\]> \(\d+ ms\)$/m);
    expect(text.out).toContain('expected /result/content/0/text equals "no"');
    expect(text.out).toMatch(/got {6}"Echo: x\\"><\\u001b\[31m\]\]>"/);
    expect(text.out).toMatch(/^ {7}session \d+, frame \d+$/m);
    const junit = run(['--format', 'junit', file, ...everything]);
    expect(junit.code, junit.err).toBe(1);
    expect(junit.out).toContain('<testsuite name="Calls" tests="2" failures="1" errors="0" skipped="0">');
    expect(junit.out).toContain('name="x&quot;&gt;&lt;[31m]]&gt;"');
    const json = run(['--format', 'json', file, ...everything]);
    const made = JSON.parse(json.out) as CollectionRun & { exit: number };
    expect(made).toMatchObject({ exit: 1, passed: 1, failed: 1, notRun: 0, total: 2, state: 'done' });
  }, 90_000);
});

test('a server that dies or never answers is no pass', () => {
  const silent = run([
    '--timeout',
    '1',
    written('silent.json', [
      { name: 'waits', message: echo('a') },
      { name: 'was expected', message: echo('a'), expect: { outcome: 'no-answer' } },
    ]),
    '--',
    process.execPath,
    serverPath('never-answers'),
  ]);
  expect(silent.code, silent.err).toBe(2);
}, 60_000);

describe('a file of somebody else', () => {
  const reads = [{ name: 'takes', message: echo('{{env:MY_TOKEN}} {{env:PATH}}') }];

  test('reads nothing of the environment that nobody named, and then starts nothing', () => {
    const mark = join(folder, 'started');
    const server = ['--', process.execPath, '-e', `require('fs').writeFileSync(${JSON.stringify(mark)}, '')`];
    const { code, err } = run(['--allow-env', 'PATH', written('env.json', reads), ...server], {
      MY_TOKEN: 'se-cret',
    });
    expect(code).toBe(2);
    expect(err).toContain('--allow-env MY_TOKEN');
    expect(() => readFileSync(mark)).toThrow();
    const unset = run([
      '--allow-env',
      'PATH',
      '--allow-env',
      'MY_TOKEN',
      written('env.json', reads),
      ...server,
    ]);
    expect(unset).toMatchObject({ code: 2 });
    expect(unset.err).toContain('MY_TOKEN is not set');
  });

  test('sends what was named, and never prints it', () => {
    const expected = { checks: [{ pointer: '/result/content/0/text', equals: 'Echo: se-cret-value' }] };
    const wrong = { checks: [{ pointer: '/result/content/0/text', equals: 'no' }] };
    const message = echo('{{env:MY_TOKEN}}');
    const file = written('sends.json', [
      { name: 'takes', message, expect: expected },
      { name: 'is masked', message, expect: wrong },
    ]);
    const { code, out } = run(['--allow-env', 'MY_TOKEN', file, ...everything], {
      MY_TOKEN: 'se-cret-value',
    });
    expect(code).toBe(1);
    expect(out).toContain('1 of 2 passed');
    expect(out).toContain('got      "Echo: *************"');
    expect(out).not.toContain('se-cret-value');
  }, 60_000);

  test.each([
    ['that is none', '{"mcpServers":{}}', 'it is no collection'.slice(3)],
    ['that is no JSON', '{', 'Line 1'],
    ['of a newer version', '{"format":"mcp-sec-inspect collection","version":9}', 'version'],
    [
      'with a prototype key',
      '{"format":"mcp-sec-inspect collection","version":1,"name":"a","calls":[],"__proto__":{}}',
      '__proto__',
    ],
    ['without calls', '{"format":"mcp-sec-inspect collection","version":1,"name":"a","calls":[]}', 'no call'],
  ])('%s is refused before anything is started', (_, text, words) => {
    const file = join(folder, 'bad.json');
    writeFileSync(file, text);
    const { code, out, err } = run([file, '--', '/nonexistent/never-started']);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toContain(words);
  });
});

test.each([
  [['calls.json'], 'needs one target'],
  [['calls.json', 'a', 'b'], 'one word too many'],
  [['--format', 'sarif', 'calls.json', 'a'], 'no such format'],
  [['--allow-env', 'A=b', 'calls.json', 'a'], 'no name of a variable'],
  [['--only', 'x', 'calls.json', 'a'], 'not for collection run'],
  [['nowhere.json', 'a'], 'cannot be read'],
  [['.', 'a'], 'is a folder'],
])('%j is refused in words', (args, words) => {
  const { code, err } = run(args);
  expect(code).toBe(2);
  expect(err).toContain(words);
});
