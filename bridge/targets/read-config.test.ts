import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { chooseServer, readConfigFile } from './config-file.ts';
import type { Draft, ReadingPlace } from './draft.ts';
import { deriveName } from './naming.ts';
import { readConfig } from './read-config.ts';

const place: ReadingPlace = { cwd: '/proj', home: '/home/me', kind: 'posix' };
const like = (text: string): unknown => expect.stringContaining(text);
const summary = ({ name, spec }: Draft): unknown[] =>
  spec.kind === 'stdio'
    ? [name, spec.command, ...spec.args]
    : spec.kind === 'recording'
      ? []
      : [name, spec.kind, spec.url];
const read = (json: unknown) => readConfig(typeof json === 'string' ? json : JSON.stringify(json), place);

describe('config files of clients', () => {
  const program = { command: 'npx', args: ['-y', 'x'] };
  const argv = ['npx', '-y', 'x'];
  it.each<[string, unknown, unknown[][]]>([
    [
      'Claude Desktop, Cursor',
      { mcpServers: { a: program, b: { command: 'b' } } },
      [
        ['a', ...argv],
        ['b', 'b'],
      ],
    ],
    ['VS Code', { inputs: [], servers: { a: { type: 'stdio', ...program } } }, [['a', ...argv]]],
    ['VS Code settings', { 'editor.x': 1, mcp: { servers: { a: program } } }, [['a', ...argv]]],
    ['VS Code settings, dotted', { 'mcp.servers': { a: program } }, [['a', ...argv]]],
    [
      'Zed',
      { context_servers: { a: { command: { path: 'npx', args: ['-y', 'x'], env: {} } } } },
      [['a', ...argv]],
    ],
    ['Zed, newer', { context_servers: { a: { source: 'custom', ...program } } }, [['a', ...argv]]],
    [
      'Claude Code',
      {
        projects: { '/p': { mcpServers: { a: program } } },
        mcpServers: { c: { type: 'http', url: 'https://h/m' } },
      },
      [
        ['a', ...argv],
        ['c', 'streamable-http', 'https://h/m'],
      ],
    ],
    [
      'opencode',
      { mcp: { a: { type: 'local', command: ['npx', '-y', 'x'] }, b: { type: 'remote', url: 'https://h' } } },
      [
        ['a', ...argv],
        ['b', 'http', 'https://h'],
      ],
    ],
    [
      'Gemini',
      { mcpServers: { a: { httpUrl: 'https://h/m' }, b: { url: 'https://h/s', type: 'sse' } } },
      [
        ['a', 'streamable-http', 'https://h/m'],
        ['b', 'legacy-sse', 'https://h/s'],
      ],
    ],
    ['Windsurf', { mcpServers: { a: { serverUrl: 'https://h/m' } } }, [['a', 'http', 'https://h/m']]],
    ['a list', { mcpServers: [{ name: 'a', ...program }] }, [['a', ...argv]]],
    ['one server', program, [['x', ...argv]]],
    ['one address', { url: 'https://h/m' }, [['h', 'http', 'https://h/m']]],
    [
      'servers by name',
      { a: program, b: program },
      [
        ['a', ...argv],
        ['b', ...argv],
      ],
    ],
  ])('%s', (_title, json, expected) => {
    expect(read(json).drafts.map(summary)).toEqual(expected);
  });

  it('reads comments, trailing commas, a mark at the beginning', () => {
    expect(
      readConfig(
        '// c\n{"mcpServers": {"a": {"command": "x", /* c */ "args": ["1",],},},}',
        place,
      ).drafts.map(summary),
    ).toEqual([['a', 'x', '1']]);
  });

  it('reads variables, placeholders and folders', () => {
    const [draft] = read({
      mcpServers: {
        a: {
          command: '${workspaceFolder}/bin/x',
          args: ['${userHome}/d', '${env:ROOT}', 8080],
          cwd: 'sub',
          env: {
            A: '1',
            B: '${env:BB}',
            C: 'x ${input:key} y',
            D: '${A} ${B}',
            E: '${X:-def}',
            F: true,
            G: null,
          },
        },
      },
    }).drafts;
    expect(draft).toMatchObject({
      spec: {
        command: '/proj/bin/x',
        args: ['/home/me/d', '${env:ROOT}', '8080'],
        cwd: '/proj/sub',
        env: [
          { name: 'A', text: { from: 'plain', value: '1' } },
          { name: 'B', text: { from: 'env', name: 'BB' } },
          { name: 'C', text: { from: 'secret', ref: 'input:key', prefix: 'x ', suffix: ' y' } },
          { name: 'D', text: { from: 'plain', value: '${A} ${B}' } },
          { name: 'E', text: { from: 'env', name: 'X' } },
          { name: 'F', text: { from: 'plain', value: 'true' } },
        ],
      },
    });
    const said = draft!.remarks.join('\n');
    for (const words of [
      'taken to be /proj',
      '${env:ROOT} in entry 2 of args is not filled in',
      'variable BB',
      'input "key"',
      '2 placeholders',
      'default def',
    ]) {
      expect(said).toContain(words);
    }
  });

  it.each<[unknown, string]>([
    [{ command: 'x', disabled: true }, 'switched off'],
    [{ command: 'x', envFile: '.env' }, '.env is not read'],
    [{ command: 'x', surprise: 1 }, 'surprise'],
    [{ command: 'x', args: 'y' }, 'not a list'],
    [{ command: 'x', args: [{}] }, 'not a text'],
    [{ command: 'npx -y x' }, 'holds blanks'],
    [{ command: 'x', url: 'https://h' }, 'url and a command'],
    ['{"command":"x","env":{"A":"1","A":"2"}}', 'more than once'],
    ['{"mcpServers":{"a":{"command":"x"},"a":{"command":"y"}}}', 'more than once'],
  ])('%j: remarks on it: %s', (json, words) => {
    expect(read(json).drafts.at(-1)!.remarks.join('\n')).toContain(words);
  });

  it('treats names of prototypes as names', () => {
    const text =
      '{"mcpServers":{"__proto__":{"command":"a"},"constructor":{"command":"b","env":{"__proto__":"1"}}}}';
    expect(readConfig(text, place).drafts.map(summary)).toEqual([
      ['__proto__', 'a'],
      ['constructor', 'b'],
    ]);
    expect(({} as { command?: string }).command).toBeUndefined();
  });

  it('says what it found instead of servers', () => {
    expect(read({ theme: 'dark', x: {} }).problem).toMatchObject({
      code: 'no-server',
      message: like('theme, x'),
    });
  });
});

describe('server.json of the registry', () => {
  const entry = {
    name: 'io.example/weather',
    packages: [
      {
        registryType: 'npm',
        identifier: '@e/weather',
        version: '1.2.3',
        transport: { type: 'stdio' },
        packageArguments: [
          { type: 'positional', valueHint: 'city', isRequired: true, description: 'Where' },
          { type: 'named', name: '--unit', default: 'c' },
        ],
        environmentVariables: [
          { name: 'KEY', isRequired: true, isSecret: true, description: 'API key' },
          { name: 'LOG', value: 'debug' },
          { name: 'OPT' },
        ],
      },
      { registryType: 'pypi', identifier: 'weather', version: '2.0', runtimeHint: 'uvx' },
      {
        registryType: 'oci',
        identifier: 'docker.io/e/w',
        version: '3',
        environmentVariables: [{ name: 'KEY', isRequired: true }],
      },
      { registryType: 'mcpb', identifier: 'https://h/x.mcpb' },
    ],
    remotes: [
      {
        type: 'streamable-http',
        url: 'https://h/mcp',
        headers: [{ name: 'Authorization', isRequired: true, value: 'Bearer {token}' }],
      },
    ],
  };

  it.each([entry, { server: entry, _meta: {} }])('gives a reading for each way to reach it', (json) => {
    const { drafts } = read(json);
    expect(drafts.map(summary)).toEqual([
      ['io.example/weather', 'npx', '-y', '@e/weather@1.2.3', '<city>', '--unit', 'c'],
      ['io.example/weather', 'uvx', 'weather==2.0'],
      ['io.example/weather', 'docker', 'run', '-i', '--rm', '-e', 'KEY', 'docker.io/e/w:3'],
      ['io.example/weather', 'https://h/x.mcpb'],
      ['io.example/weather', 'streamable-http', 'https://h/mcp'],
    ]);
    expect(drafts[0]!.spec).toMatchObject({
      env: [
        { name: 'KEY', text: { from: 'secret', ref: 'input:KEY' } },
        { name: 'LOG', text: { value: 'debug' } },
      ],
    });
    expect(drafts[0]!.remarks.join('\n')).toMatch(/<city>.*Where[\s\S]*API key|API key[\s\S]*<city>/);
    expect(drafts[3]!.problem).toMatchObject({ code: 'unknown-package-kind' });
    expect(drafts[4]!.spec).toMatchObject({
      headers: [{ name: 'Authorization', text: { from: 'secret', ref: 'input:token', prefix: 'Bearer ' } }],
    });
  });
});

describe('a config file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'config-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const file = (name: string, content: string | Buffer): string => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };

  it('gives its servers, and one by name', () => {
    const path = file('ok.json', '\ufeff{"mcpServers":{"a":{"command":"x"},"b":{"command":"y"}}}');
    const servers = readConfigFile(path, place);
    expect(servers).toMatchObject({ ok: true });
    if (!servers.ok) return;
    expect(chooseServer(servers.value, 'b', path)).toMatchObject({
      ok: true,
      value: { spec: { command: 'y' } },
    });
    expect(chooseServer(servers.value, 'c', path)).toMatchObject({
      problem: { code: 'no-such-server', hint: like('a, b') },
    });
  });

  it.each<[string, string | Buffer, string]>([
    ['broken.json', '{\n  "mcpServers": {\n    "a": { "command" "x" }\n  }\n}', ':3:22: '],
    ['cut.json', '{"mcpServers": {', ':1:17: '],
    ['deep.json', '['.repeat(100_000), ':1:201: '],
    ['none.json', '{}', ':1:1: '],
    ['latin.json', Buffer.from('{\n "a": "\xe9"}', 'latin1'), ':2:8: the file is not UTF-8'],
  ])('%s: says where it is wrong', (name, content, where) => {
    const path = file(name, content);
    expect(readConfigFile(path, place)).toMatchObject({
      ok: false,
      problem: { message: like(path + where) },
    });
  });

  it('is not waited for, and not swallowed when it is huge', () => {
    expect(readConfigFile(join(folder, 'missing.json'), place)).toMatchObject({
      problem: { message: like('no such file') },
    });
    expect(readConfigFile(folder, place)).toMatchObject({ problem: { message: like('not a file') } });
    const big = file('big.json', '');
    truncateSync(big, 9 * 1024 * 1024);
    expect(readConfigFile(big, place)).toMatchObject({ problem: { message: like('9437184 bytes') } });
    if (process.platform === 'win32') return;
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    expect(readConfigFile(join(folder, 'pipe'), place)).toMatchObject({
      problem: { message: like('not a file') },
    });
  });
});

describe('names of targets', () => {
  it.each([
    ['npx -y @scope/pkg@1.2.3 --x y', '@scope/pkg'],
    ['npx @scope/pkg@latest', '@scope/pkg'],
    ['npx --package=@scope/pkg@1 cmd', '@scope/pkg'],
    ['npx -p pkg cmd', 'pkg'],
    ['npm exec -y -- pkg@2', 'pkg'],
    ['pnpm dlx pkg', 'pkg'],
    ['bunx pkg@1', 'pkg'],
    ['uvx mcp-server-git==2025.1', 'mcp-server-git'],
    ['uvx --from git+https://github.com/o/r@main cmd', 'github.com/o/r'],
    ['uv tool run pkg[extra]>=1', 'pkg'],
    ['uv run --directory /srv server.py', 'server.py'],
    ['uv --directory /srv run server.py', 'server.py'],
    ['pipx run pkg', 'pkg'],
    ['docker run -i --rm -e TOKEN -v /a:/b ghcr.io/o/img:1.2', 'ghcr.io/o/img'],
    ['docker run --rm localhost:5000/img@sha256:abc', 'localhost:5000/img'],
    ['node --no-warnings /path/to/dist/x.js --port 1', 'x.js'],
    ['python3 -m my_server --x', 'my_server'],
    ['python3 srv/main.py', 'main.py'],
    ['/usr/local/bin/my-server --stdio', 'my-server'],
    ['C:\\srv\\my-server.exe', 'my-server'],
    ['deno run -A jsr:@o/p@1', '@o/p'],
  ])('%s → %s', (line, name) => {
    const [command = '', ...args] = line.split(' ');
    expect(deriveName({ kind: 'stdio', command, args, cwd: '/', env: [] }).name).toBe(name);
  });
  it.each([
    ['https://h.example/mcp', 'h.example'],
    ['http://127.0.0.1:3001/sse', '127.0.0.1:3001'],
  ])('%s → %s', (url, name) => {
    expect(deriveName({ kind: 'http', url, headers: [], verify: true }).name).toBe(name);
  });
});
