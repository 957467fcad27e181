import type { Change, ChangeKind, Drift, ItemDrift } from '../protocol/drift.ts';
import { SEVERITIES, type Severity } from '../protocol/finding.ts';
import type { LockedTarget } from '../protocol/lock.ts';
import type { Problem } from '../protocol/problem.ts';
import type { Snapshot, SnapshotItem, SnapshotSource } from '../protocol/snapshot.ts';

/** What is said of a target beside how it has changed. */
export type StatementKind = ChangeKind | 'tampered' | 'not-approved' | 'missing-target' | 'not-checked';

/** One line of a report. Texts quote the server: whoever prints them makes them harmless. */
export interface Statement {
  kind: StatementKind;
  severity: Severity;
  says: string;
  item?: Pick<SnapshotItem, 'section' | 'name' | 'nth'>;
  /** Where in the lock file. */
  line: number;
  /** It is a reason to fail. */
  fails: boolean;
  pointer?: string;
  rule?: string;
  before?: string;
  after?: string;
}

export interface TargetReport {
  target: string;
  statements: Statement[];
  /** Items of the lock file, with those of them that are as they were pinned. */
  items: { item: Pick<SnapshotItem, 'section' | 'name' | 'nth'>; line: number }[];
  unchanged: number;
  /** How many of the items this installation stands behind. */
  approvedHere: number;
  /** Why it could not be compared, or not wholly. */
  problem?: Problem;
}

export interface Report {
  /** The lock file, as it was named. */
  lock: string;
  targets: TargetReport[];
}

export interface ComparingParts {
  diff(before: Snapshot, after: Snapshot): Drift;
  byPlace(a: SnapshotItem, b: SnapshotItem): number;
  keyOf(item: Pick<SnapshotItem, 'section' | 'name' | 'nth'>): string;
  mark(target: string, item: SnapshotItem): string;
}

/** 1: something is not as it was pinned. 2: nothing of that is known, and not all could be looked at. */
export function exitCodeOf({ targets }: Report): 0 | 1 | 2 {
  if (targets.some(({ statements }) => statements.some(({ fails }) => fails))) return 1;
  return targets.some(({ problem }) => problem !== undefined) ? 2 : 0;
}

export function missingReport(target: string): TargetReport {
  const says = `“${target}” is not in the lock file: nothing of it was ever reviewed.`;
  const statement = { kind: 'missing-target', severity: 'high', says, line: 1, fails: true } as const;
  return { target, statements: [statement], items: [], unchanged: 0, approvedHere: 0 };
}

export function uncheckedReport(target: string, locked: LockedTarget, problem: Problem): TargetReport {
  const items = locked.items.map(({ item, line = 1 }) => ({ item, line }));
  return { target, statements: [], items, unchanged: 0, approvedHere: 0, problem };
}

export interface Strictness {
  failOn: Severity;
  allowsNew: boolean;
}

export function compareWithLock(
  target: string,
  locked: LockedTarget,
  now: Snapshot,
  { failOn, allowsNew }: Strictness,
  { diff, byPlace, keyOf, mark }: ComparingParts,
): TargetReport {
  const lines = new Map(locked.items.map(({ item, line = 1 }) => [keyOf(item), line]));
  const own = locked.line ?? 1;
  const statements: Statement[] = [];
  const tampered = new Set(locked.tampered.map(keyOf));
  for (const { line, ...item } of locked.tampered)
    statements.push({
      kind: 'tampered',
      severity: 'high',
      says: 'What the lock file shows of it is not what its hash stands for: it was changed by hand or in a merge, and is not believed.',
      item,
      line,
      fails: true,
    });
  for (const { item, approved, line = own } of locked.items)
    if (approved === undefined)
      statements.push({
        kind: 'not-approved',
        severity: 'medium',
        says: 'It is in the lock file, and nobody approved it.',
        item,
        line,
        fails: true,
      });
  // The file keeps no order, so that of the server is none of its business.
  const after = { ...now, items: now.items.filter((item) => !tampered.has(keyOf(item))).sort(byPlace) };
  const before = snapshotOf(locked, after.source, after.at);
  const names = new Set(before.items.map(nameKey));
  const drift = withNewApart(before, after, allowsNew, diff);
  for (const item of drift.items) {
    const isAdded = isNew(item, names);
    const line = lines.get(keyOf({ ...item, name: item.was ?? item.name })) ?? own;
    for (const change of item.changes)
      statements.push({
        ...change,
        item: { section: item.section, name: item.name, nth: item.nth },
        line,
        fails: isAdded ? !allowsNew || isGrave(change, failOn) : isAtLeast(change.severity, failOn),
      });
  }
  const [unread] = now.unread;
  return {
    target,
    statements,
    items: locked.items.map(({ item, line = own }) => ({ item, line })),
    unchanged: drift.unchanged,
    approvedHere: locked.items.filter(({ item, approved }) => approved?.by === mark(target, item)).length,
    ...(unread === undefined
      ? {}
      : {
          problem: {
            code: 'list-unread',
            message: `The list of ${unread.section} could not be read: ${unread.words}.`,
          },
        }),
  };
}

export function snapshotOf(locked: LockedTarget, now: SnapshotSource, at: number): Snapshot {
  return {
    source: { ...locked.source, target: now.target, provenance: now.provenance },
    at,
    items: locked.items.map(({ item }) => item),
    unread: [],
  };
}

/** Where new items are allowed, they are no reason to say that the server has changed under its version. */
function withNewApart(
  before: Snapshot,
  after: Snapshot,
  allowsNew: boolean,
  diff: ComparingParts['diff'],
): Drift {
  const all = diff(before, after);
  const known = new Set(before.items.map(nameKey));
  const news = all.items.filter((item) => isNew(item, known));
  if (!allowsNew || news.length === 0) return all;
  const added = new Set(news.map(nameKey));
  const kept = diff(before, { ...after, items: after.items.filter((item) => !added.has(nameKey(item))) });
  return { ...kept, items: [...kept.items, ...news] };
}

/**
 * Nothing of its name is in the lock file: a second one of a name that is would answer for the first. What a server
 * says of itself is never merely new.
 */
function isNew({ section, name, nth, before, after }: ItemDrift, known: ReadonlySet<string>): boolean {
  return (
    section !== 'server' &&
    nth > 0 &&
    before === undefined &&
    after !== undefined &&
    !known.has(nameKey({ section, name }))
  );
}

function nameKey({ section, name }: Pick<SnapshotItem, 'section' | 'name'>): string {
  return `${section} ${name}`;
}

function isGrave({ kind, severity }: Change, failOn: Severity): boolean {
  return kind === 'new-finding' && isAtLeast(severity, 'medium') && isAtLeast(severity, failOn);
}

export function isAtLeast(severity: Severity, least: Severity): boolean {
  return SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(least);
}

export function worstOf(statements: readonly Pick<Statement, 'severity'>[]): Severity | undefined {
  return statements.reduce<Severity | undefined>(
    (worst, { severity }) => (worst === undefined || !isAtLeast(worst, severity) ? severity : worst),
    undefined,
  );
}
