import { afterAll, describe, expect, it } from 'vitest';
import type { CopyFormatId } from '../../protocol/copy-formats.ts';
import type { Session } from '../../protocol/session.ts';
import type { Target } from '../../protocol/target.ts';
import { Recorder, Scratch } from '../../test/journal/recorder.ts';
import { Masking } from '../secrets/masking.ts';
import { MemorySecrets } from '../secrets/secrets.ts';
import { Copies } from './copies.ts';

const scratch = new Scratch();
afterAll(() => scratch.remove());

const SECRET = 'planted-value-0815';
const around = { origin: 'page', opening: 'auto', profile: 'own' } as const;
const STDIO: Target = {
  ...{ key: 'everything', name: 'everything', ...around },
  spec: {
    ...{
      kind: 'stdio',
      command: 'npx',
      args: ['-y', "it's", '--api-key', 'never-told-77', `--db=app:${SECRET}`],
      cwd: '/work',
    },
    env: [
      { name: 'API_TOKEN', text: { from: 'secret', ref: 'r' } },
      { name: 'PATH', text: { from: 'env', name: 'PATH' } },
      { name: 'MODE', text: { from: 'plain', value: 'fast' } },
      { name: 'PASSWORD', text: { from: 'plain', value: SECRET } },
    ],
  },
};
const HTTP: Target = {
  ...{ key: 'remote', name: 'remote', ...around },
  spec: {
    kind: 'http',
    url: 'https://user:pw@host.test:8443/mcp?x=1',
    headers: [{ name: 'x-company', text: { from: 'env', name: 'COMPANY' } }],
    verify: true,
  },
};

function world(target: Target) {
  const journal = scratch.open(scratch.folder());
  const secrets = new MemorySecrets((size) => Buffer.alloc(size, 7));
  secrets.put(SECRET, 'bearer token');
  const session = new Recorder(journal, target.key);
  const copies = new Copies({
    journal,
    targets: { get: (key) => (key === target.key ? target : undefined) },
    masking: new Masking(secrets),
  });
  const copy = (seq: number, as: CopyFormatId) => copies.copy(session.session.id, seq, as);
  const save = (more: Partial<Session>) => journal.saveSession({ ...session.session, ...more });
  return { session, copy, save };
}

describe('copying a request', () => {
  it('of a process: with how it is started, its opening, and variables for what it refers to', async () => {
    const { session, copy, save } = world(STDIO);
    session.sent('{"jsonrpc":"2.0","id":1,"method":"initialize","params":{}}\n');
    session.received('{"jsonrpc":"2.0","id":1,"result":{}}\n');
    session.sent('{"jsonrpc":"2.0","method":"notifications/initialized"}\n');
    session.sent(`{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"x","k":"${SECRET}"}}\n`);
    session.flush();
    save({ era: 'handshake' });
    const node = await copy(4, 'node');
    if (!node.ok) throw new Error(node.problem.message);
    expect(node.value.variables.map(({ name }) => name).sort()).toEqual([
      'API_KEY',
      'API_TOKEN',
      'BEARER_TOKEN',
      'PASSWORD',
      'SECRET_PATH',
    ]);
    expect(node.value.text).not.toContain(SECRET);
    expect(node.value.text).not.toContain('never-told');
    expect(node.value.text).toContain('"--db=app:" + variable("BEARER_TOKEN")');
    expect(node.value.text.indexOf('initialize')).toBeLessThan(node.value.text.indexOf('tools/call'));
    expect(node.value.text).toContain('"it\'s"');
    const own = await copy(4, 'own');
    expect(own.ok && own.value.text).toBe(
      `: "\${BEARER_TOKEN:?is not set}" && mcp-sec-inspect call -- 'everything' 'tools/call' '{"name":"x","k":"'"$BEARER_TOKEN"'"}'\n`,
    );
    expect(own.ok && own.value.variables).toEqual([{ name: 'BEARER_TOKEN', of: 'bearer token' }]);
    expect(await copy(4, 'curl')).toMatchObject({ ok: false, problem: { code: 'not-over-http' } });
  });

  it('over HTTP: without its credentials, known to us or not', async () => {
    const { session, copy } = world(HTTP);
    const head = 'POST /mcp?x=1&access_token=never-told-77 HTTP/1.1\r\n';
    const body = '{"jsonrpc":"2.0","id":1,"method":"ping"}';
    session.add(
      head + body,
      {
        ...{ channel: 'c1>', toward: 'server', author: 'client' },
        http: {
          startLine: head.trim(),
          headers: [
            ['Host', 'host.test'],
            ['Authorization', 'Bearer never-seen-before'],
            ['X-Known', SECRET],
            ['Cookie', `a=${SECRET}; b=never-told-88`],
            ['X-Company', 'never-told-99'],
            ['Mcp-Session-Id', 'abc'],
            ['Content-Length', '9'],
          ],
          bodyAt: head.length,
        },
      },
      { kind: 'slice', from: head.length, to: head.length + body.length },
    );
    session.flush();
    const curl = await copy(1, 'curl');
    if (!curl.ok) throw new Error(curl.problem.message);
    expect(curl.value.text).toContain(`'Authorization: ''Bearer '"$AUTHORIZATION"`);
    expect(curl.value.text).toContain(
      `--url 'https://host.test:8443/mcp?x=1&access_token='"$TOKEN_IN_THE_ADDRESS"`,
    );
    expect(curl.value.text).not.toMatch(/never-seen|never-told|planted|abc|pw@|Content-Length/);
    expect(curl.value.variables.map(({ name }) => name)).toEqual([
      'TOKEN_IN_THE_ADDRESS',
      'AUTHORIZATION',
      'BEARER_TOKEN',
      'COOKIE',
      'X_COMPANY',
      'MCP_SESSION_ID',
    ]);
  });

  it('says what it cannot copy', async () => {
    const { session, copy } = world(STDIO);
    session.received('{"jsonrpc":"2.0","id":1,"method":"roots/list"}\n');
    session.sent('[{"jsonrpc":"2.0","id":1,"method":"ping"}]\n');
    session.sent(`{"jsonrpc":"2.0","id":1,"method":"ping","params":"${'x'.repeat(1_100_000)}"}\n`);
    session.flush();
    const codes = [];
    for (const [seq, as] of [
      [1, 'node'],
      [2, 'own'],
      [3, 'node'],
      [9, 'node'],
    ] as const) {
      const copied = await copy(seq, as);
      codes.push(copied.ok ? 'copied' : copied.problem.code);
    }
    expect(codes).toEqual(['not-sent', 'not-a-call', 'too-long', 'no-such-frame']);
  });
});
