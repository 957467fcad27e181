import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { NamedText, StdioSpec } from '../../protocol/target.ts';
import type { LaunchWorld } from '../targets/launch-plan.ts';
import { asksForDatabase, substitute } from './substitute.ts';
import { worldFor } from './world-layout.ts';

const world = worldFor('/tmp/mcp-fuzz-x', 7, true, 'posix');
const ROOT = world.root;
const DB = world.database!.path;
let folder: string;
beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'words-')));
  for (const name of ['docs', 'more', 'server/dist', 'server/bin'])
    mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, 'server/dist/index.js'), '');
  writeFileSync(join(folder, 'config.json'), '{}');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const launch = { env: { HOME: '/home/lee' }, platform: { kind: 'linux' } } as unknown as LaunchWorld;
const env = (values: Record<string, string>): NamedText[] =>
  Object.entries(values).map(([name, value]) => ({ name, text: { from: 'plain', value } }));

function spec(line: string, values: Record<string, string> = {}): StdioSpec {
  const [command = '', ...args] = line.replaceAll('DIR', folder).split(' ');
  const own = Object.entries(values).map(([name, value]) => [name, value.replaceAll('DIR', folder)]);
  return {
    kind: 'stdio',
    command,
    args,
    cwd: folder,
    env: env(Object.fromEntries(own) as Record<string, string>),
  };
}

describe('words of a command', () => {
  test.each([
    ['node DIR/server/dist/index.js DIR/docs DIR/more', `node DIR/server/dist/index.js ${ROOT} ${ROOT}`],
    ['npx -y @scope/files@1 DIR/docs', `npx -y @scope/files@1 ${ROOT}`],
    ['node server/dist/index.js .', `node server/dist/index.js ${ROOT}`],
    ['node DIR/server/dist/index.js --root=DIR/docs', `node DIR/server/dist/index.js --root=${ROOT}`],
    ['uv --directory DIR/server run files DIR/docs', `uv --directory DIR/server run files ${ROOT}`],
    ['uvx --from DIR/server files --repository DIR/docs', `uvx --from DIR/server files --repository ${ROOT}`],
    ['python -m files DIR/docs', `python -m files ${ROOT}`],
    ['DIR/server/bin/files DIR/server', `DIR/server/bin/files ${ROOT}`],
    ['uvx sqlite --db-path DIR/new.db', `uvx sqlite --db-path ${DB}`],
    ['npx sqlite DIR/data.sqlite3', `npx sqlite ${DB}`],
    ['npx sqlite sqlite:///DIR/a.db', `npx sqlite sqlite:///${DB}`],
    ['npx sqlite --database=DIR/store', `npx sqlite --database=${DB}`],
  ])('%s → %s', (line, expected) => {
    const { spec: now, words } = substitute(spec(line), world, launch);
    expect([now.command, ...now.args].join(' ')).toBe(expected.replaceAll('DIR', folder));
    for (const { was, is } of words) expect(was).not.toBe(is);
  });

  test.each([
    'node DIR/server/dist/index.js DIR/config.json',
    'node DIR/server/dist/index.js docs',
    'npx -y thing --port 8080 --host 127.0.0.1',
    'npx thing postgres://lee@db/notes',
    'npx thing --db postgres://lee@db/notes',
    'docker run -v DIR/docs:/docs files DIR/docs',
    'npx thing --db :memory:',
    'node --import DIR/server/dist/index.js DIR/server/dist/index.js',
  ])('%s stays', (line) => {
    const before = spec(line);
    expect(substitute(before, world, launch).spec.args).toEqual(before.args);
  });

  test('written names are filled in, and then nothing is guessed', () => {
    const before = spec('npx thing {{fuzz:root}}/notes {{fuzz:db}} DIR/docs', { WHERE: '{{fuzz:drop}}' });
    const { spec: now, words } = substitute(before, world, launch);
    expect(now.args).toEqual(['thing', `${ROOT}/notes`, DB, join(folder, 'docs')]);
    expect(now.env.find(({ name }) => name === 'WHERE')?.text).toEqual({ from: 'plain', value: world.drop });
    expect(words.map(({ where }) => where)).toEqual(['argument 2', 'argument 3', 'WHERE', 'HOME']);
  });
});

describe('variables', () => {
  test('folders and databases are, those of the machine are not', () => {
    const values = {
      NOTES_DIR: 'DIR/docs',
      MEMORY_DB: 'DIR/memory.db',
      DATABASE_URL: 'sqlite:///DIR/x.db',
      PATH: '/usr/bin',
      PYTHONPATH: 'DIR/docs',
      SERVER_HOME: 'DIR/server',
      DEBUG: '1',
      REMOTE: 'https://example.org',
    };
    const before = spec('node DIR/server/dist/index.js', values);
    const { spec: now, words } = substitute(before, world, launch);
    const is = Object.fromEntries(
      now.env.map(({ name, text }) => [name, text.from === 'plain' ? text.value : '']),
    );
    expect(is).toEqual({
      ...Object.fromEntries(
        before.env.map(({ name, text }) => [name, text.from === 'plain' ? text.value : '']),
      ),
      NOTES_DIR: ROOT,
      MEMORY_DB: DB,
      DATABASE_URL: `sqlite:///${DB}`,
      HOME: world.home.folder,
    });
    expect(words.map(({ where }) => where)).toEqual(['NOTES_DIR', 'MEMORY_DB', 'DATABASE_URL', 'HOME']);
  });

  test('a secret stays where it is', () => {
    const secret: NamedText = { name: 'TOKEN', text: { from: 'secret', ref: 'a' } };
    const { spec: now } = substitute({ ...spec('npx thing'), env: [secret] }, world, launch);
    expect(now.env).toContainEqual(secret);
  });

  test('programs that fetch others go on finding what they have', () => {
    const { spec: now } = substitute(spec('npx thing'), world, launch);
    expect(now.env).toContainEqual({
      name: 'npm_config_cache',
      text: { from: 'plain', value: '/home/lee/.npm' },
    });
  });
});

test.each([
  ['npx sqlite DIR/data.db', true],
  ['npx thing {{fuzz:db}}', true],
  ['npx thing {{fuzz:root}} x.db', false],
  ['npx thing DIR/docs', false],
])('%s asks for a database: %s', (line, expected) => expect(asksForDatabase(spec(line))).toBe(expected));
