import { expect, it } from 'vitest';
import { BodyDocument } from './document.ts';
import { bytesOfText, readHeld } from './held.ts';

it('lays out text that is here already like any body', async () => {
  const text = `{"a":${JSON.stringify('x'.repeat(400_000))},"b":1.0}`;
  const bytes = bytesOfText(text);
  const body = new BodyDocument(readHeld(bytes), 'pretty', 100, bytes.length);
  let rows = 0;
  await body.index((progress) => (rows = progress.rows));
  expect(rows).toBeGreaterThan(4000);
  const last = await body.rows(rows - 2, rows);
  expect(
    last.map(({ pieces }) => pieces.map((piece) => ('text' in piece ? piece.text : '')).join('')),
  ).toEqual(['"b": 1.0', '}']);
});

it('keeps lone surrogates as the bytes they would be', () => {
  expect(bytesOfText('a\u{1f600}é')).toEqual(new TextEncoder().encode('a\u{1f600}é'));
  expect([...bytesOfText('a\ud800b\udfff\u{1f600}')]).toEqual([
    0x61, 0xed, 0xa0, 0x80, 0x62, 0xed, 0xbf, 0xbf, 0xf0, 0x9f, 0x98, 0x80,
  ]);
});
