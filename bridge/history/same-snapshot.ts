import type { Snapshot, SnapshotItem, SnapshotSource } from '../../protocol/snapshot.ts';

interface Comparable {
  readonly runs: readonly number[];
  readonly source: SnapshotSource;
  readonly unread: Snapshot['unread'];
}

/** Of an item in one wording, at its place among those of its name. */
export function keyOf({ section, name, nth, hash }: SnapshotItem): string {
  return `${section} ${nth} ${hash} ${name}`;
}

/** The same items, asked for in the same way. */
export function isEqual(last: Comparable, now: Comparable): boolean {
  const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
  return same(last.runs, now.runs) && same(last.source, now.source) && same(last.unread, now.unread);
}

/** One spelling, so that two sources can be compared as texts. */
export function sorted(source: SnapshotSource): SnapshotSource {
  const { target, profile, principal, transport, era, revision, provenance, headers } = source;
  return {
    target,
    profile,
    principal,
    transport,
    ...(era === undefined ? {} : { era }),
    ...(revision === undefined ? {} : { revision }),
    provenance: byName(provenance),
    ...(headers === undefined ? {} : { headers: byName(headers) }),
  };
}

function byName(texts: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).sort(([a], [b]) => (a < b ? -1 : 1)));
}
