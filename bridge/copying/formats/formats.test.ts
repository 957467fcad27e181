import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COPY_FORMATS } from '../../../protocol/copy-formats.ts';
import type { CopySource } from '../copy-source.ts';
import { requestIn } from '../message-request.ts';
import { type Piece, plain, Variables } from '../pieces.ts';
import { FORMATS } from './index.ts';

/** Everything runs here; a file of any other name was made by what was copied. */
const folder = mkdtempSync(join(tmpdir(), 'copied-'));
const SECRET = `s3cr'et"$(touch pwned)`;
const ENV = { PATH: `${folder}/bin:${process.env['PATH']}`, HOME: folder, TOKEN: SECRET };

interface Arrived {
  method: string | undefined;
  url: string | undefined;
  headers: string[];
  body: Buffer;
}
const arrived: Arrived[] = [];
const server = createServer((request: IncomingMessage, answer) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const { method, url, rawHeaders: headers } = request;
    arrived.push({ method, url, headers, body: Buffer.concat(chunks) });
    answer.end('{}');
  });
});
let port = 0;
beforeAll(async () => {
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  ({ port } = server.address() as AddressInfo);
  spawnSync('mkdir', [join(folder, 'bin')]);
  const ours = join(folder, 'bin', 'mcp-sec-inspect');
  const dump = `require('fs').writeFileSync(${JSON.stringify(join(folder, 'bin', 'argv'))}, JSON.stringify(process.argv.slice(2)))`;
  writeFileSync(ours, `#!${process.execPath}\n${dump}\n`);
  chmodSync(ours, 0o700);
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

const utf8 = (text: string): Uint8Array => Buffer.from(text, 'utf8');
const HOSTILE: [string, Uint8Array][] = [
  ['a plain request', utf8('{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo"}}')],
  ['quotes and substitutions', utf8(`'"\`touch pwned\`$(touch pwned)\${HOME};touch pwned;#&|<>*?[a]{b,c}~!`)],
  ['a closed quote', utf8(`'; touch pwned; '`)],
  ['formats and escapes', utf8('%s%n%%\\n\\047\\x27\\')],
  ['line ends at the end', utf8('{"a":1}\r\n\n\n')],
  ['a leading minus', utf8('-e --data x')],
  ['an at sign', utf8('@/etc/passwd')],
  ['NUL and what is no UTF-8', Uint8Array.of(0x7b, 0, 0x37, 0xff, 0xfe, 0xc3, 0x28, 0x0a, 0)],
  [
    'a BOM and what a terminal acts upon',
    utf8('\ufeff\u001b]0;x\u0007\u001b[201~\ntouch pwned\n\u009b2J\u0008'),
  ],
  ['what is not seen', utf8('a\u202eb\u2066c\u200bd\u{e0041}e\u00adf\u2028g')],
  ['other scripts', utf8('Grüße 日本語 😀 한')],
  ['a long one', utf8(`"${'\\u0041x'.repeat(15_000)}"`)],
];

const piecesOf = (message: Uint8Array): Piece[] => (message.length === 0 ? [] : [{ bytes: message }]);

function httpSource(message: Piece[], more: Partial<Extract<CopySource, { over: 'http' }>> = {}): CopySource {
  return {
    over: 'http',
    target: 'echo',
    request: undefined,
    message,
    url: plain(`http://127.0.0.1:${port}/mcp`),
    method: 'POST',
    headers: [{ name: 'Host', value: plain('example.test') }],
    caFile: undefined,
    verify: true,
    ...more,
  };
}

function written(id: string, source: CopySource, variables: string[] = []): string {
  const outcome = FORMATS.find((format) => format.id === id)!.write(source, variables);
  if (!outcome.ok) throw new Error(outcome.problem.message);
  return outcome.value.text;
}

/** What is pasted holds nothing that a terminal acts upon. */
function expectSeen(text: string): void {
  expect(text).toMatch(/^[\p{L}\p{N}\p{P}\p{S} \n]*$/u);
}

function expectNothingRun(): void {
  expect(readdirSync(folder).filter((name) => !['bin', 'request.mjs', 'got'].includes(name))).toEqual([]);
}

function runShell(shell: string, text: string): Promise<string> {
  return run(shell, ['-c', text]);
}

function run(program: string, args: string[]): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: folder, env: ENV });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.stdout.resume();
    child.on('close', () => resolve(said));
  });
}

async function viaHttp(id: 'curl' | 'node', text: string, shell = 'sh'): Promise<Arrived> {
  arrived.length = 0;
  const script = join(folder, 'request.mjs');
  if (id === 'node') writeFileSync(script, text);
  const said = id === 'node' ? await run(process.execPath, [script]) : await runShell(shell, text);
  expectNothingRun();
  if (arrived.length !== 1) throw new Error(`${arrived.length} requests arrived: ${said}`);
  return arrived[0]!;
}

it('has every format that is offered, and no other', () => {
  expect(FORMATS.map(({ id }) => id)).toEqual(COPY_FORMATS.map(({ id }) => id));
});

describe.each(['curl', 'node'] as const)('%s over HTTP', (id) => {
  it.each(HOSTILE)('sends the very bytes of %s', async (_, message) => {
    const text = written(id, httpSource(piecesOf(message)));
    expectSeen(text);
    expect(Buffer.from((await viaHttp(id, text)).body)).toEqual(Buffer.from(message));
  });

  it('sends the very bytes of anything', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 60 }), async (message) => {
        const text = written(id, httpSource(piecesOf(message)));
        expectSeen(text);
        expect((await viaHttp(id, text)).body).toEqual(Buffer.from(message));
      }),
      { seed: 20261122, numRuns: 12 },
    );
  });

  it('sends method, path and headers as they were, and no others', async () => {
    const headers = [
      { name: 'Host', value: plain('example.test') },
      { name: 'x-Odd-Case', value: plain(`a'b"c $(touch pwned) \`touch pwned\``) },
      { name: 'X-Twice', value: plain('1') },
      { name: 'X-Twice', value: plain('2') },
      { name: 'X-Empty', value: [] },
      { name: 'Connection', value: plain('close') },
    ];
    const path = `/mcp/../a;b?x={1,2}[3-4]&y='$(touch%20pwned)'`;
    const url = plain(`http://127.0.0.1:${port}${path}`);
    const text = written(id, httpSource(piecesOf(utf8('{}')), { headers, url, method: 'PUT' }));
    const got = await viaHttp(id, text);
    expect([got.method, got.url]).toEqual(['PUT', path]);
    const pairs = got.headers.flatMap((name, i) => (i % 2 === 0 ? [[name, got.headers[i + 1]]] : []));
    expect(pairs.filter(([name]) => name !== 'Content-Length')).toEqual(
      headers.map(({ name, value }) => [
        name,
        value.map((piece) => ('bytes' in piece ? Buffer.from(piece.bytes).toString() : '')).join(''),
      ]),
    );
  });

  it('takes secrets from variables, says which are not set, and never holds one', async () => {
    const variables = new Variables((bytes) => {
      const at = Buffer.from(bytes).indexOf(SECRET);
      return at < 0 ? [] : [{ from: at, to: at + SECRET.length, name: 'token' }];
    });
    const message = `{"key":"${SECRET}","more":"%s"}`;
    const source = httpSource(variables.text(message), {
      headers: [
        { name: 'Host', value: plain('example.test') },
        { name: 'Authorization', value: [...plain('Bearer '), ...variables.text(SECRET)] },
      ],
    });
    expect(variables.all).toEqual([{ name: 'TOKEN', of: 'token' }]);
    const text = written(id, source, ['TOKEN']);
    expect(text).not.toContain('cr');
    const got = await viaHttp(id, text);
    expect(got.body.toString()).toBe(message);
    expect(got.headers).toContain(`Bearer ${SECRET}`);
    const unset = written(id, source, ['TOKEN']).replaceAll('TOKEN', 'TOKEN_NOT_SET');
    await expect(viaHttp(id, unset)).rejects.toThrow(/TOKEN_NOT_SET.*is not set/s);
  });
});

it('writes a request without a body', async () => {
  for (const id of ['curl', 'node'] as const) {
    const got = await viaHttp(id, written(id, httpSource([], { method: 'GET' })));
    expect([got.method, got.body.length]).toEqual(['GET', 0]);
    expect(got.headers.map((one) => one.toLowerCase())).not.toContain('content-length');
  }
});

it.runIf(existsSync('/bin/bash'))('is the same to bash', async () => {
  for (const [, message] of HOSTILE)
    expect((await viaHttp('curl', written('curl', httpSource(piecesOf(message))), 'bash')).body).toEqual(
      Buffer.from(message),
    );
});

describe('node over stdio', () => {
  const got = join(folder, 'got');
  /** Answers the first line, and writes down everything it hears. */
  const echo = `let n=0;process.stdin.on('data',(d)=>{require('fs').appendFileSync(${JSON.stringify(got)},d);if(n++===0)console.log('{}')})`;
  const source = (message: Piece[], opening: Piece[][]): CopySource => ({
    ...{ over: 'stdio', target: 'echo', request: undefined, message, opening },
    ...{ command: process.execPath, args: ['-e', echo, `'$(touch pwned)"\n`].map(plain), cwd: folder },
    env: [{ name: '__proto__', value: plain(`$(touch pwned)'"`) }],
  });

  async function heard(text: string, length: number): Promise<Buffer> {
    rmSync(got, { force: true });
    const script = join(folder, 'request.mjs');
    writeFileSync(script, text);
    const child = spawn(process.execPath, [script], { cwd: folder, env: ENV, stdio: 'ignore' });
    try {
      for (let tries = 0; tries < 400; tries++) {
        if (existsSync(got) && readFileSync(got).length >= length) break;
        await wait(10);
      }
    } finally {
      child.kill();
    }
    expectNothingRun();
    return readFileSync(got);
  }

  it.each(HOSTILE.slice(1, 9))('writes the very bytes of %s', async (_, message) => {
    const text = written('node', source(piecesOf(message), []));
    expectSeen(text);
    expect(await heard(text, message.length)).toEqual(Buffer.from(message));
  });

  it('says the opening first', async () => {
    const opening = [utf8('{"id":0}\n'), utf8('{"method":"n"}\n')];
    const text = written('node', source(piecesOf(utf8('last\n')), opening.map(piecesOf)));
    const expected = '{"id":0}\n{"method":"n"}\nlast\n';
    expect((await heard(text, expected.length)).toString()).toBe(expected);
  });
});

describe('our own command line', () => {
  it.each([
    ['tools/call', `{"name":"-x","arguments":{"q":"'\\"$(touch pwned)\\n\`"}}`],
    ['tools/call', '{"name":"\u202ea\u200b","n":12345678901234567890}'],
    ['odd/$(touch pwned)', '{}'],
    ['tools/list', undefined],
  ])('makes the call %s %s', async (method, params) => {
    const message = `{"jsonrpc":"2.0","id":1,"method":${JSON.stringify(method)}${params === undefined ? '' : `,"params":${params}`}}`;
    const found = requestIn(message)!;
    expect(found.method).toBe(method);
    const source = httpSource(plain(message), {
      target: `-t'$(touch pwned)`,
      request: { method, params: params === undefined ? undefined : plain(params) },
    });
    const text = written('own', source);
    expectSeen(text);
    await runShell('sh', text);
    expectNothingRun();
    const argv = JSON.parse(readFileSync(join(folder, 'bin', 'argv'), 'utf8')) as string[];
    expect(argv).toEqual([
      'call',
      '--',
      `-t'$(touch pwned)`,
      method,
      ...(params === undefined ? [] : [params]),
    ]);
  });

  it.each(['[]', '{"method":"x","id":1', '{"method":"x"}', '{"id":1,"method":"ping","extra":1}', 'null'])(
    'does not take %s for a call',
    (message) => {
      expect(requestIn(message)).toBeUndefined();
    },
  );
});
