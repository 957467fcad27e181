import {
  closeSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FrameHead, Payload } from '../../../protocol/frame.ts';
import { DEFAULT_LIMITS, DiskBudget } from '../disk-budget.ts';
import { CUT_OFF } from './cut-off.ts';
import { readHeader, RecordKind, sealOf, segmentName, writeHeader } from './format.ts';
import { FrameFile } from './frame-file.ts';
import { SegmentLog } from './log.ts';
import { PartTable } from './part-table.ts';
import { walkSegment } from './walk.ts';

const ID = '00112233445566778899aabbccddeeff';
const seal = sealOf(ID);
let base: string;
beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'segments-'));
});
afterAll(() => rmSync(base, { recursive: true }));

function head(channel = 'stdout'): FrameHead {
  return { channel, toward: 'client', leg: 'server', author: 'server', wall: 1e12, mono: 1 };
}

function openLog(options: { rollAt?: number; budget?: DiskBudget } = {}): {
  log: SegmentLog;
  folder: string;
} {
  const folder = mkdtempSync(join(base, 's-'));
  let k = 0;
  const log = new SegmentLog({
    folder,
    sessionId: ID,
    startedAt: 1e12,
    run: 3,
    nextK: () => ++k,
    rollAt: options.rollAt ?? 64 * 1024 * 1024,
    budget:
      options.budget ??
      new DiskBudget(
        folder,
        DEFAULT_LIMITS,
        () => 0,
        () => Infinity,
      ),
    wall: () => 1e12 + 5,
    onClosed: () => undefined,
  });
  return { log, folder };
}

interface Found {
  seq: number;
  channel: string;
  raw: Buffer;
  payload: Buffer;
  problem: string | undefined;
}

/** Every frame that a walk over the folder's segments completes, with its bytes. */
function framesIn(folder: string): { frames: Found[]; notes: string[] } {
  const notes: string[] = [];
  const frames: Found[] = [];
  for (const name of readdirSync(folder).sort()) {
    for (const entry of walkSegment(join(folder, name), seal)) {
      if (entry.kind !== 'record') notes.push(entry.kind);
      else if (entry.record.kind === RecordKind.frame || entry.record.kind === RecordKind.end)
        frames.push(readBack(folder, entry.bytes, entry.record));
    }
  }
  return { frames, notes };
}

function readBack(
  folder: string,
  bytes: Buffer,
  record: { kind: number; head: number; raw: number; seq: number },
): Found {
  const known = JSON.parse(bytes.subarray(48, 48 + record.head).toString()) as {
    head: FrameHead;
    payload: Payload;
  };
  const first = bytes.subarray(48 + record.head, 48 + record.head + record.raw);
  const second = bytes.subarray(48 + record.head + record.raw);
  const raw = record.kind === RecordKind.end ? assemble(folder, first) : Buffer.from(first);
  const stored = record.kind === RecordKind.end ? assemble(folder, second) : Buffer.from(second);
  const { payload } = known;
  return {
    seq: record.seq,
    channel: known.head.channel,
    raw,
    payload:
      payload.kind === 'stored'
        ? stored
        : payload.kind === 'slice'
          ? raw.subarray(payload.from, payload.to)
          : Buffer.alloc(0),
    problem: known.head.problem,
  };
}

function assemble(folder: string, table: Buffer): Buffer {
  const parts = [...PartTable.decode(table).stretches(0, Infinity)];
  return Buffer.concat(
    parts.map(({ segment, offset, length }) =>
      readFileSync(join(folder, segmentName(segment))).subarray(offset, offset + length),
    ),
  );
}

const chunk = fc.uint8Array({ maxLength: 300 });
const step = fc.oneof(
  fc.record({ do: fc.constant('append' as const), raw: chunk, stored: fc.option(chunk, { nil: undefined }) }),
  fc.record({ do: fc.constant('begin' as const) }),
  fc.record({ do: fc.constant('raw' as const), which: fc.nat(5), raw: fc.uint8Array({ maxLength: 40_000 }) }),
  fc.record({ do: fc.constant('stored' as const), which: fc.nat(5), raw: chunk }),
  fc.record({ do: fc.constant('end' as const), which: fc.nat(5) }),
  fc.record({ do: fc.constant('flush' as const) }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** Plays steps against a log and says what must be read back. */
function play(log: SegmentLog, steps: Step[]): Omit<Found, 'channel' | 'problem'>[] {
  const expected: Omit<Found, 'channel' | 'problem'>[] = [];
  const open: { frame: ReturnType<SegmentLog['begin']>; raw: Buffer[]; stored: Buffer[] }[] = [];
  for (const one of steps) {
    if (one.do === 'append') {
      const raw = Buffer.from(one.raw);
      const payload: Payload = one.stored
        ? { kind: 'stored', bytes: one.stored.length }
        : { kind: 'slice', from: 0, to: raw.length };
      const { seq } = log.append(head(), raw, payload, one.stored);
      expected.push({ seq, raw, payload: one.stored ? Buffer.from(one.stored) : raw });
    } else if (one.do === 'begin') open.push({ frame: log.begin('stdout'), raw: [], stored: [] });
    else if (one.do === 'flush') expect(log.flush()).toBeUndefined();
    else {
      const large = open[one.which % Math.max(1, open.length)];
      if (large === undefined) continue;
      if (one.do === 'raw') {
        large.frame.raw(one.raw);
        large.raw.push(Buffer.from(one.raw));
      } else if (one.do === 'stored') {
        large.frame.stored(one.raw);
        large.stored.push(Buffer.from(one.raw));
      } else {
        open.splice(open.indexOf(large), 1);
        const stored = Buffer.concat(large.stored);
        const { seq } = large.frame.end(head(), { kind: 'stored', bytes: stored.length });
        expected.push({ seq, raw: Buffer.concat(large.raw), payload: stored });
      }
    }
  }
  return expected;
}

describe('a session log', () => {
  it('gives back every byte of any interleaving, over several segments', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 40 }),
        fc.integer({ min: 100, max: 60_000 }),
        async (steps, rollAt) => {
          const { log, folder } = openLog({ rollAt });
          const expected = play(log, steps);
          await log.close();
          const { frames, notes } = framesIn(folder);
          expect(notes).toEqual([]);
          const ended = frames.filter((frame) => frame.problem !== CUT_OFF);
          expect(ended.map(({ seq, raw, payload }) => ({ seq, raw, payload }))).toEqual(expected);
          const file = new FrameFile(folder, seal);
          for (const { seq, raw, payload } of expected) {
            const found = (await file.find(seq, log.find(seq)!))!;
            expect(found.rawBytes).toBe(raw.length);
            expect(Buffer.from(await file.read(found.stretches('raw', 0, Infinity))).equals(raw)).toBe(true);
            const [from, to] = [Math.floor(payload.length / 3), Math.ceil(payload.length / 2)];
            expect(
              Buffer.from(await file.read(found.stretches('payload', from, to))).equals(
                payload.subarray(from, to),
              ),
            ).toBe(true);
          }
          rmSync(folder, { recursive: true });
        },
      ),
      { numRuns: 60 },
    );
  });

  it('cut at any byte, still holds every frame that was whole', async () => {
    const { log, folder } = openLog();
    const ends: number[] = [];
    const path = join(folder, segmentName(1));
    for (let i = 0; i < 6; i++) {
      log.append(head(), Buffer.from(`{"frame":${i}}\n`), { kind: 'none' });
      const large = i === 3 ? log.begin('stdout') : undefined;
      large?.raw(Buffer.alloc(700, 0x41));
      log.flush();
      ends.push(statSync(path).size);
      large?.end(head(), { kind: 'none' });
    }
    log.flush();
    await log.close();
    const whole = readFileSync(path);
    const cut = join(folder, 'cut');
    for (let length = 0; length <= whole.length; length++) {
      writeFileSync(cut, whole.subarray(0, length));
      const entries = [...walkSegment(cut, seal)];
      const seqs = entries.flatMap((entry) =>
        entry.kind === 'record' && entry.record.seq > 0 ? [entry.record.seq] : [],
      );
      const least = ends.filter((end) => end <= length).length;
      expect(seqs.length).toBeGreaterThanOrEqual(least);
      expect(seqs).toEqual(seqs.map((_, i) => i + 1));
      expect(entries.some((entry) => entry.kind === 'damaged')).toBe(false);
    }
  });

  it('passes over damage in the middle and says where', async () => {
    const { log, folder } = openLog();
    for (let i = 0; i < 10; i++) log.append(head(), Buffer.from(`frame ${i}`), { kind: 'none' });
    log.flush();
    await log.close();
    const path = join(folder, segmentName(1));
    const whole = readFileSync(path);
    for (let at = 0; at < whole.length; at++) {
      const bytes = Buffer.from(whole);
      bytes[at] = bytes[at]! ^ 0xff;
      writeFileSync(path, bytes);
      const entries = [...walkSegment(path, seal)];
      const seqs = entries.flatMap((entry) =>
        entry.kind === 'record' && entry.record.seq > 0 ? [entry.record.seq] : [],
      );
      expect(seqs.length).toBeGreaterThanOrEqual(9);
      const told = entries.filter((entry) => entry.kind === 'damaged' || entry.kind === 'torn');
      expect([at, told.length]).toEqual([at, 1]);
      expect(told[0]).toMatchObject({ kind: at >= whole.length - 48 ? told[0]!.kind : 'damaged' });
    }
  });

  it('is not fooled by bytes on the wire that look like a record', async () => {
    const forger = openLog();
    forger.log.append(head(), Buffer.from('forged'), { kind: 'none' });
    forger.log.flush();
    const forged = readFileSync(join(forger.folder, segmentName(1))).subarray(64);
    // A server does not know our session's id, so it can only guess the seal.
    const guessed = Buffer.from(forged);
    guessed.writeUInt32LE(0x12345678, 0);
    const { log, folder } = openLog();
    log.append(head(), Buffer.concat([guessed, guessed]), { kind: 'none' });
    log.append(head(), Buffer.from('real'), { kind: 'none' });
    log.flush();
    await Promise.all([log.close(), forger.log.close()]);
    const path = join(folder, segmentName(1));
    const fd = openSync(path, 'r+');
    writeSync(fd, Buffer.from([0xff]), 0, 1, 64);
    closeSync(fd);
    expect(framesIn(folder).frames.map((frame) => frame.raw.toString())).toEqual(['real']);
  });

  it('keeps an open large frame at close, marked as cut off', async () => {
    const { log, folder } = openLog();
    const large = log.begin('c3>.1');
    large.raw(Buffer.alloc(100_000, 7));
    large.raw(Buffer.from('tail'));
    await log.close();
    const [frame] = framesIn(folder).frames;
    expect(frame).toMatchObject({ channel: 'c3>.1', problem: CUT_OFF });
    expect(frame!.raw.length).toBe(100_004);
  });

  it('holds a drip of single bytes without a record for each', () => {
    const { log, folder } = openLog();
    const large = log.begin('stdout');
    for (let i = 0; i < 40_000; i++) {
      large.raw(Buffer.from([i & 255]));
      if (i % 100 === 0) log.flush();
    }
    large.end(head(), { kind: 'none' });
    log.flush();
    expect(statSync(join(folder, segmentName(1))).size).toBeLessThan(41_000);
    expect(framesIn(folder).frames[0]!.raw.length).toBe(40_000);
  });

  it('reads no segment of a later format', async () => {
    const { log, folder } = openLog();
    log.append(head(), Buffer.from('x'), { kind: 'none' });
    await log.close();
    const path = join(folder, segmentName(1));
    const bytes = readFileSync(path);
    writeHeader(bytes, 0, { ...readHeader(bytes)!, version: 2 }, ID);
    writeFileSync(path, bytes);
    expect([...walkSegment(path, seal)]).toEqual([{ kind: 'newer', version: 2 }]);
  });

  it('creates its files for the owner only, and never through a link or over a file', () => {
    const { log, folder } = openLog();
    writeFileSync(join(folder, segmentName(1)), 'mine');
    log.append(head(), Buffer.from('x'), { kind: 'none' });
    expect(log.flush()).toMatchObject({ code: 'not-written' });
    expect(readFileSync(join(folder, segmentName(1)), 'utf8')).toBe('mine');
    rmSync(join(folder, segmentName(1)));
    expect(log.flush()).toBeUndefined();
    if (process.platform !== 'win32') expect(statSync(join(folder, segmentName(1))).mode & 0o777).toBe(0o600);
    expect(framesIn(folder).frames).toHaveLength(1);
  });
});

describe('the disk budget', () => {
  it('stops recording and lets it go on when there is room again', async () => {
    let free = 10e9;
    let now = 0;
    const limits = { total: 3000, frame: 500, keepFree: 1e9 };
    const budget = new DiskBudget(
      base,
      limits,
      () => (now += 1000),
      () => free,
    );
    const { log, folder } = openLog({ budget });
    const write = (): string | undefined => {
      log.append(head(), Buffer.alloc(700), { kind: 'none' });
      return log.flush()?.code;
    };
    expect(write()).toBeUndefined();
    free = 5e8;
    now += 10_000;
    expect(write()).toBe('disk-budget');
    free = 10e9;
    expect(log.flush()).toBeUndefined();
    expect([write(), write()]).toEqual([undefined, 'disk-budget']);
    expect(log.flush()?.message).toContain('Recordings would take more than');
    budget.freed(2000);
    expect(log.flush()).toBeUndefined();
    const large = log.begin('stdout');
    large.raw(Buffer.alloc(600));
    log.append(head(), Buffer.from('x'), { kind: 'none' });
    expect(log.flush()?.code).toBe('frame-budget');
    await log.close();
    expect(framesIn(folder).frames.map((frame) => frame.raw.length)).toEqual([700, 700, 700, 700, 1, 600]);
  });

  it('measures what lies there already', async () => {
    const folder = mkdtempSync(join(base, 'measured-'));
    writeFileSync(join(folder, 'old'), Buffer.alloc(900));
    const budget = new DiskBudget(
      folder,
      { total: 1000, frame: 1, keepFree: 0 },
      () => 0,
      () => Infinity,
    );
    expect(budget.refuses(200)).toBeUndefined();
    await budget.measure();
    expect(budget.refuses(200)?.code).toBe('disk-budget');
    truncateSync(join(folder, 'old'));
  });
});
