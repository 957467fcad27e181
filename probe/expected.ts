import type { Change, Drift, ItemDrift } from '../protocol/drift.ts';
import { SEVERITIES, type Severity } from '../protocol/finding.ts';

/** Sections whose differences make a version that stayed the same worth telling. */
const CODE: ReadonlySet<string> = new Set(['server', 'tools', 'prompts', 'templates']);

/** A drift without what was to be expected of the way it was asked; no items: nothing else differs. */
export function withoutExpected(
  drift: Drift,
  isExpected: (change: Change, item: ItemDrift) => boolean,
): Drift {
  let items = drift.items.flatMap((item) => left(item, (change) => !isExpected(change, item)));
  const hasReason = items.some(
    ({ section, changes }) =>
      CODE.has(section) &&
      changes.some(({ kind, severity }) => severity !== 'info' && kind !== 'same-version'),
  );
  if (!hasReason) items = items.flatMap((item) => left(item, ({ kind }) => kind !== 'same-version'));
  const { severity: _, ...rest } = drift;
  const worst = items[0]?.severity;
  return {
    ...rest,
    ...(worst === undefined ? {} : { severity: items.map(severityOf).reduce(worse, worst) }),
    items,
  };
}

/** Within one connection a server is not asked again who it is: its version cannot but stay the same. */
export function withinConnection(drift: Drift): Drift {
  return withoutExpected(drift, ({ kind }) => kind === 'same-version');
}

/** Names a change whatever its words are: the same change seen again has the same key. */
export function changeKeys({ items }: Drift): Set<string> {
  return new Set(items.flatMap((item) => item.changes.map((change) => keyOf(change, item))));
}

export function keyOf({ kind, pointer, rule }: Change, { section, name, nth }: ItemDrift): string {
  return JSON.stringify([section, name, nth, kind, pointer ?? '', rule ?? '']);
}

function left(item: ItemDrift, stays: (change: Change) => boolean): ItemDrift[] {
  const changes = item.changes.filter(stays);
  if (changes.length === 0) return [];
  return [{ ...item, changes, severity: changes.map(severityOf).reduce(worse) }];
}

function severityOf({ severity }: { severity: Severity }): Severity {
  return severity;
}

function worse(one: Severity, other: Severity): Severity {
  return SEVERITIES.indexOf(other) > SEVERITIES.indexOf(one) ? other : one;
}
