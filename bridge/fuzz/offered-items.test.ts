import { expect, test } from 'vitest';
import { subjectsOf } from '../../fuzz/index.ts';
import { withShortPlaces } from './offered-items.ts';

test('a parameter whose name would fill the disk with every case is left out, and that is said', () => {
  const long = 'x'.repeat(100_000);
  const inputSchema = { type: 'object', properties: { [long]: { type: 'string' }, q: { type: 'string' } } };
  const text = JSON.stringify({ name: 'ask', inputSchema });
  const { subjects } = subjectsOf([{ section: 'tools', name: 'ask', text }], {
    ...{ seed: 1, learned: { values: [] }, tagsOf: () => [], allowDestructive: [] },
    only: [{ kind: 'tool', name: 'ask' }],
  });
  const kept = withShortPlaces(subjects);
  expect(subjects[0]!.positions.map(({ at }) => at.length)).toContain(long.length + 1);
  expect(kept.subjects[0]!.positions.map(({ at }) => at)).not.toContain(`/${long}`);
  expect(kept.subjects[0]!.positions.map(({ at }) => at)).toContain('/q');
  expect(kept.skipped.map(({ what }) => what)).toEqual(['a part of ask']);
});
