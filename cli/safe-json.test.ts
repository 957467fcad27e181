import fc from 'fast-check';
import { expect, test } from 'vitest';
import { safeJson } from './safe-json.ts';
import { escapeLine } from './terminal.ts';

test('means the same, and a terminal has nothing left to escape in it', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      '\u001b[31m',
      '\u202e',
      '##vso[task]',
      '\\u{41}',
      '::error::',
      '\\',
      '\u{e0041}',
      '\r\n',
      '\ud800',
    ),
  );
  fc.assert(
    fc.property(fc.array(piece), fc.constantFrom(undefined, 2), (pieces, indent) => {
      const value = { [pieces.join('')]: pieces };
      const safe = safeJson(JSON.stringify(value, undefined, indent));
      expect(JSON.parse(safe)).toEqual(JSON.parse(JSON.stringify(value)));
      expect(escapeLine(safe)).toBe(safe);
    }),
  );
});

test('keeps numbers, order and repeated keys as they are', () => {
  const text = '{"b":1e400,"a":9007199254740993,"a":-0,"s":"\\/"}';
  expect(safeJson(text)).toBe(text);
});
