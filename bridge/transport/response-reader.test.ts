import { request } from 'node:http';
import { Duplex } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MOST_HEAD_BYTES, ResponseReader, type Stretch } from './response-reader.ts';
import { processorTime } from '../../test/processor-time.ts';

const bytesOf = (stretches: Stretch[]): Buffer =>
  Buffer.concat(stretches.map((stretch) => ('bytes' in stretch ? stretch.bytes : Buffer.alloc(0))));
const bodyOf = (stretches: Stretch[]): Buffer =>
  Buffer.concat(stretches.map((stretch) => (stretch.kind === 'body' ? stretch.bytes : Buffer.alloc(0))));
const kinds = (stretches: Stretch[]): string =>
  stretches
    .map(({ kind }) => kind)
    .filter((kind, at, all) => kind !== all[at - 1])
    .join(' ');

/** Cuts at the given places, in whatever order they are. */
function cut(bytes: Buffer, places: number[]): Buffer[] {
  const sorted = [...new Set(places.map((place) => place % (bytes.length + 1)))].sort((a, b) => a - b);
  return [...sorted, bytes.length].map((to, at) => bytes.subarray(at === 0 ? 0 : sorted[at - 1], to));
}

function read(bytes: Buffer, places: number[] = [], method = 'POST') {
  const reader = new ResponseReader(method);
  const stretches = cut(bytes, places).flatMap((chunk) => reader.feed(chunk));
  const { stretches: last, missing } = reader.end();
  return { stretches: [...stretches, ...last], missing };
}

/** How much of the unreadable is named with the fault depends on how it arrives. */
const upToFault = (text: string): string => text.replace(/(framing )?broken.*/, 'broken');
const readText = (text: string, places: number[] = [], method = 'POST') =>
  read(Buffer.from(text, 'latin1'), places, method);
const headOf = ({ stretches }: { stretches: Stretch[] }) => {
  const found = stretches.find((stretch) => stretch.kind === 'head');
  if (found === undefined) throw new Error('no head was read');
  return found.head;
};

const line = fc.constantFrom('\r\n', '\n');
const places = fc.array(fc.nat(2000), { maxLength: 20 });
const header = fc.oneof(
  fc
    .tuple(fc.stringMatching(/^[A-Za-z-]{1,12}$/), fc.stringMatching(/^[ -~]{0,20}$/))
    .map(([name, value]) => `${name}: ${value}`),
  fc.constantFrom(
    'Content-Length: 5',
    'Content-Length: 0',
    'Transfer-Encoding: chunked',
    'Content-Length: 5, 6',
    'no colon',
    ' folded',
    'Connection: close',
    ':',
  ),
);
const answer = fc
  .tuple(
    fc.constantFrom(
      'HTTP/1.1 200 OK',
      'HTTP/1.1 204 ',
      'HTTP/1.0 200 OK',
      'HTTP/1.1 100 Continue',
      'HTTP/1.1 404',
      'HTTP/2 200',
      'oops',
    ),
    fc.array(header, { maxLength: 5 }),
    line,
    fc.oneof(
      fc.constantFrom(
        '5\r\nhello\r\n0\r\n\r\n',
        '5;a=b\r\nhello\r\n0\r\nT: x\r\n\r\n',
        'hello',
        'zz\r\n',
        '5\r\nhelloo\r\n',
      ),
      fc.string(),
    ),
    fc.string({ maxLength: 20 }),
  )
  .map(([start, headers, end, body, tail]) =>
    Buffer.from([start, ...headers, '', body].join(end) + tail, 'latin1'),
  );
const wellFormed = fc
  .tuple(
    fc.array(fc.uint8Array({ minLength: 1, maxLength: 40 }), { maxLength: 6 }),
    fc.constantFrom('chunked', 'length', 'close'),
  )
  .map(([parts, how]) => {
    const head = {
      chunked: 'Transfer-Encoding: chunked',
      length: `Content-Length: ${parts.flatMap((part) => [...part]).length}`,
      close: 'X: y',
    };
    const framed = parts.flatMap((part) =>
      how === 'chunked'
        ? [Buffer.from(`${part.length.toString(16)}\r\n`), part, Buffer.from('\r\n')]
        : [part],
    );
    const end = Buffer.from(how === 'chunked' ? '0\r\n\r\n' : '');
    return Buffer.concat([Buffer.from(`HTTP/1.1 200 OK\r\n${head[how]}\r\n\r\n`), ...framed, end]);
  });
const anything = fc.oneof(
  answer,
  fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
);

describe('whatever arrives', () => {
  test('comes out again, every byte once and in order', () => {
    fc.assert(
      fc.property(anything, places, (bytes, cuts) => {
        expect(bytesOf(read(bytes, cuts).stretches)).toEqual(bytes);
      }),
      { numRuns: 2000 },
    );
  });

  test('reads the same however it is cut', () => {
    fc.assert(
      fc.property(answer, places, (bytes, cuts) => {
        const whole = read(bytes);
        const parts = read(bytes, cuts);
        expect(bodyOf(parts.stretches)).toEqual(bodyOf(whole.stretches));
        expect(upToFault(kinds(parts.stretches))).toBe(upToFault(kinds(whole.stretches)));
        expect(parts.missing).toBe(whole.missing);
      }),
      { numRuns: 1000 },
    );
  });
});

/** What Node's client reads from the same bytes; undefined when it refuses them. */
function readByNode(bytes: Buffer): Promise<{ status: number; headers: string[]; body: Buffer } | undefined> {
  return new Promise((resolve) => {
    const wire = new Duplex({ read() {}, write: (_chunk, _encoding, done) => done() });
    const asked = request({ createConnection: () => wire, maxHeaderSize: MOST_HEAD_BYTES });
    asked.on('error', () => resolve(undefined));
    asked.on('response', (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('error', () => resolve(undefined));
      response.on('end', () => {
        resolve({ status: response.statusCode!, headers: response.rawHeaders, body: Buffer.concat(parts) });
      });
    });
    asked.end();
    setImmediate(() => {
      wire.push(bytes);
      wire.push(null);
    });
  });
}

test("reads what Node's parser accepts exactly as Node does", async () => {
  let accepted = 0;
  await fc.assert(
    fc.asyncProperty(fc.oneof(answer, wellFormed), async (bytes) => {
      const node = await readByNode(bytes);
      if (node === undefined) return;
      accepted++;
      const ours = read(bytes, [], 'GET');
      const final = ours.stretches.filter((stretch) => stretch.kind === 'head').at(-1)!.head;
      expect(final.status).toBe(node.status);
      expect(final.headers.flat()).toEqual(node.headers);
      expect(bodyOf(ours.stretches)).toEqual(node.body);
    }),
    { numRuns: 1000 },
  );
  expect(accepted).toBeGreaterThan(100);
});

test.each([
  ['a length', 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello', 'head body complete', 'hello'],
  ['nothing', 'HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n', 'head complete', ''],
  [
    'chunks',
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2;x=y\r\nlo\r\n0\r\nT: 1\r\n\r\n',
    'head framing body framing body framing complete',
    'hello',
  ],
  ['the closing', 'HTTP/1.0 200 OK\r\n\r\nhello', 'head body complete', 'hello'],
  [
    'more than the length',
    'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhello',
    'head body complete excess',
    'he',
  ],
  [
    'interim heads',
    'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok',
    'head body complete',
    'ok',
  ],
  ['no body to 204', 'HTTP/1.1 204 No\r\nContent-Length: 5\r\n\r\n', 'head complete', ''],
  [
    'both',
    'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n',
    'head framing body framing complete',
    'ok',
  ],
])('a body by %s', (_, text, expected, body) => {
  const { stretches, missing } = readText(text);
  expect(kinds(stretches)).toBe(expected);
  expect(bodyOf(stretches).toString()).toBe(body);
  expect(missing).toBeUndefined();
});

test.each([
  ['no status line', 'HELLO\r\n\r\n', 'does not begin with an HTTP status line: "HELLO'],
  ['TLS', '\x15\x03\x01\0\x02\x02\x46', 'TLS, not HTTP'],
  ['a status that is none', 'HTTP/1.1 abc\r\n\r\n', 'does not begin with an HTTP status line'],
  [
    'a chunk size that is none',
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n',
    'a chunk size that is not one: "xyz"',
  ],
  ['a negative chunk size', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n', 'not one: "-1"'],
  [
    'a chunk too long',
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nabc\r\n',
    'longer than its size says',
  ],
  [
    'a chunk size beyond counting',
    `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n`,
    'not one',
  ],
  [
    'an endless chunk line',
    `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;${'a'.repeat(20_000)}`,
    'not one',
  ],
  [
    'an endless trailer',
    `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nA: ${'a'.repeat(20_000)}`,
    'trailer line longer than 16 KiB',
  ],
  ['an endless head', `HTTP/1.1 200 OK\r\n${'A: b\r\n'.repeat(100_000)}`, 'longer than 256 KiB'],
])('breaks off at %s', (_, text, problem) => {
  const { stretches } = readText(text);
  const broken = stretches.find((stretch) => stretch.kind === 'broken');
  expect(broken?.problem).toContain(problem);
  expect(bytesOf(stretches).toString('latin1')).toBe(text);
});

test('says that it is no HTTP before a line ends', () => {
  const [first] = new ResponseReader('GET').feed(Buffer.from('220 mail'));
  expect(first?.kind).toBe('broken');
});

test.each([
  ['inside the head', 'HTTP/1.1 200', 'the head of the answer is cut off after 12 bytes'],
  ['before anything', '', 'the connection was closed without an answer'],
  [
    'inside a body',
    'HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\nhel',
    'cut off after 3 bytes of the body of 5,000',
  ],
  [
    'between chunks',
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n',
    'cut off after 3 bytes of the body: the last chunk never came',
  ],
])('names what is missing when it ends %s', (_, text, missing) => {
  expect(readText(text).missing).toBe(missing);
});

test.each([
  ['a header without a colon', 'A: b\r\noops\r\n', 'a header line without a colon: "oops"'],
  ['a folded header', 'A: b\r\n c\r\n', 'obsolete folding'],
  ['a blank before the colon', 'A : b\r\n', 'a header name that HTTP does not allow: "A "'],
  ['control characters', 'A: b\x01\r\n', 'control characters in the value of "A"'],
  ['both lengths', 'Content-Length: 5\r\nTransfer-Encoding: chunked\r\n', 'request smuggling'],
  ['lengths that disagree', 'Content-Length: 5\r\nContent-Length: 6\r\n', 'disagree: "5, 6"'],
  ['a length that is none', 'Content-Length: -5\r\n', 'not a length: "-5"'],
  [
    'a foreign transfer coding',
    'Transfer-Encoding: gzip, chunked\r\n',
    'a transfer coding that is not read: "gzip"',
  ],
  ['bare line feeds', 'A: b\n', 'lines that end in LF alone'],
])('remarks on %s and does not reuse the connection', (_, headers, remark) => {
  const head = headOf(readText(`HTTP/1.1 200 OK\r\n${headers}\r\n`));
  expect(head.remarks.join('; ')).toContain(remark);
  expect(head.staysOpen).toBe(false);
});

test('keeps header pairs in order and case, doubles too, as latin1', () => {
  const head = headOf(
    readText('HTTP/1.1 200 Très bien\r\nX-A:  1 \r\nx-a: 2\r\nSet-Cookie: \xe9\r\nContent-Length: 0\r\n\r\n'),
  );
  expect(head.startLine).toBe('HTTP/1.1 200 Très bien');
  expect(head.headers).toEqual([
    ['X-A', '1'],
    ['x-a', '2'],
    ['Set-Cookie', 'é'],
    ['Content-Length', '0'],
  ]);
  expect(head.staysOpen).toBe(true);
});

test('takes time in proportion to the bytes, one at a time too', () => {
  const bytes = Buffer.from(`HTTP/1.1 200 OK\r\n${`A: ${'b'.repeat(50)}\r\n`.repeat(4_000)}`);
  const reader = new ResponseReader('GET');
  const started = processorTime();
  for (let at = 0; at < bytes.length; at++) reader.feed(bytes.subarray(at, at + 1));
  expect(processorTime() - started).toBeLessThan(10_000);
});
