import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Masking } from './masking.ts';
import { MemorySecrets } from './secrets.ts';

function maskingOf(...values: string[]): Masking {
  const secrets = new MemorySecrets(randomBytes);
  for (const value of values) secrets.put(value, `name of ${value}`);
  return new Masking(secrets);
}

function mask(masking: Masking, text: string): string {
  const bytes = Buffer.from(text);
  masking.bytes(bytes);
  return bytes.toString();
}

test.each([
  ['plain', ['hunter22'], 'a hunter22 b', 'a ******** b'],
  ['twice, touching', ['hunter22'], 'hunter22hunter22', '****************'],
  ['overlapping itself', ['abab'], 'xabababx', 'x******x'],
  ['one inside another', ['inner', 'xxinnerxx'], 'xxinnerxx inner', '********* *****'],
  ['two that overlap', ['abcdef', 'efghij'], '-abcdefghij-', '-**********-'],
  ['after its scheme', ['Bearer abc.def'], 'token abc.def, Bearer abc.def', 'token *******, **************'],
  ['escaped as JSON', ['pass"word\\n'], String.raw`{"p":"pass\"word\\n"}`, `{"p":"${'*'.repeat(13)}"}`],
  ['escaped as ASCII', ['pässword'], String.raw`p\u00e4ssword`, '*'.repeat(13)],
  ['escaped for HTML', ['a<b>&c'], String.raw`a\u003cb\u003e\u0026c`, '*'.repeat(21)],
  ['escaped by .NET', ['ab+/"ü=='], String.raw`ab\u002B/\u0022\u00FC==`, '*'.repeat(23)],
  ['with slashes escaped', ['ab/ü/c'], String.raw`ab\/\u00fc\/c`, '*'.repeat(13)],
  ['in a URL of lower case', ['ab/cd&'], 'ab%2fcd%26', '*'.repeat(10)],
  ['in a URL', ['a b/c&d'], '?k=a%20b%2Fc%26d', '?k=*************'],
  ['in UTF-8', ['pässword'], '<pässword>', `<${'*'.repeat(9)}>`],
  ['too short to be told apart', ['abc'], 'abc', 'abc'],
  ['another case is another value', ['hunter22'], 'HUNTER22', 'HUNTER22'],
])('%s', (_, values, text, expected) => {
  expect(mask(maskingOf(...values), text)).toBe(expected);
});

test('what was masked is listed in order, disjoint, with its name', () => {
  const bytes = Buffer.from('__hunter22__swordfish');
  expect(maskingOf('swordfish', 'hunter22').bytes(bytes)).toEqual([
    { from: 2, to: 10, name: 'name of hunter22' },
    { from: 12, to: 21, name: 'name of swordfish' },
  ]);
});

test('no known value survives in any bytes, and everything else does', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'ä', '"'), minLength: 4, maxLength: 6 });
  const between = fc.string({ unit: fc.constantFrom('a', 'b', 'ä', '"', '-'), maxLength: 12 });
  // By itself a text hardly ever holds one of the values: a number is the place of one that stands there.
  const pieces = fc.array(fc.oneof(between, fc.nat(3)), { maxLength: 12 });
  fc.assert(
    fc.property(fc.array(letters, { minLength: 1, maxLength: 4 }), pieces, (values, parts) => {
      const text = parts
        .map((part) => (typeof part === 'number' ? values[part % values.length]! : part))
        .join('');
      const before = Buffer.from(text);
      const bytes = Buffer.from(text);
      const ranges = maskingOf(...values).bytes(bytes);
      expect(bytes.length).toBe(before.length);
      for (const value of values) expect(bytes.includes(value)).toBe(false);
      const isMasked = (at: number) => ranges.some(({ from, to }) => from <= at && at < to);
      for (const [at, byte] of before.entries()) expect(bytes[at]).toBe(isMasked(at) ? 0x2a : byte);
    }),
    { numRuns: 500 },
  );
});

test('the margin is one less than the longest spelling in bytes', () => {
  expect(maskingOf().margin).toBe(0);
  expect(maskingOf('hunter22').margin).toBe(7);
  expect(maskingOf('ääää').margin).toBe('%C3%A4'.length * 4 - 1);
});

test('masks the free texts of an answer and nothing that steers the page', () => {
  const masking = maskingOf('open', 'frames', 'hunter22', 'plain');
  const answer = {
    kind: 'frames',
    session: {
      id: 'open',
      state: { kind: 'open' },
      reachedBy: 'open hunter22',
      provenance: { entry: 'x hunter22' },
    },
    rows: [{ channel: 'open', preview: 'hunter22!', kind: 'open' }],
    items: [
      { ref: { section: 'open', name: 'hunter22' }, title: 'hunter22', marks: [{ words: 'hunter22' }] },
    ],
    capabilities: ['experimental.hunter22'],
    head: {
      http: { startLine: 'GET /hunter22', headers: [['X-Key', 'hunter22']] },
      sse: { event: 'hunter22', id: 'a hunter22' },
    },
    figures: [{ method: 'tools/call', tool: 'hunter22' }],
    target: {
      spec: {
        args: ['--key', 'hunter22'],
        headers: [{ name: 'k', text: { from: 'plain', value: 'hunter22' } }],
      },
    },
    problem: { code: 'open', message: 'hunter22 refused', hint: 'not hunter22' },
    count: 3,
    nothing: null,
  };
  expect(masking.fields(answer)).toEqual({
    kind: 'frames',
    session: {
      id: 'open',
      state: { kind: 'open' },
      reachedBy: '**** ********',
      provenance: { entry: 'x ********' },
    },
    rows: [{ channel: 'open', preview: '********!', kind: 'open' }],
    items: [
      { ref: { section: 'open', name: '********' }, title: '********', marks: [{ words: '********' }] },
    ],
    capabilities: ['experimental.********'],
    head: {
      http: { startLine: 'GET /********', headers: [['X-Key', '********']] },
      sse: { event: '********', id: 'a ********' },
    },
    figures: [{ method: 'tools/call', tool: '********' }],
    target: {
      spec: {
        args: ['--key', '********'],
        headers: [{ name: 'k', text: { from: 'plain', value: '********' } }],
      },
    },
    problem: { code: 'open', message: '******** refused', hint: 'not ********' },
    count: 3,
    nothing: null,
  });
});

test('masks what a finding says and shows, and leaves what names it', () => {
  const row = { fingerprint: 'hunter22', says: 'It holds hunter22.', evidence: [{ shown: 'x hunter22' }] };
  const page = {
    lines: [
      { kind: 'group', label: 'tools hunter22' },
      { kind: 'finding', row },
    ],
  };
  expect(maskingOf('hunter22').fields(page)).toEqual({
    lines: [
      { kind: 'group', label: 'tools ********' },
      {
        kind: 'finding',
        row: { fingerprint: 'hunter22', says: 'It holds ********.', evidence: [{ shown: 'x ********' }] },
      },
    ],
  });
});

test('masks what a fuzz run departs from, has made smaller and puts into a command', () => {
  const report = {
    plan: {
      subjects: [{ name: 'ask', seedText: '{"key":"hunter22"}' }],
      substituted: [{ where: 'KEY', was: 'hunter22 {{fuzz:root}}', is: 'hunter22 /tmp/x' }],
    },
    findings: [{ minimal: '{"key":"hunter22"}', minimalValue: '"hunter22"', command: "'hunter22'", n: 1 }],
  };
  expect(JSON.stringify(maskingOf('hunter22').fields(report))).not.toContain('hunter22');
});

test('an answer is handed on untouched while nothing is known, and masked as soon as something is', () => {
  const secrets = new MemorySecrets(randomBytes);
  const masking = new Masking(secrets);
  const answer = { preview: 'hunter22' };
  expect(masking.fields(answer)).toBe(answer);
  const ref = secrets.put('hunter22', 'key');
  expect(masking.fields(answer)).toEqual({ preview: '********' });
  secrets.remove(ref);
  expect(masking.fields(answer)).toBe(answer);
});

test('a body full of matches is masked in one pass over it', () => {
  const bytes = Buffer.alloc(4 * 1024 * 1024, 'a');
  const ranges = maskingOf('aaaa', 'aaaaaaaa').bytes(bytes);
  expect(ranges).toHaveLength(1);
  expect(bytes.every((byte) => byte === 0x2a)).toBe(true);
});

test('texts: overlapping values, and one that a row cut off before its end', () => {
  const masking = maskingOf('abcdef', 'efghij', 'eyJhbGciOi.long.token');
  expect(masking.text('-abcdefghij-')).toBe('-**********-');
  expect(masking.text('key eyJhbGciOi.lo…')).toBe('key *************…');
  expect(masking.text('key eyJ…')).toBe('key eyJ…');
  // Quoted, with more behind it.
  expect(masking.text('/a: "eyJhbGciOi.lo… → "b…; 3 more')).toBe('/a: "*************… → "b…; 3 more');
  expect(masking.text('key eyJhbGciOi.lo')).toBe('key eyJhbGciOi.lo');
});
