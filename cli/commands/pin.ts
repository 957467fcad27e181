import { resolve } from 'node:path';
import { loadGate, type Headless } from '../../bridge/index.ts';
import type { Approval } from '../../protocol/baseline.ts';
import type { Change, Drift, ItemDrift } from '../../protocol/drift.ts';
import type { Lock, LockedTarget } from '../../protocol/lock.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Snapshot, SnapshotItem } from '../../protocol/snapshot.ts';
import { choosingPlace } from '../headless.ts';
import type { Gate } from '../gate-options.ts';
import { readLockFile, writeLockFile } from '../lock-file.ts';
import { lookAt, nameTargets } from '../look.ts';
import type { OpenOptions } from '../options.ts';
import { isAtLeast, snapshotOf } from '../report.ts';
import { countAlike } from '../reporters/alike.ts';
import type { Surroundings } from '../surroundings.ts';

/** Writes what targets offer now into the lock file. Answers the exit code: 2 when it was not written. */
export async function pin(
  headless: Headless,
  gate: Extract<Gate, { kind: 'pin' }>,
  targets: readonly OpenOptions[],
  here: Surroundings,
  failed: (problem: Problem) => number,
): Promise<number> {
  const parts = await loadGate();
  const path = resolve(here.cwd, gate.lock);
  const read = readLockFile(path, parts);
  if (!read.ok) return failed(read.problem);
  const lock: Lock = read.value ?? { targets: new Map() };
  const named = await nameTargets(headless, targets, choosingPlace(here));
  if (!named.ok) return failed(named.problem);
  if (named.value === undefined) return 2;
  const names = new Set(named.value.map(({ name }) => name));
  const foreign = [...lock.targets].find(([name, { tampered }]) => tampered.length > 0 && !names.has(name));
  if (foreign !== undefined)
    return failed({
      code: 'lock-tampered',
      message: `An item of “${foreign[0]}” in the lock file (line ${foreign[1].tampered[0]!.line}) does not match its own hash, and would be lost.`,
      hint: 'Take the file from git again, or pin that target as well.',
    });
  const diff = parts.createDiff();
  const lines: string[] = [];
  for (const target of named.value) {
    const now = await lookAt(headless, target, undefined, gate.timeout);
    if (!now.ok) return failed(unpinned(target.name, now.problem));
    const [unread] = now.value.unread;
    if (unread !== undefined)
      return failed(
        unpinned(target.name, {
          code: 'list-unread',
          message: `the list of ${unread.section} could not be read: ${unread.words}.`,
        }),
      );
    const known = lock.targets.get(target.name);
    const decided = await headless.decisionsOn(now.value.key);
    if (!decided.ok) return failed(unpinned(target.name, decided.problem));
    lines.push(...changesOf(target.name, known, now.value, diff, parts.byPlace));
    const locked = lockedFrom(
      target.name,
      known,
      now.value,
      headless,
      gate.onlyApproved ? decided.value : undefined,
    );
    lines.push(...openIn(locked));
    lock.targets.set(target.name, locked);
  }
  const written = writeLockFile(path, parts.writeLock(lock), parts);
  if (!written.ok) return failed(written.problem);
  await here.terminal.printAll(lines);
  return 0;
}

function unpinned(name: string, { code, message, hint }: Problem): Problem {
  const why = `${name} was not pinned, and nothing was written: ${message}`;
  return { code, message: why, ...(hint === undefined ? {} : { hint }) };
}

/**
 * An approval stays with what it was given for; what is new or changed is approved by whoever pins, or, with
 * `decided`, by who approved of that wording in the page, and by nobody else.
 */
function lockedFrom(
  name: string,
  known: LockedTarget | undefined,
  { source, items }: Snapshot,
  headless: Headless,
  decided: ((item: SnapshotItem) => Approval | undefined) | undefined,
): LockedTarget {
  const { profile, principal, transport, era, revision, headers } = source;
  const approvals = new Map(
    known?.items.map(({ item, approved }) => [
      `${item.section} ${item.nth} ${item.hash} ${item.name}`,
      approved,
    ]),
  );
  return {
    source: {
      profile,
      principal,
      transport,
      ...(era === undefined ? {} : { era }),
      ...(revision === undefined ? {} : { revision }),
      ...(headers === undefined ? {} : { headers }),
    },
    items: items.map((item) => {
      const inFile = approvals.get(`${item.section} ${item.nth} ${item.hash} ${item.name}`);
      const mine = { by: headless.mark(name, item) };
      if (decided === undefined) return { item, approved: inFile ?? mine };
      const { decision, at } = decided(item) ?? {};
      if (decision === undefined) return { item, ...(inFile === undefined ? {} : { approved: inFile }) };
      // What was turned down or is only watched is approved by no file.
      if (decision !== 'approved') return { item };
      return { item, approved: { ...mine, at: new Date(at!).toISOString().slice(0, 10) } };
    }),
    tampered: [],
  };
}

const MOST_OPEN = 20;

/** What is in the file and approved by nobody. */
function* openIn({ items }: LockedTarget): Generator<string> {
  const open = items.filter(({ approved }) => approved === undefined);
  if (open.length === 0) return;
  yield `  not approved, and a reason for verify to fail: ${open.length} of ${items.length} items`;
  for (const { item } of open.slice(0, MOST_OPEN)) yield `    ${item.section} ${item.name}`;
  if (open.length > MOST_OPEN) yield `    … and ${open.length - MOST_OPEN} more`;
}

function* changesOf(
  name: string,
  known: LockedTarget | undefined,
  now: Snapshot,
  diff: (before: Snapshot, after: Snapshot) => Drift,
  byPlace: (a: SnapshotItem, b: SnapshotItem) => number,
): Generator<string> {
  if (known === undefined) {
    yield `${name}: pinned for the first time, ${countsOf(now)}`;
    const empty = { source: now.source, at: now.at, items: [], unread: [] };
    yield* findingsIn(diff(empty, now).items);
    return;
  }
  const before = snapshotOf(known, now.source, now.at);
  const { items, unchanged } = diff(before, { ...now, items: [...now.items].sort(byPlace) });
  const changed = items.filter(({ nth }) => nth > 0);
  const added = changed.filter(({ before: was, after: is }) => was === undefined && is !== undefined);
  const removed = changed.filter(({ before: was, after: is }) => was !== undefined && is === undefined);
  const others = changed.length - added.length - removed.length;
  yield changed.length === 0 && known.tampered.length === 0
    ? `${name}: as it was pinned, ${unchanged} items`
    : `${name}: pinned again, ${added.length} added, ${others} changed, ${removed.length} removed, ${unchanged} as before`;
  for (const { section, name: item, line } of known.tampered)
    yield `  ${section} ${item}: did not match its hash (line ${line}), and is pinned as it is now`;
  for (const item of changed) {
    yield `  ${item.section}${item.name === '' ? '' : ` ${item.name}`}`;
    for (const { severity, kind, says } of item.changes) yield `    ${severity.padEnd(8)} ${kind}: ${says}`;
  }
}

/** So many items with findings are named; `inspect` tells them all. */
const MOST_FOUND = 20;
const MOST_OF_AN_ITEM = 8;

function* findingsIn(items: readonly ItemDrift[]): Generator<string> {
  const weighty = ({ kind, severity }: Change): boolean =>
    kind === 'new-finding' && isAtLeast(severity, 'medium');
  const found = items.filter(({ changes }) => changes.some(weighty));
  for (const { section, name, changes } of found.slice(0, MOST_FOUND)) {
    yield `  ${section}${name === '' ? '' : ` ${name}`}`;
    const lines = changes
      .filter(weighty)
      .map(({ severity, rule = '', says }) => `    ${severity.padEnd(8)} ${rule}: ${says}`);
    const told = [...countAlike(lines)];
    for (const [line, count] of told.slice(0, MOST_OF_AN_ITEM))
      yield count > 1 ? `${line} (${count} places)` : line;
    if (told.length > MOST_OF_AN_ITEM) yield `    … and ${told.length - MOST_OF_AN_ITEM} more of this item`;
  }
  if (found.length > MOST_FOUND) yield `  … and ${found.length - MOST_FOUND} more items with findings`;
}

function countsOf({ items }: Snapshot): string {
  const counts = new Map<string, number>();
  for (const { section } of items) counts.set(section, (counts.get(section) ?? 0) + 1);
  const words = [...counts].map(
    ([section, count]) => `${count} ${section === 'server' ? 'of the server itself' : section}`,
  );
  return `${items.length} items (${words.join(', ')})`;
}
