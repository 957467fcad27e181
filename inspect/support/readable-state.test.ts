import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readableState } from './readable-state.ts';

const base64url = (text: string): string => Buffer.from(text).toString('base64url');

it('reads JSON behind both alphabets of base64, padded or not', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.string({ minLength: 1 }), fc.string({ unit: 'binary' }), { minKeys: 1 }),
      (fields) => {
        const json = JSON.stringify(fields);
        const names = Object.keys(fields);
        for (const state of [json, base64url(json), Buffer.from(json).toString('base64')])
          expect(readableState(state)?.fields).toEqual(names);
      },
    ),
  );
});

it('takes an unreadable part of sixteen bytes for a MAC', () => {
  const mac = Buffer.from(Array.from({ length: 32 }, (_, k) => 200 + k)).toString('base64url');
  expect(readableState(`${base64url('{"a":1}')}.${mac}`)).toEqual({ fields: ['a'], isSigned: true });
  expect(readableState(`${base64url('{"a":1}')}.x`)?.isSigned).toBe(false);
});

it('never throws', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (state) => void readableState(state)));
});
