import { expect, test } from 'vitest';
import { PROMPTS, RESOURCES, TEMPLATES, TOOLS } from '../../test/servers/odd-lists/entries.mjs';
import type { ListName } from '../inventory.ts';
import { type ListEntry } from './list-entry.ts';
import { type ListPage, readListPage } from './list-page.ts';
import { LIST_METHODS } from './list-methods.ts';

const HANDSHAKE = '2025-11-25';
const MODERN = '2026-07-28';
const ODD: [ListName, string[]][] = [
  ['tools', TOOLS],
  ['prompts', PROMPTS],
  ['resources', RESOURCES],
  ['templates', TEMPLATES],
];

function read(
  payload: Uint8Array,
  list: ListName = 'tools',
  revision = HANDSHAKE,
  most = Infinity,
): ListPage & { rows: ListEntry[] } {
  const rows: ListEntry[] = [];
  const take = (entry: ListEntry): boolean => rows.length < most && rows.push(entry) > 0;
  return { ...readListPage(payload, { list, rpcId: '4', revision }, take), rows };
}

const page = (result: string, id: string | number = 4): string =>
  `{"jsonrpc":"2.0","id":${id},"result":${result}}`;
const bytes = (text: string): Buffer => Buffer.from(text);
const tool = (text: string): ListEntry => read(bytes(page(`{"tools":[${text}]}`))).rows[0]!;
const words = (entry: ListEntry, kind = 'malformed'): string[] =>
  entry.marks.filter((mark) => mark.kind === kind).map((mark) => mark.words);

test.each(ODD)('ranges of %s are exactly the entries', (list, entries) => {
  const { key } = LIST_METHODS[list];
  for (const gap of ['', ' ', '\r\n\t ']) {
    const payload = bytes(
      page(`${gap}{"a":[{"b":"]}"}],${gap}"${key}"${gap}:[${gap}${entries.join(`${gap},${gap}`)}${gap}]}`),
    );
    const { rows, entries: count } = read(payload, list);
    expect(rows.map(({ from, to }) => payload.subarray(from, to).toString())).toEqual(entries);
    expect(count).toBe(entries.length);
  }
});

test('ranges hold when the bytes are no UTF-8, and one row does not spoil the next', () => {
  const spoilt = Buffer.from(
    '{"name":"b\xe9\xff\xc0d","description":"\xf0(","inputSchema":{"type":"object"}}',
    'latin1',
  );
  const good = bytes('{"name":"größe 🜁","inputSchema":{"type":"object"}}');
  const parts = [spoilt, good, spoilt, good];
  const payload = Buffer.concat([
    bytes(page('{"tools":[').slice(0, -1)),
    ...parts.flatMap((part, k) => (k === 0 ? [part] : [bytes(' , '), part])),
    bytes(']}}'),
  ]);
  const { rows } = read(payload);
  expect(rows.map(({ from, to }) => payload.subarray(from, to))).toEqual(parts);
  expect(rows.map(({ name }) => name)).toEqual(['b���d', 'größe 🜁', 'b���d', 'größe 🜁']);
});

test.each([
  [
    'a batch',
    (it: string) => `[${page('{"tools":[{"name":"decoy"}]}', '"x"')}, {"method":"m"},[1], 7 ,${it}]`,
  ],
  [
    'several messages',
    (it: string) => `${page('{"tools":[{"name":"decoy"}]}', 3)}  ${it}\n${page('{"tools":[]}', 5)}`,
  ],
  ['a byte order mark', (it: string) => `\ufeff${it}`],
  ['an id behind the result', () => '{"result":{"tools":[{"name":"me"}]},"jsonrpc":"2.0","id" : 4 }'],
  [
    'keys spelt with escapes',
    () => String.raw`{"\u0069d":4,"r\u0065sult":{"t\u006fols":[{"n\u0061me":"me"}]}}`,
  ],
  [
    'repeated keys',
    () => '{"id":1,"result":{"tools":[]},"id":4,"result":{"tools":[{"name":"old"}],"tools":[{"name":"me"}]}}',
  ],
])('finds the answer in %s', (_, around) => {
  const payload = bytes(around(page('{"tools":[{"name":"me"}]}')));
  const { rows } = read(payload);
  expect(rows.map(({ name }) => name)).toEqual(['me']);
  expect(payload.subarray(rows[0]!.from, rows[0]!.to).toString()).toMatch(/^\{"n.*me":"me"\}$/);
});

test.each([
  ['', false],
  ['{}', false],
  ['{"id":4}', false],
  ['{"id":4,"result":null}', false],
  ['{"id":4,"result":[]}', false],
  ['{"id":5,"result":{"tools":[]}}', false],
  ['{"id":4,"result":{}}', true],
  ['{"id":4,"result":{"tools":{}}}', true],
  ['not json at all', false],
  ['{"id":4,"result":{"tools":[{"name":"cut', true],
  ['[[[[[[[[', false],
  ['{{{{{{{{', false],
])('says what is wrong with %s', (text, isRead) => {
  const it = read(bytes(text));
  expect(it.isRead).toBe(isRead);
  expect(it.complaints).toHaveLength(1);
  expect(it.rows).toEqual([]);
});

test('tells whole entries of an answer that is cut off, and that it is', () => {
  const whole = page('{"tools":[{"name":"a"},{"name":"b"}]}');
  const { rows, complaints } = read(bytes(whole.slice(0, whole.indexOf('"b"') + 2)));
  expect(rows.map(({ name }) => name)).toEqual(['a']);
  expect(complaints[0]).toContain('cut off');
});

test('every beginning of an answer is read without throwing or going on for ever', () => {
  const whole = bytes(page(`{"tools":[${TOOLS.slice(0, 12).join(',')}],"nextCursor":"n"}`));
  for (let end = 0; end <= whole.length; end++) read(whole.subarray(0, end), 'tools', MODERN);
  let seed = 7;
  const random = (): number => (seed = (seed * 1103515245 + 12345) % 2 ** 31) / 2 ** 31;
  for (let turn = 0; turn < 2000; turn++) {
    const broken = Buffer.from(whole);
    for (let k = 0; k < 3; k++)
      broken[Math.floor(random() * broken.length)] = '{}[]",:\\x\x00'.charCodeAt(Math.floor(random() * 10));
    for (const { from, to } of read(broken, 'tools', MODERN).rows) expect(to).toBeGreaterThan(from);
  }
});

test('counts what nobody takes', () => {
  const { rows, entries } = read(bytes(page(`{"tools":[${TOOLS.join(',')}]}`)), 'tools', HANDSHAKE, 3);
  expect([rows.length, entries]).toEqual([3, TOOLS.length]);
});

test('a cursor is text, and an empty one is a cursor', () => {
  expect(read(bytes(page('{"tools":[],"nextCursor":"a\\u00e9"}'))).nextCursor).toBe('aé');
  expect(read(bytes(page('{"tools":[],"nextCursor":""}'))).nextCursor).toBe('');
  expect(read(bytes(page('{"tools":[]}'))).nextCursor).toBeUndefined();
  const wrong = read(bytes(page('{"tools":[],"nextCursor":7}')));
  expect([wrong.nextCursor, wrong.complaints]).toEqual([
    undefined,
    ['`nextCursor` is a number, not a string'],
  ]);
  expect(read(bytes(page('{"tools":[]}')), 'tools', MODERN).complaints[0]).toContain('resultType');
});

const SCHEMA = '"inputSchema":{"type":"object"}';

test.each([
  ['has no inputSchema', '{"name":"a"}'],
  ['inputSchema is null', '{"name":"a","inputSchema":null}'],
  ['inputSchema.type is “array”', '{"name":"a","inputSchema":{"type":"array"}}'],
  ['inputSchema.type is missing', '{"name":"a","inputSchema":{"properties":{"type":{}}}}'],
  ['inputSchema.type is a list', '{"name":"a","inputSchema":{"type":["object"]}}'],
  ['inputSchema.properties is a list', '{"name":"a","inputSchema":{"type":"object","properties":[]}}'],
  ['inputSchema.required[1] is a number', '{"name":"a","inputSchema":{"type":"object","required":["x",1]}}'],
  ['has no name', `{${SCHEMA}}`],
  ['name is a number', `{"name":7,${SCHEMA}}`],
  ['name is empty', `{"name":"",${SCHEMA}}`],
  ['nothing but white space', `{"name":" \\t ",${SCHEMA}}`],
  ['not seen (U+200B)', `{"name":"a\\u200bb",${SCHEMA}}`],
  ['not seen (U+0007)', `{"name":"a\\u0007b",${SCHEMA}}`],
  ['description is an object', `{"name":"a","description":{},${SCHEMA}}`],
  ['annotations.readOnlyHint is a string', `{"name":"a","annotations":{"readOnlyHint":"no"},${SCHEMA}}`],
  ['annotations is a list', `{"name":"a","annotations":[],${SCHEMA}}`],
  ['icons[1].src is missing', `{"name":"a","icons":[{"src":"x"},{"sizes":[]}],${SCHEMA}}`],
  ['icons[0].theme is “neon”', `{"name":"a","icons":[{"src":"x","theme":"neon"}],${SCHEMA}}`],
  ['execution.taskSupport is “always”', `{"name":"a","execution":{"taskSupport":"always"},${SCHEMA}}`],
  ['the key “name” stands more than once', `{"name":"a","name":"b",${SCHEMA}}`],
  ['is a list, not an object', '[]'],
])('marks: %s', (expected, text) => {
  expect(words(tool(text)).join('; ')).toContain(expected);
});

test.each([
  `{"name":"a",${SCHEMA}}`,
  `{"name":"a b","title":"t","description":"d","x-vendor":[1],"annotations":{"readOnlyHint":true,"title":"t","other":"x"},${SCHEMA}}`,
  `{"name":"größe","icons":[{"src":"x","theme":"dark","sizes":["48x48"]}],"_meta":{"name":7},${SCHEMA}}`,
  '{"name":"a","inputSchema":{"$schema":"s","properties":{"type":{"type":"array"}},"type":"object","required":[]},"outputSchema":{"type":"object"}}',
])('does not mark %s', (text) => {
  expect(tool(text).marks).toEqual([]);
});

test('holds a field only to revisions that know it', () => {
  const icons = bytes(
    page(`{"tools":[{"name":"a","icons":7,"title":7,"annotations":7,${SCHEMA}}],"resultType":"complete"}`),
  );
  const found = (revision: string): string[] => words(read(icons, 'tools', revision).rows[0]!);
  expect(found('2024-11-05')).toEqual([]);
  expect(found('2025-03-26')).toEqual(['annotations is a number, not an object']);
  expect(found('2025-06-18')).toHaveLength(2);
  expect(found(MODERN)).toHaveLength(3);
  const output = bytes(page(`{"tools":[{"name":"a",${SCHEMA},"outputSchema":{"type":"array"}}]}`));
  expect(words(read(output, 'tools', HANDSHAKE).rows[0]!)).toHaveLength(1);
  expect(words(read(output, 'tools', MODERN).rows[0]!)).toEqual([]);
});

test('drops in the modern era what a conforming client drops, and nothing before it', () => {
  const payload = bytes(page(`{"tools":[${TOOLS.filter((one) => one.includes('"header_')).join(',')}]}`));
  const dropped = (revision: string): (string | undefined)[] =>
    read(payload, 'tools', revision)
      .rows.filter((row) => words(row, 'dropped').length > 0)
      .map(({ name }) => name);
  expect(dropped(HANDSHAKE)).toEqual([]);
  expect(dropped(MODERN)).toEqual(['header_name', 'header_list', 'header_twice', 'header_spelt']);
  const [fine] = read(payload, 'tools', MODERN).rows;
  expect(fine!.headers).toEqual([{ name: 'Region', path: ['region'] }]);
});

test('reads prompts, resources and templates by their own rules', () => {
  const marked = (list: ListName, entries: string[]): string[] =>
    read(bytes(page(`{"${LIST_METHODS[list].key}":[${entries.join(',')}]}`)), list).rows.map((row) =>
      row.marks.map((mark) => mark.words).join('; '),
    );
  expect(marked('prompts', PROMPTS)).toMatchInlineSnapshot(`
    [
      "",
      "",
      "arguments is an object, not a list",
      "arguments is a string, not a list",
      "arguments[0] is a string, not an object",
      "arguments[1].name is missing",
      "arguments[0].required is a string, not true or false",
      "arguments is null, not a list",
      "",
      "",
      "has no name; without name a client has nothing to call it by",
      "is a list, not an object; it is no object, so a client has nothing to call it by",
    ]
  `);
  expect(marked('resources', RESOURCES)).toMatchInlineSnapshot(`
    [
      "",
      "",
      "",
      "",
      "",
      "",
      "",
      "uri is empty",
      "uri is a number, not a string; without uri a client has nothing to call it by",
      "has no uri; without uri a client has nothing to call it by",
      "has no name",
      "uri holds a character that is not seen (U+202E)",
      "size is a string, not a number",
      "",
      "annotations.audience[0] is “everyone”, not “user” or “assistant”",
      "annotations.audience is a string, not a list",
      "is true or false, not an object; it is no object, so a client has nothing to call it by",
    ]
  `);
  expect(marked('templates', TEMPLATES)).toMatchInlineSnapshot(`
    [
      "",
      "",
      "",
      "",
      "",
      "",
      "has no uriTemplate; without uriTemplate a client has nothing to call it by",
      "uriTemplate is a list, not a string; without uriTemplate a client has nothing to call it by",
    ]
  `);
});

test('names, titles and what is searched', () => {
  const of = (list: ListName, text: string): ListEntry =>
    read(bytes(page(`{"${LIST_METHODS[list].key}":[${text}]}`)), list).rows[0]!;
  expect(of('resources', '{"uri":"u:1","name":"N"}')).toMatchObject({
    name: 'u:1',
    title: 'N',
    search: 'u:1\nn\nn\n',
  });
  expect(of('templates', '{"uriTemplate":"u:{x}","name":"n","title":"T"}')).toMatchObject({
    name: 'u:{x}',
    title: 'T',
  });
  expect(of('tools', `{"name":"a","annotations":{"title":"B"},${SCHEMA}}`).title).toBe('B');
  expect(of('tools', `{"name":"a","title":"C","annotations":{"title":"B"},${SCHEMA}}`).title).toBe('C');
  expect(of('tools', `{"name":"a","description":"Reads ÄÖ",${SCHEMA}}`).search).toContain('reads äö');
  expect(of('tools', `{"name":"x\\ud800y",${SCHEMA}}`).name).toBe('x\ufffdy');
});

test('holds little of what is long', () => {
  const long = tool(
    `{"name":"${'n'.repeat(3000)}","title":"${'\\u00e9'.repeat(3000)}","description":"${'d'.repeat(1e6)}",${SCHEMA}}`,
  );
  expect(long.name).toHaveLength(2000);
  expect(long.title).toHaveLength(200);
  expect(long.search.length).toBeLessThan(7000);
  expect(words(long).join()).toContain('more than 1999 characters');
});
