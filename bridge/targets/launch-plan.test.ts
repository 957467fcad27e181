import fc from 'fast-check';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { StdioSpec } from '../../protocol/target.ts';
import { findPosixProgram } from '../platform/find-posix.ts';
import { allowedVariables } from './environment.ts';
import { planLaunch, readyLaunch, type LaunchWorld } from './launch-plan.ts';
import { remarkOnArgv } from './launch-remarks.ts';
import { looksSecret } from './secret-look.ts';

const folder = mkdtempSync(join(tmpdir(), 'launch-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const like = (text: string): unknown => expect.stringContaining(text);

const world = (change: Partial<LaunchWorld> = {}): LaunchWorld => ({
  platform: { kind: 'posix', findProgram: findPosixProgram },
  env: {
    PATH: '/usr/bin:/bin',
    HOME: '/home/me',
    LC_ALL: 'C.UTF-8',
    AWS_SECRET_ACCESS_KEY: 'never',
    MINE: 'mine',
    BAD: '() { :; }',
  },
  secrets: { get: (ref) => ({ one: 'first', two: 'second' })[ref] },
  key: Buffer.alloc(32, 7),
  ...change,
});
const spec = (change: Partial<StdioSpec> = {}): StdioSpec => ({
  kind: 'stdio',
  command: 'env',
  args: [],
  cwd: folder,
  env: [],
  ...change,
});
const plain = (name: string, value: string): StdioSpec['env'][number] => ({
  name,
  text: { from: 'plain', value },
});

describe.skipIf(process.platform === 'win32')('what a child gets', () => {
  it('is the allow-list and what the target names, and nothing else of ours', () => {
    const launch = readyLaunch(
      spec({
        env: [
          plain('A', '1'),
          { name: 'B', text: { from: 'env', name: 'MINE', prefix: 'x ' } },
          { name: 'C', text: { from: 'secret', ref: 'one' } },
          plain('HOME', '/elsewhere'),
        ],
      }),
      world(),
      'in-terminal',
    );
    if (!launch.ok) throw new Error(launch.problem.message);
    const { program, args, cwd, env } = launch.value;
    const shown = spawnSync(program, args, { cwd, env, encoding: 'utf8' }).stdout.trim().split('\n').sort();
    expect(shown).toEqual([
      'A=1',
      'B=x mine',
      'C=first',
      'HOME=/elsewhere',
      'LC_ALL=C.UTF-8',
      'PATH=/usr/bin:/bin',
    ]);
  });

  it('on Windows has the names that its programs need, whatever their case', () => {
    expect(
      Object.keys(
        allowedVariables({ Path: 'x', SystemRoot: 'y', ComSpec: 'z', SECRET: 's', LC_ALL: 'C' }, 'windows'),
      ),
    ).toEqual(['Path', 'SystemRoot', 'ComSpec']);
  });

  it.each<[string, Partial<StdioSpec>, string]>([
    ['a program that is not there', { command: 'no-such-program' }, 'command-not-found'],
    ['a folder that is not there', { cwd: join(folder, 'none') }, 'no-such-folder'],
    [
      'a variable of the environment that is not set',
      { env: [{ name: 'X', text: { from: 'env', name: 'UNSET' } }] },
      'value-missing',
    ],
    [
      'a secret that was forgotten',
      { env: [{ name: 'X', text: { from: 'secret', ref: 'gone' } }] },
      'value-missing',
    ],
    ['a name that would set another variable', { env: [plain('LD_PRELOAD=/tmp/x.so:', '')] }, 'bad-variable'],
    ['a NUL in a value', { env: [plain('X', 'a\0b')] }, 'bad-variable'],
  ])('%s: nothing starts, and the plan says it', (_title, change, code) => {
    expect(readyLaunch(spec(change), world(), 'in-terminal')).toMatchObject({ ok: false, problem: { code } });
    const plan = planLaunch(spec(change), world());
    expect(plan.missing ?? plan.env.find(({ name }) => name === 'X')?.remark?.text).toBeTruthy();
  });
});

describe.skipIf(process.platform === 'win32')('the plan', () => {
  it('shows the whole command, where it was found, and every variable', () => {
    const plan = planLaunch(
      spec({
        args: ['a', ''],
        env: [
          plain('LOG', 'debug'),
          plain('API_KEY', 'sk-1234567890abcdef1234'),
          { name: 'NODE_OPTIONS', text: { from: 'secret', ref: 'one' } },
          { name: 'T', text: { from: 'secret', ref: 'two' } },
          { name: 'E', text: { from: 'env', name: 'MINE' } },
          plain('PATH', '/tmp/evil'),
        ],
      }),
      world({
        platform: {
          kind: 'posix',
          findProgram: () => ({ ok: true, value: { file: '/x/node', before: ['/x/npx.js'] } }),
        },
      }),
    );
    expect(plan.argv.map(({ text }) => text)).toEqual(['env', 'a', '']);
    expect(plan.program).toBe('/x/node /x/npx.js');
    expect(plan.withheld).toBe(3);
    expect(plan.env).toEqual([
      { name: 'API_KEY', masked: true, from: 'plain' },
      { name: 'E', masked: true, from: 'env' },
      { name: 'HOME', value: '/home/me', masked: false, from: 'allow-list' },
      { name: 'LC_ALL', value: 'C.UTF-8', masked: false, from: 'allow-list' },
      { name: 'LOG', value: 'debug', masked: false, from: 'plain' },
      {
        name: 'NODE_OPTIONS',
        value: 'first',
        masked: false,
        from: 'secret',
        remark: { severity: 'high', text: like('JavaScript') },
      },
      {
        name: 'PATH',
        value: '/tmp/evil',
        masked: false,
        from: 'plain',
        remark: { severity: 'high', text: like('which programs') },
      },
      { name: 'T', masked: true, from: 'secret' },
    ]);
    expect(JSON.stringify(plan)).not.toMatch(/never|second|sk-1234/);
  });

  it.each([
    'LD_PRELOAD',
    'LD_LIBRARY_PATH',
    'DYLD_INSERT_LIBRARIES',
    'NODE_PATH',
    'PYTHONPATH',
    'PYTHONSTARTUP',
    'PERL5LIB',
    'RUBYOPT',
    'GIT_SSH_COMMAND',
    'BASH_ENV',
    'npm_config_registry',
    'NODE_TLS_REJECT_UNAUTHORIZED',
    'HTTPS_PROXY',
    'GIT_CONFIG_COUNT',
  ])('shows %s whole, even when its value looks like a secret', (name) => {
    const [shown] = planLaunch(spec({ env: [plain(name, 'Bearer abcdefghijk')] }), world()).env.filter(
      (each) => each.name === name,
    );
    expect(shown).toMatchObject({ value: 'Bearer abcdefghijk', masked: false, remark: { text: like(name) } });
  });
});

describe.skipIf(process.platform === 'win32')('the confirmation', () => {
  const base = spec({
    args: ['a', 'b'],
    env: [plain('A', '1'), { name: 'S', text: { from: 'secret', ref: 'one' } }],
  });
  const found = (file: string): Pick<LaunchWorld, 'platform'> => ({
    platform: { kind: 'posix', findProgram: () => ({ ok: true, value: { file, before: [] } }) },
  });

  it('lets exactly the confirmed launch through', () => {
    const { confirmation } = planLaunch(base, world());
    expect(readyLaunch(base, world(), { confirmation })).toMatchObject({ ok: true });
    for (const wrong of ['', 'x', `${confirmation}=`, confirmation.slice(1)]) {
      expect(readyLaunch(base, world(), { confirmation: wrong })).toMatchObject({
        problem: { code: 'not-confirmed' },
      });
    }
  });

  it.each<[string, StdioSpec, LaunchWorld]>([
    ['an argument', { ...base, args: ['a', 'c'] }, world()],
    ['where arguments are split', { ...base, args: ['a b'] }, world()],
    ['an empty argument more', { ...base, args: ['a', 'b', ''] }, world()],
    ['the command', { ...base, command: '/usr/bin/env' }, world()],
    ['the folder', { ...base, cwd: '/' }, world()],
    ['a value', { ...base, env: [plain('A', '2'), base.env[1]!] }, world()],
    ['a name', { ...base, env: [plain('B', '1'), base.env[1]!] }, world()],
    ['what a secret holds', base, world({ secrets: { get: () => 'changed' } })],
    [
      'which secret',
      { ...base, env: [base.env[0]!, { name: 'S', text: { from: 'secret', ref: 'two' } }] },
      world(),
    ],
    ['a variable of the allow-list', base, world({ env: { ...world().env, HOME: '/other' } })],
    ['the installation', base, world({ key: Buffer.alloc(32, 8) })],
    ['the file that the command stands for', base, world(found('/tmp/evil/env'))],
  ])('changes with %s', (_title, changed, changedWorld) => {
    const { confirmation } = planLaunch(base, world(found('/usr/bin/env')));
    expect(planLaunch(changed, { ...world(found('/usr/bin/env')), ...changedWorld }).confirmation).not.toBe(
      confirmation,
    );
    expect(
      readyLaunch(changed, changedWorld, { confirmation: planLaunch(base, world()).confirmation }),
    ).toMatchObject({ ok: false });
  });

  it('notices a program put before it on PATH', () => {
    const bin = mkdtempSync(join(folder, 'bin-'));
    const asked = world({ env: { PATH: `${bin}:/usr/bin:/bin` } });
    const { confirmation } = planLaunch(base, asked);
    writeFileSync(join(bin, 'env'), '#!/bin/sh\n');
    chmodSync(join(bin, 'env'), 0o755);
    expect(readyLaunch(base, asked, { confirmation })).toMatchObject({ problem: { code: 'not-confirmed' } });
  });

  it('is the same for the same launch, and different for any two that differ', () => {
    const text = fc.oneof(
      fc.constantFrom('a', 'b', '', '"', ',', '[]', '\ud800', '\udfff', '\ufffd', 'a\nb'),
      fc.string({ unit: 'binary', maxLength: 5 }),
    );
    const name = fc.string({ unit: fc.constantFrom('A', 'B', '_'), minLength: 1, maxLength: 3 });
    const launch = fc.record({
      command: text,
      args: fc.array(text, { maxLength: 3 }),
      cwd: text,
      env: fc.uniqueArray(fc.tuple(name, text), { maxLength: 3, selector: ([key]) => key }),
    });
    const confirmationOf = ({
      env,
      ...rest
    }: {
      command: string;
      args: string[];
      cwd: string;
      env: [string, string][];
    }) =>
      planLaunch(spec({ ...rest, env: env.map(([key, value]) => plain(key, value)) }), world(found('/x')))
        .confirmation;
    const sorted = <T extends { env: [string, string][] }>(value: T) =>
      JSON.stringify({ ...value, env: [...value.env].sort() });
    fc.assert(
      fc.property(launch, launch, (one, other) => {
        expect(confirmationOf(one) === confirmationOf(other)).toBe(sorted(one) === sorted(other));
        expect(confirmationOf({ ...one, env: [...one.env].reverse() })).toBe(confirmationOf(one));
      }),
      { numRuns: 500 },
    );
  });
});

describe('remarks on argv', () => {
  it.each<[string, number, string, string]>([
    ['sudo node x.js', 0, 'high', 'another user'],
    ['bash -lc npx', 1, 'high', 'A shell runs'],
    ['cmd /c npx -y x', 1, 'low', 'cmd.exe'],
    ['powershell -enc AAAA', 1, 'high', 'encoded'],
    ['node -e code', 1, 'high', 'program text'],
    ['python3 -c code', 1, 'high', 'program text'],
    ['node --require ./x.js y.js', 1, 'medium', 'before the program'],
    ['npx -y pkg', 1, 'low', 'without asking'],
    ['npx -y pkg', 2, 'low', 'No exact version'],
    ['npx -y github:o/r', 2, 'high', 'fetched from this address'],
    ['npx -c text', 1, 'high', 'A shell runs'],
    ['uvx --from git+https://h/r cmd', 2, 'high', 'fetched'],
    ['npx --registry http://h pkg@1.0.0', 1, 'medium', 'another registry'],
    ['docker run -v /:/host img', 3, 'high', 'Gives the container /'],
    ['docker run -v /var/run/docker.sock:/s img', 3, 'high', 'root'],
    ['docker run -v /srv/x:/x:ro img', 3, 'medium', 'to read.'],
    ['docker run -v C:\\Users\\me\\x:/x img', 3, 'medium', 'C:\\Users\\me\\x of'],
    ['docker run --mount type=bind,source=/home/me,target=/x img', 3, 'high', '/home/me'],
    ['docker run --privileged img', 2, 'high', 'every right'],
    ['docker run --network host img', 3, 'medium', 'loopback'],
    ['ssh host server', 0, 'medium', 'another machine'],
    ['tool --append ~/.bashrc', 2, 'high', 'log-in'],
    ['server-filesystem /', 1, 'medium', 'whole disk'],
    ['server --api-key sk-1234567890abcdef1234', 2, 'medium', 'secret'],
    ['server --token=abcdef', 1, 'medium', 'secret'],
    ['server --dangerously-skip', 1, 'high', 'safety check'],
    ['server a\u202eb', 1, 'high', 'U+202E'],
    ['nоde x.js', 0, 'medium', 'outside ASCII'],
    ['server ${env:X}', 1, 'low', 'no shell'],
  ])('%s: entry %i is %s, %s', (line, at, severity, words) => {
    expect(remarkOnArgv(line.split(' '))[at]).toMatchObject({ severity, text: like(words) });
  });

  it.each([
    'npx -y @scope/pkg@1.2.3 /data',
    'uvx mcp-server==1.0',
    'node dist/index.js --port 8080 -v',
    'python -m server',
    'docker run -i --rm img',
  ])('%s: nothing to stop at but the runner', (line) => {
    const severe = remarkOnArgv(line.split(' ')).filter(
      (remark) => remark !== undefined && remark.severity !== 'low',
    );
    expect(severe).toEqual([]);
  });
});

describe('what looks like a secret', () => {
  it.each([
    ['API_KEY', 'abc'],
    ['githubToken', 'x'],
    ['DB_PASSWORD', 'x'],
    ['Authorization', 'Basic x'],
    ['X', 'ghp_abcdefghij1234567890'],
    ['URL', 'postgres://u:p@h/d'],
    ['X', 'Bearer abcdefgh'],
    ['X-Api-Key', '1a2b3c'],
  ])('%s=%s does', (name, value) => {
    expect(looksSecret(name, value)).toBe(true);
  });
  it.each([
    ['LOG_LEVEL', 'debug'],
    ['MAX_TOKENS', '4096'],
    ['KEYBOARD', 'de'],
    ['API_KEY_FILE', '/run/secrets/key'],
    ['AUTHOR', 'me'],
    ['TOKEN', ''],
    ['PATH', '/usr/bin:/bin'],
    ['MONKEY', 'x'],
  ])('%s=%s does not', (name, value) => {
    expect(looksSecret(name, value)).toBe(false);
  });
});
