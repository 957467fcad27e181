import { expect, test } from 'vitest';
import { wordDiff } from '../../inspect/drift/words.ts';
import { maskedPieces } from './masked-pieces.ts';

const SECRET = 'sk-live-1234567890';
const shown = (text: string): string => text.replaceAll(SECRET, '•'.repeat(SECRET.length));
const pieces = (before: string, after: string) => [
  ...maskedPieces([...wordDiff(before, after)], (text) => shown(text)),
];
const side = (before: string, after: string, kind: 'gone' | 'new'): string =>
  pieces(before, after)
    .map((piece) => (piece.kind === 'same' || piece.kind === kind ? piece.text : ''))
    .join('');

test.each([
  ['stands on both sides', `Use ${SECRET} here.`, `Use ${SECRET} there.`],
  ['came', 'Use a key.', `Use ${SECRET} as a key.`],
  ['went', `Use ${SECRET} as a key.`, 'Use a key.'],
  ['is cut by a change within', `Use ${SECRET} now.`, 'Use sk-live-1234567891 now.'],
  ['is put together by a change', 'Use sk-test-1234567890 now.', `Use ${SECRET} now.`],
])('no piece tells a secret that %s', (_, before, after) => {
  for (const [text, kind] of [
    [before, 'gone'],
    [after, 'new'],
  ] as const) {
    const told = side(before, after, kind);
    expect(told).toHaveLength(text.length);
    expect(told).not.toContain(SECRET);
    if (text.includes(SECRET)) expect(told).not.toContain('1234567890');
  }
});

test('without a secret the pieces are as they were', () => {
  const plain = [...wordDiff('Reads one note.', 'Reads two notes.')];
  expect(maskedPieces(plain, shown)).toEqual(plain);
});
