import { wordDiff } from '../../inspect/drift/words.ts';
import type {
  ComparisonQuery,
  ItemComparison,
  ItemHistory,
  ItemVersion,
  Review,
  ReviewQuery,
} from '../../protocol/baseline.ts';
import type { ItemRef } from '../../protocol/inventory.ts';
import type { Outcome } from '../../protocol/problem.ts';
import type { SnapshotItem, SnapshotSource } from '../../protocol/snapshot.ts';
import { refKey, type Decisions } from './decisions.ts';
import type { Compare, Standing } from './standing.ts';
import type { Entry } from './kept.ts';
import type { TargetHistory } from './target-history.ts';
import { textsOf } from './texts.ts';

/** Drift that is listed beside the window of items. */
const MOST_DRIFT = 200;
const MOST_VERSIONS = 500;
const MOST_SOURCES = 20;

/** A window over the items of a review, with what waits for a decision. */
export function reviewOf(
  history: TargetHistory,
  standing: Standing,
  { q, state, from, limit, only }: ReviewQuery,
): Review {
  const needle = q.trim().toLowerCase();
  const wanted = only === undefined ? undefined : new Set(only.map(refKey));
  const matching = standing.items.filter(
    (item) =>
      (wanted?.has(refKey(item)) ?? true) &&
      (state === undefined || item.state === state) &&
      (needle === '' || item.name.toLowerCase().includes(needle)),
  );
  const start = Math.min(from, matching.length);
  const { open } = standing;
  const notes = notesOf(history);
  if (open.items.length > MOST_DRIFT)
    notes.push(`Of ${open.items.length} items that changed the worst ${MOST_DRIFT} are told here.`);
  for (const { section, words } of history.last!.unread)
    notes.push(`${section}: ${words}. What is missing there is not taken as removed.`);
  return {
    summary: standing.summary(),
    source: history.last!.source,
    drift: { ...open, items: open.items.slice(0, MOST_DRIFT) },
    items: matching.slice(start, start + limit),
    total: matching.length,
    from: start,
    notes,
  };
}

/** Every wording of an item, the one seen last first. */
export function historyOf(history: TargetHistory, decisions: Decisions, ref: ItemRef): ItemHistory {
  const versions = new Map<string, ItemVersion>();
  const wanted = new Map<number, Entry>();
  for (const entry of history.entries.values()) if (refKey(entry) === refKey(ref)) wanted.set(entry.n, entry);
  for (const { hash, at, session } of wanted.values()) {
    const decision = decisions.of(ref, hash);
    versions.set(hash, {
      hash,
      firstSeen: at,
      lastSeen: at,
      ...(session === undefined ? {} : { session }),
      snapshots: 0,
      sources: [],
      ...(decision === undefined ? {} : { decision }),
    });
  }
  const known = new Map<string, Set<string>>();
  for (const snapshot of history.snapshots)
    for (const { n, hash } of wanted.values()) {
      if (!isIn(snapshot.runs, n)) continue;
      const version = versions.get(hash)!;
      version.lastSeen = Math.max(version.lastSeen, snapshot.lastAt);
      version.snapshots++;
      addSource(version.sources, snapshot.source, known.get(hash) ?? known.set(hash, new Set()).get(hash)!);
    }
  const all = [...versions.values()].sort((a, b) => b.lastSeen - a.lastSeen || b.firstSeen - a.firstSeen);
  const notes = notesOf(history);
  if (all.length > MOST_VERSIONS)
    notes.push(`Of ${all.length} wordings the ${MOST_VERSIONS} seen last are listed.`);
  return { ref, versions: all.slice(0, MOST_VERSIONS), notes };
}

/** Two wordings of an item, each among what is offered now. */
export function compareItem(
  history: TargetHistory,
  decisions: Decisions,
  { ref, before, after }: ComparisonQuery,
  compare: Compare,
): Outcome<ItemComparison> {
  const { last } = history;
  const now = last === undefined ? [] : history.itemsOf(last);
  const current = now.find((item) => refKey(item) === refKey(ref));
  const wording = (which: string): SnapshotItem | undefined => {
    if (which === 'now') return current;
    const hash = which === 'approved' ? decisions.baseline.get(refKey(ref))?.hash : which;
    return hash === undefined ? undefined : history.find(ref.section, ref.name, hash);
  };
  const [old, young] = [wording(before), wording(after)];
  const isNamed = (which: string): boolean => which !== 'now' && which !== 'approved';
  const isMissing =
    last === undefined ||
    (old === undefined && young === undefined) ||
    (isNamed(before) && old === undefined) ||
    (isNamed(after) && young === undefined);
  if (isMissing)
    return {
      ok: false,
      problem: { code: 'no-such-wording', message: 'This item was not seen in such a wording (any more).' },
    };
  const others = now.filter((item) => item !== current);
  const side = (item: SnapshotItem | undefined): SnapshotItem[] =>
    item === undefined ? others : [...others, { ...plain(item), nth: ref.nth }];
  const { source, at } = last;
  // As a whole, the way it was asked and what answered may differ as well.
  const isApproved = old !== undefined && decisions.baseline.get(refKey(ref))?.hash === old.hash;
  const asked = isApproved && young === current ? (decisions.source ?? source) : source;
  const drift = compare(
    { source: asked, at, items: side(old), unread: [] },
    { source, at, items: side(young), unread: [] },
  ).items.find((one) => refKey(one) === refKey(ref));
  return {
    ok: true,
    value: {
      ...(old === undefined ? {} : { before: plain(old) }),
      ...(young === undefined ? {} : { after: plain(young) }),
      ...(drift === undefined ? {} : { drift }),
      words: wordsOf(old, young),
    },
  };
}

function wordsOf(old: SnapshotItem | undefined, young: SnapshotItem | undefined): ItemComparison['words'] {
  const [before, after] = [textsOf(old), textsOf(young)];
  const fields = new Set([...before.keys(), ...after.keys()]);
  return [...fields]
    .filter((field) => before.get(field) !== after.get(field))
    .map((field) => ({ field, pieces: [...wordDiff(before.get(field) ?? '', after.get(field) ?? '')] }));
}

/** An entry of a history reads its fields when asked; what is sent away has them. */
function plain({ section, name, nth, fields, hash }: SnapshotItem): SnapshotItem {
  return { section, name, nth, fields, hash };
}

function notesOf({ dropped, damaged }: TargetHistory): string[] {
  const notes: string[] = [];
  if (dropped !== undefined && dropped.snapshots > 0)
    notes.push(
      `${dropped.snapshots} older snapshots were dropped, up to ${new Date(dropped.upTo).toISOString().slice(0, 10)}: a history is kept up to a size.`,
    );
  if (damaged > 0) notes.push(`${damaged} lines of this history were damaged and are left out.`);
  return notes;
}

function isIn(runs: readonly number[], n: number): boolean {
  for (let i = 0; i + 1 < runs.length; i += 2) if (n >= runs[i]! && n < runs[i]! + runs[i + 1]!) return true;
  return false;
}

function addSource(sources: SnapshotSource[], source: SnapshotSource, known: Set<string>): void {
  const text = JSON.stringify(source);
  if (known.has(text) || sources.length >= MOST_SOURCES) return;
  known.add(text);
  sources.push(source);
}
