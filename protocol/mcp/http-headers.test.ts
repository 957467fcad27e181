import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeHeaderValue, mcpHeaders, paramHeaders, readHeaderParams } from './http-headers.ts';

// The five rows of the specification's own table, then our edges.
test.each([
  ['us-west1', 'us-west1'],
  ['Hello, 世界', '=?base64?SGVsbG8sIOS4lueVjA==?='],
  [' padded ', '=?base64?IHBhZGRlZCA=?='],
  ['line1\nline2', '=?base64?bGluZTEKbGluZTI=?='],
  ['=?base64?literal?=', '=?base64?PT9iYXNlNjQ/bGl0ZXJhbD89?='],
  ['', ''],
  ['a\tb', 'a\tb'],
  ['\tb', '=?base64?CWI=?='],
  ['\x7f', '=?base64?fw==?='],
  ['=?base64?open', '=?base64?open'],
  ['é', '=?base64?w6k=?='],
])('%j is sent as %s', (value, sent) => {
  expect(encodeHeaderValue(value)).toBe(sent);
});

test('whatever goes in comes back out, and no header can be broken open', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (value) => {
      const sent = encodeHeaderValue(value);
      expect(sent).toMatch(/^(?:[\x21-\x7e](?:[\t\x20-\x7e]*[\x21-\x7e])?)?$/);
      const inner = /^=\?base64\?(.*)\?=$/.exec(sent)?.[1];
      const back = inner === undefined ? sent : Buffer.from(inner, 'base64').toString('utf8');
      expect(back).toBe(value.isWellFormed() ? value : value.toWellFormed());
    }),
  );
});

test.each<[string, Parameters<typeof mcpHeaders>[0], [string, string][]]>([
  ['nothing before 2025-06-18', { method: 'tools/list', revision: '2025-03-26' }, []],
  ['nothing on initialize', { method: 'initialize', revision: '2025-11-25' }, []],
  [
    'the revision afterwards',
    { method: 'tools/list', revision: '2025-11-25' },
    [['MCP-Protocol-Version', '2025-11-25']],
  ],
  [
    'method and name of a call',
    { method: 'tools/call', params: { name: 'wetter über' }, revision: '2026-07-28' },
    [
      ['MCP-Protocol-Version', '2026-07-28'],
      ['Mcp-Method', 'tools/call'],
      ['Mcp-Name', '=?base64?d2V0dGVyIMO8YmVy?='],
    ],
  ],
  ...['tasks/get', 'tasks/update', 'tasks/cancel'].map(
    (method): [string, Parameters<typeof mcpHeaders>[0], [string, string][]] => [
      `the id of a task on ${method}`,
      { method, params: { taskId: '__proto__', name: 'no' }, revision: '2026-07-28' },
      [
        ['MCP-Protocol-Version', '2026-07-28'],
        ['Mcp-Method', method],
        ['Mcp-Name', '__proto__'],
      ],
    ],
  ),
  [
    'no name on other methods of tasks',
    { method: 'tasks/result', params: { taskId: 't' }, revision: '2026-07-28' },
    [
      ['MCP-Protocol-Version', '2026-07-28'],
      ['Mcp-Method', 'tasks/result'],
    ],
  ],
  [
    'the uri of a read',
    { method: 'resources/read', params: { uri: 'file:///a b', name: 'no' }, revision: '2026-07-28' },
    [
      ['MCP-Protocol-Version', '2026-07-28'],
      ['Mcp-Method', 'resources/read'],
      ['Mcp-Name', 'file:///a b'],
    ],
  ],
  [
    'no name where there is none',
    { method: 'prompts/get', params: { name: 7 }, revision: '2026-07-28' },
    [
      ['MCP-Protocol-Version', '2026-07-28'],
      ['Mcp-Method', 'prompts/get'],
    ],
  ],
])('%s', (_, message, expected) => {
  expect(mcpHeaders(message)).toEqual(expected);
});

const region = { type: 'string', 'x-mcp-header': 'Region' };

test('repeats annotated arguments at any depth of properties', () => {
  const schema = {
    type: 'object',
    properties: {
      region,
      where: { type: 'object', properties: { deep: { type: 'integer', 'x-mcp-header': 'Deep' } } },
      dry: { type: 'boolean', 'x-mcp-header': 'Dry' },
      gone: { type: 'string', 'x-mcp-header': 'Gone' },
      nothing: { type: 'string', 'x-mcp-header': 'Nothing' },
      plain: { type: 'string' },
    },
  };
  const args = { region: 'us-west1', where: { deep: -7 }, dry: false, nothing: null, plain: 'x' };
  expect(paramHeaders(schema, args)).toEqual({
    headers: [
      ['Mcp-Param-Region', 'us-west1'],
      ['Mcp-Param-Deep', '-7'],
      ['Mcp-Param-Dry', 'false'],
    ],
    remarks: [],
  });
});

test('names what no header can carry', () => {
  const { headers, remarks } = paramHeaders({ properties: { region } }, { region: ['a'] });
  expect(headers).toEqual([]);
  expect(remarks).toEqual(['Mcp-Param-Region is left out: a list has no header form']);
  const big = { properties: { n: { type: 'integer', 'x-mcp-header': 'N' } } };
  expect(paramHeaders(big, { n: 2 ** 53 }).remarks[0]).toContain('9007199254740992');
});

test.each<[string, unknown, string]>([
  ['an empty name', { properties: { a: { type: 'string', 'x-mcp-header': '' } } }, 'its value is empty'],
  [
    'a line break',
    { properties: { a: { type: 'string', 'x-mcp-header': 'a\r\nX: y' } } },
    'is not a header name',
  ],
  ['a blank', { properties: { a: { type: 'string', 'x-mcp-header': 'a b' } } }, 'is not a header name'],
  ['another kind of value', { properties: { a: { type: 'string', 'x-mcp-header': 5 } } }, 'not a string'],
  ['a number', { properties: { a: { type: 'number', 'x-mcp-header': 'A' } } }, 'has "number"'],
  ['an object', { properties: { a: { type: 'object', 'x-mcp-header': 'A' } } }, 'has "object"'],
  ['no type', { properties: { a: { $ref: '#/$defs/a', 'x-mcp-header': 'A' } } }, 'has no type'],
  [
    'a list of types',
    { properties: { a: { type: ['string', 'null'], 'x-mcp-header': 'A' } } },
    'a list of types',
  ],
  [
    'the same name twice',
    { properties: { a: region, b: { type: 'string', 'x-mcp-header': 'REGION' } } },
    'used twice',
  ],
  ['the root', region, 'on the schema itself'],
  ['items', { properties: { a: { type: 'array', items: region } } }, 'not reached'],
  ['oneOf', { oneOf: [{ properties: { a: region } }] }, 'not reached'],
  ['then', { then: { properties: { a: region } } }, 'not reached'],
  ['definitions', { $defs: { a: region } }, 'not reached'],
])('calls it invalid: %s', (_, schema, reason) => {
  const { params, invalid } = readHeaderParams(schema);
  expect(params).toEqual([]);
  expect(invalid).toMatch(/^invalid x-mcp-header at /);
  expect(invalid).toContain(reason);
});

test.each<[string, unknown]>([
  ['a property that is called x-mcp-header', { properties: { 'x-mcp-header': { type: 'string' } } }],
  [
    'a default, an example, an enumeration',
    { properties: { a: { default: region, examples: [region], enum: [region], const: region } } },
  ],
  ['no schema at all', undefined],
  ['a list', [region]],
  ['an inherited member', { properties: { a: Object.create(region) as unknown } }],
])('is not an annotation: %s', (_, schema) => {
  expect(readHeaderParams(schema)).toEqual({ params: [] });
});

test('reads schemas of hostile depth and width without recursion', () => {
  let deep: object = { type: 'string', 'x-mcp-header': 'Deep' };
  for (let level = 0; level < 90_000; level++) deep = { properties: { a: deep } };
  expect(readHeaderParams(deep).params[0]?.path).toHaveLength(90_000);
  const wide = { allOf: Array.from({ length: 200_000 }, () => ({})) };
  expect(readHeaderParams(wide).invalid).toContain('too large');
});
