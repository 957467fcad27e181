import { deflateSync, gzipSync } from 'node:zlib';
import type { Journal } from '../../bridge/journal/journal.ts';
import type { FrameHead } from '../../protocol/frame.ts';
import type { Session } from '../../protocol/session.ts';
import { Recorder } from '../journal/recorder.ts';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Secrets in places of every sort. Their names are none of a secret's, so that the file may hold them. */
export class Planted {
  readonly values = new Map<string, string>();
  /** Those that somebody told the bridge of. */
  readonly known: { name: string; value: string }[] = [];
  #state = 7;

  /** Random letters, the same in every run. */
  make(place: string, prefix = '', length = 24): string {
    let text = prefix;
    while (text.length < prefix.length + length) {
      this.#state = (Math.imul(this.#state, 1_664_525) + 1_013_904_223) >>> 0;
      text += LETTERS[Math.floor((this.#state / 2 ** 32) * LETTERS.length)];
    }
    this.values.set(place, text);
    return text;
  }

  tell(place: string, value = this.make(place)): string {
    this.values.set(place, value);
    this.known.push({ name: place, value });
    return value;
  }
}

const OF_SERVER = { channel: 'stdout', toward: 'client', author: 'server' } as const;
const line = (value: unknown): string => `${JSON.stringify(value)}\n`;
const text = (value: string): unknown => ({ content: [{ type: 'text', text: value }] });
const base64 = (value: string): string => Buffer.from(value).toString('base64');

/** One session over stdio and HTTP with secrets wherever one can be, and what was planted. */
export async function plantSecrets(
  journal: Journal,
): Promise<{ session: Session; planted: Planted; notes: { seq: number; note: string; at: number }[] }> {
  const p = new Planted();
  const of = new Recorder(journal, 'planted');
  let id = 0;
  const call = (args: unknown): void =>
    void of.sent(
      line({ jsonrpc: '2.0', id: ++id, method: 'tools/call', params: { name: 'x', arguments: args } }),
    );
  const result = (value: unknown): void => void of.received(line({ jsonrpc: '2.0', id, result: value }));
  const stderr = (words: string): void => void of.received(`${words}\n`, { channel: 'stderr' });

  // Told to the bridge: variables of a server's environment. Repeated in every encoding.
  const env = p.tell('env');
  stderr(`starting with ${env}`);
  call({ q: base64(env), r: base64(`a${env}`), s: base64(`ab${env}z`), h: Buffer.from(env).toString('hex') });
  result(
    text(
      `${encodeURIComponent(env)} ${base64(`{"inner":"${env}"}`)} ${Buffer.from(env).toString('hex').toUpperCase()}`,
    ),
  );
  const odd = p.tell('env with signs', 'pä"ss\\w/ör&d <7> 4711');
  call({ a: odd, b: JSON.stringify({ c: odd }), d: encodeURIComponent(odd), e: base64(odd) });
  of.received(`{"jsonrpc":"2.0","id":${id},"result":"${asciiJson(odd)}"}\n`);
  of.received(Buffer.from(`${odd}\n`, 'utf16le').toString('latin1'), { channel: 'stderr' });
  p.tell('short, told', 'Zq7!x');
  stderr('code Zq7!x given');

  // By what they are called.
  call({ password: p.make('argument') });
  result({ structuredContent: { apiKey: p.make('structured content') } });
  call({ token: 'Tr0ub4' });
  p.values.set('short value', 'Tr0ub4');
  result(
    text(`{"nested":"${JSON.stringify({ client_secret: p.make('JSON in JSON') }).replaceAll('"', '\\"')}"}`),
  );
  stderr(`DB_PASSWORD=${p.make('log line')}`);
  stderr(`connecting with --token ${p.make('log of a flag')} now`);
  of.received(
    `{"jsonrpc":"2.0","id":${id},"error":{"code":-1,"message":"secret: ${p.make('error message')} refused"}}\n`,
  );
  call({ passcode: p.make('digits', '4', 0) + '93817264' });
  p.values.set('digits', '493817264');
  of.received(`{"jsonrpc":"2.0","id":99,"result":{"password":493817264}}\n`);

  // By what they look like.
  result(text(`use ${p.make('key by its look', 'sk-proj-')} here`));
  result(text(p.make('provider token', 'ghp_', 36)));
  result(text('AKIAQ3EGZ7XNWM4YLTPB'));
  p.values.set('cloud key', 'AKIAQ3EGZ7XNWM4YLTPB');
  const jwt = `${base64('{"alg":"HS256","typ":"JWT"}').replace(/=/g, '')}.${base64(`{"sub":"${p.make('claim of a token')}"}`).replace(/=/g, '')}.${p.make('signature', '', 43)}`;
  result(text(`token ${jwt}`));
  p.values.set('web token', jwt);
  const pem = p.make('private key', 'MIIEvQIBADANBg', 50);
  const second = p.make('private key, second line', '', 64);
  result(text(`-----BEGIN PRIVATE KEY-----\n${pem}\n${second}\n-----END PRIVATE KEY-----\n`));
  stderr(`line of a key again: ${second}`);

  // In addresses.
  result(text(`postgres://app:${p.make('address')}@db.internal/x`));
  result(text(`https://${p.make('user of an address')}@host/`));
  call({ uri: `https://api.example.com/v1?api_key=${p.make('query')}&page=2` });
  call({ uri: `https://cb.example.com/#access_token=${p.make('fragment')}` });
  call({ body: `grant=x&client_secret%3D${p.make('encoded form')}%26a%3Db` });

  // In blobs.
  result({ contents: [{ uri: 'file:///a', blob: base64(`config\npassword=${p.make('blob')}\nend`) }] });
  result({
    contents: [{ uri: 'file:///b', blob: gzipSync(`token: "${p.make('packed blob')}"`).toString('base64') }],
  });
  result({
    contents: [{ uri: 'file:///c', blob: base64(base64(`{"secret":"${p.make('blob in a blob')}"}`)) }],
  });
  result({ contents: [{ uri: 'file:///d', blob: deflateSync(`known ${env}`).toString('base64') }] });
  call({ hex: Buffer.from(`api_key=${p.make('hexadecimal')}`).toString('hex') });

  // Over two frames, and over the end of a line.
  const split = p.tell('over two frames');
  of.received(`noise ${split.slice(0, 11)}`, { channel: 'stderr' });
  of.received(`${split.slice(11)} more\n`, { channel: 'stderr' });
  const lines = p.tell('over two lines');
  of.received(`${lines.slice(0, 9)}\n${lines.slice(9)}\n`, { channel: 'stderr' });
  const three = p.tell('over three frames');
  for (const piece of [three.slice(0, 8), three.slice(8, 16), three.slice(16)])
    of.received(piece, { channel: 'stderr' });

  http(of, p, env);

  of.large(
    [
      Buffer.from('x'.repeat(1_048_570)),
      Buffer.from(` password=${p.make('large frame')} `),
      Buffer.from('y'.repeat(9000)),
    ],
    OF_SERVER,
  );
  await of.end();
  const session: Session = {
    ...of.session,
    name: `run with ${p.tell('name of the session')}`,
    targetName: `server ${p.tell('name of the target')}`,
    reachedBy: `npx server --token ${p.make('command line')} --url https://u:${p.make('address of the target')}@host/`,
    provenance: { entry: `/opt/x?key=${p.make('provenance')}`, token: p.make('value of provenance') },
    deviations: [{ text: `said "Authorization: Bearer ${p.make('deviation')}"` }],
    server: { name: `srv ${p.make('name of the server', 'sk-live-')}`, version: '1' },
    stages: [{ stage: 'connect', status: 'done', startedAt: 0, note: `tried ${env}` }],
    state: {
      kind: 'failed',
      problem: { code: 'x', message: `password=${p.make('problem')}`, hint: `try ${env}` },
    },
    endedAt: 1e12 + 1e6,
  };
  journal.saveSession(session);
  const notes = [
    { seq: 2, note: `my password: "${p.make('note')}" and ${env}`, at: 5 },
    { seq: 3, note: `hunter ${p.make('note by its look', 'glpat-')}`, at: 6 },
  ];
  return { session, planted: p, notes };
}

function http(of: Recorder, p: Planted, env: string): void {
  const body = `{"jsonrpc":"2.0","id":500,"method":"tools/call","params":{"name":"y","arguments":{}}}`;
  const message = (
    startLine: string,
    headers: [string, string][],
    content: string | Buffer,
    more: Partial<FrameHead>,
    stored?: string,
  ): void => {
    const head = `${startLine}\r\n${headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;
    const raw = Buffer.concat([Buffer.from(head, 'latin1'), Buffer.from(content)]);
    const bodyAt = Buffer.byteLength(head, 'latin1');
    const status = startLine.startsWith('HTTP') ? { status: 200 } : {};
    of.add(
      raw,
      {
        channel: 'c1>',
        toward: 'server',
        author: 'client',
        ...more,
        http: { startLine, headers, bodyAt, ...status },
      },
      stored === undefined
        ? { kind: 'slice', from: bodyAt, to: raw.length }
        : { kind: 'stored', bytes: Buffer.byteLength(stored) },
      stored === undefined ? undefined : Buffer.from(stored),
    );
  };
  const answer: Partial<FrameHead> = { channel: 'c1<', toward: 'client', author: 'server' };
  message(
    `POST /mcp?token=${p.make('start line')} HTTP/1.1`,
    [
      ['Authorization', `Bearer ${p.make('bearer token')}`],
      ['Proxy-Authorization', `Basic ${base64(`me:${p.make('basic password')}`)}`],
      ['Cookie', `a=${p.make('cookie')}; b=${p.make('second cookie')}`],
      ['X-Api-Key', p.make('key header')],
      ['Mcp-Session-Id', p.make('session header')],
      ['X-Auth-Token', p.make('token header', '', 9)],
    ],
    body,
    {},
  );
  const said = `{"jsonrpc":"2.0","id":500,"result":{"content":[{"type":"text","text":"password=${p.make('packed body')}"}]}}`;
  message(
    'HTTP/1.1 200 OK',
    [
      ['Content-Encoding', 'gzip'],
      ['Set-Cookie', `sid=${p.make('set cookie')}; HttpOnly`],
    ],
    gzipSync(said),
    answer,
    said,
  );
  const chunked = `{"jsonrpc":"2.0","id":501,"result":{"text":"api_key=${p.make('chunked body')}"}}`;
  const half = Math.floor(chunked.length - 20);
  const pieces = [chunked.slice(0, half), chunked.slice(half)];
  const framed = pieces.map((piece) => `${piece.length.toString(16)}\r\n${piece}\r\n`).join('');
  message('HTTP/1.1 200 OK', [['Transfer-Encoding', 'chunked']], `${framed}0\r\n\r\n`, answer, chunked);
  const inChunks = p.tell('over two chunks');
  const refused = `no ${inChunks.slice(0, 10)}\r\n${(14).toString(16)}\r\n${inChunks.slice(10)}`;
  message('HTTP/1.1 401 No', [['Transfer-Encoding', 'chunked']], `d\r\n${refused}\r\n0\r\n\r\n`, answer);
  const event = `data: {"jsonrpc":"2.0","method":"notifications/x","params":\ndata: {"secret":"${p.make('event')}"}}\n\n`;
  const joined = event.replace(/^data: /gm, '').trimEnd();
  of.add(
    event,
    { ...answer, channel: 'c2<', sse: { id: p.tell('id of an event') } },
    { kind: 'stored', bytes: joined.length },
    Buffer.from(joined),
  );
  of.add(`retry ${env}`, { ...answer, problem: `cut off at ${env}` });
}

function asciiJson(value: string): string {
  return JSON.stringify(value)
    .slice(1, -1)
    .replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
