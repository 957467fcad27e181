import { expect, test } from 'vitest';
import { sinkOf } from './sink-names.ts';

test.each([
  ['file_path', 'path'],
  ['shellCommand', 'command'],
  ['webhook', 'address'],
  ['source_code', 'code'],
  ['path_length', undefined],
  ['country_code', undefined],
  ['query', undefined],
])('%s takes a %s', (name, sink) => {
  expect(sinkOf(name)).toBe(sink);
});
