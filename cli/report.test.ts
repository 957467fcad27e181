import { expect, test } from 'vitest';
import { diffSnapshots } from '../inspect/drift/index.ts';
import type { LockedTarget } from '../protocol/lock.ts';
import { ourJudge, snapshotOf, type Offer } from '../test/drift-world.ts';
import { compareWithLock } from './report.ts';

const tool = (name: string, description: string): Record<string, unknown> => ({ name, description });
const READ = tool('read_note', 'Reads one note of the notebook by its number.');

function statementsOf(now: Offer): string[] {
  const { source, items } = snapshotOf({ tools: [READ] });
  const locked = {
    source,
    items: items.map((item) => ({ item, approved: { by: 'x' } })),
    tampered: [],
  } as LockedTarget;
  const report = compareWithLock(
    't',
    locked,
    snapshotOf(now),
    { failOn: 'medium', allowsNew: true },
    {
      diff: (before, after) => diffSnapshots(before, after, ourJudge()),
      byPlace: (a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.nth - b.nth),
      keyOf: ({ section, name, nth }) => `${section} ${nth} ${name}`,
      mark: () => 'x',
    },
  );
  return report.statements.map(({ kind, fails }) => `${kind} ${fails}`);
}

test('where new items are allowed, a second one of a pinned name is none', () => {
  const list = tool('list_notes', 'Lists the notes of a notebook by day.');
  expect(statementsOf({ tools: [READ, list] })).toContain('added false');
  const second = tool('read_note', 'Reads one note, and the one behind it.');
  expect(statementsOf({ tools: [READ, second] })).toContain('added true');
});
