import type { Approval, ReviewedItem, ReviewRequest } from '../../protocol/baseline.ts';
import type { ItemDrift } from '../../protocol/drift.ts';
import type { ItemRef } from '../../protocol/inventory.ts';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import { GONE, type Decisions } from './decisions.ts';
import { fingerprintOf } from './drift-findings.ts';
import { isOfPlace, type Standing } from './standing.ts';
import type { TargetHistory } from './target-history.ts';

const LONGEST_NOTE = 2000;

export interface Deciding {
  decisions: Decisions;
  /** Fingerprints of drift that was approved, and of what is open again. */
  settled: string[];
  reopened: string[];
}

/** Everything that was asked for, or nothing: what the person saw has to be what is there. */
export function decide(
  history: TargetHistory,
  standing: Standing,
  before: Decisions,
  { decision, items, version, note }: ReviewRequest,
  at: number,
): Outcome<Deciding> {
  const words = note.trim();
  if (words.length > LONGEST_NOTE)
    return refuse('note-too-long', `A note has at most ${LONGEST_NOTE} characters.`);
  if (history.last === undefined) return refuse('no-such-review', 'Nothing of this target was seen yet.');
  if (version !== standing.summary().version) return meanwhile();
  const wanted: ReviewedItem[] = [];
  for (const one of items === 'all' ? standing.items.filter(isOpen) : items) {
    const found =
      items === 'all' ? (one as ReviewedItem) : itemOf(standing, { ...one, hash: one.hash ?? '' });
    if (found === undefined) return meanwhile();
    wanted.push(found);
  }
  const decisions = before.copy();
  const drifts: ItemDrift[] = [];
  for (const { section, name, nth, hash, drift } of wanted) {
    const approval: Approval = { section, name, nth, hash: hash ?? GONE, decision, note: words, at };
    decisions.set(approval);
    if (drift !== undefined) drifts.push(drift);
    // What bears another name now is gone under the old one, and that is meant too.
    if (drift?.was !== undefined && decision === 'approved' && hash !== undefined)
      decisions.set({ ...approval, name: drift.was, hash: GONE });
  }
  // Whoever approves of another row of the server did not see that it answers from elsewhere, or guards less.
  const places = standing.items.filter(isOfPlace);
  const isOfServer =
    items === 'all' ||
    (places.length > 0
      ? places.some((one) => wanted.includes(one))
      : wanted.some(({ section }) => section === 'server'));
  if (decision === 'approved' && (isOfServer || before.source === undefined))
    decisions.source = history.last.source;
  // What is offered at this moment was there to be seen.
  decisions.since = Math.max(before.since ?? 0, before.since === undefined ? history.last.lastAt : 0);
  decisions.revision = before.revision + 1;
  const fingerprints = drifts.map((drift) => fingerprintOf(history.target, drift));
  return {
    ok: true,
    value: {
      decisions,
      settled: decision === 'approved' ? fingerprints : [],
      reopened: decision === 'approved' ? [] : fingerprints,
    },
  };
}

/** By its wording: a name may be shown masked. */
function itemOf(
  standing: Standing,
  { section, name, nth, hash }: ItemRef & { hash: string },
): ReviewedItem | undefined {
  const same = standing.items.filter(
    (item) => item.section === section && item.nth === nth && (item.hash ?? item.approved) === hash,
  );
  return same.find((item) => item.name === name) ?? (same.length === 1 ? same[0] : undefined);
}

function isOpen({ state }: ReviewedItem): boolean {
  return state === 'drifted' || state === 'unreviewed' || state === 'watched';
}

function meanwhile(): { ok: false; problem: Problem } {
  return {
    ok: false,
    problem: {
      code: 'changed-meanwhile',
      message: 'What this server offers has changed since it was shown. Nothing was decided.',
      hint: 'Look at it as it is now, and decide again.',
    },
  };
}

function refuse(code: string, message: string): { ok: false; problem: Problem } {
  return { ok: false, problem: { code, message } };
}
