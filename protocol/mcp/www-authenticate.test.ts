import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseChallenges } from './www-authenticate.ts';
import { processorTime } from '../../test/processor-time.ts';

const bearer = (...params: [string, string][]) => ({
  scheme: 'Bearer',
  params: params.map(([name, value]) => ({ name, value })),
});

test.each<[string, string[], unknown]>([
  ['a scheme alone', ['Bearer'], [bearer()]],
  ['quoted parameters', ['Bearer realm="a, b", error="x"'], [bearer(['realm', 'a, b'], ['error', 'x'])]],
  ['escaped characters in a quoted string', ['Bearer realm="a\\"b\\\\"'], [bearer(['realm', 'a"b\\'])]],
  ['blanks around the equals sign', ['Bearer realm = "a"'], [bearer(['realm', 'a'])]],
  ['a token as value', ['Bearer max=12'], [bearer(['max', '12'])]],
  [
    'two challenges in one header',
    ['Newauth realm="apps", type=1, Basic realm="simple"'],
    [
      {
        scheme: 'Newauth',
        params: [
          { name: 'realm', value: 'apps' },
          { name: 'type', value: '1' },
        ],
      },
      { scheme: 'Basic', params: [{ name: 'realm', value: 'simple' }] },
    ],
  ],
  [
    'two headers',
    ['Bearer', 'Basic realm="x"'],
    [bearer(), { scheme: 'Basic', params: [{ name: 'realm', value: 'x' }] }],
  ],
  [
    'a token68',
    ['Negotiate YII=='],
    [{ scheme: 'Negotiate', params: [{ name: 'token68', value: 'YII==' }] }],
  ],
  [
    'a token68 before another challenge',
    ['NTLM abc/+, Bearer a="b"'],
    [{ scheme: 'NTLM', params: [{ name: 'token68', value: 'abc/+' }] }, bearer(['a', 'b'])],
  ],
  [
    'an address as MCP servers send it',
    ['Bearer resource_metadata="https://x.test/.well-known/oauth-protected-resource", scope="a b"'],
    [bearer(['resource_metadata', 'https://x.test/.well-known/oauth-protected-resource'], ['scope', 'a b'])],
  ],
  ['missing commas', ['Bearer a="1" b="2"'], [bearer(['a', '1'], ['b', '2'])]],
  ['empty list members', [', ,Bearer a=1,, ,b=2,'], [bearer(['a', '1'], ['b', '2'])]],
  ['a quoted string without an end', ['Bearer realm="abc, def'], [bearer(['realm', 'abc, def'])]],
  ['text that fits nothing', ['"oops" x, Bearer a=1'], [bearer(['a', '1'])]],
  ['nothing', ['', ' , '], []],
])('reads %s', (_, values, expected) => {
  expect(parseChallenges(values)).toEqual(expected);
});

test('never throws, always ends, and keeps every value it names within the text', () => {
  const nasty = fc.string({
    unit: fc.constantFrom('a', 'B', '=', '"', '\\', ',', ' ', '\t', '/', ';', '\0', 'é'),
    maxLength: 60,
  });
  fc.assert(
    fc.property(nasty, (text) => {
      for (const { scheme } of parseChallenges([text])) expect(text).toContain(scheme);
    }),
  );
});

test('takes time in proportion to the text', () => {
  const started = processorTime();
  parseChallenges([
    `Bearer ${'a="b", '.repeat(100_000)}`,
    '"'.repeat(500_000),
    '='.repeat(500_000),
    ','.repeat(500_000),
  ]);
  expect(processorTime() - started).toBeLessThan(10_000);
});
