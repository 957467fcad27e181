import { expect, test } from 'vitest';
import { calledTools } from './called-tools.ts';

const call = (name: string, more = '') =>
  `{"method": "tools/call", "params": {"name": ${JSON.stringify(name)}${more}}}`;

test.each([
  [call('a'), ['a']],
  ['\ufeff' + call('a'), ['a']],
  [call('a').replace('tools/call', 'tools/list'), []],
  [call('a').replace('tools/call', String.raw`tools\u002fcall`), ['a']],
  [call('a').replace('tools/call', String.raw`tools\/call`), ['a']],
  [`[${call('a')}, ${call('b')}, {"method": "ping"}]`, ['a', 'b']],
  [`${call('a')}\n${call('b')}`, ['a', 'b']],
  [call('a', ', "name": "b"'), ['a', 'b']],
  ['{"method": "ping", "method": "tools/call", "params": {"name": "a"}}', ['a']],
  ['{"method": "tools/call" "params": {"name": "a"},}', ['a']],
  [call('__proto__'), ['__proto__']],
  ['"tools/call"', []],
  ['', []],
  ['{"method": "tools/call", "params": ["name"]}', []],
])('%s', (text, names) => {
  expect(calledTools(text)).toEqual({ names, isUnclear: false });
});

test('a text of many megabytes is read all the same', () => {
  expect(calledTools(call('a', `, "arguments": {"pad": "${'x'.repeat(3_000_000)}"}`)).names).toEqual(['a']);
});

test('what cannot be told is said to be unclear', () => {
  const many = Array.from({ length: 21 }, (_, k) => call(`t${k}`));
  expect(calledTools(`[${many.join(',')}]`)).toMatchObject({ isUnclear: true });
  expect(calledTools(`[${many.slice(1).join(',')}]`)).toMatchObject({ isUnclear: false });
  expect(calledTools('{"method": "tools/call", "params": {').isUnclear).toBe(true);
});
