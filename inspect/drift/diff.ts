import type { Change, ChangeKind, Drift, ItemDrift } from '../../protocol/drift.ts';
import type { Severity } from '../../protocol/finding.ts';
import type { SectionName } from '../../protocol/inventory.ts';
import type { Snapshot, SnapshotItem } from '../../protocol/snapshot.ts';
import { changeOf, type Report } from './changes/comparer.ts';
import { compareHeaders } from './changes/headers.ts';
import { compareAsking, compareProvenance, isAskedOtherwise } from './changes/source.ts';
import { Envelope } from './envelope.ts';
import { ItemComparison } from './item.ts';
import type { DriftJudge } from './judge.ts';
import { isReordered, matchItems } from './match.ts';
import { atMost, byWeight, byWorst, isAtLeast, worstOf } from './rank.ts';
import { Side } from './sides.ts';
import { quoted } from '../support/words.ts';

const SECTIONS: readonly SectionName[] = ['server', 'tools', 'prompts', 'resources', 'templates'];
/** Sections whose items are the code of a server; resources come and go with its data. */
const CODE: ReadonlySet<SectionName> = new Set(['server', 'tools', 'prompts', 'templates']);

/**
 * What became of a server between two snapshots. A list that only stands in another order is told as an item without
 * a name and with `nth` 0; what is told of the server as a whole hangs on its `serverInfo`.
 */
export function diffSnapshots(before: Snapshot, after: Snapshot, judge: DriftJudge): Drift {
  const [oldUnread, newUnread] = [unreadOf(before), unreadOf(after)];
  const envelope = new Envelope(before, after, judge.hash);
  const matches = matchItems(before.items, after.items);
  // What a list that broke off shows is there; what it does not show may be there.
  const added = matches.added.filter(
    (item) => !oldUnread.has(item.section) && !envelope.hasComeOrGone(item, 'after'),
  );
  const removed = matches.removed.filter(
    (item) => !newUnread.has(item.section) && !envelope.hasComeOrGone(item, 'before'),
  );
  const compared = new ItemComparison(new Side(before), new Side(after), judge);
  const items: ItemDrift[] = [
    ...matches.changed.filter((pair) => !envelope.hasChanged(pair)).map((pair) => compared.changed(pair)),
    ...matches.renamed.map((pair) => compared.renamed(pair)),
    ...added.map((item) => compared.added(item)),
    ...removed.map((item) => compared.removed(item)),
  ];
  const [olds, news] = [bySection(before), bySection(after)];
  for (const section of SECTIONS)
    if (isReordered(olds.get(section) ?? [], news.get(section) ?? [])) items.push(moved(section));
  const [was, is] = [compared.before.version, compared.after.version];
  const told = ofServer(before, after, was !== undefined && was === is ? { version: was, items } : undefined);
  const isOther = told.length > 0 && tellServer(items, before, after, told);
  const ranked = was !== undefined && is !== undefined && was !== is ? items.map(capped) : items;
  ranked.sort(byWorst);
  return {
    ...(ranked.length === 0 ? {} : { severity: worstOf(ranked.map(({ severity }) => severity)) }),
    items: ranked,
    unchanged: matches.unchanged - (isOther ? 1 : 0),
  };
}

function unreadOf({ unread }: Snapshot): ReadonlySet<SectionName> {
  return new Set(unread.map(({ section }) => section));
}

function bySection({ items }: Snapshot): Map<SectionName, SnapshotItem[]> {
  const sections = new Map<SectionName, SnapshotItem[]>();
  for (const item of items) {
    const known = sections.get(item.section);
    if (known === undefined) sections.set(item.section, [item]);
    else known.push(item);
  }
  return sections;
}

function moved(section: SectionName): ItemDrift {
  const says = section === 'server' ? 'What the server says of itself' : `The list of ${section}`;
  return {
    section,
    name: '',
    nth: 0,
    severity: 'info',
    changes: [{ kind: 'moved', severity: 'info', says: `${says} stands in another order.` }],
  };
}

/** What is told of the server, whatever it offers. */
function ofServer(
  before: Snapshot,
  after: Snapshot,
  same: { version: string; items: readonly ItemDrift[] } | undefined,
): Change[] {
  const changes: Change[] = [];
  const report: Report = (told) => changes.push(changeOf(told));
  compareAsking(before.source, after.source, report);
  compareProvenance(before.source, after.source, report);
  compareHeaders(before.source, after.source, report);
  const differ = (same?.items ?? []).filter(
    ({ section, severity }) => CODE.has(section) && isAtLeast(severity, 'low'),
  );
  if (same === undefined || differ.length === 0) return changes;
  const isOtherwise = isAskedOtherwise(before.source, after.source);
  report({
    kind: 'same-version',
    severity: isOtherwise ? 'medium' : 'high',
    says:
      `The server still says it is version ${quoted(same.version, 60)}, and ${differ.length} of what it offers ${differ.length === 1 ? 'is' : 'are'} not the same.` +
      (isOtherwise ? ' It was asked otherwise, which may be why.' : ''),
  });
  return changes;
}

/** Puts it on the item of the server; true where that item is the same on both sides. */
function tellServer(items: ItemDrift[], before: Snapshot, after: Snapshot, told: readonly Change[]): boolean {
  const [old, now] = [serverOf(before), serverOf(after)];
  const at = items.findIndex(
    ({ section, name, nth }) => section === 'server' && name === now?.name && nth === now.nth,
  );
  const known = items[at];
  if (known !== undefined) {
    const changes = [...known.changes, ...told].sort(byWeight);
    items[at] = { ...known, changes, severity: worstOf(changes.map(({ severity }) => severity)) };
    return false;
  }
  const changes = told.toSorted(byWeight);
  items.push({
    section: 'server',
    name: now?.name ?? old?.name ?? '',
    nth: now?.nth ?? old?.nth ?? 1,
    severity: worstOf(changes.map(({ severity }) => severity)),
    changes,
    ...(old === undefined ? {} : { before: old.hash }),
    ...(now === undefined ? {} : { after: now.hash }),
  });
  return old !== undefined && old.hash === now?.hash;
}

function serverOf({ items }: Snapshot): SnapshotItem | undefined {
  const own = items.filter(({ section }) => section === 'server');
  return own.find(({ name }) => name === 'serverInfo') ?? own[0];
}

/** What an honest new version brings: for review, and no alarm unless a rule speaks. */
const OF_VERSIONS: ReadonlySet<ChangeKind> = new Set<ChangeKind>([
  'added',
  'removed',
  'renamed',
  'reworded',
  'parameter-added',
  'parameter-required',
  'parameter-removed',
  'parameter-optional',
  'type-widened',
  'type-narrowed',
  'values-loosened',
  'values-tightened',
  'default-changed',
  'schema-changed',
]);

function capped(item: ItemDrift): ItemDrift {
  const hasFinding = item.changes.some(
    ({ kind, severity }) => kind === 'new-finding' && isAtLeast(severity, 'medium'),
  );
  if (hasFinding) return item;
  const changes = item.changes
    .map((change): Change => {
      const severity: Severity = OF_VERSIONS.has(change.kind)
        ? atMost(change.severity, 'medium')
        : change.severity;
      return { ...change, severity };
    })
    .sort(byWeight);
  return { ...item, changes, severity: worstOf(changes.map(({ severity }) => severity)) };
}
