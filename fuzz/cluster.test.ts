import { expect, test } from 'vitest';
import { againstControl } from './against-control.ts';
import { clusterOf, errorOf } from './cluster.ts';
import type { Heard } from './oracle.ts';
import { isSaidBy, textsIn, withoutSent } from './reflection.ts';

const call = (value: string): string =>
  JSON.stringify({
    jsonrpc: '2.0',
    id: 1,
    method: 'tools/call',
    params: { name: 'show', arguments: { value } },
  });
const failing = (text: string, ms = 3): Heard => {
  const whole = JSON.stringify({
    jsonrpc: '2.0',
    id: 9,
    result: { isError: true, content: [{ type: 'text', text }] },
  });
  return { outcome: 'tool-error', text: whole, ms, bytes: whole.length };
};
const good = (text: string, ms = 3): Heard => {
  const whole = JSON.stringify({ jsonrpc: '2.0', id: 9, result: { content: [{ type: 'text', text }] } });
  return { outcome: 'ok', text: whole, ms, bytes: whole.length };
};
const key = (heard: Heard, value: string): string => clusterOf(heard, call(value)).key;

test('errors that differ in what was sent, in names and numbers are one', () => {
  const payloads = ['../../x', 'a "quoted" one', "'; DROP TABLE x --", 'x'.repeat(3000)];
  const keys = payloads.map((value) =>
    key(failing(`File ${value} was not found at line ${value.length}`), value),
  );
  expect(new Set(keys).size).toBe(1);
  expect(key(failing('Permission denied'), 'x')).not.toBe(keys[0]);
});

test('errors are branches, good answers are none', () => {
  const [first, second] = [failing("no such table: 'a1'"), failing("no such table: 'b2'")];
  expect(errorOf(first, call('q'))).toBe(errorOf(second, call('q')));
  expect(errorOf(good('fine'), call('q'))).toBeUndefined();
  expect(errorOf({ ...first, outcome: 'error', code: -32602 }, call('q'))).not.toBe(
    errorOf(first, call('q')),
  );
});

test('a cluster is named in words a person reads', () => {
  expect(clusterOf(failing('Path is outside'), call('../x')).words).toBe('tool error: Path is outside');
  expect(clusterOf({ ...good(''), outcome: 'no-answer', text: '' }, call('x')).words).toBe('no answer');
});

test('how an answer differs is told in size and time, and only where it does', () => {
  const control = { heard: [good('hello there', 3), good('hello where', 5)], ms: 4, bytes: 90 };
  expect(againstControl(good('hello here!'), control)).toBeUndefined();
  expect(againstControl(good('x'.repeat(2201)), control)).toMatch(/^size \+2,\d{3}$/);
  expect(againstControl(good('hello there', 116), control)).toBe('slow ×29');
  // Twice as long, but nobody can tell 8 ms from 4.
  expect(againstControl(good('hello there', 8), control)).toBeUndefined();
  expect(againstControl({ ...failing('no'), outcome: 'error', code: -32602 }, control)).toMatch(
    /^error -32602/,
  );
  expect(againstControl({ ...good(''), outcome: 'no-answer' }, control)).toBe('no answer');
});

test.each([
  ['as it is', (text: string) => text],
  ['as JSON in JSON', (text: string) => JSON.stringify(JSON.stringify(text))],
  ['in an address', (text: string) => encodeURIComponent(text)],
  [
    'in HTML',
    (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;'),
  ],
  ['in base64', (text: string) => btoa(`before ${text} after`)],
  ['cut off', (text: string) => `${text.slice(0, 30)}…`],
])('what was sent is taken out of an answer, %s', (_, write) => {
  const value = '<b>"ping" & {{1234567*7654321}}</b> and some more';
  const left = withoutSent(good(`You said: ${write(value)}.`).text, textsIn(call(value)));
  expect(left).not.toMatch(/1234567|MTIzNDU2N/);
  expect(left).toContain('You said: ');
});

test.each([
  ['ca""nary77', 'canary77'],
  ['%34%32%34%32%34%32', '424242'],
  ['\\u0034\\u0032424', '42424'],
  ['&#52;&#50;4242', '424242'],
  [btoa('the 998877 of it'), '998877'],
  ['４２４２４２', '424242'],
])('%s says %s itself', (sent, value) => expect(isSaidBy(call(sent), value)).toBe(true));

test('a product is said by none of its factors', () => {
  expect(isSaidBy(call('{{31337*271}}'), String(31337 * 271))).toBe(false);
});
