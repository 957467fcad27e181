import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isJson, withMeta } from './params.ts';

it.each([
  ['{}', true],
  [' [1, {"a": [2]}] ', true],
  ['null', true],
  ['', false],
  ['{} {}', false],
  ['\uFEFF{}', false],
  ['{', false],
])('isJson(%j) is %j', (text, expected) => {
  expect(isJson(text)).toBe(expected);
});

describe('withMeta', () => {
  it.each([
    [undefined, '{"_meta":{"a":1}}'],
    ['{}', '{"_meta":{"a":1}}'],
    ['{ "x": 1.0, "x": 2 }', '{"_meta":{"a":1}, "x": 1.0, "x": 2 }'],
    ['{"_meta":{}}', '{"_meta":{"a":1}}'],
    ['{"x":{"_meta":{}},"_meta":{"b":[{"a":0}]}}', '{"x":{"_meta":{}},"_meta":{"a":1,"b":[{"a":0}]}}'],
    ['{"_meta":{"a":9}}', '{"_meta":{"a":9}}'],
    ['{"_meta":{"\\u0061":9}}', '{"_meta":{"\\u0061":9}}'],
    ['{"_meta":7}', '{"_meta":7}'],
    ['[1]', '[1]'],
    ['{"x":', '{"x":'],
    ['{"_\\u006deta":{}}', '{"_\\u006deta":{"a":1}}'],
  ])('%s', (params, expected) => {
    expect(withMeta(params, { a: 1 })).toBe(expected);
  });

  it('adds what is missing and changes nothing else', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.oneof(fc.string(), fc.constant('_meta')), fc.jsonValue()),
        fc.nat(2),
        (params, indent) => {
          const text = JSON.stringify(params, null, indent);
          const result = JSON.parse(withMeta(text, { a: 1 })) as Record<string, unknown>;
          const given = params['_meta'];
          const isObject = typeof given === 'object' && given !== null && !Array.isArray(given);
          const meta = isObject ? { a: 1, ...(given as object) } : '_meta' in params ? given : { a: 1 };
          expect(result).toEqual({
            ...(JSON.parse(text) as object),
            _meta: JSON.parse(JSON.stringify(meta)) as unknown,
          });
        },
      ),
      { numRuns: 1000 },
    );
  });
});
