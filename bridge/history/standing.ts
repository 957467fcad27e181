import type { ReviewedItem, ReviewState, ReviewSummary } from '../../protocol/baseline.ts';
import type { Drift, ItemDrift } from '../../protocol/drift.ts';
import { SEVERITIES, type Severity } from '../../protocol/finding.ts';
import type { Snapshot, SnapshotItem } from '../../protocol/snapshot.ts';
import { GONE, nameKey, refKey, type Decisions } from './decisions.ts';
import type { KeptSnapshot } from './kept.ts';
import type { TargetHistory } from './target-history.ts';

/** Compares two snapshots; loading what it needs takes a moment, so it is handed in. */
export type Compare = (before: Snapshot, after: Snapshot) => Drift;

const OF_STATE: Record<'approved' | 'rejected' | 'watched', ReviewState> = {
  approved: 'approved',
  rejected: 'rejected',
  watched: 'watched',
};
/** What waits for the person comes first. */
const ORDER: ReviewState[] = ['drifted', 'rejected', 'unreviewed', 'watched', 'approved'];

/** Where a target stands: what it offers now, against what was decided. */
export class Standing {
  readonly items: ReviewedItem[] = [];
  /** All of it, decided or not. */
  readonly drift: Drift;
  /** What waits for a decision. */
  readonly open: Drift;
  #history: TargetHistory;
  #decisions: Decisions;

  constructor(history: TargetHistory, last: KeptSnapshot, decisions: Decisions, compare: Compare) {
    this.#history = history;
    this.#decisions = decisions;
    const now = history.asSnapshot(last);
    const states = this.#states(now);
    const { before, gone } = this.#before(now, states);
    this.drift = decisions.isEmpty ? nothing(now) : compare(before, now);
    const drifts = new Map<string, ItemDrift>();
    const left = new Map<string, ItemDrift>();
    for (const one of this.drift.items) {
      (one.after === undefined ? left : drifts).set(refKey(one), one);
      // Under its old name it is gone.
      if (one.was !== undefined) left.set(refKey({ ...one, name: one.was }), one);
    }
    for (const item of now.items) {
      const drift = drifts.get(refKey(item));
      const state = isOfPlace({ section: item.section, drift }) ? 'drifted' : states.get(item)!;
      const approved = decisions.baseline.get(refKey(item))?.hash;
      const note = decisions.of(item, item.hash)?.note;
      const { section, name, nth, hash } = item;
      this.items.push({
        section,
        name,
        nth,
        state,
        hash,
        ...(approved === undefined ? {} : { approved }),
        ...(note === undefined || note === '' ? {} : { note }),
        ...(drift === undefined ? {} : { drift }),
      });
    }
    for (const { section, name, nth, hash } of gone) {
      const decided = decisions.of({ section, name, nth }, GONE);
      const state = decided === undefined ? 'drifted' : OF_STATE[decided.decision];
      const drift = left.get(refKey({ section, name, nth }));
      this.items.push({
        section,
        name,
        nth,
        state,
        approved: hash,
        ...(drift === undefined ? {} : { drift }),
      });
    }
    this.items.sort((a, b) => weight(b) - weight(a));
    this.open = this.#open();
  }

  summary(): ReviewSummary {
    const { target, snapshots, dropped, last } = this.#history;
    const count = (state: ReviewState, isGone = false): number =>
      this.items.filter((one) => one.state === state && (one.hash === undefined) === isGone).length;
    const renamed = this.items.filter((one) => one.state === 'drifted' && isOldName(one)).length;
    const session = last?.lastSession;
    return {
      target,
      version: snapshots.length + (dropped?.snapshots ?? 0) + this.#decisions.revision,
      snapshots: snapshots.length,
      items: this.items.filter(({ hash }) => hash !== undefined).length,
      unreviewed: count('unreviewed'),
      approved: count('approved'),
      drifted: count('drifted'),
      removed: count('drifted', true) - renamed,
      renamed,
      added: this.items.filter((one) => one.state === 'unreviewed' && isAdded(one)).length,
      rejected: count('rejected') + count('rejected', true),
      watched: count('watched') + count('watched', true),
      ...(this.open.severity === undefined ? {} : { severity: this.open.severity }),
      ...(session === undefined ? {} : { session }),
      at: last?.lastAt ?? 0,
    };
  }

  #states(now: Snapshot): Map<SnapshotItem, ReviewState> {
    const approvedNames = new Set([...this.#decisions.baseline.values()].map(nameKey));
    return new Map(
      now.items.map((item) => {
        const decided = this.#decisions.of(item, item.hash);
        const isBack = this.#decisions.isBack(item);
        if (decided !== undefined && !isBack) return [item, OF_STATE[decided.decision]];
        const isKnown =
          approvedNames.has(nameKey(item)) || (!isBack && this.#decisions.latest.has(refKey(item)));
        return [item, isKnown ? 'drifted' : 'unreviewed'];
      }),
    );
  }

  /**
   * What a person would expect to see: what was approved; what is approved in another wording too; and what was
   * there when they looked and was let be.
   */
  #before(
    now: Snapshot,
    states: ReadonlyMap<SnapshotItem, ReviewState>,
  ): { before: Snapshot; gone: SnapshotItem[] } {
    const waiting = new Map(this.#decisions.baseline);
    const items: SnapshotItem[] = [];
    const others: SnapshotItem[] = [];
    const byHash = new Map<string, string>();
    for (const [key, { section, name, hash }] of waiting) byHash.set(`${section} ${hash} ${name}`, key);
    for (const item of now.items) {
      if (states.get(item) !== 'approved') {
        others.push(item);
        continue;
      }
      items.push(item);
      // Its own wording may have stood at another place of that name.
      const own = byHash.get(`${item.section} ${item.hash} ${item.name}`);
      waiting.delete(own !== undefined && waiting.has(own) ? own : refKey(item));
    }
    for (const item of others) {
      const approved = waiting.get(refKey(item));
      if (approved !== undefined) {
        waiting.delete(refKey(item));
        items.push(this.#worded(approved.section, approved.name, approved.nth, approved.hash));
        continue;
      }
      const { isBack, earlier } = this.#earlier(item);
      if (earlier !== undefined) items.push(earlier);
      else if (!isBack && !this.#isNew(item)) items.push(item);
    }
    const unread = new Set(now.unread.map(({ section }) => section));
    const gone = [...waiting.values()]
      .filter(({ section }) => !unread.has(section))
      .map(({ section, name, nth, hash }) => this.#worded(section, name, nth, hash));
    const { source = now.source } = this.#decisions;
    return {
      before: { source, at: this.#decisions.since ?? 0, items: [...items, ...gone], unread: [] },
      gone,
    };
  }

  /** The wording that was decided about last, where this one is not decided: turned down or watched, it was seen. */
  #earlier(item: SnapshotItem): { isBack: boolean; earlier?: SnapshotItem } {
    const isBack = this.#decisions.isBack(item);
    const latest = this.#decisions.latest.get(refKey(item));
    if (isBack || latest === undefined || this.#decisions.of(item, item.hash) !== undefined)
      return { isBack };
    return { isBack, earlier: this.#worded(latest.section, latest.name, latest.nth, latest.hash) };
  }

  /** It came after somebody had looked, and nothing of its name was decided. */
  #isNew(item: SnapshotItem): boolean {
    const { since } = this.#decisions;
    return since !== undefined && this.#history.firstSeen(item.section, item.name) > since;
  }

  #worded(section: SnapshotItem['section'], name: string, nth: number, hash: string): SnapshotItem {
    const fields = this.#history.find(section, name, hash)?.fields ?? [];
    return { section, name, nth, hash, fields };
  }

  #open(): Drift {
    const waiting = new Set(
      this.items.filter(({ state }) => state === 'drifted' || state === 'unreviewed').map(refKey),
    );
    const items = this.drift.items.filter((one) => waiting.has(refKey(one)));
    const worst = worstOf(items);
    return {
      ...(worst === undefined ? {} : { severity: worst }),
      items,
      unchanged: this.drift.unchanged,
    };
  }
}

function isAdded({ hash, drift }: ReviewedItem): boolean {
  return hash !== undefined && drift !== undefined && drift.before === undefined;
}

/** It is gone under this name, and there under another one. */
function isOldName({ hash, name, drift }: ReviewedItem): boolean {
  return hash === undefined && drift?.was === name;
}

/** Another program or address answered, or guards less; somebody has to say that this is meant. */
export function isOfPlace({
  section,
  drift,
}: {
  section: ReviewedItem['section'];
  drift?: ItemDrift | undefined;
}): boolean {
  return section === 'server' && drift?.changes.some(tellsOfPlace) === true;
}

function tellsOfPlace({ kind, severity }: ItemDrift['changes'][number]): boolean {
  const isOfHeaders = kind === 'header-weakened' || kind === 'header-changed';
  return kind === 'provenance-changed' || (isOfHeaders && severity !== 'info');
}

function weight({ state, drift }: ReviewedItem): number {
  const severity = drift === undefined ? 0 : 1 + SEVERITIES.indexOf(drift.severity);
  return (ORDER.length - ORDER.indexOf(state)) * 10 + severity;
}

function worstOf(items: readonly ItemDrift[]): Severity | undefined {
  const worst = items.reduce((most, { severity }) => Math.max(most, SEVERITIES.indexOf(severity)), -1);
  return SEVERITIES[worst];
}

function nothing({ items }: Snapshot): Drift {
  return { items: [], unchanged: items.length };
}
