import { expect, test } from 'vitest';
import { parseUriTemplate } from '../../../protocol/mcp/uri-template.ts';
import { labelsOf, suggestFrom } from './options.ts';
import { templateFields, valueOfWritten, writtenOf } from './template-fields.ts';

test('variables as the form shows them', () => {
  const { fields } = templateFields(parseUriTemplate('f://{+path}/{name:3}{?tags*,name}'));
  expect(fields).toEqual([
    { name: 'path', words: 'reserved kept', isTextOnly: false, usual: 'text' },
    { name: 'name', words: 'query, the first 3', isTextOnly: true, usual: 'text' },
    { name: 'tags', words: 'query', isTextOnly: false, usual: 'list' },
  ]);
});

test('more variables than can be shown are counted', () => {
  const names = Array.from({ length: 1000 }, (_, k) => `v${k}`).join(',');
  const { fields, leftOut } = templateFields(parseUriTemplate(`{${names}}`));
  expect(fields.length + leftOut).toBe(1000);
  expect(leftOut).toBe(800);
});

test.each([
  [{ way: 'text', text: 'a\nb' } as const, { kind: 'text', text: 'a\nb' }],
  [{ way: 'list', text: 'a\nb\n' } as const, { kind: 'list', items: ['a', 'b'] }],
  [{ way: 'list', text: '' } as const, { kind: 'list', items: [] }],
  [
    { way: 'pairs', text: 'a=1\nb\nc==' } as const,
    {
      kind: 'pairs',
      pairs: [
        ['a', '1'],
        ['b', ''],
        ['c', '='],
      ],
    },
  ],
  [{ way: 'text', text: undefined } as const, undefined],
])('%j means %j', (written, value) => {
  expect(valueOfWritten(written)).toEqual(value);
});

test('a value is written as it is read', () => {
  const value = { kind: 'list', items: ['a', 'b'] } as const;
  expect(valueOfWritten(writtenOf(value))).toEqual(value);
});

test('options that look the same keep their JSON text', () => {
  expect(labelsOf(['"1"', '1', '"a"', '""'], [])).toEqual(['"1"', '1', 'a', '""']);
  expect(labelsOf(['"a"'], ['First'])).toEqual(['a (First)']);
  expect(labelsOf(['"a\\u202e"'], [])).toEqual(['a⟦U+202E RLO⟧']);
});

test('suggestions that begin with what was typed come first, and all are counted', () => {
  const labels = ['banana', 'anise', 'Ananas', 'cherry'];
  expect(suggestFrom(labels, 'an')).toEqual({ values: ['anise', 'Ananas', 'banana'], total: 3 });
  expect(
    suggestFrom(
      Array.from({ length: 500 }, (_, k) => `o${k}`),
      '',
    ).values,
  ).toHaveLength(100);
});
