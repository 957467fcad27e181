import type { Change, Drift, ItemDrift } from '../protocol/drift.ts';
import type { DialVariation } from '../protocol/probe.ts';
import type { Outcome } from '../protocol/problem.ts';
import type { Era } from '../protocol/session.ts';
import type { Snapshot } from '../protocol/snapshot.ts';
import type { Dialer, Line } from './dialer.ts';

/** What one connection was offered when it was opened. */
export interface Face {
  readonly session: string;
  readonly era: Era;
  readonly offered: Snapshot;
}

/** Opens a connection, looks at what it offers and closes it again. */
export async function dialFace(dialer: Dialer, how: DialVariation): Promise<Outcome<Face>> {
  return withLine(dialer, how, ({ session, era, offered }) => Promise.resolve({ session, era, offered }));
}

/** The line is closed whatever becomes of `use`. */
export async function withLine<T>(
  dialer: Dialer,
  how: DialVariation,
  use: (line: Line) => Promise<T>,
): Promise<Outcome<T>> {
  const line = await dialer.dial(how);
  if (!line.ok) return line;
  try {
    return { ok: true, value: await use(line.value) };
  } finally {
    await line.value.close();
  }
}

const NOTHING: Drift = { items: [], unchanged: 0 };

/** Two lists of the same wordings in the same order need no judge. */
export function isSame(before: Snapshot, after: Snapshot): boolean {
  return (
    before.items.length === after.items.length &&
    before.items.every((item, at) => {
      const other = after.items[at]!;
      return item.section === other.section && item.name === other.name && item.hash === other.hash;
    })
  );
}

export async function compareFaces(
  dialer: Dialer,
  before: Snapshot,
  after: Snapshot,
): Promise<Outcome<Drift>> {
  if (isSame(before, after)) return { ok: true, value: { ...NOTHING, unchanged: before.items.length } };
  return dialer.compare(before, after);
}

/** The change that says most: not that a version stayed the same, which hangs on all the others. */
export function worstChange(drift: Drift): { item: ItemDrift; change: Change } | undefined {
  for (const item of drift.items) {
    const change = item.changes.find(({ kind }) => !OF_ALL.has(kind));
    if (change !== undefined) return { item, change };
  }
  return undefined;
}

const OF_ALL: ReadonlySet<Change['kind']> = new Set<Change['kind']>(['same-version', 'asked-otherwise']);

/** In which lists a face could not be read to its end; nothing counts as missing there. */
export function unreadOf(offered: Snapshot): string[] {
  return offered.unread.map(({ section, words }) => `${section}: ${words}`);
}
