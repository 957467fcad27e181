import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noJson, oddTexts } from '../../test/json/odd-texts.ts';
import { layOut } from '../json/lay-out.ts';
import type { Collection, SavedCall } from './collection.ts';
import { readCollection } from './read-collection.ts';
import { variablesOf } from './variables.ts';
import { writeCollection } from './write-collection.ts';

const ID = '0a1b2c3d-0000-4000-8000-00000000000f';
let made = 0;
const newId = (): string => `0a1b2c3d-0000-4000-8000-${String(++made).padStart(12, '0')}`;

const call = (over: Partial<SavedCall> = {}): SavedCall => ({
  id: 'one',
  name: 'One',
  folder: '',
  description: '',
  text: '{}',
  how: { rpcId: 'next', meta: 'fill' },
  expect: { checks: [] },
  ...over,
});
const collection = (...calls: SavedCall[]): Collection => ({ id: ID, name: 'All', description: '', calls });

function again(written: Collection): Collection {
  const read = readCollection(writeCollection(written), newId);
  if (!read.ok) throw new Error(read.problem.message);
  return read.value;
}

/** A file of one call, as somebody writes it by hand. */
const file = (one: string, more = ''): string =>
  `{"format":"mcp-sec-inspect collection","version":1,"name":"x"${more},"calls":[${one}]}`;
const codeOf = (text: string): string => {
  const read = readCollection(text, newId);
  return read.ok ? 'read' : `${read.problem.code}: ${read.problem.message}`;
};

describe('a file', () => {
  it('shows JSON as JSON, other texts line by line, and nothing that is as usual', () => {
    const text = layOut('{"jsonrpc":"2.0","id":1.0,"method":"ping"}');
    const checks = [
      { pointer: '/result', equals: '{"n": 1.50}' },
      { pointer: '/result/n', exists: true },
    ];
    const one = call({ text, folder: 'auth/tokens', expect: { outcome: 'result', checks, within: 500 } });
    expect(writeCollection(collection(one, call({ id: 'two', text: 'no\njson' })))).toMatchInlineSnapshot(`
      "{
        "format": "mcp-sec-inspect collection",
        "version": 1,
        "id": "0a1b2c3d-0000-4000-8000-00000000000f",
        "name": "All",
        "calls": [
          {
            "id": "one",
            "name": "One",
            "folder": "auth/tokens",
            "message": {
              "jsonrpc": "2.0",
              "id": 1.0,
              "method": "ping"
            },
            "expect": {
              "outcome": "result",
              "checks": [
                {
                  "pointer": "/result",
                  "equals": {
                    "n": 1.50
                  }
                },
                {
                  "pointer": "/result/n",
                  "exists": true
                }
              ],
              "within": 500
            }
          },
          {
            "id": "two",
            "name": "One",
            "text": [
              "no",
              "json"
            ]
          }
        ]
      }
      "
    `);
  });

  it('gives every text back to the character', () => {
    const odd = [
      '',
      '\ud800',
      'a\u0000b',
      '\r\n',
      '\n',
      '\u2028',
      '\ufeff{}',
      '[]',
      '{"a":[ ]}',
      '{"a":1,"a":2}',
    ];
    for (const text of [...odd, ...[...oddTexts, ...noJson].map(({ text }) => text)])
      for (const tried of [text, layOutIfJson(text)])
        expect(again(collection(call({ text: tried }))).calls[0]!.text).toBe(tried);
  });

  it('gives back whatever anybody types, and is the same file then', () => {
    const units = fc.array(fc.nat(0xffff)).map((all) => String.fromCharCode(...all));
    const json = fc.json().map(layOut);
    fc.assert(
      fc.property(fc.oneof(units, json, fc.json()), units, (text, description) => {
        const one = collection(call({ text, description }));
        expect(again(one)).toEqual(one);
        expect(writeCollection(again(one))).toBe(writeCollection(one));
      }),
      { numRuns: 300 },
    );
  });

  it('keeps the form on the wire, how it is sent and every expectation', () => {
    const one = call({
      form: 'hex',
      text: '7b\n7d',
      how: { rpcId: 'as-written', meta: 'as-written' },
      wire: { kind: 'stdio', encoding: 'utf-16le', bom: true, end: 'none', parts: 3, pause: 1.5 },
      keepsPlaceholders: true,
      expect: {
        outcome: 'error',
        errorCode: -32602,
        status: 400,
        checks: [{ pointer: '', matches: '^"' }],
        noFinding: 'low',
        within: 0.5,
      },
    });
    expect(again(collection(one))).toEqual(collection(one));
  });

  it('may leave out what is as usual, and ids', () => {
    const read = readCollection(
      file('{"name":"a","message":{"a":1.0}},{"name":"b","text":["x","y"]}'),
      newId,
    );
    expect(read).toMatchObject({
      ok: true,
      value: {
        calls: [
          {
            folder: '',
            text: '{\n  "a": 1.0\n}',
            how: { rpcId: 'next', meta: 'fill' },
            expect: { checks: [] },
          },
          { text: 'x\ny' },
        ],
      },
    });
    const ids = read.ok ? read.value.calls.map(({ id }) => id) : [];
    expect(new Set(ids).size).toBe(2);
  });
});

describe('what is refused', () => {
  const DEEP = '['.repeat(100_000);
  it.each([
    ['no JSON', '{"format":\n  x}', /^not-json: Line 2, column 3/],
    ['nothing', '', /^not-json/],
    ['another file', '{"name":"x"}', /^not-a-collection/],
    ['a list', '[]', /^not-a-collection/],
    ['an inherited format', '{"__proto__":{"format":"mcp-sec-inspect collection"}}', /^not-a-collection/],
    ['a newer version', '{"format":"mcp-sec-inspect collection","version":2}', /^newer-version: .*is 2;/],
    ['a version in words', '{"format":"mcp-sec-inspect collection","version":"1"}', /^unknown-version/],
    ['depth', DEEP, /^too-large/],
    ['depth in a message', file(`{"name":"a","message":${DEEP}${']'.repeat(100_000)}}`), /^too-large/],
    ['a repeated key', file('{"name":"a","name":"b","text":""}'), /^not-json/],
    ['an unknown key', file('{"name":"a","text":"","run":"rm"}'), /^bad-collection: calls\[0\]: .*run/],
    [
      'a prototype key',
      file('{"name":"a","text":"","__proto__":{"x":1}}'),
      /^bad-collection: calls\[0\]: .*__proto__/,
    ],
    ['a prototype key above', file('', ',"__proto__":{"x":1}'), /^bad-collection: .*__proto__/],
    ['constructor', file('{"name":"a","text":"","constructor":1}'), /^bad-collection: calls\[0\]/],
    [
      'an unknown key of how',
      file('{"name":"a","text":"","how":{"rpcId":"next","meta":"fill","x":1}}'),
      /calls\[0\]\.how/,
    ],
    [
      'an unknown key of a wire form',
      file('{"name":"a","text":"","wire":{"kind":"stdio","x":1}}'),
      /calls\[0\]\.wire/,
    ],
    [
      'a misspelt check',
      file('{"name":"a","text":"","expect":{"checks":[{"pointer":"","equal":1}]}}'),
      /checks\[0\]: a check has/,
    ],
    [
      'two kinds of check in one',
      file('{"name":"a","text":"","expect":{"checks":[{"pointer":"","equals":1,"exists":true}]}}'),
      /checks\[0\]/,
    ],
    [
      'a misspelt expectation',
      file('{"name":"a","text":"","expect":{"outcom":"result"}}'),
      /calls\[0\]\.expect/,
    ],
    ['both message and text', file('{"name":"a","text":"","message":{}}'), /calls\[0\].*message/],
    ['neither', file('{"name":"a"}'), /calls\[0\]\.text/],
    ['a line end in a line', file('{"name":"a","text":["a\\nb"]}'), /calls\[0\]\.text/],
    ['an unseen name', file('{"name":"a\\u202eb","text":""}'), /calls\[0\]\.name: .*cannot be seen/],
    ['a name of blanks', file('{"name":"  ","text":""}'), /blanks/],
    ['an id that is a path', file('{"id":"../../x","name":"a","text":""}'), /calls\[0\]\.id/],
    ['a collection id that is a path', file('', ',"id":"../../../etc/passwd"'), /^bad-collection: id/],
    [
      'one id twice',
      file('{"id":"a","name":"a","text":""},{"id":"a","name":"b","text":""}'),
      /calls: Two calls/,
    ],
    ['too many calls', file(Array.from({ length: 1001 }, () => '{"name":"a","text":""}').join(',')), /calls/],
    [
      'a pointer that is none',
      file('{"name":"a","text":"","expect":{"checks":[{"pointer":"x","exists":true}]}}'),
      /checks\[0\]/,
    ],
  ])('%s', (_, text, words) => expect(codeOf(text)).toMatch(words));

  it('a hundred megabytes, before they are read', () => {
    // No JSON at all: who had begun to read would say that.
    expect(codeOf('x'.repeat(100 * 1024 * 1024))).toMatch(/^too-large/);
  });

  it('leaves no prototype changed', () => {
    codeOf(
      file('{"name":"a","text":"","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}'),
    );
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('but a folder that looks like a path is a word like any other', () =>
    expect(codeOf(file('{"name":"../a","folder":"../../etc/cron.d","text":""}'))).toBe('read'));
});

describe('the variables of calls', () => {
  it('are those of texts and heads, once each, and of no text that is sent as it stands', () => {
    const wire = {
      kind: 'http',
      head: 'authorization: Bearer {{env:TOKEN}}',
      lineEnd: 'crlf',
      length: 'fit',
      targetHeaders: true,
      parts: 1,
      pause: 0,
    } as const;
    const calls = [
      call({ text: '{{env:B}} {{env:A}} {{env:B}} {{uuid}}' }),
      call({ wire, text: '' }),
      call({ text: '{{env:KEPT}}', keepsPlaceholders: true }),
      call({ text: '{{env:HEX}}', form: 'hex' }),
    ];
    expect(variablesOf(calls)).toEqual(['A', 'B', 'TOKEN']);
  });
});

function layOutIfJson(text: string): string {
  try {
    JSON.parse(text);
  } catch {
    // SyntaxError: laying out is for JSON.
    return text;
  }
  return layOut(text);
}
