/** A JSON text, or nearly one, that careless programs change when they only carry it. */
export interface OddText {
  name: string;
  text: string;
}

const odd = (name: string, text: string): OddText => ({ name, text });
const family = (name: string, texts: readonly string[]): OddText[] =>
  texts.map((text, at) => odd(`${name} ${at + 1}`, text));

const NUMBERS = [
  '-0',
  '-0.0',
  '0.0',
  '0e0',
  '-0E-0',
  '1e400',
  '-1e400',
  '1E400',
  '1e-400',
  '5e-324',
  '1.0',
  '1.10',
  '1.0e1',
  '1E+2',
  '1e+02',
  '1e-02',
  '9007199254740991',
  '9007199254740992',
  '9007199254740993',
  '-9007199254740993',
  '18446744073709551615',
  '18446744073709551616',
  '123456789012345678901234567890',
  '0.1000000000000000055511151231257827',
  '3.141592653589793238462643383279502884197169399375105820974944592307816406286',
  '1.7976931348623157e308',
  '1.7976931348623159e308',
  '2.2250738585072011e-308',
  `1${'0'.repeat(400)}`,
  `0.${'0'.repeat(400)}1`,
  `1.${'9'.repeat(200)}`,
  '100000000000000000000',
  '1e21',
  '1e5',
  '10e-1',
  '0.30000000000000004',
];

/** As they stand between the quotes. */
const STRINGS: readonly (readonly [string, string])[] = [
  ['escaped slash', '\\/'],
  ['closing script tag', '<\\/script>'],
  ['plain slash', '/'],
  ['escaped letter, lower case', '\\u00e9'],
  ['escaped letter, upper case', '\\u00E9'],
  ['escaped letter, mixed case', '\\u00Ef\\u00eF'],
  ['escaped ASCII', '\\u0041\\u0062'],
  ['escaped quote as \\u', '\\u0022'],
  ['escaped backslash as \\u', '\\u005C\\u005c'],
  ['escaped slash as \\u', '\\u002F\\u002f'],
  ['NUL', '\\u0000'],
  ['control characters', '\\u0001\\u001f\\u007f\\u0080\\u009f'],
  ['short escapes', '\\b\\f\\n\\r\\t\\"\\\\'],
  ['the same as \\u', '\\u0008\\u000c\\u000a\\u000d\\u0009'],
  ['DEL as it is', '\u007f'],
  ['C1 controls as they are', '\u0080\u0085\u009f'],
  ['surrogate pair escaped', '\\ud83d\\ude00'],
  ['surrogate pair escaped, upper case', '\\uD83D\\uDE00'],
  ['surrogate pair as it is', '😀'],
  ['half escaped pair', '\\ud83d😀\\ude00'],
  ['lone high surrogate escaped', '\\ud800'],
  ['lone low surrogate escaped', '\\udc00'],
  ['surrogates the wrong way round', '\\udc00\\ud800'],
  ['noncharacters', '\\uffff\\ufffe\uffff'],
  ['replacement character', '\ufffd\\ufffd'],
  ['line separators as they are', '\u2028\u2029'],
  ['line separators escaped', '\\u2028\\u2029'],
  ['byte order mark inside', '\ufeffx\\ufeff'],
  ['right-to-left override', '\u202eabc\u202c'],
  ['isolates and marks', '\u2066\u200f\u061c\u2069'],
  ['zero width', 'a\u200b\u200c\u200d\u2060b'],
  ['tags', '\u{e0041}\u{e0042}'],
  ['variation selectors', 'x\ufe0f\u{e0100}'],
  ['combining marks', 'e\u0301\u0323'],
  ['composed and not', '\u00e9 e\u0301'],
  ['soft hyphen and no-break space', '\u00ad\u00a0'],
  ['invisible operators', '\u2061\u2062\u2063\u2064'],
  ['ideographic and Hangul fillers', '\u3164\u115f\u1160\uffa0'],
  ['private use', '\ue000\u{f0000}\u{10fffd}'],
  ['outside the plane', '\u{10ffff}\u{1f9d1}\u200d\u{1f4bb}'],
  ['looks like a comment', '// no /* no */ # no'],
  ['looks like JSON', '{\\"a\\": [1, 2]}'],
  ['looks like markup', '<img src=x onerror=alert(1)>&amp;&lt;'],
  ['looks like a template', '${a} {{b}} <%= c %> %s %n'],
  ['backslashes at the end', 'a\\\\'],
  ['four backslashes', '\\\\\\\\'],
  ['backslash u that is none', '\\\\u0041'],
  ['blank ends', '  a\\t '],
  ['ends with a quote', '\\"'],
  ['dollars for replace', "$& $1 $$ $` $'"],
];

const KEYS: readonly (readonly [string, string])[] = [
  ['empty key', '{"": 1, " ": 2, "\\t": 3}'],
  ['prototype keys', '{"__proto__": {"polluted": true}, "constructor": {"prototype": 1}, "toString": null}'],
  ['prototype key escaped', '{"\\u005f_proto__": 1, "__proto__": 2}'],
  ['repeated key', '{"a": 1, "a": 2, "a": 1}'],
  ['repeated key, spelt differently', '{"a": 1, "\\u0061": 2}'],
  ['repeated objects', '{"a": {"x": 1}, "a": {"y": 2}}'],
  ['numbers as keys', '{"10": 1, "9": 2, "1": 3, "01": 4, "-1": 5}'],
  ['order against the alphabet', '{"z": 1, "y": 2, "a": 3, "M": 4, "m": 5}'],
  ['keys with dots and slashes', '{"a.b": 1, "a/b": 2, "a~b": 3, "a~1b": 4, "#": 5}'],
  [
    'keys that a message has',
    '{"id": 1, "method": "x", "jsonrpc": "1.0", "params": {"_meta": {"progressToken": 9}}}',
  ],
  ['key of lone surrogates', '{"\\ud800": 1, "\\udc00": 2}'],
  ['key of invisible characters', '{"\u200b": 1, "\u200c": 2, "\u202e": 3}'],
  ['keys equal when normalised', '{"\u00e9": 1, "e\u0301": 2}'],
  ['very long key', `{"${'k'.repeat(5000)}": 1}`],
  ['300 keys', `{${Array.from({ length: 300 }, (_, k) => `"k${(k * 7919) % 300}":${k}`).join(',')}}`],
];

const SPACES: readonly (readonly [string, string])[] = [
  ['no space', '{"a":1,"b":[1,2,{"c":null}]}'],
  ['spaces everywhere', ' { "a" : 1 , "b" : [ 1 , 2 ] } '],
  ['trailing spaces', '{"a": 1}   '],
  ['trailing tab', '{"a": 1}\t'],
  ['trailing line feeds', '{"a": 1}\n\n\n'],
  ['trailing CRLF', '{"a": 1}\r\n'],
  ['leading line feeds', '\n\n{"a": 1}'],
  ['CRLF', '{\r\n  "a": 1,\r\n  "b": 2\r\n}'],
  ['CR alone', '{\r  "a": 1,\r  "b": 2\r}'],
  ['LF and CRLF mixed', '{\n  "a": 1,\r\n  "b": 2\n}\r\n'],
  ['LF CR', '{\n\r"a": 1\n\r}'],
  ['tabs', '{\n\t"a":\t1,\n\t"b":\t[\n\t\t1\n\t]\n}'],
  ['tabs and spaces mixed', '{\n \t "a": 1,\n\t \t"b": 2\n}'],
  ['blank lines inside', '{\n\n"a": 1\n\n\n,\n\n"b": 2\n\n}'],
  ['spaces at line ends', '{  \n  "a": 1,  \n  "b": 2  \n}  '],
  ['comma first', '{ "a": 1\n, "b": 2\n, "c": 3\n}'],
  ['colon on a line of its own', '{"a"\n:\n1}'],
  ['one value a line', '[\n1\n,\n2\n,\n3\n]'],
  ['space in empty containers', '{"a": { }, "b": [ ], "c": {\n}, "d": [\r\n]}'],
  ['a thousand spaces', `{"a":${' '.repeat(1000)}1}`],
  ['indent of three', '{\n   "a": {\n      "b": 1\n   }\n}'],
];

const NOT_QUITE: readonly (readonly [string, string])[] = [
  ['line comment', '{"a": 1 // why\n, "b": 2}'],
  ['block comment', '{"a": /* why */ 1}'],
  ['comment with a quote', '{"a": 1 /* " */, "b": 2}'],
  ['comment with a brace', '{"a": 1 /* } */ }'],
  ['comment in an empty object', '{ /* nothing */ }'],
  ['comments of several lines', '{\n  /* one\n     two */\n  "a": 1\n}'],
  ['trailing comma in an object', '{"a": 1,}'],
  ['trailing comma in an array', '{"a": [1, 2, ]}'],
  ['trailing commas and comments', '{"a": [1, /* two */ ], // end\n}'],
];

const SHAPES: readonly (readonly [string, string])[] = [
  ['deep array', `${'['.repeat(500)}${']'.repeat(500)}`],
  ['deep object', `${'{"a":'.repeat(500)}1${'}'.repeat(500)}`],
  ['deep and mixed', `${'{"a":['.repeat(250)}1e400${']}'.repeat(250)}`],
  ['deep with spaces', `${'[ '.repeat(200)}${' ]'.repeat(200)}`],
  ['empty object', '{}'],
  ['empty array', '[]'],
  ['empty string', '""'],
  ['null', 'null'],
  ['true and false', '[true,false,true]'],
  ['array of unlike things', '[null,1,"1",true,[],{},-0,1e400]'],
  ['very long string', `"${'long '.repeat(20_000)}"`],
  ['very long string of escapes', `"${'\\u00e9'.repeat(10_000)}"`],
  ['very long string of emoji', `"${'🧪'.repeat(10_000)}"`],
  ['long array', `[${Array.from({ length: 5000 }, (_, k) => k).join(', ')}]`],
  [
    'long array of long numbers',
    `[${Array.from({ length: 200 }, (_, k) => `9007199254740993.${k}0`).join(',')}]`,
  ],
  ['base64', `{"blob":"${'QUJD+/=='.repeat(500)}"}`],
  ['JSON in a string in a string', JSON.stringify(JSON.stringify(JSON.stringify({ a: '"\\' })))],
  ['a schema', '{"$schema":"https://json-schema.org/draft/2020-12/schema","$ref":"#/$defs/a","default":1.0}'],
];

/** Pieces of the families put together, so that one does not hide behind the other. */
function mixtures(): OddText[] {
  const strings = STRINGS.map(([, text]) => text);
  return Array.from({ length: 60 }, (_, at) => {
    const [a, b] = [strings[(at * 7) % strings.length]!, strings[(at * 11 + 3) % strings.length]!];
    const [m, n] = [NUMBERS[(at * 5) % NUMBERS.length]!, NUMBERS[(at * 13 + 1) % NUMBERS.length]!];
    const end = ['', ' ', '\n', '\r\n', '\t'][at % 5]!;
    return odd(
      `mixture ${at + 1}`,
      `{"${a}":${end}${m},${end}"b":${end}["${b}",${end}${n}],"b":{"${b}":"${a}"}${end}}`,
    );
  });
}

/** Values whose text has to reach a server as it is. All are read as one value by a tolerant reader. */
export const oddTexts: readonly OddText[] = [
  ...NUMBERS.map((text) => odd(`number ${text.slice(0, 40)}`, text)),
  ...STRINGS.map(([name, text]) => odd(`string: ${name}`, `"${text}"`)),
  ...KEYS.map(([name, text]) => odd(name, text)),
  ...SPACES.map(([name, text]) => odd(name, text)),
  ...NOT_QUITE.map(([name, text]) => odd(name, text)),
  ...SHAPES.map(([name, text]) => odd(name, text)),
  ...mixtures(),
];

/** Texts that are no value at all; nothing can be edited in them, and they are sent all the same. */
export const noJson: readonly OddText[] = [
  ...family('empty', ['', ' ', '\t', '\u00a0']),
  ...family('cut off', [
    '{',
    '{"a"',
    '{"a":',
    '{"a":1',
    '{"a":1,',
    '[',
    '[1,',
    '"',
    '"a',
    '"\\',
    '"\\u00',
    't',
    '-',
    '1e',
  ]),
  ...family('too much', ['{}}', '[]]', '{} {}', '1 2', '{},', 'null null', '"a" "b"']),
  ...family('other dialects', [
    "{'a': 1}",
    '{a: 1}',
    '+1',
    '.5',
    '5.',
    '01',
    '0x10',
    'NaN',
    'Infinity',
    'undefined',
    'True',
    '{"a" 1}',
    '{"a"; 1}',
    '"\\x41"',
    '"a\tb',
  ]),
  ...family('other things', [
    'GET / HTTP/1.1',
    'Content-Length: 2',
    '<xml/>',
    'hello',
    '\u0000',
    '\ufeff{}',
    '\ufeff',
    'data: {}',
    '\u001b[31m',
    '%00',
    '😀',
  ]),
  ...family('lone surrogates as they are', ['"\ud800"', '{"a":"\udc00"}', '\ud83d', '{"\udbff": 1}']),
  ...family('batches', ['[]', '[{"jsonrpc":"2.0","method":"ping","id":901}]', '[1]', '[[]]']),
];
