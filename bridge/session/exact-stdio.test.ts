import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CallState, SendText, SentText } from '../../protocol/craft.ts';
import { writeHex } from '../../protocol/raw/hex.ts';
import { USUAL_STDIO } from '../../protocol/raw/to-wire.ts';
import type { StdioForm } from '../../protocol/wire-form.ts';
import { until } from '../../test/http-world.ts';
import { sessionOn, type SessionWorld } from '../../test/session-world.ts';

const AS_WRITTEN = { rpcId: 'as-written', meta: 'as-written' } as const;
const NEXT = { rpcId: 'next', meta: 'fill' } as const;
const form = (some: Partial<StdioForm> = {}): StdioForm => ({ ...USUAL_STDIO, ...some });

let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'exact-'))));
afterAll(() => rmSync(folder, { recursive: true }));

const opened: World[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((it) => it.live.stop()));
});

interface World extends SessionWorld {
  calls: CallState[];
  /** What the server was sent. */
  arrived(): Buffer;
  /** What the frames of the channel say it was sent. */
  recorded(): Buffer;
  send(text: Partial<SendText> & { text: string }): Promise<SentText>;
  end(request: number): Promise<CallState>;
}

let count = 0;

async function world(...options: string[]): Promise<World> {
  const file = join(folder, String(++count));
  const calls: CallState[] = [];
  const craft = { call: (call: CallState) => void calls.push(call), input() {} };
  const it = sessionOn(['test/servers/echo-bytes/index.mjs', `--to=${file}`, ...options], { craft });
  await it.open();
  const last = (request: number): CallState | undefined => calls.findLast((call) => call.request === request);
  const all: World = {
    ...it,
    calls,
    arrived: () => (existsSync(file) ? readFileSync(file) : Buffer.alloc(0)),
    recorded: () =>
      Buffer.concat(it.frames.filter(({ row }) => row.channel === 'stdin').map(({ raw }) => raw)),
    async send(text) {
      const sent = await it.live.send({ how: AS_WRITTEN, ...text });
      if (!sent.ok) throw new Error(`${sent.problem.code}: ${sent.problem.message}`);
      return sent.value;
    },
    async end(request) {
      await until(() => last(request)?.state === 'done');
      return last(request)!;
    },
  };
  opened.push(all);
  return all;
}

/** Text, or bytes; both come with what has to arrive of them in an encoding. */
const drawn = fc.oneof(
  fc.uint8Array({ maxLength: 300 }).map((bytes) => ({
    text: writeHex(bytes),
    form: 'hex' as const,
    in: (): Buffer => Buffer.from(bytes),
  })),
  fc
    .oneof(
      fc.string({ unit: 'grapheme', maxLength: 80 }),
      // Units of their own: lone surrogates and halves of pairs.
      fc
        .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 20 })
        .map((units) => String.fromCharCode(...units)),
      fc.constantFrom(
        '',
        '\0',
        '\r',
        '\n',
        '\ufeff',
        '{"jsonrpc":"2.0","id":7,"method":"ping"}{"jsonrpc":"2.0","id":7,"method":"ping"}',
        '{"jsonrpc":"2.0",\r"id":8,"method":"ping"}\n{"jsonrpc":"2.0","id":9,"method":"ping"}',
        '[{"jsonrpc":"2.0","id":"a","method":"ping"}]',
        '{"jsonrpc":"2.0","id":null,"method":"notifications/x"}',
        '{"method":',
      ),
    )
    .map((text) => ({
      text,
      form: 'text' as const,
      in: (encoding: StdioForm['encoding']): Buffer =>
        encoding === 'utf-8'
          ? Buffer.from(text, 'utf8')
          : encoding === 'utf-16le'
            ? Buffer.from(text, 'utf16le')
            : Buffer.from(text, 'utf16le').swap16(),
    })),
);

const MARKS = { 'utf-8': 'efbbbf', 'utf-16le': 'fffe', 'utf-16be': 'feff' };
const ENDS = {
  'utf-8': { newline: '0a', crlf: '0d0a', none: '' },
  'utf-16le': { newline: '0a00', crlf: '0d000a00', none: '' },
  'utf-16be': { newline: '000a', crlf: '000d000a', none: '' },
};

describe('exact bytes over stdio', () => {
  it(
    'arrive as they were drawn, whatever the form, and are what the frames hold',
    { timeout: 60_000 },
    async () => {
      const it = await world();
      await until(() => it.arrived().length === it.recorded().length);
      let expected = it.arrived();
      await fc.assert(
        fc.asyncProperty(
          drawn,
          fc.record<StdioForm>({
            kind: fc.constant('stdio'),
            encoding: fc.constantFrom('utf-8', 'utf-16le', 'utf-16be'),
            bom: fc.boolean(),
            end: fc.constantFrom('newline', 'crlf', 'none'),
            parts: fc.oneof({ weight: 3, arbitrary: fc.integer({ min: 1, max: 6 }) }, fc.constant(1000)),
            pause: fc.constantFrom(0, 0, 0, 1),
          }),
          async (what, wire) => {
            const tail = Buffer.from(ENDS[wire.encoding][wire.end], 'hex');
            const mark = wire.bom ? Buffer.from(MARKS[wire.encoding], 'hex') : Buffer.alloc(0);
            expected = Buffer.concat([expected, mark, what.in(wire.encoding), tail]);
            const { request } = await it.send({ text: what.text, form: what.form, wire });
            await until(() => it.arrived().length >= expected.length);
            expect(it.arrived().equals(expected)).toBe(true);
            const frame = it.frames.find(({ row }) => row.seq === request)!;
            expect(frame.raw.equals(Buffer.concat([mark, what.in(wire.encoding), tail]))).toBe(true);
            expect(it.recorded().equals(expected)).toBe(true);
          },
        ),
        { numRuns: 120 },
      );
      expect(it.live.record.current.state.kind).toBe('open');
    },
  );

  it('lets nothing of ours come between the parts of a message, and sends it afterwards', async () => {
    const chunks = join(folder, 'chunks');
    const it = await world(`--chunks=${chunks}`);
    await until(() => it.arrived().length === it.recorded().length);
    const before = it.arrived().length;
    const dripped = '{"jsonrpc":"2.0","id":70,"method":"ping"}';
    const first = it.send({ text: dripped, wire: form({ parts: 4, pause: 30 }) });
    const second = it.send({ text: '{"jsonrpc":"2.0","id":71,"method":"ping"}' });
    const third = it.send({ text: '{}', wire: form({ parts: 2, pause: 1 }) });
    const began = performance.now();
    const { request } = await first;
    const answers = [await it.end(request), await it.end((await second).request)];
    expect(answers.map(({ outcome }) => outcome)).toEqual(['result', 'result']);
    expect(performance.now() - began).toBeGreaterThan(80);
    await third;
    const expected = `${dripped}\n{"jsonrpc":"2.0","id":71,"method":"ping"}\n{}\n`;
    await until(() => it.arrived().length === before + expected.length);
    expect(it.arrived().subarray(before).toString()).toBe(expected);
    expect(it.recorded().equals(it.arrived())).toBe(true);
    const lengths = readFileSync(chunks, 'utf8')
      .trim()
      .split('\n')
      .map((line) => Number(line.split(' ')[1]));
    expect(lengths.slice(0, -1)).toEqual(expect.arrayContaining([10, 11]));
  });

  it('says how far a message came when the process ends in the middle of it', async () => {
    const it = await world();
    await until(() => it.arrived().length === it.recorded().length);
    const dead = await world(`--ends-after=${it.arrived().length + 10}`);
    const { request } = await dead.send({
      text: '{"jsonrpc":"2.0","id":70,"method":"ping"}',
      wire: form({ parts: 20, pause: 20 }),
    });
    const { outcome, problem } = await dead.end(request);
    expect(outcome).toBe('closed');
    expect(problem?.message).toMatch(/after \d+ of 20 parts|ended with code 3/);
  });

  it('pairs the answer where a request can be read, in text and in bytes', async () => {
    const it = await world();
    const ping = '{"jsonrpc":"2.0","id":70,"method":"ping"}';
    const sends: (Partial<SendText> & { text: string })[] = [
      { text: ping, wire: form({ bom: true, end: 'crlf' }) },
      { text: writeHex(Buffer.from(ping)), form: 'hex' },
      { text: writeHex(Buffer.from(ping)), form: 'hex', wire: form({ parts: 3 }) },
      { text: `${ping}\n{"jsonrpc":"2.0","id":71,"method":"ping"}`, wire: form() },
      { text: ping, how: NEXT, wire: form() },
    ];
    for (const send of sends) {
      const { request, rpcId } = await it.send(send);
      expect(rpcId).toMatch(/^\d+$/);
      expect(await it.end(request)).toMatchObject({ outcome: 'result', answer: { rpcId } });
    }
  });

  it.each([
    ['a batch', '[{"jsonrpc":"2.0","id":1,"method":"ping"}]', /batch/],
    ['no JSON', '{"id":', /can be read/],
    ['nothing at all', '', /no message/],
    ['two messages on a line', '{"id":1,"method":"ping"}{"id":2,"method":"ping"}', /can be read/],
    [
      'a notification with an id',
      '{"jsonrpc":"2.0","id":"x","method":"notifications/x"}',
      /notification with an id/,
    ],
  ])('never refuses %s, and says what will not happen', async (_, text, words) => {
    const it = await world();
    const { notes } = await it.send({ text, wire: form() });
    expect(notes.join('\n')).toMatch(words);
  });

  it('warns of an id that waits already', async () => {
    const it = await world();
    const text = '{"jsonrpc":"2.0","id":"twice","method":"ping"}';
    const wire = form({ end: 'none' });
    await it.send({ text, wire });
    expect((await it.send({ text, wire })).notes.join('\n')).toContain('waits already');
  });

  it('refuses what cannot be sent in this form', async () => {
    const it = await world();
    const refused = async (text: Partial<SendText> & { text: string }): Promise<string> => {
      const sent = await it.live.send({ how: AS_WRITTEN, ...text });
      return sent.ok ? 'sent' : sent.problem.code;
    };
    expect(await refused({ text: '7', form: 'hex' })).toBe('bad-hex');
    expect(await refused({ text: '7b', form: 'hex', wire: form({ parts: 1000, pause: 60_000 }) })).toBe(
      'drip-too-long',
    );
    const http = { head: 'GET / HTTP/1.1', lineEnd: 'crlf', length: 'fit', targetHeaders: false } as const;
    expect(await refused({ text: '', wire: { kind: 'http', ...http, parts: 1, pause: 0 } })).toBe(
      'wrong-form',
    );
    expect(it.recorded().includes('GET')).toBe(false);
  });
});
