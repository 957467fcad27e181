import { describe, expect, it } from 'vitest';
import { findPlaceholders, nameOf, partsToFill } from './placeholders.ts';
import { processorTime } from '../test/processor-time.ts';

const names = (text: string): string[] =>
  findPlaceholders(text).map(({ placeholder }) => nameOf(placeholder));

describe('findPlaceholders', () => {
  it.each([
    ['{{uuid}}', ['uuid']],
    ['{"a":"{{n}}-{{now}}"}', ['n', 'now']],
    ['{{env:HOME}}', ['env:HOME']],
    ['{{last.result:}}', ['last.result:']],
    ['{{last.result:/content/0/text}}', ['last.result:/content/0/text']],
    ['{{last.result:/a~1b/ü}}', ['last.result:/a~1b/ü']],
    ['{{{uuid}}}', ['uuid']],
  ])('finds them in %s', (text, found) => expect(names(text)).toEqual(found));

  it.each([
    '{{}}',
    '{{ uuid }}',
    '{{UUID}}',
    '{{id}}',
    '{{canary}}',
    '{{env:}}',
    '{{env:A-B}}',
    '{{env:1A}}',
    '{{env:__proto__.x}}',
    '{{last.result}}',
    '{{last.result:content}}',
    '{{last.result:/a"b}}',
    '{{last.result:/a\\u0022}}',
    '{{last.result:/a\n}}',
    '{uuid}',
    '{{uuid}',
    '\\u007b{uuid}}',
  ])('leaves %j as it is', (text) => expect(names(text)).toEqual([]));

  it('says where they stand', () => {
    const text = '{"ü":"{{uuid}}"}';
    const [found] = findPlaceholders(text);
    expect(text.slice(found?.from, found?.to)).toBe('{{uuid}}');
  });

  it.each([
    ['{"a":"{{n}}"}', true],
    ['{"a":{{n}}}', false],
    ['{"a\\"":{{n}}}', false],
    ['{"a":"\\\\{{n}}"}', true],
    ['{"a":"x\\\\","b":{{n}}}', false],
    ['{{n}}', false],
    ['"{{n}}', true],
  ])('knows in %s whether it is part of a string', (text, isInString) =>
    expect(findPlaceholders(text)[0]?.isInString).toBe(isInString),
  );

  it('takes a long text of braces without going through it again and again', () => {
    const began = processorTime();
    expect(findPlaceholders('{{last.result:/'.repeat(50_000))).toEqual([]);
    expect(findPlaceholders(`${'{'.repeat(500_000)}uuid}}`)).toHaveLength(1);
    expect(processorTime() - began).toBeLessThan(10_000);
  });
});

describe('partsToFill', () => {
  const http = {
    kind: 'http',
    head: 'POST / HTTP/1.1\nx: {{n}}',
    lineEnd: 'crlf',
    length: 'fit',
    targetHeaders: true,
    parts: 1,
    pause: 0,
  } as const;
  it('are the text and the head of a request', () =>
    expect(partsToFill({ text: 'a', wire: http })).toEqual({ text: 'a', head: http.head }));
  it('are never bytes given in hex', () => expect(partsToFill({ text: '7b', form: 'hex' }).text).toBe(''));
});
