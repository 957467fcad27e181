import { createServer, type Server } from 'node:http';
import { brotliDecompressSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { listen } from '../../bridge/api/server.ts';
import type { ApiContext } from '../../bridge/api/context.ts';
import { SCREENS } from '../../web/state/place.ts';
import { ask, PAGE, SCRIPT, session, startWorld, type World } from './api-world.ts';
import { sendRaw } from './raw-request.ts';

const ID = 'aa'.repeat(16);
let world: World;
let context: ApiContext;
beforeAll(async () => {
  world = await startWorld({ change: (made) => (context = made) });
});
afterAll(() => world.close());
afterEach(() => {
  world.asked.length = 0;
});

const raw = (...lines: string[]) => sendRaw(world.server.port, `${lines.join('\r\n')}\r\n\r\n`);
const host = () => `Host: 127.0.0.1:${world.server.port}`;

test.each(SCREENS)('serves the page at /%s, so that a reload comes there again', async (screen) => {
  const answer = await fetch(`http://127.0.0.1:${world.server.port}/${screen}`);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
});

describe('listening', () => {
  test('names a port that is in use', async () => {
    const taken = await listen({ context, port: world.server.port, host: '127.0.0.1' });
    expect(taken).toEqual({
      ok: false,
      problem: {
        code: 'port-in-use',
        message: `Port ${world.server.port} on 127.0.0.1 is already in use.`,
        hint: expect.stringContaining('--port'),
      },
    });
  });

  test.each(['0.0.0.0', '::', '192.168.1.2', 'localhost', ''])(
    'refuses to listen on "%s"',
    async (address) => {
      const outcome = await listen({ context, port: 0, host: address as '127.0.0.1' });
      expect(outcome).toMatchObject({ ok: false, problem: { code: 'not-loopback' } });
    },
  );

  test('closing ends open connections and frees the port', async () => {
    const other = await startWorld();
    const { port } = other.server;
    const hanging = sendRaw(port, 'GET / HTTP/1.1\r\n');
    await ask(other, 'GET', '/api/snapshot');
    await other.close();
    expect((await hanging).text).toBe('');
    const again: Server = createServer();
    await new Promise<void>((resolve, reject) => {
      again.once('error', reject);
      again.listen(port, '127.0.0.1', resolve);
    });
    await new Promise((resolve) => again.close(resolve));
  });
});

describe('what is not HTTP as we read it', () => {
  const cases: [string, () => Promise<{ status: number; headers: Map<string, string[]> }>, number][] = [
    ['garbage', () => raw('\x16\x03\x01 hello'), 400],
    [
      'two lengths',
      () => raw('POST /sign-in HTTP/1.1', host(), 'Content-Length: 1', 'Content-Length: 2'),
      400,
    ],
    [
      'length and chunks',
      () => raw('POST /sign-in HTTP/1.1', host(), 'Content-Length: 1', 'Transfer-Encoding: chunked'),
      400,
    ],
    ['a folded header', () => raw('GET / HTTP/1.1', host(), 'X-A: b', ' c'), 400],
    ['an endless head', () => raw('GET / HTTP/1.1', host(), `X-A: ${'a'.repeat(100_000)}`), 431],
    ['CONNECT', () => raw('CONNECT evil.example:443 HTTP/1.1', host()), 405],
    ['another expectation', () => raw('GET / HTTP/1.1', host(), 'Expect: the-unexpected'), 417],
    ['no Host in HTTP/1.0', () => raw('GET / HTTP/1.0'), 403],
  ];
  test.each(cases)('%s is refused with all headers', async (_, send, status) => {
    const answer = await send();
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-security-policy')?.[0]).toContain("default-src 'none'");
    expect(answer.headers.get('x-content-type-options')).toEqual(['nosniff']);
    expect(answer.headers.get('cache-control')).toEqual(['no-store']);
  });

  test('nobody is asked for a body that will be refused', async () => {
    const head = ['POST /sign-in HTTP/1.1', host(), 'Content-Length: 2', 'Expect: 100-continue'];
    const refused = await raw(...head);
    expect(refused.text.startsWith('HTTP/1.1 403 ')).toBe(true);
    const json = 'Content-Type: application/json';
    const passing = [...head, json, `Origin: ${world.server.origin}`, 'Connection: close', '', '{}'].join(
      '\r\n',
    );
    const asked = await sendRaw(world.server.port, passing);
    expect(asked.text).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 400 /);
  });
});

describe('paths with a second spelling', () => {
  test.each([
    '/x/../api/snapshot',
    '/./api/snapshot',
    '/%61pi/snapshot',
    '/api/%2e%2e/sign-in',
    '//api/snapshot',
    '/api//snapshot',
    '/api\\snapshot',
    '/api/snapshot#x',
    '/api/snapshot%',
    '/api/snapshot%ff',
    '/api/snap shot',
    'api/snapshot',
    '*',
    '',
  ])('%s is refused', async (target) => {
    const answer = await raw(
      `GET ${target} HTTP/1.1`,
      host(),
      `Authorization: Bearer ${world.token}`,
      'Connection: close',
    );
    expect(answer.status).toBe(400);
  });

  test('another case or a trailing slash is not the api either', async () => {
    for (const target of ['/API/snapshot', '/Sign-In', '/ws/', '/sign-in/']) {
      const answer = await raw(`GET ${target} HTTP/1.1`, host(), 'Connection: close');
      expect(answer.status, target).toBe(404);
    }
  });

  test('any target key arrives as it was', async () => {
    const segment = fc
      .string({ unit: 'binary', minLength: 1, maxLength: 20 })
      .filter((key) => !/^\.{1,2}$/.test(key));
    await fc.assert(
      fc.asyncProperty(segment, async (key) => {
        world.asked.length = 0;
        const answer = await ask(world, 'POST', `/api/targets/${encodeURIComponent(key)}/plan`, {});
        expect(answer.status).toBe(200);
        expect(world.asked).toEqual([['targets.plan', key]]);
      }),
      { numRuns: 200, examples: [['%41'], ['@a/b'], ['%2F'], ['a%b'], ['plan'], [' ']] },
    );
  });
});

describe('the page', () => {
  test('carries a fresh nonce in text and policy', async () => {
    const nonces = new Set<string>();
    for (const path of ['/', '/traffic?session=1', '/targets']) {
      const { status, body, headers } = await ask(world, 'GET', path);
      expect(status).toBe(200);
      const policy = String(headers['content-security-policy']);
      const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
      expect(nonce.length).toBeGreaterThanOrEqual(22);
      expect(body.toString()).toBe(PAGE.replace('__CSP_NONCE__', nonce));
      expect(policy).toContain(`connect-src 'self' ws://127.0.0.1:${world.server.port};`);
      expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*unsafe|nonce-[^;]*script/);
      nonces.add(nonce);
    }
    expect(nonces.size).toBe(3);
  });

  test.each([
    ['br, gzip', 'br', brotliDecompressSync],
    ['gzip;q=1.0, br;q=0', undefined, (bytes: Buffer) => bytes],
    ['*', 'br', brotliDecompressSync],
    ['identity', undefined, (bytes: Buffer) => bytes],
    ['', undefined, (bytes: Buffer) => bytes],
  ] as const)('has its script in the encoding for "%s"', async (accepted, encoding, decode) => {
    const answer = await ask(world, 'GET', '/assets/app-1a2b.js', undefined, { 'accept-encoding': accepted });
    expect(answer.headers['content-encoding']).toBe(encoding);
    expect(answer.headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(String(answer.headers['content-security-policy'])).toContain("worker-src 'self'");
    expect(decode(answer.body).toString()).toBe(SCRIPT);
  });
});

describe('bodies', () => {
  test('a body that does not fit is named by its place', async () => {
    const wrong = await ask(world, 'POST', `/api/sessions/${ID}/calls`, { method: 7 });
    expect(wrong.status).toBe(400);
    expect(wrong.json).toMatchObject({
      problem: { code: 'bad-body', message: expect.stringContaining('`method`') },
    });
    const notJson = await ask(world, 'POST', '/api/links', Buffer.from('{'));
    expect(notJson.json).toMatchObject({ problem: { code: 'bad-json' } });
    const notText = await ask(world, 'POST', '/api/links', Buffer.from([0x22, 0xff, 0x22]));
    expect(notText.json).toMatchObject({
      problem: { code: 'bad-json', message: expect.stringContaining('UTF-8') },
    });
    expect(world.asked).toEqual([]);
  });

  test('1 MiB is the limit where nothing else is said, declared or chunked', async () => {
    const big = Buffer.alloc(1024 * 1024 + 1, 0x20);
    const declared = await ask(world, 'PUT', '/api/preferences', big);
    expect(declared.status).toBe(413);
    const chunked = await ask(world, 'PUT', '/api/preferences', big, { 'transfer-encoding': 'chunked' });
    expect(chunked.status).toBe(413);
    const fits = await ask(
      world,
      'PUT',
      '/api/preferences',
      Buffer.from(JSON.stringify({ a: 'x'.repeat(1_000_000) })),
    );
    expect(fits.status).toBe(200);
    expect(world.asked).toEqual([['preferences.write']]);
  });

  test('a call takes 64 MiB and no more', async () => {
    const call = (size: number) =>
      ask(world, 'POST', `/api/sessions/${ID}/calls`, { method: 'x', params: 'p'.repeat(size) });
    expect((await call(60 * 1024 * 1024)).status).toBe(200);
    expect((await call(64 * 1024 * 1024)).status).toBe(413);
  });

  test('an answer to a question is exactly one of result and error', async () => {
    const answer = (given: object) =>
      ask(world, 'POST', `/api/sessions/${ID}/answers`, { frame: 3, ...given });
    expect((await answer({})).status).toBe(400);
    expect((await answer({ result: '{}', error: '{}' })).status).toBe(400);
    expect((await answer({ error: '{}' })).status).toBe(200);
    expect(world.asked).toEqual([['sessions.answer', ID, { frame: 3, error: '{}' }]]);
  });
});

test('a prototype key in a body reaches nobody', async () => {
  await ask(
    world,
    'POST',
    `/api/sessions/${ID}/calls`,
    Buffer.from('{"method":"x","__proto__":{"polluted":1}}'),
  );
  expect(({} as { polluted?: number }).polluted).toBeUndefined();
  expect(world.asked).toEqual([['sessions.call', ID, { method: 'x' }]]);
});

test('problems of the parts say by their status whether the thing is missing', async () => {
  const problems = { missing: 'no-such-session', impossible: 'not-connected' };
  for (const [kind, status] of [
    ['missing', 404],
    ['impossible', 422],
  ] as const) {
    const problem = { code: problems[kind], message: 'said so', hint: 'do that' };
    const other = await startWorld({
      change: (made) => ({
        ...made,
        sessions: { ...made.sessions, stop: () => Promise.resolve({ ok: false, problem }) },
      }),
    });
    const answer = await ask(other, 'POST', `/api/sessions/${ID}/stop`, {});
    expect(answer).toMatchObject({ status, json: { problem } });
    await other.close();
  }
});

test('a bug is reported to the one who wants to know, and only there', async () => {
  const bug = new Error('the secret reason');
  const other = await startWorld({
    change: (made) => ({
      ...made,
      snapshot: () => {
        throw bug;
      },
    }),
  });
  const answer = await ask(other, 'GET', '/api/snapshot');
  expect(answer.status).toBe(500);
  expect(answer.json).toMatchObject({ problem: { code: 'bridge-bug' } });
  expect(answer.body.toString()).not.toContain('secret reason');
  expect(other.bugs).toEqual([bug]);
  await other.close();
});

describe('what is known as secret', () => {
  test('is masked in answers, unless asked for', async () => {
    const other = await startWorld({
      change: (made) => ({
        ...made,
        sessions: {
          ...made.sessions,
          stop: () =>
            Promise.resolve({ ok: true, value: session(ID, { reachedBy: 'http://x/?key=hunter22' }) }),
        },
      }),
    });
    other.secrets.put('hunter22', 'API key');
    other.frame.detail.head.http!.headers = [['X-Key', 'hunter22']];
    const path = `/api/frames/${ID}/1`;
    expect((await ask(other, 'GET', path)).body.toString()).not.toContain('hunter22');
    expect((await ask(other, 'GET', `${path}?reveal=1`)).body.toString()).toContain('hunter22');
    const stopped = await ask(other, 'POST', `/api/sessions/${ID}/stop`, {});
    expect(stopped.json).toMatchObject({ reachedBy: 'http://x/?key=********' });
    await other.close();
  });

  test('is masked in bytes at the same length, window edges included', async () => {
    const other = await startWorld();
    other.secrets.put('hunter22', 'API key, mine');
    const text = `{"k":"hunter22","l":"hunter2","m":"hunter22"}`;
    other.frame.bytes = Buffer.from(text);
    const whole = Buffer.from(text.replaceAll('hunter22', '********'));
    const places = [6, 35];
    for (let from = 0; from <= text.length; from += 1) {
      for (const to of [from, from + 1, from + 7, from + 20, text.length].filter((end) => end >= from)) {
        const answer = await ask(other, 'GET', `/api/frames/${ID}/1/bytes?part=raw&from=${from}&to=${to}`);
        expect(answer.body.toString(), `${from}-${to}`).toBe(whole.subarray(from, to).toString());
        expect(answer.headers['x-total-bytes']).toBe(String(text.length));
        const clipped = places
          .map((at) => [Math.max(at, from), Math.min(at + 8, to)] as const)
          .filter(([a, b]) => a < b)
          .map(([a, b]) => `${a}-${b}:API%20key%2C%20mine`);
        expect(answer.headers['x-masked']).toBe(clipped.length > 0 ? clipped.join(',') : undefined);
      }
    }
    const revealed = await ask(other, 'GET', `/api/frames/${ID}/1/bytes?reveal=1`);
    expect(revealed.body.toString()).toBe(text);
    expect(other.frame.bytes.toString(), 'what is recorded stays as it was').toBe(text);
    await other.close();
  });
});

test.each([
  `/api/frames/${ID}/1/bytes?part=all`,
  `/api/frames/${ID}/1/bytes?from=-1`,
  `/api/frames/${ID}/1/bytes?from=5&to=4`,
  `/api/frames/${ID}/1/bytes?from=1e3`,
  '/api/traffic?mode=all',
  '/api/traffic?from=x',
  '/api/traffic?limit=-1',
  `/api/sessions/${ID}/inventory?sections=tools,nothing`,
  `/api/sessions/${ID}/inventory?sections=__proto__`,
  `/api/sessions/${ID}/inventory?from=-1`,
  `/api/sessions/${ID}/inventory?limit=1e3`,
  `/api/sessions/${ID}/inventory?q=${'q'.repeat(1001)}`,
  `/api/sessions/${ID}/item`,
  `/api/sessions/${ID}/item?section=constructor&name=a`,
  `/api/sessions/${ID}/item?section=tools&name=a&nth=0`,
])('%s is a bad query', async (path) => {
  const answer = await ask(world, 'GET', path);
  expect(answer.status).toBe(400);
  expect(answer.json).toMatchObject({ problem: { code: 'bad-query' } });
  expect(world.asked).toEqual([]);
});

test('an inventory is asked for as it was written, and within bounds', async () => {
  const asked = async (query: string): Promise<unknown> => {
    const answer = await ask(world, 'GET', `/api/sessions/${ID}/${query}`);
    expect(answer.status).toBe(200);
    return world.asked.splice(0)[0];
  };
  const usual = { q: '', sections: [], from: 0, limit: 100 };
  expect(await asked('inventory')).toEqual(['inventories.page', ID, usual]);
  expect(await asked('inventory?q=a%20B&sections=tools,server&from=7&limit=5000')).toEqual([
    'inventories.page',
    ID,
    { q: 'a B', sections: ['tools', 'server'], from: 7, limit: 1000 },
  ]);
  const name = '__proto__/ä &?\u0007';
  expect(await asked(`item?section=tools&name=${encodeURIComponent(name)}&nth=2`)).toEqual([
    'inventories.item',
    ID,
    { section: 'tools', name, nth: 2 },
  ]);
});

test('a frame that is not recorded is a 404', async () => {
  for (const path of [`/api/frames/${ID}/2`, `/api/frames/${ID}/x`, `/api/frames/${ID}/2/bytes`]) {
    expect((await ask(world, 'GET', path)).status).toBe(404);
  }
});
