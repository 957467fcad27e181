import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BodyMode, BodyRow } from './body.ts';
import { BodyDocument } from './document.ts';
import type { Hit } from './hits.ts';
import { Hits, markOf, stretches } from './hits.ts';
import { readHeld } from './held.ts';
import { layOut } from './lay-out.ts';
import { unitsOfBytes } from './unit-places.ts';

const encode = (text: string) => new TextEncoder().encode(text);
const hit = (from: number, to: number, finding = 0): Hit => ({ from, to, severity: 'high', finding });

async function rowsOf(text: string, mode: BodyMode, hits: Hit[], columns = 80): Promise<BodyRow[]> {
  const bytes = encode(text);
  const body = layOut(readHeld(bytes), mode, columns, bytes.length);
  body.mark(hits);
  await body.index(() => undefined);
  return body.rows(0, 10_000);
}
function markedIn(rows: BodyRow[]): string {
  return rows
    .flatMap(({ pieces }) => pieces)
    .map((piece) => (piece.hit !== undefined && piece.isOurs !== true && 'text' in piece ? piece.text : ''))
    .join('');
}
/** Bytes of a part of a text. */
function place(text: string, part: string): [number, number] {
  const at = text.indexOf(part);
  const from = encode(text.slice(0, at)).length;
  return [from, from + encode(part).length];
}

describe('what findings point at', () => {
  const text = '{"clé":"Früh 🙂 a\\n\\u200bb \u{e0041}\u{e0042} end","k":[1,{"z":"ü"}]}';

  it.each(['clé', 'üh 🙂 a', '\\u200bb', '\u{e0041}\u{e0042}', '"k"', 'ü"}]}', '{"clé":"Früh'])(
    'is marked at %j, no more and no less',
    async (part) => {
      const [from, to] = place(text, part);
      expect(markedIn(await rowsOf(text, 'raw', [hit(from, to)]))).toBe(part);
      const pretty = markedIn(await rowsOf(text, 'pretty', [hit(from, to)]));
      expect(pretty.replaceAll(' ', '')).toBe(part.replaceAll(' ', ''));
      const hex = await rowsOf(text, 'hex', [hit(from, to)]);
      const cells = hex.flatMap(({ pieces }) =>
        pieces.filter((piece) => piece.hit !== undefined && piece.style === undefined),
      );
      const bytes = cells.map((piece) => ('text' in piece ? piece.text.replaceAll(' ', '') : '')).join('');
      expect(bytes).toBe(Array.from(encode(part), (byte) => byte.toString(16).padStart(2, '0')).join(''));
    },
  );

  it('goes on over rows that wrap', async () => {
    const long = `{"a":"${'word '.repeat(60)}"}`;
    const rows = await rowsOf(long, 'pretty', [hit(10, 250)], 40);
    expect(
      rows.filter(({ pieces }) => pieces.some((piece) => piece.hit !== undefined)).length,
    ).toBeGreaterThan(4);
    expect(markedIn(rows)).toBe(long.slice(10, 250));
  });

  it('is never cut inside a character', async () => {
    const rows = await rowsOf('"🙂🙂"', 'raw', [hit(3, 4)]);
    expect(markedIn(rows)).toBe('🙂');
    expect(rows[0]!.pieces.every(({ kind }) => kind === 'text')).toBe(true);
  });

  it('is marked where the characters of the string are, as a model reads it', async () => {
    const [from, to] = place(text, 'üh 🙂 a');
    expect(markedIn(await rowsOf(text, 'model', [hit(from, to)]))).toBe('üh 🙂 a');
    const tags = place(text, '\u{e0041}\u{e0042}');
    const rows = await rowsOf(text, 'model', [hit(...tags)]);
    const ours = rows
      .flatMap(({ pieces }) => pieces)
      .filter(({ hit: is, isOurs }) => is !== undefined && isOurs);
    expect(ours.map((piece) => ('text' in piece ? piece.text : ''))).toEqual(['AB']);
  });

  it('can be taken away again', async () => {
    const bytes = encode(text);
    const body = new BodyDocument(readHeld(bytes), 'raw', 80, bytes.length);
    await body.index(() => undefined);
    body.mark([hit(0, 5)]);
    expect(markedIn(await body.rows(0, 1))).not.toBe('');
    body.mark([]);
    expect(markedIn(await body.rows(0, 1))).toBe('');
  });

  it('says all that lie on each other, and the worst of them', () => {
    const over = [hit(0, 10, 0), { ...hit(4, 6, 1), severity: 'critical' as const }];
    expect(stretches(over, 0, 12)).toEqual([
      { from: 0, to: 4, findings: [0], severity: 'high' },
      { from: 4, to: 6, findings: [0, 1], severity: 'critical' },
      { from: 6, to: 10, findings: [0], severity: 'high' },
      { from: 10, to: 12, findings: [] },
    ]);
  });

  it('says what each stretch is a sign of, and which place of which finding that is', () => {
    const sign = (from: number, to: number, says: string, place: number) => ({
      ...hit(from, to, 3),
      sign: { says, place },
    });
    const cut = stretches([sign(0, 10, 'a', 1), sign(4, 6, 'b', 0), hit(4, 8, 1)], 0, 12);
    expect(cut.map(({ signs, spots }) => [signs, spots])).toEqual([
      [['a'], ['3.1']],
      [
        ['a', 'b'],
        ['3.1', '3.0'],
      ],
      [['a'], ['3.1']],
      [['a'], ['3.1']],
      [undefined, undefined],
    ]);
    expect(markOf(cut[0]!)).toEqual({ hit: 'high', findings: [3], signs: ['a'], spots: ['3.1'] });
    expect(markOf(cut[4]!)).toEqual({});
  });

  it('finds the hits over a stretch as looking at each of them would', () => {
    const any = fc.record({ from: fc.nat(200), length: fc.nat(60) });
    fc.assert(
      fc.property(fc.array(any), fc.nat(250), fc.integer({ min: 1, max: 40 }), (list, from, length) => {
        const all = list.map((one, k) => hit(one.from, one.from + Math.max(1, one.length), k));
        const found = new Hits(all).over(from, from + length).map(({ finding }) => finding);
        const wanted = all.filter((one) => one.from < from + length && one.to > from);
        expect(found.toSorted()).toEqual(wanted.map(({ finding }) => finding).toSorted());
      }),
    );
  });

  it('knows the character of every byte, escapes and pairs included', () => {
    const inner = 'a🙂\\ud83d\\ude42é\\n"'.slice(0, -1);
    const bytes = encode(`"${inner}"`);
    const said = JSON.parse(`"${inner}"`) as string;
    const places = unitsOfBytes(bytes, { text: said, from: 1, to: bytes.length - 1, isJson: true });
    expect(Array.from(said, (_, k) => k).every((k) => places.unitAt(places.byteAt(k)) <= k)).toBe(true);
    expect(places.byteAt(said.indexOf('é'))).toBe(encode('"a🙂\\ud83d\\ude42').length);
    expect(places.unitAt(bytes.length - 1)).toBe(said.length);
  });
});
