import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { prettyJson } from './pretty-json.ts';

describe('JSON on several lines', () => {
  it('is what JSON.stringify makes of the same value', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(prettyJson(text)).toBe(JSON.stringify(JSON.parse(text), undefined, 2));
      }),
    );
  });

  it('keeps numbers, escapes and repeated keys as they are written', () => {
    expect(prettyJson('{"a":1e400,"a":[9007199254740993],"b":"\\u0041:,{"}')).toBe(
      '{\n  "a": 1e400,\n  "a": [\n    9007199254740993\n  ],\n  "b": "\\u0041:,{"\n}',
    );
  });

  it('takes what is no JSON without getting stuck', () => {
    expect(prettyJson('"open')).toBe('"open');
    expect(prettyJson('}}]')).toContain('}');
    expect(prettyJson('{'.repeat(200_000)).length).toBeLessThan(10_000_000);
  });
});
