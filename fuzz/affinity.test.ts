import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { somePosition, someTool } from '../test/fuzz-subjects.ts';
import { isTold, looksLike, mostLike, splitWords, wordsOf, type Kind } from './affinity.ts';
import { KINDS } from './kind-words.ts';
import type { Position, Subject } from './strategy.ts';
import { processorTime } from '../test/processor-time.ts';

it.each([
  ['/filePath', 'file path'],
  ['/items/0/FILE-PATH', 'file path'],
  ['/a~1b_c', 'a b c'],
  ['/HTTPServerURL', 'http server url'],
  ['/übergröße', 'übergröße'],
  ['/0/1', ''],
  ['', ''],
  ['/__proto__', 'proto'],
])('%s is called “%s”', (pointer, words) => {
  expect(wordsOf(pointer)).toBe(words);
});

function fit(kind: Kind, at: string, more: Partial<Position> = {}, tool: Partial<Subject> = {}): number {
  const position = somePosition(at, more);
  return looksLike(position, kind, someTool(position, tool));
}

describe('a parameter', () => {
  it.each([
    ['path', '/path', {}],
    ['path', '/fileName', {}],
    ['path', '/x', { description: 'The folder to look in' }],
    ['path', '/x', { seed: '"/srv/notes/a.txt"' }],
    ['url', '/value', { format: 'uri' }],
    ['url', '/image_url', {}],
    ['url', '/x', { seed: '"https://example.org/"' }],
    ['command', '/cmd', {}],
    ['command', '/host', {}],
    ['sql', '/where', {}],
    ['code', '/expression', {}],
    ['template', '/tpl', {}],
    ['id', '/userId', {}],
    ['id', '/x', { format: 'uuid' }],
    ['xml', '/svg', {}],
    ['pattern', '/regex', {}],
    ['json', '/settings', { types: ['object'] }],
    ['number', '/limit', { types: ['integer'] }],
  ] as [Kind, string, Partial<Position>][])('looks like a %s: %s %o', (kind, at, more) => {
    expect(fit(kind, at, more)).toBeGreaterThanOrEqual(0.5);
  });

  it('without a telling name may be anything, and what its tool does speaks for it', () => {
    for (const kind of KINDS) expect(fit(kind, '/data1')).toBeLessThan(0.5);
    expect(fit('path', '/x')).toBeGreaterThan(0.15);
    expect(fit('path', '/x', {}, { name: 'read_file' })).toBeGreaterThanOrEqual(0.5);
    expect(fit('url', '/x', {}, { description: 'Downloads a web page.' })).toBeGreaterThan(fit('url', '/x'));
    expect(fit('command', '/x', {}, { tags: ['exec'] })).toBeGreaterThanOrEqual(0.5);
    expect(isTold(somePosition('/value'))).toBe(false);
  });

  it('that looks like one thing is less likely another, but still tried', () => {
    expect(fit('sql', '/url')).toBeLessThan(fit('sql', '/x'));
    expect(fit('sql', '/url')).toBeGreaterThan(0);
    expect(fit('path', '/url', {}, { name: 'read_file' })).toBeLessThan(0.5);
  });

  it('has what is around it, less than its own name', () => {
    expect(fit('path', '/file/value')).toBeGreaterThan(fit('path', '/other/value'));
    expect(fit('path', '/file/value')).toBeLessThan(fit('path', '/value/file'));
  });

  it('whose schema leaves no room is hardly tried, and a switch not at all', () => {
    expect(fit('path', '/path', { types: ['integer'] })).toBeLessThan(0.1);
    expect(fit('path', '/path', { types: ['boolean'] })).toBe(0);
    expect(fit('path', '/path', { options: ['"a"'] })).toBeLessThan(0.2);
    expect(fit('path', '/path', { types: ['string', 'null'] })).toBeGreaterThan(0.5);
  });

  it('is of the kind it looks most like', () => {
    expect(mostLike(somePosition('/file'), KINDS)?.kind).toBe('path');
    expect(mostLike(somePosition('/data1'), KINDS)).toBeUndefined();
  });
});

it('takes whatever a server writes', () => {
  fc.assert(
    fc.property(fc.string(), fc.string({ maxLength: 2000 }), fc.string(), (name, description, seed) => {
      const at = `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
      for (const kind of KINDS) {
        const score = fit(
          kind,
          at,
          { description, seed: JSON.stringify(seed) },
          { name: description, description: name },
        );
        expect(score >= 0 && score <= 1).toBe(true);
      }
      expect(splitWords(name).every((word) => word !== '' && word === word.toLowerCase())).toBe(true);
    }),
  );
  const since = processorTime();
  fit('path', `/${'aB'.repeat(200_000)}`, { description: '_'.repeat(1_000_000) });
  expect(processorTime() - since).toBeLessThan(15_000);
});
