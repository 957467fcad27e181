import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explainQuery } from './explain.ts';
import { FIELDS } from './fields.ts';
import { parseQuery } from './parse.ts';
import type { QueryNode } from './query.ts';
import { quote } from './tokens.ts';

/** A query's tree in a few characters: (and a b), !a, field op value. */
function sketch(node: QueryNode | undefined): string {
  if (node === undefined) return '*';
  if (node.kind === 'not') return `!${sketch(node.part)}`;
  if (node.kind !== 'term') return `(${node.kind} ${node.parts.map(sketch).join(' ')})`;
  const { value } = node;
  const words =
    value.kind === 'word'
      ? `${JSON.stringify(value.text)}${value.isPrefix ? '*' : ''}`
      : value.kind === 'choice'
        ? value.name
        : value.kind === 'number'
          ? String(value.value)
          : JSON.stringify(Object.values(value).slice(1));
  return `${node.field}${node.operator}${words}`;
}

function read(text: string): string {
  const parsed = parseQuery(text);
  return parsed.ok ? sketch(parsed.query.root) : `${parsed.problem.column}+${parsed.problem.length}`;
}

describe('parseQuery', () => {
  it.each([
    ['', '*'],
    ['  \t', '*'],
    ['method:tools/call', 'method:"tools/call"'],
    ['METHOD:x', 'method:"x"'],
    ['method:notifications/*', 'method:"notifications/"*'],
    ['method:"a*"', 'method:"a*"'],
    ['tool~read finding:high', '(and tool~"read" finding:high)'],
    ['tool~read and finding:high', '(and tool~"read" finding:high)'],
    ['dur>500ms', 'dur>500'],
    ['dur>=1.5s', 'dur>=1500'],
    ['dur<2m', 'dur<120000'],
    ['bytes>=10kb', 'bytes>=10240'],
    ['bytes:0', 'bytes:0'],
    ['bytes<1mb', 'bytes<1048576'],
    ['dir:in or dir:OUT', '(or dir:in dir:out)'],
    ['text:"two words"', 'text:"two words"'],
    ['"two words"', 'text:"two words"'],
    ['"a\\"b\\\\c\\nd"', 'text:"a\\"b\\\\c\\nd"'],
    ['password', 'text:"password"'],
    ['-password', '!text:"password"'],
    ['-(a or b) c', '(and !(or text:"a" text:"b") text:"c")'],
    ['a b or c', '(or (and text:"a" text:"b") text:"c")'],
    ['(a or b) (c or d)', '(and (or text:"a" text:"b") (or text:"c" text:"d"))'],
    ['f(x)', 'text:"f(x)"'],
    ['-32601', 'text:"-32601"'],
    ['code:-32601', 'code:"-32601"'],
    ['-32601x', '!text:"32601x"'],
    ['https://a.example/x', 'text:"https://a.example/x"'],
    ['id:7', 'id:"7"'],
    ['status:404', 'status:[404,404]'],
    ['status:4xx', 'status:[400,499]'],
    ['since:14:20', 'since:[14,20,0]'],
    ['until:2026-08-31T14:20', 'until:["2026-08-31T14:20"]'],
    ['since:10m', 'since:[600000]'],
    ['session:14 target:name author:fuzz', '(and session:"14" target:"name" author:fuzz)'],
    ['is:late channel:stderr', '(and is:late channel:"stderr")'],
    ['ORACLE', 'text:"ORACLE"'],
  ])('%s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it.each([
    ['methd:x', 0, 5, 'method'],
    ['a methd:x', 2, 5, 'method'],
    ['zzz:x', 0, 3, 'method'],
    ['dur~5', 3, 1, 'dur:'],
    ['dur>fast', 4, 4, 'dur>500ms'],
    ['kind:banana', 5, 6, 'request'],
    ['method:', 7, 1, 'method:tools/call'],
    ['text:"abc', 5, 4, '"'],
    ['(a b', 0, 1, ')'],
    ['a)', -1, 0, ''],
    ['a )', 2, 1, undefined],
    ['a or', 4, 1, 'is:error'],
    ['or a', 0, 2, 'is:error'],
    ['()', 1, 1, 'is:error'],
    ['""', 0, 2, 'is:error'],
    ['since:25:00', 6, 5, 'since:14:20'],
    ['status:9', 7, 1, 'status:404'],
  ])('points into %s', (text, column, length, expected) => {
    const parsed = parseQuery(text);
    if (column === -1) {
      expect(parsed.ok).toBe(true);
      return;
    }
    if (parsed.ok) throw new Error(`understood as ${sketch(parsed.query.root)}`);
    expect(parsed.problem).toMatchObject({ column, length });
    if (expected !== undefined) expect(parsed.problem.expected).toContain(expected);
    expect(parsed.problem.message).not.toBe('');
  });

  it('refuses what is too long, too deep or too much', () => {
    expect(read('x'.repeat(5000))).toMatch(/^4000/);
    expect(read('('.repeat(3000))).toMatch(/^20\+/);
    expect(read('-'.repeat(3000) + 'a')).toMatch(/\+/);
    expect(read('a '.repeat(101))).toMatch(/^200\+/);
  });

  it('never throws, and points inside the text', () => {
    const pieces = fc.constantFrom(
      'method',
      ':',
      '~',
      '>=',
      '"',
      '\\',
      '(',
      ')',
      '-',
      ' or ',
      ' ',
      '*',
      'dur',
      '5ms',
      'is',
      'é',
      '\u0000',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(pieces).map((p) => p.join('')),
        ),
        (text) => {
          const parsed = parseQuery(text);
          if (parsed.ok) return explainQuery(parsed.query) !== '';
          return (
            parsed.problem.column >= 0 && parsed.problem.column <= text.length && parsed.problem.length > 0
          );
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('reads back any text that was quoted', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), (text) => {
        const parsed = parseQuery(`name:${quote(text)}`);
        return parsed.ok && parsed.query.root?.kind === 'term' && parsed.query.root.value.kind === 'word'
          ? parsed.query.root.value.text === text
          : false;
      }),
    );
  });

  it('understands every example of every field', () => {
    for (const field of FIELDS)
      for (const example of field.examples)
        expect([example, parseQuery(example).ok]).toEqual([example, true]);
  });
});

describe('explainQuery', () => {
  it.each([
    ['', 'everything'],
    ['method:tools/call', 'the method is “tools/call”'],
    ['method:tools/*', 'the method begins with “tools/”'],
    ['dur>0.5s bytes<=1kb', 'the time to the answer is over 500 ms, and the size is at most 1,024 bytes'],
    ['-dir:in', 'not (the direction is: from the server to us)'],
    [
      '(a or b) since:10m',
      '(contains “a” in any case, or contains “b” in any case), and recorded not before 10 min ago',
    ],
    ['finding:high', 'has a high finding'],
    ['status:4xx', 'the HTTP status is 400 to 499'],
  ])('%s', (text, words) => {
    const parsed = parseQuery(text);
    expect(parsed.ok && explainQuery(parsed.query)).toBe(words);
  });
});
