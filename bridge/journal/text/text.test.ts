import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FrameHead, FrameKind, Payload } from '../../../protocol/frame.ts';
import { fold, isOneTrigram, trigramExpression } from './fold.ts';
import { textOf } from './frame-text.ts';
import { BORDER, JsonText } from './json-text.ts';
import { processorTime } from '../../../test/processor-time.ts';

function inPieces(text: string, cuts: number[]): string {
  const reader = new JsonText();
  const at = [0, ...cuts.map((cut) => cut % (text.length + 1)).sort((a, b) => a - b), text.length];
  return at
    .slice(1)
    .map((to, i) => reader.read(text.slice(at[i], to)))
    .join('');
}

/** All strings, keys and numbers of a value, the plain way. */
function wordsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number') return [JSON.stringify(value)];
  if (Array.isArray(value)) return value.flatMap(wordsOf);
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([key, one]) => [key, ...wordsOf(one)]);
  return [];
}

describe('JsonText', () => {
  it('gives the strings, keys and numbers of any JSON, however it is cut', () => {
    fc.assert(
      fc.property(
        fc.jsonValue({ stringUnit: 'binary' }),
        fc.array(fc.nat(), { maxLength: 5 }),
        (value, cuts) => {
          const found = inPieces(JSON.stringify({ value }), cuts);
          expect(found.split(BORDER).slice(0, -1).join(BORDER)).toBe(
            ['value', ...wordsOf(value)].join(BORDER),
          );
        },
      ),
    );
  });

  it('decodes escapes and keeps what is none', () => {
    expect(inPieces('{"\\u0061\\n\\/\\ud83d\\ude00":"\\q\\u12x4"}', [])).toBe(
      `a\n/😀${BORDER}q\\u12x4${BORDER}`,
    );
  });

  it('reads hostile text in one pass', () => {
    const text = `"${'\\"'.repeat(300_000)}${'a'.repeat(300_000)}`;
    const before = processorTime();
    expect(new JsonText().read(text).length).toBe(600_000);
    expect(processorTime() - before).toBeLessThan(10_000);
  });

  it('reads many short strings without a backslash in one pass, warm or not', () => {
    const list = `{"tools":[${'{"name":"a_name","description":"“not found”"},'.repeat(11_000)}`;
    const before = process.cpuUsage();
    for (let i = 0; i < 10; i++) expect(new JsonText().read(list).length).toBe(396_006);
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(1500);
  });
});

describe('textOf', () => {
  const head: FrameHead = {
    channel: 'c1<',
    toward: 'client',
    leg: 'server',
    author: 'server',
    wall: 0,
    mono: 0,
  };
  function text(kind: FrameKind, raw: string, payload: Payload, more: Partial<FrameHead> = {}): string {
    const bytes = new TextEncoder().encode(raw);
    const read = (_part: string, from: number, to: number): Uint8Array => bytes.subarray(from, to);
    return [...textOf({ head: { ...head, ...more }, payload, kind, rawBytes: bytes.length, read })].join('');
  }

  it('takes start line, headers and the message of HTTP', () => {
    const http = {
      startLine: 'POST /mcp HTTP/1.1',
      headers: [['X-Token', 'abc']] as [string, string][],
      bodyAt: 5,
    };
    expect(text('request', '12345{"method":"ping"}', { kind: 'slice', from: 5, to: 22 }, { http })).toBe(
      ['POST /mcp HTTP/1.1', 'X-Token: abc', 'method', 'ping', ''].join(BORDER),
    );
    expect(text('http', '12345<p>no</p>', { kind: 'none' }, { http })).toContain('<p>no</p>');
  });

  it('takes lines that are not JSON as they are', () => {
    expect(text('log', 'warn "x" 1\n', { kind: 'none' })).toBe('warn "x" 1\n');
    expect(text('not-json', '{"half', { kind: 'slice', from: 0, to: 6 })).toBe('{"half');
  });
});

describe('fold', () => {
  it('makes cases equal', () => {
    expect(fold('ÄÖ ΟΔΟΣ')).toBe(fold('äö οδος'));
    expect(fold('ΟΔΟΣ')).toBe(fold('οδοσ'));
  });

  it('looks up only what can be looked up', () => {
    expect(trigramExpression('ab')).toBeUndefined();
    expect(trigramExpression('abcd')).toBe('"abc" AND "bcd"');
    expect(trigramExpression('a"b')).toBe('"a""b"');
    expect(trigramExpression('x'.repeat(500))).toBe('"xxx"');
    expect(
      trigramExpression(Array.from({ length: 100 }, (_, i) => i).join(''))!.split(' AND ').length,
    ).toBeLessThan(20);
    expect([isOneTrigram('abc'), isOneTrigram('a\0c'), isOneTrigram('ab😀'), isOneTrigram('abcd')]).toEqual([
      true,
      false,
      true,
      false,
    ]);
  });
});
