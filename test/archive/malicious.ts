import { gzipSync } from 'node:zlib';
import { Readable } from 'node:stream';
import { Chain } from '../../bridge/archive/chain.ts';
import { ARCHIVE_FORMAT, ARCHIVE_VERSION } from '../../protocol/archive.ts';

type Line = Record<string, unknown>;

const HEAD: Line = {
  kind: 'head',
  format: ARCHIVE_FORMAT,
  version: ARCHIVE_VERSION,
  by: '1.0.0',
  at: 1e12,
  says: '',
  masked: false,
  sessions: 1,
};
const SESSION: Line = {
  target: 'stdio:evil',
  targetName: 'evil',
  transport: 'stdio',
  reachedBy: 'node evil.js',
  profile: 'default',
  principal: 'none',
  startedAt: 1e12,
  deviations: [],
  stages: [],
  state: { kind: 'closed', reason: 'done' },
};
const FRAME_HEAD: Line = {
  ...{ channel: 'stdout', toward: 'client', leg: 'server', author: 'server' },
  ...{ wall: 1e12, mono: 1 },
};

export const session = (more: Line = {}): Line => ({ kind: 'session', session: { ...SESSION, ...more } });
export const frame = (seq: number, more: Line = {}, head: Line = {}): Line => ({
  kind: 'frame',
  seq,
  head: { ...FRAME_HEAD, ...head },
  payload: { kind: 'slice', from: 0, to: 2 },
  raw: { text: '{}\n' },
  ...more,
});
const part = (bytes: string, of = 'raw'): Line => ({ kind: 'part', of, bytes: { text: bytes } });

/** A file whose chain fits whatever is in it: a liar can make one. */
export function fileOf(lines: readonly (Line | string)[], end: Line | 'none' = {}): Buffer {
  const chain = new Chain();
  const texts: string[] = [];
  for (const line of lines) {
    const text = `${typeof line === 'string' ? line : JSON.stringify(line)}\n`;
    texts.push(text);
    chain.add(Buffer.from(text));
  }
  const frames = lines.filter((line) => typeof line !== 'string' && line['kind'] === 'frame').length;
  if (end !== 'none')
    texts.push(`${JSON.stringify({ kind: 'end', lines: chain.lines, frames, chain: chain.end, ...end })}\n`);
  return gzipSync(texts.join(''));
}

const of = (...lines: (Line | string)[]): Buffer => fileOf([HEAD, session(), ...lines]);
const WHOLE = (): Buffer => of(frame(1), frame(2));

/** Many bytes of nothing, made as they are read. */
function zeros(bytes: number): Readable {
  const block = Buffer.alloc(1024 * 1024);
  return Readable.from(
    (function* () {
      for (let left = bytes; left > 0; left -= block.length) yield block;
    })(),
  );
}

/** A stored zip with one entry. */
function zip(name: string): Buffer {
  const entry = Buffer.alloc(30 + name.length);
  entry.write('PK\u0003\u0004', 'latin1');
  entry.writeUInt16LE(name.length, 26);
  entry.write(name, 30);
  return entry;
}

export interface Malicious {
  name: string;
  code: string;
  file(): Buffer | Readable;
}

/** Files that are refused, each with its reason. */
export const MALICIOUS: readonly Malicious[] = [
  {
    name: 'a zip with a path out of its folder',
    code: 'not-an-archive',
    file: () => zip('../../.ssh/authorized_keys'),
  },
  { name: 'nothing', code: 'not-an-archive', file: () => Buffer.alloc(0) },
  { name: 'no gzip', code: 'not-an-archive', file: () => Buffer.from(JSON.stringify(HEAD)) },
  { name: 'a gzip bomb', code: 'archive-line', file: () => gzipSync(Buffer.alloc(48 * 1024 * 1024)) },
  {
    name: 'a gzip bomb of short lines',
    code: 'archive-bomb',
    file: () =>
      fileOf([
        HEAD,
        session(),
        ...Array.from({ length: 400 }, (_, i) => frame(i + 1, { raw: { text: 'x'.repeat(50_000) } })),
      ]),
  },
  {
    name: 'gzip in gzip',
    code: 'not-an-archive',
    file: () => gzipSync(Buffer.concat([gzipSync(WHOLE()), Buffer.from('\n')])),
  },
  { name: '1 GiB of nothing, as it comes', code: 'not-an-archive', file: () => zeros(1024 ** 3) },
  {
    name: 'more bytes than a file may have',
    code: 'archive-too-big',
    file: () =>
      fileOf([
        HEAD,
        session(),
        ...Array.from({ length: 12 }, (_, i) => frame(i + 1, { raw: { text: incompressible(1) } })),
      ]),
  },
  { name: 'a byte that flipped', code: 'archive-damaged', file: () => flipped(WHOLE()) },
  { name: 'a file cut off in gzip', code: 'archive-cut-off', file: () => WHOLE().subarray(0, -20) },
  {
    name: 'a file without its end',
    code: 'archive-cut-off',
    file: () => fileOf([HEAD, session(), frame(1)], 'none'),
  },
  {
    name: 'a line that was changed',
    code: 'archive-chain',
    file: () => fileOf([HEAD, session(), frame(1)], { chain: 'a'.repeat(64) }),
  },
  {
    name: 'a chain that is none',
    code: 'archive-line',
    file: () => fileOf([HEAD, session()], { chain: '../../x' }),
  },
  {
    name: 'fewer frames than it says',
    code: 'archive-counts',
    file: () => fileOf([HEAD, session(), frame(1)], { frames: 2 }),
  },
  {
    name: 'more lines than it says',
    code: 'archive-counts',
    file: () => fileOf([HEAD, session(), frame(1)], { lines: 2 }),
  },
  {
    name: 'another format',
    code: 'not-an-archive',
    file: () => fileOf([{ ...HEAD, format: 'har' }, session()]),
  },
  {
    name: 'a later version',
    code: 'archive-version',
    file: () => fileOf([{ ...HEAD, version: 2 }, session()]),
  },
  {
    name: 'a version that is none',
    code: 'archive-version',
    file: () => fileOf([{ ...HEAD, version: '1' }, session()]),
  },
  {
    name: 'lines after the end',
    code: 'archive-tail',
    file: () => Buffer.concat([WHOLE(), gzipSync(`${JSON.stringify(frame(3))}\n`)]),
  },
  {
    name: 'bytes after the end',
    code: 'archive-damaged',
    file: () => Buffer.concat([WHOLE(), Buffer.from('and more')]),
  },
  {
    name: 'zeros after the end',
    code: 'archive-tail',
    file: () => Buffer.concat([WHOLE(), Buffer.alloc(512)]),
  },
  { name: 'a second file in it', code: 'archive-line', file: () => of(frame(1), HEAD) },
  { name: 'a frame twice', code: 'archive-line', file: () => of(frame(1), frame(1)) },
  { name: 'frames backwards', code: 'archive-line', file: () => of(frame(2), frame(1)) },
  { name: 'a frame with a number that fills memory', code: 'archive-line', file: () => of(frame(4e9)) },
  { name: 'more sessions than it says', code: 'archive-line', file: () => of(frame(1), session()) },
  { name: 'no sessions at all', code: 'archive-counts', file: () => fileOf([HEAD]) },
  { name: 'a frame of no session', code: 'archive-line', file: () => fileOf([HEAD, frame(1)]) },
  {
    name: 'a path for an id',
    code: 'archive-line',
    file: () => of(frame(1, {}, { channel: '../../../etc/passwd' })),
  },
  { name: 'a negative length', code: 'archive-line', file: () => of(frame(1, { raw: { parts: -5 } })) },
  {
    name: 'a length that is no number',
    code: 'archive-line',
    file: () => of(frame(1, { raw: { parts: '5' } })),
  },
  {
    name: 'a payload outside of its bytes',
    code: 'archive-line',
    file: () => of(frame(1, { payload: { kind: 'slice', from: 0, to: 99 } })),
  },
  {
    name: 'a payload that ends before it begins',
    code: 'archive-line',
    file: () => of(frame(1, { payload: { kind: 'slice', from: 2, to: 1 } })),
  },
  {
    name: 'a payload that is not there',
    code: 'archive-line',
    file: () => of(frame(1, { payload: { kind: 'stored', bytes: 9 } })),
  },
  {
    name: 'a body outside of its bytes',
    code: 'archive-line',
    file: () => of(frame(1, {}, { http: { startLine: 'GET / HTTP/1.1', headers: [], bodyAt: 1e9 } })),
  },
  {
    name: 'a masked stretch outside of its bytes',
    code: 'archive-line',
    file: () => of(frame(1, {}, { masked: [{ part: 'raw', from: 0, to: 1e9, kind: 'x' }] })),
  },
  {
    name: 'a masked stretch that is negative',
    code: 'archive-line',
    file: () => of(frame(1, {}, { masked: [{ part: 'raw', from: -3, to: 1, kind: 'x' }] })),
  },
  {
    name: 'a time that is none',
    code: 'archive-line',
    file: () => of(JSON.stringify(frame(1)).replace('"mono":1', '"mono":1e999')),
  },
  { name: 'a part of no frame', code: 'archive-line', file: () => of(frame(1), part('x')) },
  {
    name: 'a frame whose parts are missing',
    code: 'archive-line',
    file: () => of(frame(1, { raw: { parts: 9 } }), frame(2)),
  },
  {
    name: 'a frame that ends amid its parts',
    code: 'archive-line',
    file: () => of(frame(1, { raw: { parts: 9 } }), part('x')),
  },
  {
    name: 'parts longer than their frame',
    code: 'archive-line',
    file: () => of(frame(1, { raw: { parts: 2 } }), part('xyz')),
  },
  {
    name: 'base64 that is rubbish',
    code: 'archive-line',
    file: () => of(frame(1, { raw: { base64: '!!not base64!!' } })),
  },
  {
    name: 'half a character',
    code: 'archive-line',
    file: () => of(frame(1, { raw: { text: '\ud800{}\n' } })),
  },
  {
    name: 'a line of another kind',
    code: 'archive-line',
    file: () => of({ kind: 'approval', target: 'stdio:evil', item: 'all' }),
  },
  { name: 'a line that is no JSON', code: 'archive-line', file: () => of('{"kind":"frame",') },
  {
    name: 'a line that is no UTF-8',
    code: 'archive-line',
    file: () => gzipSync(Buffer.from(`${JSON.stringify(HEAD)}\n\xff\xfe\n`, 'latin1')),
  },
  {
    name: 'a very deep line',
    code: 'archive-depth',
    file: () => of(`{"kind":"frame","x":${'['.repeat(100_000)}${']'.repeat(100_000)}}`),
  },
  {
    name: 'a first line that never ends',
    code: 'archive-line',
    file: () => gzipSync(`{"kind":"head","x":"${incompressible(6)}`),
  },
  {
    name: 'a note on a frame that is not there',
    code: 'archive-line',
    file: () => of(frame(1), { kind: 'note', seq: 7, at: 1, mark: true }),
  },
  {
    name: 'notes that nobody could keep',
    code: 'archive-line',
    file: () => {
      const note = { kind: 'note', seq: 1, at: 1, note: 'x'.repeat(10_000) };
      return of(frame(1), ...Array.from({ length: 850 }, () => note));
    },
  },
  {
    name: 'a session of a kind of its own',
    code: 'archive-line',
    file: () => fileOf([HEAD, session({ transport: 'shell' })]),
  },
];

function flipped(file: Buffer): Buffer {
  const changed = Buffer.from(file);
  changed[Math.floor(file.length / 2)]! ^= 0xff;
  return changed;
}

/** Letters that do not pack, so that a file grows as its lines do. */
function incompressible(mib: number): string {
  let state = 1;
  const bytes = Buffer.alloc(mib * 1024 * 1024);
  for (let i = 0; i < bytes.length; i++) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    bytes[i] = 35 + ((state >>> 16) % 56);
  }
  return bytes.toString('latin1');
}
