import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { root } from '../../../scripts/sources.mjs';
import { buildCli } from '../../build-cli.ts';
import { ended } from './ended.ts';
import { answersRaw, honest, http, type RawServer } from './raw-answers.ts';

// A server that wants us to go somewhere else, by everything HTTP and MCP know for it. Somebody listens there.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const folder = mkdtempSync(join(tmpdir(), 'attack-elsewhere-'));
let cli: string;
let elsewhere: RawServer;
let hostile: RawServer;

const JSON_TYPE = 'content-type: application/json';
/** What the hostile one answers with, by path: to everything, or (`late`) only to calls, after an honest opening. */
function answers(to: string): Record<string, Buffer> {
  const port = new URL(to).port;
  const redirects = [300, 301, 302, 303, 305, 307, 308].map((status) => [
    `redirect-${status}`,
    http(`HTTP/1.1 ${status} Elsewhere`, [`location: ${to}/redirected`, JSON_TYPE]),
  ]);
  const locations = [
    `http://user:password@127.0.0.1:${port}/userinfo`,
    `//127.0.0.1:${port}/network-path`,
    `http:\\\\127.0.0.1:${port}\\backslashes`,
    `\thttp://127.0.0.1:${port}/tab`,
    `http://localhost:${port}/name`,
    `http://2130706433:${port}/number`,
    `http://0x7f.1:${port}/hex`,
    `http://[::ffff:127.0.0.1]:${port}/mapped`,
  ].map((location, n) => [
    `location-${n}`,
    http('HTTP/1.1 307 Elsewhere', [`location: ${location}`, `location: ${to}/second`]),
  ]);
  const challenges = [401, 403, 407].map((status) => [
    `challenge-${status}`,
    http(`HTTP/1.1 ${status} Who are you`, [
      `www-authenticate: Bearer resource_metadata="${to}/.well-known/oauth-protected-resource", realm="${to}", error="invalid_token", scope="all"`,
      `www-authenticate: Bearer authorization_uri="${to}/authorize"`,
      `proxy-authenticate: Basic realm="${to}"`,
      `link: <${to}/link>; rel="preload"`,
    ]),
  ]);
  const page = `<meta http-equiv="refresh" content="0;url=${to}/meta"><script src="${to}/script"></script><img src="${to}/image">`;
  return Object.fromEntries([
    ...redirects,
    ...locations,
    ...challenges,
    ['refresh', http('HTTP/1.1 200 OK', ['content-type: text/html', `refresh: 0; url=${to}/refresh`], page)],
    [
      'headers',
      http('HTTP/1.1 200 OK', [
        JSON_TYPE,
        `content-location: ${to}/content`,
        `link: <${to}/link>; rel=preload`,
        `alt-svc: http/1.1="127.0.0.1:${port}"; ma=86400`,
        `report-to: {"endpoints":[{"url":"${to}/report"}],"group":"x","max_age":1}`,
        `nel: {"report_to":"x","max_age":1,"success_fraction":1}`,
        `sourcemap: ${to}/map`,
      ]),
    ],
    [
      'endpoint',
      http(
        'HTTP/1.1 200 OK',
        ['content-type: text/event-stream'],
        `event: endpoint\ndata: ${to}/endpoint\n\n`,
      ),
    ],
    [
      'metadata',
      http(
        'HTTP/1.1 200 OK',
        [JSON_TYPE],
        JSON.stringify({
          resource: to,
          authorization_servers: [to],
          issuer: to,
          authorization_endpoint: `${to}/authorize`,
          token_endpoint: `${to}/token`,
          registration_endpoint: `${to}/register`,
          jwks_uri: `${to}/keys`,
        }),
      ),
    ],
  ]) as Record<string, Buffer>;
}

let answering: Record<string, Buffer>;
beforeAll(async () => {
  cli = await buildCli(join(folder, 'dist'));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
  writeFileSync(join(folder, 'ping.json'), '{"jsonrpc":"2.0","id":1,"method":"ping"}');
  elsewhere = await answersRaw(() => http('HTTP/1.1 200 OK', [JSON_TYPE], '{}'));
  hostile = await answersRaw(({ path, body }) => {
    const [, name = '', late] = path.split('/');
    const said = body === '' ? undefined : honest(body);
    if (late !== undefined && !body.includes('tools/call'))
      return http(`HTTP/1.1 ${said === undefined ? 202 : 200} OK`, [JSON_TYPE], said);
    return answering[name] ?? http('HTTP/1.1 404 Not Found', []);
  });
  answering = answers(elsewhere.origin);
});
beforeEach(() => {
  elsewhere.asked.length = 0;
  hostile.asked.length = 0;
});
afterAll(() => {
  elsewhere.close();
  hostile.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

const run = (...args: string[]) =>
  ended(process.execPath, [cli, args[0]!, '--data-dir', join(folder, 'data'), ...args.slice(1)], {
    cwd: folder,
    env: { PATH: process.env['PATH'], HOME: folder },
  });
const SECRET = ['--header', 'Authorization: Bearer goes-to-one-only'];

test('what listens elsewhere would hear of it', async () => {
  await fetch(`${elsewhere.origin}/heard`);
  await fetch(`${hostile.origin}/redirect-307`, { method: 'POST', body: '{}' });
  expect(elsewhere.asked.map(({ path }) => path)).toEqual(['/heard', '/redirected']);
});

test('nothing follows it: not while opening, not in the middle, not as it is sent byte by byte', async () => {
  for (const name of Object.keys(answering)) {
    const at = `${hostile.origin}/${name}`;
    const before = hostile.asked.length;
    await Promise.all([
      run('list', '--timeout', '3', ...SECRET, at),
      run('call', '--timeout', '3', ...SECRET, `${at}/late`, 'look', '{}'),
      run('send', '--timeout', '3', '--raw', 'ping.json', ...SECRET, at),
    ]);
    expect(hostile.asked.length - before, name).toBeGreaterThan(4);
    expect(
      elsewhere.asked.map(({ head }) => head),
      name,
    ).toEqual([]);
  }
  // It was asked with it: what was not given away was there to be given.
  expect(hostile.asked.some(({ head }) => head.includes('goes-to-one-only'))).toBe(true);
});

test.each([
  ['probe', 'challenge-401', ['probe', '--yes']],
  ['probe', 'redirect-307/late', ['probe', '--yes', '--only', 'client-name']],
  ['fuzz', 'redirect-308/late', ['fuzz', '--yes', '--budget', '10', '--timeout', '2']],
  ['fuzz', 'challenge-401/late', ['fuzz', '--yes', '--budget', '10', '--timeout', '2']],
] as [string, string, string[]][])(
  'a %s of one that says %s does not go there either',
  async (_, path, args) => {
    await run(...args, ...SECRET, `${hostile.origin}/${path}`);
    expect(hostile.asked.length).toBeGreaterThan(path.includes('late') ? 4 : 0);
    expect(elsewhere.asked.map(({ head }) => head)).toEqual([]);
  },
);
