import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { HowToSend } from '../../protocol/craft.ts';
import { compose, type Composed } from './compose.ts';

const NEXT: HowToSend = { rpcId: 'next', meta: 'as-written' };
const FILL: HowToSend = { rpcId: 'as-written', meta: 'fill' };
const BOTH: HowToSend = { rpcId: 'next', meta: 'fill' };
const AS_WRITTEN: HowToSend = { rpcId: 'as-written', meta: 'as-written' };
/** Any code units, lone surrogates among them. */
const anyText = fc.array(fc.nat(0xffff)).map((units) => String.fromCharCode(...units));
const MODERN = [['io.x/version', '"2026-07-28"']] as const;

function composed(
  text: string,
  how: HowToSend,
  more: { meta?: typeof MODERN; isLine?: boolean } = {},
): Composed {
  return compose(text, how, { takeId: () => 12, meta: more.meta ?? [], isLine: more.isLine ?? false });
}

describe('the next id', () => {
  it.each([
    ['{"jsonrpc":"2.0","id":1,"method":"ping"}', '{"jsonrpc":"2.0","id":12,"method":"ping"}'],
    ['{"id" : "a b" ,"method":"ping"}', '{"id" : 12 ,"method":"ping"}'],
    ['{"id":9007199254740993,"method":"ping"}', '{"id":12,"method":"ping"}'],
    ['{"id":{"deep":[1]},"method":"ping"}', '{"id":12,"method":"ping"}'],
    ['{"\\u0069d":null,"method":"ping"}', '{"\\u0069d":12,"method":"ping"}'],
    ['{"id":1,"id":2,"method":"ping"}', '{"id":1,"id":12,"method":"ping"}'],
    ['{"params":{"id":1},"id":2,"method":"x"}', '{"params":{"id":1},"id":12,"method":"x"}'],
    ['{"jsonrpc":"2.0","method":"ping"}', '{"jsonrpc":"2.0","id":12,"method":"ping"}'],
    ['{ "jsonrpc": "2.0", "method": "ping" }', '{ "jsonrpc": "2.0", "id": 12, "method": "ping" }'],
    [
      '{\n  "jsonrpc": "2.0",\n  "method": "ping"\n}',
      '{\n  "jsonrpc": "2.0",\n  "id": 12,\n  "method": "ping"\n}',
    ],
    ['{"method":"ping","jsonrpc":"2.0"}', '{"method":"ping","jsonrpc":"2.0","id":12}'],
    ['{"method":"ping"}', '{"method":"ping", "id": 12}'],
    ['{"jsonrpc":/* v */"2.0","method":"ping"}', '{"jsonrpc":/* v */"2.0","id": 12,"method":"ping"}'],
    ['{"id":1,"method":"ping",}', '{"id":12,"method":"ping",}'],
    ['\ufeff{"id":1,"method":"ping"}', '\ufeff{"id":12,"method":"ping"}'],
    ['{"id":1,"method":7}', '{"id":12,"method":7}'],
    ['{"method":"notifications/initialized","id":3}', '{"method":"notifications/initialized","id":12}'],
    ['{"id":5,"foo":1}', '{"id":12,"foo":1}'],
  ])('%s', (text, wanted) => {
    const { text: sent, rpcId, notes } = composed(text, NEXT);
    expect(sent).toBe(wanted);
    expect(rpcId).toBe('12');
    expect(notes).toHaveLength(1);
  });

  it.each([
    ['a notification', '{"jsonrpc":"2.0","method":"notifications/initialized"}'],
    ['an object without a method', '{"jsonrpc":"2.0","foo":1}'],
    ['an empty object', '{}'],
  ])('is not added to %s', (_, text) => {
    expect(composed(text, NEXT)).toEqual(expect.objectContaining({ text, notes: [] }));
    expect(composed(text, NEXT).rpcId).toBeUndefined();
  });

  it('takes the place of the id of an answer, and nobody waits for an answer to that', () => {
    expect(composed('{"jsonrpc":"2.0","id":1,"result":{}}', NEXT)).toEqual({
      text: '{"jsonrpc":"2.0","id":12,"result":{}}',
      notes: ['The id 1 was replaced by 12.'],
    });
  });

  it('is said in words, and not said when the text has it already', () => {
    expect(composed(`{"id":"${'x'.repeat(99)}","method":"a"}`, NEXT).notes[0]).toMatch(
      /^The id "x{39}… was replaced by 12\.$/,
    );
    expect(composed('{"id":1,"id":2,"method":"a"}', NEXT).notes).toEqual([
      'The id 2 was replaced by 12, the last of several.',
    ]);
    expect(composed('{"jsonrpc":"2.0","method":"a"}', NEXT).notes).toEqual(['The id 12 was added.']);
    expect(composed('{"id":12,"method":"a"}', NEXT).notes).toEqual([]);
  });
});

describe('_meta', () => {
  it.each([
    [
      '{"id":"k","method":"tools/call","params":{"name":"x"}}',
      '{"id":"k","method":"tools/call","params":{"_meta":{"progressToken":"k"},"name":"x"}}',
    ],
    [
      '{"id":7,"method":"resources/read"}',
      '{"id":7,"method":"resources/read","params": {"_meta":{"progressToken":7}}}',
    ],
    [
      '{"id":1e400,"method":"prompts/get","params":{}}',
      '{"id":1e400,"method":"prompts/get","params":{"_meta":{"progressToken":1e400}}}',
    ],
    [
      '{"id":7,"method":"tools/call","params":{"_meta":{ "a":1}}}',
      '{"id":7,"method":"tools/call","params":{"_meta":{"progressToken":7, "a":1}}}',
    ],
  ])('gets a progress token: %s', (text, wanted) => {
    expect(composed(text, FILL).text).toBe(wanted);
  });

  it.each([
    ['it has one', '{"id":7,"method":"tools/call","params":{"_meta":{"progressToken":"mine"}}}'],
    [
      'it has one, spelt otherwise',
      '{"id":7,"method":"tools/call","params":{"_m\\u0065ta":{"progress\\u0054oken":null}}}',
    ],
    ['_meta is something else', '{"id":7,"method":"tools/call","params":{"_meta":[]}}'],
    ['params is something else', '{"id":7,"method":"tools/call","params":[1]}'],
    ['the method does not take long', '{"id":7,"method":"ping"}'],
    ['there is no id', '{"method":"tools/call","params":{}}'],
    ['the id can be no token', '{"id":null,"method":"tools/call","params":{}}'],
    ['it is an answer', '{"id":7,"result":{}}'],
  ])('gets none when %s', (_, text) => {
    expect(composed(text, FILL)).toEqual(expect.objectContaining({ text, notes: [] }));
  });

  it('gets what the revision wants, what is there stays, and the words name what was added', () => {
    const text = '{"jsonrpc":"2.0","method":"tools/call","params":{"name":"x","_meta":{"progressToken":1}}}';
    expect(composed(text, BOTH, { meta: MODERN })).toEqual({
      text: '{"jsonrpc":"2.0","id":12,"method":"tools/call","params":{"name":"x","_meta":{"io.x/version":"2026-07-28","progressToken":1}}}',
      rpcId: '12',
      method: 'tools/call',
      params: '{"name":"x","_meta":{"progressToken":1}}',
      name: 'x',
      notes: ['The id 12 was added.', 'Added to params._meta: io.x/version.'],
    });
  });

  describe('and a progress token that is the old id', () => {
    const call = (id: string, meta: string): string =>
      `{"id":${id},"method":"tools/call","params":{"name":"x","_meta":${meta}}}`;

    it.each([
      ['7', '{ "progressToken" : 7 }', '{ "progressToken" : 12 }'],
      ['"k"', '{"a":7,"progress\\u0054oken":"k"}', '{"a":7,"progress\\u0054oken":12}'],
      ['7', '{"progressToken":7,"progressToken":7,}', '{"progressToken":7,"progressToken":12,}'],
    ])('goes along with the id %s in %s', (id, before, after) => {
      const it = composed(call(id, before), BOTH);
      expect(it.text).toBe(call('12', after));
      expect(it.notes).toEqual([
        `The id ${id} was replaced by 12.`,
        'params._meta.progressToken was the old id too: replaced by 12.',
      ]);
    });

    it('goes along besides what is added', () => {
      const it = composed(call('7', '{"progressToken":7}'), BOTH, { meta: MODERN });
      expect(it.text).toBe(call('12', '{"io.x/version":"2026-07-28","progressToken":12}'));
      expect(it.notes).toHaveLength(3);
    });

    it.each([
      ['it is another', call('7', '{"progressToken":8}'), BOTH],
      ['it is a string', call('7', '{"progressToken":"7"}'), BOTH],
      ['there is no old id', '{"jsonrpc":"2.0","method":"a","params":{"_meta":{"progressToken":7}}}', BOTH],
      ['_meta goes as written', call('7', '{"progressToken":7}'), NEXT],
      ['the id stays', call('7', '{"progressToken":7}'), FILL],
      ['the old id is the next one', call('12', '{"progressToken":12}'), BOTH],
    ])('stays when %s', (_, text, how) => {
      const { text: sent, notes } = composed(text, how);
      expect(sent.slice(sent.indexOf('"params"'))).toBe(text.slice(text.indexOf('"params"')));
      expect(notes.join()).not.toContain('progressToken');
    });
  });

  it('is added behind an id that is added at the same place', () => {
    expect(composed('{"method":"ping","jsonrpc":"2.0"}', BOTH, { meta: MODERN }).text).toBe(
      '{"method":"ping","jsonrpc":"2.0","id":12,"params": {"_meta":{"io.x/version":"2026-07-28"}}}',
    );
  });
});

describe('what is not one object', () => {
  it.each([
    '',
    'hello',
    '{"id":1',
    '[{"id":1,"method":"ping"}]',
    '1',
    '{"id":1}{"id":2}',
    "{'id':1,'method':'x'}",
  ])('%s goes as it stands, and the person is told', (text) => {
    expect(composed(text, BOTH)).toEqual({
      text,
      notes: ['This is not one JSON object that can be read: sent exactly as it stands.'],
    });
    expect(composed(text, AS_WRITTEN)).toEqual({ text, notes: [] });
  });
});

describe('as written', () => {
  it.each([
    ['{"id":1e400,"method":"a"}', '1e400'],
    ['{"id":9007199254740993,"method":"a"}', '9007199254740993'],
    ['{"id":"\\u0061","method":"a"}', '"\\u0061"'],
    ['{"id":null,"method":"a"}', 'null'],
    ['{"id":1,"id":2,"method":"a"}', '2'],
    ['{"id":5,"foo":1}', '5'],
    ['{"id":5,"error":{}}', undefined],
    ['{"method":"a"}', undefined],
  ])('%s waits with the id %s', (text, rpcId) => {
    const it = composed(text, AS_WRITTEN);
    expect(it).toEqual(expect.objectContaining({ text, notes: [] }));
    expect(it.rpcId).toBe(rpcId);
  });

  it('changes nothing in any text', () => {
    fc.assert(fc.property(anyText, (text) => composed(text, AS_WRITTEN).text === text));
  });
});

describe('what a wire cannot carry', () => {
  it('sends each CR and each LF as one space on a line, and says how many', () => {
    const it = composed('{\r\n"id":\n1,"method":"a"}', AS_WRITTEN, { isLine: true });
    expect(it.text).toBe('{  "id": 1,"method":"a"}');
    expect(it.notes).toEqual(['3 line ends were sent as spaces: on stdio a line is a message.']);
    expect(composed('a\nb', AS_WRITTEN, { isLine: true }).notes).toEqual([
      'A line end was sent as a space: on stdio a line is a message.',
    ]);
    expect(composed('a\u2028b\u0085', AS_WRITTEN, { isLine: true })).toEqual({
      text: 'a\u2028b\u0085',
      notes: [],
    });
    expect(composed('a\nb', AS_WRITTEN).notes).toEqual([]);
  });

  it('says that a line comment goes on to the end when its line end is gone', () => {
    const text = '{"id":1, // why\n"method":"a"}';
    expect(composed(text, AS_WRITTEN, { isLine: true }).notes[1]).toMatch(/comment/);
    expect(composed('{"id":1, /* why */\n"method":"a//b"}', AS_WRITTEN, { isLine: true }).notes).toHaveLength(
      1,
    );
    expect(composed(text, AS_WRITTEN).notes).toEqual([]);
  });

  it('an id of several lines is waited for as it was sent', () => {
    expect(composed('{"id":[1,\n2],"method":"a"}', AS_WRITTEN, { isLine: true }).rpcId).toBe('[1, 2]');
  });

  it('counts lone surrogates, and leaves pairs alone', () => {
    expect(composed('"\ud800 \udc00 😀"', AS_WRITTEN).notes).toEqual([
      '2 lone surrogates have no form in UTF-8: sent as EF BF BD (U+FFFD).',
    ]);
    expect(composed('"\udc00\ud800"', AS_WRITTEN).notes[0]).toMatch(/^2 /);
    expect(composed('"\ud800"', AS_WRITTEN).notes[0]).toMatch(/^A lone surrogate has/);
    expect(composed('"😀\\ud800"', AS_WRITTEN).notes).toEqual([]);
    expect(composed('"\ud800\ud83d\ude00\udc00"', AS_WRITTEN).notes[0]).toMatch(/^2 /);
  });

  it('counts them without a copy of the text, character by character', () => {
    const spread = vi.spyOn(String.prototype, Symbol.iterator);
    const { notes } = composed(`"${'x'.repeat(1000)}\ud800"`, AS_WRITTEN);
    const { calls } = spread.mock;
    spread.mockRestore();
    expect(calls).toEqual([]);
    expect(notes).toHaveLength(1);
  });
});

it('finds what a message is about', () => {
  const nameIn = (params: string): string | undefined =>
    composed(`{"id":1,"method":"a","params":${params}}`, AS_WRITTEN).name;
  expect(nameIn('{"name":"a\\u0062"}')).toBe('ab');
  expect(nameIn('{"uri":"x:/"}')).toBe('x:/');
  expect(nameIn('{"ref":{"type":"ref/prompt","name":"p"},"argument":{"name":"no"}}')).toBe('p');
  expect(nameIn('{"ref":{"uri":"t:{a}"}}')).toBe('t:{a}');
  expect(nameIn('{"name":7,"uri":"u"}')).toBe('u');
  expect(nameIn('{"arguments":{"name":"no"}}')).toBeUndefined();
  expect(nameIn('[{"name":"no"}]')).toBeUndefined();
});

it('reads a long run of blanks once, wherever it stands', () => {
  const blanks = ' \n'.repeat(40_000);
  const text = `{/*${blanks}*/"jsonrpc":"2.0",${blanks}"method":"a"}`;
  expect(composed(text, NEXT).text).toBe(`{/*${blanks}*/"jsonrpc":"2.0","id":12,${blanks}"method":"a"}`);
});

it('does not fall over depth, nor over a long list', () => {
  const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
  const long = `[${'1,'.repeat(2_000_000)}1]`;
  for (const args of [deep, long]) {
    const text = `{"id":1,"method":"a","params":{"arguments":${args}}}`;
    const sent = composed(text, NEXT);
    expect(sent.text.length).toBe(text.length + 1);
    expect(sent.rpcId).toBe('12');
  }
  expect(composed(long, BOTH).text).toBe(long);
});
