import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DEFAULT_LIMITS, DiskBudget } from '../disk-budget.ts';
import { HEADER_BYTES, RecordKind, sealOf, segmentName } from './format.ts';
import { SegmentLog } from './log.ts';
import { walkSegment } from './walk.ts';

const ID = '00112233445566778899aabbccddeeff';
const SEAL = sealOf(ID);
/** The most that is read at once. */
const WINDOW = 256 * 1024;

let base: string;
let path: string;
beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'walk-'));
  path = join(base, 'walked');
});
afterAll(() => rmSync(base, { recursive: true }));

/** The header, and a record of each of these lengths of its bytes: they are the same wherever they stand. */
async function written(lengths: readonly number[]): Promise<{ header: Buffer; records: Buffer[] }> {
  const folder = mkdtempSync(join(base, 's-'));
  let k = 0;
  const limits = new DiskBudget(
    folder,
    DEFAULT_LIMITS,
    () => 0,
    () => Infinity,
  );
  const log = new SegmentLog({
    folder,
    sessionId: ID,
    startedAt: 1e12,
    run: 3,
    nextK: () => ++k,
    rollAt: 64 * 1024 * 1024,
    budget: limits,
    wall: () => 1e12 + 5,
    onClosed: () => undefined,
  });
  for (const length of lengths)
    log.append(
      { channel: 'stdout', toward: 'client', leg: 'server', author: 'server', wall: 1e12, mono: 1 },
      Buffer.alloc(length, length),
      { kind: 'none' },
    );
  log.flush();
  await log.close();
  const whole = readFileSync(join(folder, segmentName(1)));
  const records: Buffer[] = [];
  for (const entry of walkSegment(join(folder, segmentName(1)), SEAL))
    if (entry.kind === 'record' && entry.record.kind === RecordKind.frame)
      records.push(Buffer.from(entry.bytes));
  return { header: Buffer.from(whole.subarray(0, HEADER_BYTES)), records };
}

/** What is read from `from` on: where each record begins, whether its bytes are those at that place, and what else is told. */
function walked(from = 0): { offsets: number[]; others: object[] } {
  const whole = readFileSync(path);
  const offsets: number[] = [];
  const others: object[] = [];
  for (const entry of walkSegment(path, SEAL, from)) {
    if (entry.kind !== 'record') others.push(entry);
    else if (entry.bytes.equals(whole.subarray(entry.offset, entry.offset + entry.bytes.length)))
      offsets.push(entry.offset);
  }
  return { offsets, others };
}

function offsetsOf(records: readonly Buffer[], from = HEADER_BYTES): number[] {
  let at = from;
  return records.map(({ length }) => (at += length) - length);
}

describe('a record across the end of what is read at once', () => {
  test('is read whole, wherever the end falls in it', async () => {
    const { header, records } = await written([...Array.from({ length: 300 }, (_, n) => n), 0, 90_000]);
    const pads = records.slice(0, 300);
    const [least, large] = records.slice(300) as [Buffer, Buffer];
    const many = Array.from({ length: Math.ceil(WINDOW / least.length) + 4 }, () => least);
    // One byte further each time, until the end has passed a whole record.
    expect(pads.length).toBeGreaterThan(least.length);
    for (const pad of pads.slice(0, least.length + 1)) {
      const all = [pad, ...many, large, large, large, large, pad];
      writeFileSync(path, Buffer.concat([header, ...all]));
      expect(walked()).toEqual({ offsets: offsetsOf(all), others: [] });
      // Whoever has read the first goes on behind it.
      const from = HEADER_BYTES + pad.length;
      expect(walked(from)).toEqual({ offsets: offsetsOf(all.slice(1), from), others: [] });
    }
  });

  test('is torn where the file ends in it, at every byte, and whole once the rest is there', async () => {
    const { header, records } = await written([WINDOW - 1000, 300, 2 * WINDOW, 300, 16 * 1024, 300]);
    let at = HEADER_BYTES;
    writeFileSync(path, header);
    for (const record of records) {
      const cuts = Array.from({ length: record.length }, (_, n) => n).filter(
        (n) => n <= 200 || n >= record.length - 200 || n % 8191 === 0,
      );
      for (const [nth, cut] of cuts.entries()) {
        appendFileSync(path, record.subarray(cuts[nth - 1] ?? 0, cut));
        const others = cut === 0 ? [] : [{ kind: 'torn', from: at, to: at + cut }];
        expect([cut, walked(at)]).toEqual([cut, { offsets: [], others }]);
      }
      appendFileSync(path, record.subarray(cuts.at(-1)));
      expect(walked(at)).toEqual({ offsets: [at], others: [] });
      at += record.length;
    }
    expect(walked()).toEqual({ offsets: offsetsOf(records), others: [] });
  });

  test('is found behind damage that reaches across it', async () => {
    const { header, records } = await written(Array.from({ length: 4000 }, () => 20));
    const whole = Buffer.concat([header, ...records]);
    const [{ length }] = records as [Buffer];
    expect(whole.length).toBeGreaterThan(WINDOW + 4 * length);
    const across = Math.floor((WINDOW - HEADER_BYTES) / length);
    for (const bytes of [1, length, 3 * length]) {
      const from = HEADER_BYTES + across * length;
      const damaged = Buffer.from(whole);
      for (let n = from; n < from + bytes; n++) damaged[n] = damaged[n]! ^ 0xff;
      writeFileSync(path, damaged);
      const { offsets, others } = walked();
      const lost = Math.ceil(bytes / length);
      expect(others).toEqual([{ kind: 'damaged', from, to: from + lost * length }]);
      expect(offsets).toEqual(offsetsOf(records).filter((at) => at < from || at >= from + lost * length));
    }
  });
});
