import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BodyMode, BodyProgress, BodyRow } from './body.ts';
import { BodyDocument } from './document.ts';
import type { MaskedRange, ReadBytes } from './extents.ts';

const encode = (text: string) => new TextEncoder().encode(text);

function reader(bytes: Uint8Array, masked: MaskedRange[] = []): { read: ReadBytes; asked: () => number } {
  let asked = 0;
  const read: ReadBytes = (from, to) => {
    asked += to - from;
    return Promise.resolve({ bytes: bytes.slice(from, to), masked });
  };
  return { read, asked: () => asked };
}

async function open(bytes: Uint8Array, mode: BodyMode, columns = 80, masked: MaskedRange[] = []) {
  const { read, asked } = reader(bytes, masked);
  const body = new BodyDocument(read, mode, columns, bytes.length);
  const reports: BodyProgress[] = [];
  await body.index((progress) => reports.push(progress));
  return { body, reports, asked, last: reports[reports.length - 1]! };
}

function textOf(row: BodyRow): string {
  return row.pieces.map((piece) => ('text' in piece ? piece.text : `[${piece.label}]`)).join('');
}

function bytesOf(row: BodyRow): number[] {
  return row.pieces.flatMap((piece) => {
    if (piece.kind === 'bytes') return piece.hex.match(/../g)!.map((pair) => Number.parseInt(pair, 16));
    return 'text' in piece ? [...encode(piece.text)] : [];
  });
}

describe('BodyDocument', () => {
  it('finds rows far down by reading a little', async () => {
    const lines = Array.from({ length: 200_000 }, (_, k) => `{"line":${k}}`);
    const { body, last, asked } = await open(encode(lines.join('\n')), 'raw');
    expect(last).toMatchObject({ rows: 200_000, done: true, endsWithNewline: false });
    const before = asked();
    const rows = await body.rows(150_000, 150_003);
    expect(rows.map(textOf)).toEqual(['{"line":150000}', '{"line":150001}', '{"line":150002}']);
    expect(rows.map((row) => row.line)).toEqual([150_001, 150_002, 150_003]);
    expect(asked() - before).toBeLessThan(300 * 1024);
    expect(await body.find(rows[1]!.from + 3)).toBe(150_001);
  });

  it('shows one string of 10 MB row by row', async () => {
    const { body, last } = await open(encode(`{"text":"${'x'.repeat(10_000_000)}"}`), 'pretty', 100);
    expect(last.rows).toBeGreaterThan(100_000);
    const [row] = await body.rows(60_000, 60_001);
    expect(textOf(row!)).toBe('x'.repeat(98));
    expect(row!.line).toBeUndefined();
  });

  it('reports the first rows before the rest is read', async () => {
    const { reports } = await open(encode('[1,2]\n'.repeat(100_000)), 'raw');
    expect(reports[0]!.done).toBe(false);
    expect(reports[0]!.rows).toBeGreaterThan(1000);
    expect(reports.length).toBeGreaterThan(2);
  });

  it('draws secrets as chips, also where they are cut by a row', async () => {
    const bytes = encode(`{"token":"${'s'.repeat(60)}"}`);
    const { body } = await open(bytes, 'pretty', 40, [{ from: 10, to: 70, name: 'TOKEN' }]);
    const rows = await body.rows(0, 10);
    expect(rows.map(textOf).join('\n')).not.toContain('sss');
    expect(textOf(rows[1]!)).toBe('"token": "[secret TOKEN, 60 bytes]');
    const hex = await open(bytes, 'hex', 80, [{ from: 10, to: 70, name: 'TOKEN' }]);
    expect(textOf((await hex.body.rows(0, 1))[0]!)).toBe(
      '00000000  7b 22 74 6f 6b 65 6e 22  3a 22 ·· ·· ·· ·· ·· ··  {"token":"······',
    );
  });

  it('shows hex of any stretch', async () => {
    const bytes = new Uint8Array(1000).map((_, k) => k);
    const { body, last } = await open(bytes, 'hex');
    expect(last.rows).toBe(63);
    const [row] = await body.rows(62, 63);
    expect(textOf(row!)).toBe('000003e0  e0 e1 e2 e3 e4 e5 e6 e7                           ........');
    const narrow = await open(bytes, 'hex', 50);
    expect(narrow.last.rows).toBe(125);
  });

  it('has no rows for nothing', async () => {
    for (const mode of ['raw', 'pretty', 'hex'] as const) {
      const { body, last } = await open(new Uint8Array(0), mode);
      expect(last).toMatchObject({ rows: 0, done: true });
      expect(await body.rows(0, 5)).toEqual([]);
    }
  });

  it('gives back every byte in raw, in any windows', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.uint8Array({ maxLength: 3000 }),
          fc.string({ unit: 'binary', maxLength: 800 }).map(encode),
        ),
        fc.integer({ min: 1, max: 7 }),
        async (bytes, step) => {
          const { body, last } = await open(bytes, 'raw', 60);
          const seen: number[] = [];
          for (let from = 0; from < last.rows; from += step) {
            for (const row of await body.rows(from, from + step)) {
              if (row.line !== undefined && row.from > 0) seen.push(0x0a);
              seen.push(...bytesOf(row));
            }
          }
          if (last.endsWithNewline === true) seen.push(0x0a);
          expect(seen).toEqual([...bytes]);
        },
      ),
      { numRuns: 200 },
    );
  });
});
