import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatPointer } from '../json/pointer.ts';
import { pointerOf, bytesOfUnits } from './read-place.ts';
import { readBytes, type ReadNode, type Reading } from './reading.ts';

const utf8 = new TextEncoder();
const read = (text: string): Reading => readBytes(utf8.encode(text));
const kinds = (reading: Reading): string[] => reading.faults.map(({ kind }) => kind);

function valueOf(reading: Reading, node: ReadNode): unknown {
  switch (node.kind) {
    case 'object':
      return Object.fromEntries(node.children.map((child) => [child.key!.name, valueOf(reading, child)]));
    case 'array':
      return node.children.map((child) => valueOf(reading, child));
    case 'string':
      return reading.text(node);
    case 'number':
      return Number(reading.text(node));
    case 'true':
      return true;
    case 'false':
      return false;
    case 'null':
      return null;
  }
}

function* all(node: ReadNode): Generator<ReadNode> {
  const stack = [node];
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    yield at;
    stack.push(...at.children);
  }
}

/** Every value with its pointer, as JSON.parse sees them. */
function pointersOf(value: unknown, path: string[] = []): Map<string, unknown> {
  const found = new Map<string, unknown>([[formatPointer(path), value]]);
  if (typeof value === 'object' && value !== null)
    for (const [key, inner] of Object.entries(value))
      for (const [pointer, of] of pointersOf(inner, [...path, key])) found.set(pointer, of);
  return found;
}

const spaced = fc
  .tuple(fc.jsonValue({ maxDepth: 5, stringUnit: 'binary' }), fc.constantFrom(undefined, 1, '\t'))
  .map(([value, space]) => JSON.stringify(value, null, space));

describe('what JSON.parse reads', () => {
  it('is read alike: values, pointers, and no fault', () => {
    fc.assert(
      fc.property(spaced, (text) => {
        const reading = read(text);
        expect(reading.faults).toEqual([]);
        expect(reading.roots).toHaveLength(1);
        const [root] = reading.roots;
        const value: unknown = JSON.parse(text);
        expect(valueOf(reading, root!)).toEqual(value);
        const wanted = pointersOf(value);
        const nodes = [...all(root!)];
        expect(new Set(nodes.map(pointerOf))).toEqual(new Set(wanted.keys()));
        for (const node of nodes) {
          const slice = new TextDecoder('utf-8', { ignoreBOM: true }).decode(
            reading.bytes.subarray(node.from, node.to),
          );
          expect(JSON.parse(slice)).toEqual(wanted.get(pointerOf(node)));
        }
      }),
    );
  });

  it('keeps repeated keys, and says so', () => {
    const reading = read('{"a":1,"\\u0061":2,"b":{"a":3}}');
    expect(kinds(reading)).toEqual(['repeated-key']);
    const [a, again] = reading.roots[0]!.children;
    expect([reading.text(a!), reading.text(again!), again!.key!.name]).toEqual(['1', '2', 'a']);
  });

  it('finds a repeated key among many', () => {
    const keys = Array.from({ length: 5000 }, (_, k) => `"k${k}":1`);
    expect(kinds(read(`{${keys.join(',')}}`))).toEqual([]);
    expect(kinds(read(`{${[...keys, '"k17":1'].join(',')}}`))).toEqual(['repeated-key']);
  });
});

it('maps characters to the bytes they are written with, escapes and all', () => {
  const escaped = fc.array(
    fc.tuple(fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }), fc.boolean()),
    { maxLength: 30 },
  );
  fc.assert(
    fc.property(escaped, fc.nat(40), fc.nat(40), (parts, a, b) => {
      const written = parts.map(([c, isEscaped]) =>
        isEscaped || /["\\\p{Cc}]/u.test(c)
          ? [...Array(c.length).keys()]
              .map((k) => `\\u${c.charCodeAt(k).toString(16).padStart(4, '0')}`)
              .join('')
          : c,
      );
      const text = parts.map(([c]) => c).join('');
      const bytes = utf8.encode(`"${written.join('')}"`);
      const from = Math.min(a, b, text.length);
      const to = Math.min(Math.max(a, b), text.length);
      const span = bytesOfUnits(bytes, { from: 0, to: bytes.length }, from, to);
      const found = JSON.parse(
        `"${new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(span.from, span.to))}"`,
      ) as string;
      // Half of a character of four bytes is given whole.
      if (from < to) expect(found).toContain(text.slice(from, to));
      expect(found.length).toBeLessThanOrEqual(to - from + 2);
    }),
  );
});

it('reads invalid UTF-8 as TextDecoder does, and maps it to the bytes it came from', () => {
  const plain = fc.integer({ min: 0x20, max: 0xff }).filter((c) => c !== 0x22 && c !== 0x5c && c !== 0x7f);
  fc.assert(
    fc.property(fc.array(plain, { maxLength: 12 }), (inner) => {
      const bytes = Uint8Array.from([0x22, ...inner, 0x22]);
      const reading = readBytes(bytes);
      const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(Uint8Array.from(inner));
      expect(reading.text(reading.roots[0]!)).toBe(text);
      const isValid = Buffer.from(text).equals(Buffer.from(inner)) && !text.includes('\ufffd');
      if (!text.includes('\ufffd')) expect(kinds(reading)).toEqual([]);
      else if (!isValid && !Buffer.from(inner).includes(Buffer.from('\ufffd')))
        expect(kinds(reading)).toContain('invalid-utf8');
      let at = 1;
      for (let unit = 0; unit < text.length;) {
        const length = text.codePointAt(unit)! > 0xffff ? 2 : 1;
        const span = bytesOfUnits(bytes, { from: 0, to: bytes.length }, unit, unit + length);
        expect(span.from).toBe(at);
        const own = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(span.from, span.to));
        expect(own).toBe(text.slice(unit, unit + length));
        at = span.to;
        unit += length;
      }
      expect(at).toBe(bytes.length - 1);
    }),
    { numRuns: 2000 },
  );
});

describe('bad bytes', () => {
  it('never throw, whatever they are, and nodes stay inside them', () => {
    const bits = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ':',
      ',',
      '"',
      '\\',
      '\\u',
      '1',
      '-',
      'e',
      'true',
      'null',
      ' ',
      '"a":',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 200 }),
          fc.array(bits, { maxLength: 60 }).map((parts) => utf8.encode(parts.join(''))),
        ),
        (bytes) => {
          const reading = readBytes(bytes);
          for (const root of reading.roots)
            for (const node of all(root)) {
              expect(node.from <= node.to && node.to <= bytes.length).toBe(true);
              if (node.parent !== undefined) expect(node.to).toBeLessThanOrEqual(node.parent.to);
              reading.text(node);
              pointerOf(node);
            }
          let isJson = true;
          try {
            JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
          } catch {
            // Either error means the same: it is no JSON.
            isJson = false;
          }
          const refused = reading.faults.filter(({ kind }) => kind !== 'repeated-key').length > 0;
          if (isJson) expect(refused).toBe(false);
          else if (reading.roots.length <= 1 && bytes.some((c) => c > 0x20)) expect(refused).toBe(true);
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('are read up to where they were cut off', () => {
    const whole = '{"a":[1,{"b":"x\\u00e9"},true],"c":-1.5e3}';
    for (let at = 1; at < whole.length; at++) {
      const reading = read(whole.slice(0, at));
      expect(kinds(reading).length, whole.slice(0, at)).toBeGreaterThan(0);
      expect(reading.roots).toHaveLength(1);
      expect(reading.roots[0]!.to).toBeLessThanOrEqual(at);
    }
  });

  it.each([
    ['\ufeff{}', ['byte-order-mark']],
    ['{} x', ['after-end']],
    ['{"a":"\u0001"}', ['control-in-string']],
    ['{"a":"\\x"}', ['unknown-escape']],
    ['{"a":"\\u12"}', ['unknown-escape']],
    ['[1,]', ['not-json']],
    ['[1 2]', ['not-json']],
    ['{"a":1,}', ['not-json']],
    ['{a:1}', ['not-json']],
    ['[NaN]', ['not-json']],
    ['[01]', ['not-json']],
    ['[1', ['cut-off']],
    ['"ab', ['cut-off']],
    ['tru', ['not-json']],
  ])('%j is %j', (text, wanted) => {
    expect(kinds(read(text))).toEqual(expect.arrayContaining(wanted));
  });
});

it('goes 100,000 levels deep without a call for each', () => {
  const depth = 100_000;
  const reading = read('[{"a":'.repeat(depth / 2) + '1' + '}]'.repeat(depth / 2));
  expect(reading.faults).toEqual([]);
  let at = reading.roots[0]!;
  let levels = 0;
  for (; at.children.length > 0; levels++) at = at.children[0]!;
  expect([levels, reading.text(at)]).toEqual([depth, '1']);
  expect(pointerOf(at).length).toBe(depth * 2);
});

describe('bounds', () => {
  it('are said where reading stopped for bytes', () => {
    const bytes = utf8.encode(`["${'x'.repeat(100)}",1,2]`);
    const reading = readBytes(bytes, { bytes: 50, nodes: 100 });
    expect(reading.stoppedAt).toBe(50);
    expect(reading.roots[0]!.to).toBeLessThanOrEqual(50);
  });

  it('are said where reading stopped for values', () => {
    const reading = readBytes(utf8.encode('[1,2,3,4,5]'), { bytes: 1000, nodes: 4 });
    expect(reading.stoppedAt).toBe(7);
    expect(reading.roots[0]!.children.map((node) => reading.text(node))).toEqual(['1', '2', '3']);
    expect(reading.faults).toEqual([]);
  });
});
