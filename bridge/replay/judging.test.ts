import { expect, test } from 'vitest';
import type { Carried } from '../../protocol/replay/carried.ts';
import { judge } from './judging.ts';

const HANDLES = ['3f2b8c1a-9d4e-4f60-8a71-5c0de1f2a3b4', 'a1b2c3d4e5f6a7b8'] as const;
const [A, B] = HANDLES;

function answer(result: unknown, id: unknown = 1): string {
  return JSON.stringify({ jsonrpc: '2.0', id, result });
}

function judged(then: string, now: string, carried: Carried[] = [], masked?: string) {
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
  const at = masked === undefined ? -1 : bytes(then.slice(0, then.indexOf(masked))).length;
  return judge({
    recorded: {
      bytes: bytes(then),
      rpcId: '1',
      ...(masked === undefined ? {} : { masked: [{ from: at, to: at + masked.length }] }),
    },
    now: { bytes: bytes(now), rpcId: String((JSON.parse(now) as { id: number }).id) },
    carried,
  });
}

test.each<[string, string, string, Carried[], string]>([
  ['another id of ours', answer({ a: 1 }), answer({ a: 1 }, 9), [], 'same'],
  ['an error for a result', answer({}), '{"jsonrpc":"2.0","id":9,"error":{}}', [], 'kind'],
  [
    'a handle that was carried over',
    answer({ text: `Used x-${A}.` }),
    answer({ text: `Used x-${B}.` }, 9),
    [{ before: A, after: B }],
    'volatile',
  ],
  [
    'handles that changed places',
    answer({ who: `${A} ${B}` }),
    answer({ who: `${B} ${A}` }, 9),
    [
      { before: A, after: B },
      { before: B, after: A },
    ],
    'volatile',
  ],
  [
    'a handle with a quote in it',
    answer({ token: 'a"1b2c3d4' }),
    answer({ token: 'x"9y8z7w6' }, 9),
    [{ before: 'a"1b2c3d4', after: 'x"9y8z7w6' }],
    'volatile',
  ],
  [
    'a short handle, in JSON within a text',
    answer({ text: '{"jobId":12}' }),
    answer({ text: '{"jobId":15}' }, 9),
    [{ before: '12', after: '15', names: ['jobId'] }],
    'volatile',
  ],
  [
    'a count that is as large as a short handle was',
    answer({ count: 12 }),
    answer({ count: 15 }, 9),
    [{ before: '12', after: '15', names: ['jobId'] }],
    'different',
  ],
  [
    'a sentence with such a number',
    answer({ text: 'There are 12 left.' }),
    answer({ text: 'There are 15 left.' }, 9),
    [{ before: '12', after: '15', names: ['jobId'] }],
    'different',
  ],
  [
    'a number that is none in JSON now',
    answer({ jobId: 12 }),
    answer({ jobId: '007' }, 9),
    [{ before: '12', after: '007', names: ['jobId'] }],
    'volatile',
  ],
  [
    'another handle than the one that was carried over',
    answer({ handle: A }),
    answer({ handle: 'c0ffee11c0ffee22' }, 9),
    [{ before: A, after: B }],
    'different',
  ],
])('is judged: %s', (_, then, now, carried, verdict) => {
  expect(judged(then, now, carried).verdict).toBe(verdict);
});

test('what differs is told without what was carried over, and that is said', () => {
  const then = answer({ text: `Used ${A} by Ann.` });
  const now = answer({ text: `Used ${B} by Bob.` }, 9);
  const { says } = judged(then, now, [{ before: A, after: B }]);
  expect(says).toBe(
    `/result/text: "Used ${B} by Ann." → "Used ${B} by Bob." (handles that were carried over not counted)`,
  );
});

test('filler in the recording is no difference, wherever ids and handles have moved it', () => {
  const then = (key: string): string => answer({ é: A, key });
  const now = (id: number, key: string): string => answer({ é: B, key }, id);
  const carried = [{ before: A, after: B }];
  expect(judged(then('******'), now(123_456, 'sk-123'), carried, '******')).toEqual({
    verdict: 'volatile',
    says: 'Differs in handles that were carried over.',
  });
  expect(judged(answer({ key: '******' }), answer({ key: 'sk-123' }, 9), [], '******')).toEqual({
    verdict: 'volatile',
    says: 'One value that filler hides',
  });
  // Nothing was masked there.
  expect(judged(then('******'), now(9, 'sk-123'), carried).verdict).toBe('different');
});

test('an answer of another status is different, whatever its message says', () => {
  const side = (startLine: string, id: number) => ({
    bytes: new TextEncoder().encode(answer({}, id)),
    rpcId: String(id),
    head: { startLine, headers: [], bodyAt: 0 },
  });
  const recorded = side('HTTP/1.1 200 OK', 1);
  expect(judge({ recorded, now: side('HTTP/1.1 200 OK', 9), carried: [] })).toEqual({ verdict: 'same' });
  expect(judge({ recorded, now: side('HTTP/1.1 202 Accepted', 9), carried: [] })).toEqual({
    verdict: 'different',
    says: 'HTTP: 200 OK → 202 Accepted',
  });
});
