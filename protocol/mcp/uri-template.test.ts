import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TemplateValue } from './uri-template.ts';
import { expandUriTemplate, parseUriTemplate, variablesOf } from './uri-template.ts';

const text = (value: string): TemplateValue => ({ kind: 'text', text: value });
const list = (...items: string[]): TemplateValue => ({ kind: 'list', items });
const pairs = (...of: [string, string][]): TemplateValue => ({ kind: 'pairs', pairs: of });

/** Section 3.2: the variables of all examples. */
const VALUES = new Map<string, TemplateValue>([
  ['count', list('one', 'two', 'three')],
  ['dom', list('example', 'com')],
  ['dub', text('me/too')],
  ['hello', text('Hello World!')],
  ['half', text('50%')],
  ['var', text('value')],
  ['who', text('fred')],
  ['base', text('http://example.com/home/')],
  ['path', text('/foo/bar')],
  ['list', list('red', 'green', 'blue')],
  ['keys', pairs(['semi', ';'], ['dot', '.'], ['comma', ','])],
  ['v', text('6')],
  ['x', text('1024')],
  ['y', text('768')],
  ['empty', text('')],
  ['empty_keys', pairs()],
]);

const EXAMPLES: Record<string, [template: string, expanded: string][]> = {
  '3.2.1 variable expansion': [
    ['{count}', 'one,two,three'],
    ['{count*}', 'one,two,three'],
    ['{/count}', '/one,two,three'],
    ['{/count*}', '/one/two/three'],
    ['{;count}', ';count=one,two,three'],
    ['{;count*}', ';count=one;count=two;count=three'],
    ['{?count}', '?count=one,two,three'],
    ['{?count*}', '?count=one&count=two&count=three'],
    ['{&count*}', '&count=one&count=two&count=three'],
  ],
  '3.2.2 simple string expansion': [
    ['{var}', 'value'],
    ['{hello}', 'Hello%20World%21'],
    ['{half}', '50%25'],
    ['O{empty}X', 'OX'],
    ['O{undef}X', 'OX'],
    ['{x,y}', '1024,768'],
    ['{x,hello,y}', '1024,Hello%20World%21,768'],
    ['?{x,empty}', '?1024,'],
    ['?{x,undef}', '?1024'],
    ['?{undef,y}', '?768'],
    ['{var:3}', 'val'],
    ['{var:30}', 'value'],
    ['{list}', 'red,green,blue'],
    ['{list*}', 'red,green,blue'],
    ['{keys}', 'semi,%3B,dot,.,comma,%2C'],
    ['{keys*}', 'semi=%3B,dot=.,comma=%2C'],
  ],
  '3.2.3 reserved expansion': [
    ['{+var}', 'value'],
    ['{+hello}', 'Hello%20World!'],
    ['{+half}', '50%25'],
    ['{base}index', 'http%3A%2F%2Fexample.com%2Fhome%2Findex'],
    ['{+base}index', 'http://example.com/home/index'],
    ['O{+empty}X', 'OX'],
    ['O{+undef}X', 'OX'],
    ['{+path}/here', '/foo/bar/here'],
    ['here?ref={+path}', 'here?ref=/foo/bar'],
    ['up{+path}{var}/here', 'up/foo/barvalue/here'],
    ['{+x,hello,y}', '1024,Hello%20World!,768'],
    ['{+path,x}/here', '/foo/bar,1024/here'],
    ['{+path:6}/here', '/foo/b/here'],
    ['{+list}', 'red,green,blue'],
    ['{+list*}', 'red,green,blue'],
    ['{+keys}', 'semi,;,dot,.,comma,,'],
    ['{+keys*}', 'semi=;,dot=.,comma=,'],
  ],
  '3.2.4 fragment expansion': [
    ['{#var}', '#value'],
    ['{#hello}', '#Hello%20World!'],
    ['{#half}', '#50%25'],
    ['foo{#empty}', 'foo#'],
    ['foo{#undef}', 'foo'],
    ['{#x,hello,y}', '#1024,Hello%20World!,768'],
    ['{#path,x}/here', '#/foo/bar,1024/here'],
    ['{#path:6}/here', '#/foo/b/here'],
    ['{#list}', '#red,green,blue'],
    ['{#list*}', '#red,green,blue'],
    ['{#keys}', '#semi,;,dot,.,comma,,'],
    ['{#keys*}', '#semi=;,dot=.,comma=,'],
  ],
  '3.2.5 label expansion': [
    ['{.who}', '.fred'],
    ['{.who,who}', '.fred.fred'],
    ['{.half,who}', '.50%25.fred'],
    ['www{.dom*}', 'www.example.com'],
    ['X{.var}', 'X.value'],
    ['X{.empty}', 'X.'],
    ['X{.undef}', 'X'],
    ['X{.var:3}', 'X.val'],
    ['X{.list}', 'X.red,green,blue'],
    ['X{.list*}', 'X.red.green.blue'],
    ['X{.keys}', 'X.semi,%3B,dot,.,comma,%2C'],
    ['X{.keys*}', 'X.semi=%3B.dot=..comma=%2C'],
    ['X{.empty_keys}', 'X'],
    ['X{.empty_keys*}', 'X'],
  ],
  '3.2.6 path segment expansion': [
    ['{/who}', '/fred'],
    ['{/who,who}', '/fred/fred'],
    ['{/half,who}', '/50%25/fred'],
    ['{/who,dub}', '/fred/me%2Ftoo'],
    ['{/var}', '/value'],
    ['{/var,empty}', '/value/'],
    ['{/var,undef}', '/value'],
    ['{/var,x}/here', '/value/1024/here'],
    ['{/var:1,var}', '/v/value'],
    ['{/list}', '/red,green,blue'],
    ['{/list*}', '/red/green/blue'],
    ['{/list*,path:4}', '/red/green/blue/%2Ffoo'],
    ['{/keys}', '/semi,%3B,dot,.,comma,%2C'],
    ['{/keys*}', '/semi=%3B/dot=./comma=%2C'],
  ],
  '3.2.7 path-style parameter expansion': [
    ['{;who}', ';who=fred'],
    ['{;half}', ';half=50%25'],
    ['{;empty}', ';empty'],
    ['{;v,empty,who}', ';v=6;empty;who=fred'],
    ['{;v,bar,who}', ';v=6;who=fred'],
    ['{;x,y}', ';x=1024;y=768'],
    ['{;x,y,empty}', ';x=1024;y=768;empty'],
    ['{;x,y,undef}', ';x=1024;y=768'],
    ['{;hello:5}', ';hello=Hello'],
    ['{;list}', ';list=red,green,blue'],
    ['{;list*}', ';list=red;list=green;list=blue'],
    ['{;keys}', ';keys=semi,%3B,dot,.,comma,%2C'],
    ['{;keys*}', ';semi=%3B;dot=.;comma=%2C'],
  ],
  '3.2.8 form-style query expansion': [
    ['{?who}', '?who=fred'],
    ['{?half}', '?half=50%25'],
    ['{?x,y}', '?x=1024&y=768'],
    ['{?x,y,empty}', '?x=1024&y=768&empty='],
    ['{?x,y,undef}', '?x=1024&y=768'],
    ['{?var:3}', '?var=val'],
    ['{?list}', '?list=red,green,blue'],
    ['{?list*}', '?list=red&list=green&list=blue'],
    ['{?keys}', '?keys=semi,%3B,dot,.,comma,%2C'],
    ['{?keys*}', '?semi=%3B&dot=.&comma=%2C'],
  ],
  '3.2.9 form-style query continuation': [
    ['{&who}', '&who=fred'],
    ['{&half}', '&half=50%25'],
    ['?fixed=yes{&x}', '?fixed=yes&x=1024'],
    ['{&x,y,empty}', '&x=1024&y=768&empty='],
    ['{&x,y,undef}', '&x=1024&y=768'],
    ['{&var:3}', '&var=val'],
    ['{&list}', '&list=red,green,blue'],
    ['{&list*}', '&list=red&list=green&list=blue'],
    ['{&keys}', '&keys=semi,%3B,dot,.,comma,%2C'],
    ['{&keys*}', '&semi=%3B&dot=.&comma=%2C'],
  ],
};

const expand = (template: string, values = VALUES): string =>
  expandUriTemplate(parseUriTemplate(template), values);
const faultsOf = (template: string): [number, number][] =>
  parseUriTemplate(template).faults.map(({ from, to }) => [from, to]);

describe.each(Object.entries(EXAMPLES))('RFC 6570, %s', (_, examples) => {
  test.each(examples)('%s gives %s', (template, expanded) => {
    expect(faultsOf(template)).toEqual([]);
    expect(expand(template)).toBe(expanded);
  });
});

test.each([
  ['{', [[0, 1]], '{'],
  ['a{b', [[1, 2]], 'a{b'],
  ['{var', [[0, 1]], '{var'],
  ['{}', [[0, 2]], '{}'],
  ['{+}', [[0, 3]], '{+}'],
  ['{=var}', [[1, 2]], '{=var}'],
  ['{|var}{var}', [[1, 2]], '{|var}value'],
  ['{var:0}', [[1, 6]], '{var:0}'],
  ['{var:10000}', [[1, 10]], '{var:10000}'],
  ['{var:3*}', [[1, 7]], '{var:3*}'],
  ['{var,}', [[5, 5]], '{var,}'],
  ['{var,a b}', [[5, 8]], '{var,a b}'],
  ['{a..b}', [[1, 5]], '{a..b}'],
  ['{%zz}', [[1, 4]], '{%zz}'],
  ['{a{var}', [[0, 1]], '{avalue'],
  ['a}b', [[1, 2]], 'a%7Db'],
  ['a b', [[1, 2]], 'a%20b'],
  ['50%{var}', [[2, 3]], '50%25value'],
  ['\u202e{var}', [], '%E2%80%AEvalue'],
  ['\ud800{var}', [], '%EF%BF%BDvalue'],
])('%j has its faults at %j and becomes %j', (template, faults, expanded) => {
  expect(faultsOf(template)).toEqual(faults);
  expect(expand(template)).toBe(expanded);
});

test.each([
  ['{a.b}', 'a.b'],
  ['{_1}', '_1'],
  ['{%41b}', '%41b'],
  ['{__proto__}', '__proto__'],
  ['{constructor}', 'constructor'],
])('%s names %s', (template, name) => {
  expect(variablesOf(parseUriTemplate(template)).map((one) => one.name)).toEqual([name]);
  expect(expand(template)).toBe('');
  expect(expand(template, new Map([[name, text('x')]]))).toBe('x');
});

test('variables stand in the order of their first use, with all their uses', () => {
  expect(variablesOf(parseUriTemplate('/{b:3}{/a*,b}{?c}'))).toEqual([
    {
      name: 'b',
      uses: [
        { operator: '', isExploded: false, prefix: 3 },
        { operator: '/', isExploded: false, prefix: undefined },
      ],
    },
    { name: 'a', uses: [{ operator: '/', isExploded: true, prefix: undefined }] },
    { name: 'c', uses: [{ operator: '?', isExploded: false, prefix: undefined }] },
  ]);
});

test('a prefix counts characters and never cuts one', () => {
  const values = new Map([
    ['face', text('😀😃x')],
    ['coded', text('%E2%82%AC%20b')],
    ['half', text('%2')],
  ]);
  expect(expand('{face:1}', values)).toBe('%F0%9F%98%80');
  expect(expand('{+coded:1}', values)).toBe('%E2%82%AC');
  expect(expand('{+coded:2}', values)).toBe('%E2%82%AC%20');
  expect(expand('{coded:1}', values)).toBe('%25');
  expect(expand('{+half}', values)).toBe('%252');
});

test('a prefix of a list is an error, so the expression stays; without a prefix it does not', () => {
  expect(expand('{list:2}-{list}')).toBe('{list:2}-red,green,blue');
});

test('an empty item, name or value', () => {
  const values = new Map([
    ['items', list('', 'a')],
    ['none', list()],
    ['empties', pairs(['k', ''], ['', 'v'])],
  ]);
  expect(expand('{?items*}', values)).toBe('?items=&items=a');
  expect(expand('{;items*}', values)).toBe(';items;items=a');
  expect(expand('{items}', values)).toBe(',a');
  expect(expand('x{?none}', values)).toBe('x');
  expect(expand('{;empties*}', values)).toBe(';k;=v');
  expect(expand('{/empties*}', values)).toBe('/k=/=v');
});

/** ms of this process's own work, so that a busy machine does not count. */
const worked = (): number => process.cpuUsage().user / 1000;

test.each([
  ['open braces', '{'.repeat(300_000)],
  ['open braces and one that closes', `${'{'.repeat(300_000)}}`],
  ['closing braces', '}'.repeat(300_000)],
  ['expressions', '{a}'.repeat(100_000)],
  ['one long name', `{${'a'.repeat(1_000_000)}}`],
  ['dots in a name', `{${'a.'.repeat(500_000)}}`],
  ['variables', `{${'a,'.repeat(100_000)}a}`],
  ['a long literal', 'ü'.repeat(300_000)],
])('very many of %s end soon', (_, template) => {
  const began = worked();
  const read = parseUriTemplate(template);
  expandUriTemplate(read, new Map([['a', text('x')]]));
  variablesOf(read);
  expect(read.faults.length).toBeLessThanOrEqual(100);
  expect(worked() - began).toBeLessThan(3_000);
});

test('a long value ends soon', () => {
  const values = new Map([['a', text('%20 ü'.repeat(100_000))]]);
  expect(expand('{+a}', values).length).toBeGreaterThan(600_000);
  expect(expand('{+a:3}', values)).toBe('%20%20%C3%BC');
});

/** Any UTF-16, lone surrogates included. */
const anyText = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 10 })
  .map((units) => String.fromCharCode(...units));

test('never throws; its parts cover the template; what is expanded is a URI', () => {
  const piece = fc.constantFrom(
    '{',
    '}',
    '+',
    '#',
    '?',
    '*',
    ':',
    '3',
    ',',
    'a',
    'list',
    '%',
    '%41',
    ' ',
    'ü',
    '\ud800',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 20 }), anyText, (pieces, value) => {
      const template = parseUriTemplate(pieces.join(''));
      let at = 0;
      for (const part of template.parts) {
        expect(part.from).toBe(at);
        at = part.to;
      }
      expect(at).toBe(template.text.length);
      const result = expandUriTemplate(template, new Map([...VALUES, ['a', text(value)]]));
      if (template.faults.length === 0)
        expect(result).toMatch(/^(?:[\w\-.~:/?#[\]@!$&'()*+,;=]|%[0-9a-fA-F]{2}|[{}])*$/);
    }),
    { numRuns: 1000 },
  );
});
