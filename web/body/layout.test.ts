import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LaidRow, Layout } from './layout.ts';
import { MAX_ROW_BYTES, STYLE } from './layout.ts';
import { PrettyLayout } from './pretty-layout.ts';
import { RawLayout } from './raw-layout.ts';

type Make = (columns: number) => Layout;
const pretty: Make = (columns) => new PrettyLayout(columns);
const raw: Make = (columns) => new RawLayout(columns);

function lay(make: Make, bytes: Uint8Array, columns = 80, cuts: number[] = []): LaidRow[] {
  const layout = make(columns);
  const rows: LaidRow[] = [];
  layout.onRow = (row) => rows.push(row);
  let from = 0;
  for (const cut of [...cuts, bytes.length].sort((a, b) => a - b)) {
    layout.push(bytes.subarray(from, cut));
    from = cut;
  }
  layout.end();
  return rows;
}

const encode = (text: string) => new TextEncoder().encode(text);
const decoder = new TextDecoder();
function draw(rows: LaidRow[], bytes: Uint8Array): string[] {
  return rows.map((row) => {
    let text = (row.first ? '' : '…') + ' '.repeat(row.indent);
    for (let k = 0; k < row.spans.length; k += 3) {
      text +=
        row.spans[k] === STYLE.gap ? ' ' : decoder.decode(bytes.subarray(row.spans[k + 1], row.spans[k + 2]));
    }
    return text;
  });
}
const prettyText = (text: string, columns = 80) => draw(lay(pretty, encode(text), columns), encode(text));
const rawText = (text: string, columns = 80) => draw(lay(raw, encode(text), columns), encode(text));

describe('PrettyLayout', () => {
  it.each([
    ['{}', ['{}']],
    ['{ }', ['{}']],
    ['[]\n', ['[]']],
    ['{"a":1}', ['{', '  "a": 1', '}']],
    ['{"a" : [1, 2 ,{}]}', ['{', '  "a": [', '    1,', '    2,', '    {}', '  ]', '}']],
    ['{"a":1}{"b":2}', ['{', '  "a": 1', '}', '{', '  "b": 2', '}']],
    ['{"n":1.00e+02,"n":9007199254740993}', ['{', '  "n": 1.00e+02,', '  "n": 9007199254740993', '}']],
    ['"a\\"b\\\\"', ['"a\\"b\\\\"']],
    ['[true false]', ['[', '  true false', ']']],
    ['}', ['}']],
    [',', [',']],
    ['hello', ['hello']],
    ['{"a":', ['{', '  "a": ']],
    ['', []],
    ['  \n ', []],
  ])('lays out %j', (text, rows) => {
    expect(prettyText(text)).toEqual(rows);
  });

  it('wraps long strings at a space when one is near, else where they are full', () => {
    expect(prettyText(`"${'word '.repeat(14)}"`, 40)).toEqual([
      '"word word word word word word word ',
      '…word word word word word word word "',
    ]);
    expect(prettyText(`"${'x'.repeat(60)}"`, 40)).toEqual([`"${'x'.repeat(39)}`, `…${'x'.repeat(21)}"`]);
  });

  it('colours keys in objects only', () => {
    const bytes = encode('{"k":["v",{"k":"v"}],"k":"v"}');
    const seen = lay(pretty, bytes).flatMap((row) => {
      const found: string[] = [];
      for (let k = 0; k < row.spans.length; k += 3) {
        const text = decoder.decode(bytes.subarray(row.spans[k + 1], row.spans[k + 2]));
        if (text.startsWith('"')) found.push(`${text}${row.spans[k] === STYLE.key ? ' key' : ' string'}`);
      }
      return found;
    });
    expect(seen).toEqual(['"k" key', '"v" string', '"k" key', '"v" string', '"k" key', '"v" string']);
  });

  it('keeps its footing in nesting of any depth', () => {
    const bytes = encode('['.repeat(200_000) + ']'.repeat(200_000));
    const rows = lay(pretty, bytes);
    expect(rows.length).toBe(399_999);
    expect(Math.max(...rows.slice(0, 1000).map((row) => row.indent))).toBeLessThan(80);
  });

  it('does not let space between tokens pile up in one row', () => {
    const rows = lay(pretty, encode(`{"a":${' '.repeat(20_000)}1}`));
    for (const [k, row] of rows.entries())
      expect((rows[k + 1]?.from ?? row.from) - row.from).toBeLessThan(MAX_ROW_BYTES + 8);
  });
});

describe('RawLayout', () => {
  it.each([
    ['a\nb\n', ['a', 'b']],
    ['a\n\nb', ['a', '', 'b']],
    ['\n', ['']],
    ['a\r\nb', ['a\r', 'b']],
    ['', []],
  ])('lays out %j', (text, rows) => {
    expect(rawText(text)).toEqual(rows);
  });

  it('never cuts a character in two', () => {
    const text = '\u{e0041}'.repeat(5000);
    const rows = rawText(text);
    expect(rows.length).toBeGreaterThan(1);
    expect(rows.join('')).not.toContain('\ufffd');
  });
});

const bodies = fc.oneof(
  fc.uint8Array({ maxLength: 400 }),
  fc.json({ maxDepth: 6 }).map(encode),
  fc
    .string({ unit: fc.constantFrom(...'{}[],:" \\\nab12é漢\u200b\u{e0041}\u001b'), maxLength: 400 })
    .map(encode),
  fc
    .string({ unit: fc.constantFrom('word ', 'x', '漢', '\u200b', '\\n', '\\"'), maxLength: 300 })
    .map((text) => encode(`{"k":"${text}"}`)),
);

describe.each([
  ['pretty', pretty],
  ['raw', raw],
])('%s layout, whatever the bytes', (name, make) => {
  it('does not depend on how they arrive', () => {
    fc.assert(
      fc.property(
        bodies,
        fc.array(fc.nat(400), { maxLength: 6 }),
        fc.integer({ min: 8, max: 100 }),
        (bytes, cuts, columns) => {
          const inside = cuts.map((cut) => Math.min(cut, bytes.length));
          // Columns of a character whose bytes are torn apart may be guessed differently: compare at whole characters.
          const whole = inside.filter((cut) => cut === bytes.length || (bytes[cut]! & 0xc0) !== 0x80);
          expect(lay(make, bytes, columns, whole)).toEqual(lay(make, bytes, columns));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('goes on from the state at any row as if it had come from the top', () => {
    fc.assert(
      fc.property(bodies, fc.integer({ min: 8, max: 100 }), (bytes, columns) => {
        const rows = lay(make, bytes, columns);
        const layout = make(columns);
        const states: number[][] = [];
        layout.onRowStart = () => states.push(layout.state());
        layout.push(bytes);
        layout.end();
        expect(states.length).toBe(rows.length);
        for (const [k, state] of states.entries()) {
          const again = make(columns);
          const rest: LaidRow[] = [];
          again.onRow = (row) => rest.push(row);
          again.resume(state);
          again.push(bytes.subarray(state[0]));
          again.end();
          expect(rest).toEqual(rows.slice(k));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('draws every byte once and in order, but for space between tokens and ends of lines', () => {
    fc.assert(
      fc.property(bodies, fc.integer({ min: 8, max: 100 }), (bytes, columns) => {
        let done = 0;
        for (const row of lay(make, bytes, columns)) {
          for (let k = 0; k < row.spans.length; k += 3) {
            const [style, from, to] = [row.spans[k]!, row.spans[k + 1]!, row.spans[k + 2]!];
            if (style === STYLE.gap) continue;
            const left = bytes.subarray(done, from);
            const allowed = name === 'pretty' ? ' \t\r\n' : '\n';
            expect([...left].every((byte) => allowed.includes(String.fromCharCode(byte)))).toBe(true);
            expect(from).toBeGreaterThanOrEqual(done);
            done = to;
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});
