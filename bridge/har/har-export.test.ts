import { afterAll, describe, expect, it } from 'vitest';
import type { FrameHead } from '../../protocol/frame.ts';
import { Recorder, Scratch } from '../../test/journal/recorder.ts';
import type { SegmentLog } from '../journal/segment/log.ts';
import { Masking } from '../secrets/masking.ts';
import { MemorySecrets } from '../secrets/secrets.ts';
import { HarExport } from './har-export.ts';

const scratch = new Scratch();
afterAll(() => scratch.remove());
const SECRET = 'planted-value-0815';

interface Har {
  log: { version: string; creator: { name: string; version: string }; entries: Entry[] };
}
interface Entry {
  startedDateTime: string;
  time: number;
  request: {
    method: string;
    url: string;
    headers: Named[];
    postData?: Record<string, string>;
    queryString: Named[];
  };
  response: { status: number; headers: Named[]; content: Record<string, unknown>; comment?: string };
  timings: { send: number; wait: number; receive: number };
}
type Named = { name: string; value: string };

function world() {
  const journal = scratch.open(scratch.folder());
  const secrets = new MemorySecrets((size) => Buffer.alloc(size, 7));
  secrets.put(SECRET, 'token');
  const session = new Recorder(journal, 'remote');
  journal.saveSession({
    ...session.session,
    transport: 'streamable-http',
    reachedBy: 'https://host.test/mcp',
  });
  const har = new HarExport({ journal, masking: new Masking(secrets), build: '1.2.3' });
  const add = (head: string, body: string | Uint8Array, more: Partial<FrameHead> = {}) => {
    const [startLine = '', ...lines] = head.split('\r\n');
    const headers = lines.filter((one) => one !== '').map((one) => one.split(': ') as [string, string]);
    const status = /^HTTP\/1\.1 (\d+)/.exec(startLine)?.[1];
    const raw = Buffer.concat([Buffer.from(`${head}\r\n\r\n`), Buffer.from(body)]);
    const bodyAt = raw.length - Buffer.from(body).length;
    const http = { startLine, headers, bodyAt, ...(status === undefined ? {} : { status: Number(status) }) };
    const toward = status === undefined ? 'server' : 'client';
    const payload =
      body.length === 0
        ? ({ kind: 'none' } as const)
        : ({ kind: 'slice', from: bodyAt, to: raw.length } as const);
    return session.add(
      raw,
      { channel: status === undefined ? 'c1>' : 'c1<', toward, http, ...more },
      payload,
    );
  };
  const write = async (): Promise<{ text: string; har: Har }> => {
    session.flush();
    const file = har.write(session.session.id);
    if (!file.ok) throw new Error(file.problem.message);
    let text = '';
    for await (const piece of file.value.bytes) text += Buffer.from(piece).toString('utf8');
    return { text, har: JSON.parse(text) as Har };
  };
  return { session, journal, har, add, write };
}

describe('HAR', () => {
  it('holds every exchange over HTTP, with masked secrets, timings and both bodies', async () => {
    const { session, add, write } = world();
    const ask = `POST /mcp?key=${SECRET}&x=1 HTTP/1.1\r\nHost: host.test\r\nAuthorization: Bearer unknown-here\r\nContent-Type: application/json`;
    add(ask, `{"id":1,"k":"${SECRET}"}`, { mono: 100, wall: 1e12 });
    add('HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nSet-Cookie: a=b', '', {
      mono: 130,
      answers: 1,
    });
    for (const [mono, text] of [
      [150, 'data: {"id":1}\n\n'],
      [190, ': ping\n\ndata: x\n\n'],
    ] as const)
      session.add(text, { channel: 'c1<', mono, answers: 1, sse: {} }, { kind: 'none' });
    const binary = Uint8Array.of(0xff, 0, 1);
    add('POST /mcp HTTP/1.1\r\nHost: host.test', binary, { mono: 200 });
    add('HTTP/1.1 404 Not Found', Uint8Array.of(0xfe), { mono: 210, answers: 5 });
    (session.log as SegmentLog).skipTo(1000);
    add('GET /mcp HTTP/1.1\r\nHost: host.test', '', { mono: 300 });

    const { text, har } = await write();
    expect(har.log).toMatchObject({ version: '1.2', creator: { name: 'mcp-sec-inspect', version: '1.2.3' } });
    const [first, second, third] = har.log.entries;
    expect(har.log.entries).toHaveLength(3);
    expect(text).not.toMatch(/planted|unknown-here|a=b/);
    expect(first?.startedDateTime).toBe('2001-09-09T01:46:40.000Z');
    expect(first).toMatchObject({ time: 90, timings: { send: 0, wait: 30, receive: 60 } });
    expect(first?.request.url).toBe(`https://host.test/mcp?key=${'*'.repeat(SECRET.length)}&x=1`);
    expect(first?.request.postData?.['text']).toBe(`{"id":1,"k":"${'*'.repeat(SECRET.length)}"}`);
    expect(first?.response.content).toMatchObject({
      mimeType: 'text/event-stream',
      text: 'data: {"id":1}\n\n: ping\n\ndata: x\n\n',
    });
    expect(second?.request.postData).toMatchObject({ text: '/wAB', _encoding: 'base64' });
    expect(second?.response.content).toMatchObject({ text: '/g==', encoding: 'base64', size: 1 });
    expect(third?.response).toMatchObject({ status: 0, comment: 'No answer was recorded.' });
    expect(third?.request.postData).toBeUndefined();
    for (const { request, response } of har.log.entries)
      for (const list of [request.headers, response.headers, request.queryString])
        for (const { name, value } of list) expect([typeof name, typeof value]).toEqual(['string', 'string']);
  });

  it('holds no credential that nobody told of: in addresses, odd headers, bodies, or bodies that are packed', async () => {
    const { session, add, write } = world();
    const left = (nth: number): string => `left${nth}-Qz8Lm2Xv9`;
    const ask = `POST /mcp?api_key=${left(1)}&page=2 HTTP/1.1\r\nHost: host.test\r\nX-Session-Token: ${left(2)}\r\nContent-Type: application/x-www-form-urlencoded`;
    add(ask, `grant_type=x&client_secret=${left(3)}&again=${left(2)}`);
    const back = `HTTP/1.1 302 Found\r\nLocation: https://host.test/cb?code=${left(4)}\r\nWWW-Authenticate: Bearer realm="x"`;
    add(back, `{"access_token":"${left(5)}","token_type":"Bearer","words":"and ${left(1)}"}`, { answers: 1 });
    add('POST /mcp HTTP/1.1\r\nHost: host.test', '{"id":2}');
    const packed = 'HTTP/1.1 500 Oh\r\nContent-Type: text/plain\r\nContent-Encoding: br';
    const [head, body] = [`${packed}\r\n\r\n`, `packed ${left(6)}`];
    const http = {
      startLine: 'HTTP/1.1 500 Oh',
      headers: packed
        .split('\r\n')
        .slice(1)
        .map((one) => one.split(': ') as [string, string]),
      bodyAt: head.length,
      status: 500,
    };
    session.add(head + body, { channel: 'c2<', http, answers: 3 }, { kind: 'none' });
    const { text, har } = await write();
    expect(text.match(/left\d/g)).toBeNull();
    expect(text).toContain('&page=2');
    expect(har.log.entries[0]?.request.queryString[1]).toEqual({ name: 'page', value: '2' });
    expect(har.log.entries[0]?.response.content['text']).toContain('"token_type":"Bearer","words":"and ');
    expect(har.log.entries[1]?.response.content).toMatchObject({
      size: 22,
      comment: '22 more bytes are left out.',
    });
  });

  it('is not there for a process, or for no session', () => {
    const { har, journal } = world();
    const stdio = new Recorder(journal);
    expect(har.write(stdio.session.id)).toMatchObject({ ok: false, problem: { code: 'not-over-http' } });
    expect(har.write('__proto__')).toMatchObject({ ok: false, problem: { code: 'no-such-session' } });
  });
});
