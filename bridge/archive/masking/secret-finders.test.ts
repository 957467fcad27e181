import { describe, expect, test } from 'vitest';
import { SECRET_FINDERS } from './secret-finders.ts';
import { processorTime } from '../../../test/processor-time.ts';

describe.each(SECRET_FINDERS)('$kind', ({ find, fires, staysQuiet }) => {
  test.each(fires)('fires in %s', (marked) => {
    const text = marked.replace(/[«»]/g, '');
    const wanted = [...marked.matchAll(/«([^»]*)»/g)].map(([, value]) => value);
    const found = [...find(text)].map(({ from, to }) => text.slice(from, to));
    expect(found).toEqual(wanted);
  });

  test.each(staysQuiet)('does not fire in %s', (text) => {
    expect([...find(text)]).toEqual([]);
  });
});

test('no finder is slow on text made to be slow', () => {
  const hostile = [
    'a'.repeat(300_000),
    'token='.repeat(50_000),
    '"password":"'.repeat(30_000),
    '?a'.repeat(90_000),
  ];
  for (const text of [...hostile, '\\'.repeat(200_000), '-----BEGIN PRIVATE KEY-----'.repeat(10_000)]) {
    for (const { kind, find } of SECRET_FINDERS) {
      const began = processorTime();
      let count = 0;
      for (const found of find(text)) count += found.to;
      expect(count).toBeGreaterThanOrEqual(0);
      expect(processorTime() - began, `${kind} on ${text.slice(0, 12)}`).toBeLessThan(15_000);
    }
  }
});
