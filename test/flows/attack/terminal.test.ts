import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { HELP } from '../../../cli/help.ts';
import { readOptions, type Command } from '../../../cli/options.ts';
import { root } from '../../../scripts/sources.mjs';
import { buildCli } from '../../build-cli.ts';
import { vectors } from '../../servers/hostile-strings/vectors.mjs';
import { serverPath } from '../../stdio-servers.ts';
import { ended, expectHarmless, type Ended } from './ended.ts';
import { answersRaw, honest, http, type RawServer } from './raw-answers.ts';

// A hostile server, hostile files and hostile words, against every command of the terminal.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });
const isWindows = process.platform === 'win32';

const folder = mkdtempSync(join(tmpdir(), 'attack-terminal-'));
const dataDir = join(folder, 'data');
let cli: string;
let raw: RawServer;

const numbers = vectors().flatMap(({ kind }, n) => (kind === 'terminal' || kind === 'hidden' ? [n] : []));
const HOSTILE = [process.execPath, serverPath('hostile-strings'), `--only=${numbers.join()}`];
/** One word that holds all there is, as a name of a target, a file, a tool or an option. */
const EVIL = 'e\u001b]0;x\u0007\u009b31m\r\n::error::x\n##vso[x]\u202e\u200b\u0085\u2028\u{e0041}\ufeffz';
/** As bytes of a head, where lines end by themselves. */
const EVIL_LINE = 'e\u001b]0;x\u0007\u009b31m\r::error::x ##vso[x]';

type Args = readonly string[];
/** As one word that names a target. */
const quoted = (words: Args): string => `'${words.join("' '")}'`;
interface Run {
  args: Args;
  input?: string;
  stopsAt?: RegExp;
  /** Whether some of the hostile text has to be there, escaped: else nothing was attacked. */
  shows?: boolean;
}
const target = ['--', ...HOSTILE];
const ECHO = ['--', process.execPath, serverPath('echo')];
const formats = (args: Args, after: Args, ...names: string[]): Run[] =>
  names.map((name) => ({ args: [...args, '--format', name, ...after], shows: true }));
const files = {
  config: 'servers.json',
  collection: 'collection.json',
  lock: 'mcp-sec.lock.json',
  evilName: `${EVIL}.json`,
  evilSession: `${EVIL}.mcpsec`,
  body: 'body.json',
};
const at = (path: string): string => `${raw.origin}/${path}`;
const ANSWERS = ['reason', 'redirect', 'challenge', 'type', 'status', 'body', 'ok'];

/** By the words of `--help`. In turn: what an early one leaves behind a later one reads. */
const RUNS: Record<string, () => Run[]> = {
  '': () => [
    { args: ['--no-open', '--name', EVIL, ...target], stopsAt: /#code=/ },
    { args: ['--config', files.config], shows: true },
    { args: ['--config', files.config, '--server', EVIL], shows: true },
    { args: ['--config', files.evilName], shows: true },
    { args: [`--${EVIL}`], shows: true },
    { args: ['--header', EVIL, 'https://127.0.0.1:1/'] },
    { args: ['--env', EVIL, 'node'], shows: true },
    { args: ['--cwd', EVIL, 'node'], shows: true },
    { args: ['--port', EVIL], shows: true },
    { args: [EVIL], shows: true },
    { args: [`x://${EVIL}`], shows: true },
    { args: ['--data-dir', EVIL.replaceAll('\n', ''), '--no-open'], stopsAt: /#code=/ },
  ],
  demo: () => [{ args: ['demo', EVIL], shows: true }],
  list: () => [
    { args: ['list', '--name', EVIL, ...target], shows: true },
    { args: ['list', '--json', ...target], shows: true },
    { args: ['list', EVIL], shows: true },
    ...ANSWERS.map((path) => ({ args: ['list', '--timeout', '3', at(path)] })),
  ],
  call: () =>
    ['say_all', 'say_error', 'tell_all', 'print_all', EVIL, 'prompts/get', 'resources/read'].flatMap(
      (name) => [
        // What is said on the way is not printed: only the answer is.
        { args: ['call', quoted(HOSTILE), name, '{}'], shows: !/^(tell|print)_all/.test(name) },
        { args: ['call', quoted(HOSTILE), name, '{}', '--json'], shows: !/^(tell|print)_all/.test(name) },
      ],
    ),
  send: () => [
    { args: ['send', quoted(HOSTILE), '--raw', files.body], shows: true },
    ...ANSWERS.flatMap((path) => [
      { args: ['send', at(path), '--raw', files.body, '--timeout', '3'] },
      { args: ['send', at(path), '--raw', files.body, '--json', '--timeout', '3'] },
    ]),
    { args: ['send', at('reason'), '--raw', EVIL], shows: true },
    { args: ['send', at('reason'), '--raw', files.body, '--framing', EVIL], shows: true },
  ],
  pin: () => [
    { args: ['pin', '--name', 'one', ...target] },
    { args: ['pin', '--lock', EVIL, '--name', EVIL, ...target] },
  ],
  verify: () => [
    // Another server under the name that was pinned: every item of the hostile one is gone, and said to be.
    ...formats(['verify', '--name', 'one'], ECHO, 'text', 'json', 'sarif', 'junit'),
    { args: ['verify', '--lock', files.evilName, ...ECHO] },
    { args: ['verify', '--lock', `none/${EVIL}`, ...ECHO], shows: true },
  ],
  probe: () => [
    { args: ['probe', '--only', 'fresh-home', ...target], shows: true },
    { args: ['probe', '--only', 'fresh-home', '--json', ...target], shows: true },
    { args: ['probe', '--only', EVIL, ...target] },
    { args: ['probe', '--call', `${EVIL} {}`, '--only', 'fresh-home', ...target], shows: true },
    ...['reason', 'challenge', 'ok'].map((path) => ({
      args: ['probe', '--yes', '--only', 'client-name', at(path)],
    })),
  ],
  fuzz: () => [
    ...formats(['fuzz', '--budget', '5', '--yes'], target, 'text', 'json', 'sarif', 'junit'),
    { args: ['fuzz', '--tool', EVIL, ...target] },
    { args: ['fuzz', '--strategy', EVIL, ...target] },
    ...['reason', 'ok'].map((path) => ({ args: ['fuzz', '--budget', '5', '--yes', at(path)] })),
  ],
  collection: () => [
    ...formats(['collection', 'run', files.collection], target, 'text', 'json', 'junit'),
    { args: ['collection', 'run', files.evilName, ...target], shows: true },
  ],
  replay: () => [
    { args: ['replay', 'session:1', '--against', quoted(ECHO.slice(1))] },
    { args: ['replay', 'session:1', '--json', '--against', quoted(ECHO.slice(1))] },
    { args: ['replay', `none/${EVIL}`], shows: true },
  ],
  open: () => [{ args: ['open', files.evilName] }, { args: ['open', `none/${EVIL}`], shows: true }],
  export: () => [
    { args: ['export', '1', '--out', files.evilSession], shows: true },
    { args: ['export', EVIL], shows: true },
    { args: ['export', '1', '--out', join('none', EVIL)], shows: true },
  ],
  inspect: () => [
    { args: ['inspect', '--session', '1'], shows: true },
    { args: ['inspect', '--session', '1', '--json'], shows: true },
    { args: ['inspect', '--session', EVIL], shows: true },
  ],
  'rebuild-index': () => [{ args: ['rebuild-index'] }, { args: ['rebuild-index', EVIL], shows: true }],
};

/** How each kind of command is written: a new kind does not type-check until it is here, and so above. */
const WRITTEN: Record<Exclude<Command['kind'], 'help' | 'version'>, Args[]> = {
  open: [['--no-open'], ['demo'], ['open', 'x.mcpsec']],
  ask: [
    ['list', 'x'],
    ['call', 'x', 'y'],
  ],
  send: [['send', 'x', '--raw', 'y']],
  gate: [
    ['pin', 'x'],
    ['verify', 'x'],
  ],
  probe: [['probe', 'x']],
  fuzz: [['fuzz', 'x']],
  collection: [['collection', 'run', 'x', 'y']],
  replay: [['replay', 'x']],
  export: [['export', '1']],
  inspect: [['inspect']],
  'rebuild-index': [['rebuild-index']],
};

function run({ args, input, stopsAt }: Run): ReturnType<typeof ended> {
  const own = args.includes('--data-dir') || args[0] === 'demo' ? [] : ['--data-dir', dataDir];
  const all = [cli, ...own, ...args];
  return ended(process.execPath, all, {
    cwd: folder,
    env: { PATH: process.env['PATH'], HOME: folder },
    ...(input !== undefined && { input }),
    ...(stopsAt !== undefined && { stopsAt }),
  });
}

/** Escaped as lines are, or as JSON is. */
const isShown = ({ out, err }: Ended): boolean => /\\u\{|\\u00|\\u20|\\ud/i.test(out + err);

beforeAll(async () => {
  cli = await buildCli(join(folder, 'dist'));
  // Where Node has no SQLite of its own, the one that is installed with us.
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
  raw = await answersRaw(({ path, body }) => {
    const json = 'content-type: application/json';
    switch (path.slice(1)) {
      case 'reason':
        return http(`HTTP/1.1 500 ${EVIL_LINE}`, [`x-${EVIL_LINE}: ${EVIL_LINE}`], EVIL);
      case 'redirect':
        return http(`HTTP/1.1 302 ${EVIL_LINE}`, [`location: http://${EVIL_LINE}@127.0.0.1:9/${EVIL_LINE}`]);
      case 'challenge':
        return http(`HTTP/1.1 401 ${EVIL_LINE}`, [
          `www-authenticate: Bearer realm="${EVIL_LINE}", error_description="${EVIL_LINE}"`,
        ]);
      case 'type':
        return http(
          'HTTP/1.1 200 OK',
          [`content-type: ${EVIL_LINE}`, `content-encoding: ${EVIL_LINE}`],
          EVIL,
        );
      case 'status':
        return `${EVIL_LINE} ${EVIL_LINE}\r\n\r\n${EVIL}`;
      case 'body':
        return http('HTTP/1.1 200 OK', [json], EVIL);
      default: {
        const said = body === '' ? undefined : honest(body);
        return http(
          `HTTP/1.1 ${said === undefined ? 202 : 200} ${EVIL_LINE}`,
          [json, `x-e: ${EVIL_LINE}`],
          said,
        );
      }
    }
  });
  const call = (name: string, text: string) => ({
    name,
    description: name,
    folder: name,
    message: { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'say_error', arguments: {} } },
    expect: { outcome: 'result', checks: [{ pointer: '/error/message', equals: text }] },
  });
  // What a name of a collection may be made of.
  const clean = 'e::error::x ##vso[x] </failure>]]>';
  const config = { mcpServers: { [EVIL]: { command: EVIL, args: [EVIL], env: { [EVIL]: EVIL } } } };
  const collection = {
    format: 'mcp-sec-inspect collection',
    version: 1,
    name: clean,
    calls: [call(clean, EVIL)],
  };
  writeFileSync(join(folder, files.config), JSON.stringify(config));
  writeFileSync(join(folder, files.collection), JSON.stringify(collection));
  if (!isWindows) writeFileSync(join(folder, files.evilName), `{"${EVIL}`);
  writeFileSync(
    join(folder, files.body),
    '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"say_all"}}',
  );
  // Session 1.
  await run({ args: ['call', quoted(HOSTILE), 'say_all', '{}'] });
  mkdirSync(join(dataDir, 'rules'), { recursive: true, mode: 0o700 });
  if (!isWindows) writeFileSync(join(dataDir, 'rules', `${EVIL}.yaml`), `id: "${EVIL.replaceAll('\n', '')}`);
});
afterAll(() => {
  raw.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

test('every command there is, is attacked', () => {
  const named = [...HELP.matchAll(/^mcp-sec-inspect ([a-z][\w-]*)?/gm)].map(([, word = '']) => word);
  expect(Object.keys(RUNS).sort()).toEqual([...new Set(named)].sort());
  const words = Object.values(WRITTEN).flatMap((each) => each.map(([word = '']) => word.replace(/^-.*/, '')));
  expect(words.sort()).toEqual(Object.keys(RUNS).sort());
  for (const [kind, each] of Object.entries(WRITTEN))
    for (const args of each)
      expect(readOptions([...args]), args.join(' ')).toMatchObject({ ok: true, value: { kind } });
});

test('what is measured with finds what is written carelessly', () => {
  for (const { text } of vectors().filter(({ kind }) => kind === 'terminal'))
    expect(() => expectHarmless(Buffer.from(`${text}\n`), text), JSON.stringify(text)).toThrow();
  expect(() => expectHarmless(Buffer.from([0x61, 0x9b, 0x0a]), 'a bare C1')).toThrow();
  expectHarmless(Buffer.from('äöü: plain :: text ## [x] 日本\n'), 'plain');
});

describe.skipIf(isWindows).each(Object.keys(RUNS))('%s', (word) => {
  test('prints nothing that acts or hides, on neither stream', async () => {
    for (const one of RUNS[word]!()) {
      const said = await run(one);
      const where = JSON.stringify(one.args);
      for (const bytes of said.raw) expectHarmless(bytes, where);
      expect(said.err, where).not.toContain('this is a bug');
      if (one.shows === true) expect(isShown(said), `${where}\n${said.out}${said.err}`).toBe(true);
    }
  });
});

test('what was written for others on the way is as harmless', () => {
  expectHarmless(readFileSync(join(folder, files.lock)), 'lock file');
});
