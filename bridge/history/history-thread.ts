import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Drift } from '../../protocol/drift.ts';
import type { Evidence, Finding } from '../../protocol/finding.ts';
import type { SectionName } from '../../protocol/inventory.ts';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import type { Snapshot } from '../../protocol/snapshot.ts';
import { preparePrivateDir } from '../platform/private-files.ts';
import { refKey, type Decisions } from './decisions.ts';
import { DecisionStore } from './decision-store.ts';
import { decide } from './deciding.ts';
import { findingOf } from './drift-findings.ts';
import { fileNameOf } from './hash.ts';
import type {
  Decided,
  FromHistory,
  HistoryCalls,
  HistoryStart,
  Offered,
  Question,
  Taken,
} from './messages.ts';
import { compareItem, historyOf, reviewOf } from './reading.ts';
import { SnapshotReader } from './snapshot-reader.ts';
import { Standing, type Compare } from './standing.ts';
import { BOUNDS, type HistoryBounds } from './kept.ts';
import { TargetHistory } from './target-history.ts';
import { targetOf } from './target-of.ts';

/** Targets whose history is held open. */
const MOST_OPEN = 32;
/** Findings of one snapshot. */
const MOST_FINDINGS = 200;

interface OpenTarget {
  history: TargetHistory;
  decisions: Decisions;
  standing: Standing | undefined;
}

/** History as it runs in its own thread: reads recordings, keeps snapshots and decisions, compares. */
export class HistoryThread {
  #dataDir: string;
  #store: DecisionStore;
  #reader: SnapshotReader;
  #bounds: HistoryBounds;
  #open = new Map<string, OpenTarget>();
  #compare: Compare;

  constructor({ dataDir, sessionsFolder }: HistoryStart, compare: Compare, bounds = BOUNDS) {
    this.#dataDir = dataDir;
    this.#store = new DecisionStore(dataDir);
    this.#reader = new SnapshotReader(sessionsFolder);
    this.#compare = compare;
    this.#bounds = bounds;
  }

  /** Whether an answer may need two snapshots compared: what compares them takes long to load. */
  mayCompare({ name, asked }: Question): boolean {
    switch (name) {
      case 'targets':
      case 'forget':
      case 'history':
      case 'names':
        return false;
      case 'decide':
      case 'compare':
        return true;
      case 'take':
      case 'review': {
        const open = this.#of(asked.target);
        if (!open.ok) return false;
        const { history, decisions } = open.value;
        return !decisions.isEmpty || (name === 'take' && history.last !== undefined);
      }
    }
  }

  /** Throws bugs, and errors of the file system. */
  answer({ name, asked }: Question): FromHistory['answer'] {
    switch (name) {
      case 'targets':
        return { ok: true, value: this.#targets() };
      case 'take':
        return this.#take(asked);
      case 'forget':
        this.#reader.forget(asked.session);
        return { ok: true, value: undefined };
      case 'review':
        return this.#with(asked.target, (open) => ({
          ok: true,
          value: reviewOf(open.history, this.#standing(open), asked.query),
        }));
      case 'decide':
        return this.#with(asked.target, (open) => this.#decide(open, asked));
      case 'history':
        return this.#with(asked.target, ({ history, decisions }) => ({
          ok: true,
          value: historyOf(history, decisions, asked.ref),
        }));
      case 'names':
        return this.#with(asked.target, ({ history }) => ({
          ok: true,
          value: namesAt(history, asked.section, asked.nth),
        }));
      case 'compare':
        return this.#with(asked.target, ({ history, decisions }) =>
          compareItem(history, decisions, asked.query, this.#compare),
        );
    }
  }

  #decide(open: OpenTarget, { request, at }: HistoryCalls['decide'][0]): Outcome<Decided> {
    const decided = decide(open.history, this.#standing(open), open.decisions, request, at);
    if (!decided.ok) return decided;
    const { decisions, settled, reopened } = decided.value;
    const problem = this.#store.write(decisions);
    if (problem !== undefined) return { ok: false, problem };
    open.decisions = decisions;
    open.standing = undefined;
    return { ok: true, value: { summary: this.#standing(open).summary(), settled, reopened } };
  }

  #targets(): HistoryCalls['targets'][1] {
    const targets: string[] = [];
    const problems: string[] = [];
    for (const file of filesIn(this.#folder)) {
      const target = targetOf(join(this.#folder, file));
      if (target === undefined || `${fileNameOf(target)}.log` !== file) {
        problems.push(
          `${join(this.#folder, file)} is no history that this version reads. It is left as it is.`,
        );
        continue;
      }
      targets.push(target);
    }
    return { targets, problems };
  }

  #take(offered: Offered): Outcome<Taken> {
    const { target, session, at, source } = offered;
    const open = this.#of(target);
    if (!open.ok) return open;
    const { history, decisions } = open.value;
    const { items, unread, headers } = this.#reader.read(
      session,
      offered.places,
      (hash) => history.knows(hash),
      offered.frames.map(([, frame]) => frame),
    );
    const lost = [...unread].map((section) => ({ section, words: 'its bytes could not be read back' }));
    const before = history.last;
    const snapshot: Snapshot = {
      source: { ...source, ...(headers === undefined ? {} : { headers }) },
      at,
      session,
      items,
      unread: [...offered.unread, ...lost],
    };
    const approved = new Set([...decisions.baseline.values()].map(({ hash }) => hash));
    const put = history.put(snapshot, ({ hash }) => approved.has(hash));
    if (!put.ok) {
      this.#reader.forget(session);
      return put;
    }
    const { isNew } = put.value;
    if (isNew) open.value.standing = undefined;
    const standing = this.#standing(open.value);
    const since = isNew && before !== undefined ? this.#sinceBefore(open.value, before) : [];
    return {
      ok: true,
      value: { summary: standing.summary(), findings: this.#findings(offered, standing, since), isNew },
    };
  }

  /** What changed since the last time, where nobody decided anything. */
  #sinceBefore(
    { history, standing }: OpenTarget,
    before: NonNullable<TargetHistory['last']>,
  ): Drift['items'] {
    const undecided = new Set(
      standing!.items.filter(({ state }) => state === 'unreviewed').map((item) => refKey(item)),
    );
    const told = new Set(standing!.drift.items.map(refKey));
    const isDecided = standing!.items.length > undecided.size;
    return this.#compare(history.asSnapshot(before), history.asSnapshot(history.last!)).items.filter(
      (drift) =>
        !told.has(refKey(drift)) &&
        (undecided.has(refKey(drift)) || (drift.after === undefined && !isDecided)),
    );
  }

  #findings(offered: Offered, { open }: Standing, since: Drift['items']): Finding[] {
    const places = new Map(
      offered.places.map(([section, name, nth, frame, from, to]) => [
        refKey({ section, name, nth }),
        { frame, from, to },
      ]),
    );
    const frames = new Map(offered.frames);
    const evidenceOf = (drift: Drift['items'][number]): Evidence | undefined => {
      const place = places.get(refKey(drift));
      const frame = frames.get(drift.section) ?? frames.get('server');
      if (place !== undefined) return { part: 'payload', ...place };
      // It is gone: the list shows that.
      return frame === undefined ? undefined : { part: 'payload', frame, from: 0, to: 0 };
    };
    const findings: Finding[] = [];
    for (const [drifts, against] of [
      [open.items, 'approved'],
      [since, 'before'],
    ] as const)
      for (const drift of drifts) {
        const evidence = evidenceOf(drift);
        if (evidence === undefined || findings.length >= MOST_FINDINGS) continue;
        findings.push(findingOf(offered.target, offered.session, drift, against, evidence));
      }
    return findings;
  }

  get #folder(): string {
    return join(this.#dataDir, 'history');
  }

  #with<T>(target: string, answer: (open: OpenTarget) => Outcome<T>): Outcome<T> {
    const open = this.#of(target);
    if (!open.ok) return open;
    if (open.value.history.last === undefined) return { ok: false, problem: neverSeen(target) };
    return answer(open.value);
  }

  #standing(open: OpenTarget): Standing {
    const { history, decisions } = open;
    return (open.standing ??= new Standing(history, history.last!, decisions, this.#compare));
  }

  #of(target: string): Outcome<OpenTarget> {
    const known = this.#open.get(target);
    if (known !== undefined) {
      this.#open.delete(target);
      this.#open.set(target, known);
      return { ok: true, value: known };
    }
    const problem = preparePrivateDir(this.#folder);
    if (problem !== undefined) return { ok: false, problem };
    const decisions = this.#store.read(target);
    if (!decisions.ok) return decisions;
    const path = join(this.#folder, `${fileNameOf(target)}.log`);
    const history = TargetHistory.open(path, target, this.#bounds);
    if (!history.ok) return history;
    const open: OpenTarget = { history: history.value, decisions: decisions.value, standing: undefined };
    this.#open.set(target, open);
    const [oldest] = this.#open;
    if (this.#open.size > MOST_OPEN && oldest !== undefined) {
      oldest[1].history.close();
      this.#open.delete(oldest[0]);
    }
    return { ok: true, value: open };
  }
}

function namesAt({ entries }: TargetHistory, section: SectionName, nth: number): string[] {
  const names = new Set<string>();
  for (const entry of entries.values())
    if (entry.section === section && entry.nth === nth) names.add(entry.name);
  return [...names];
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => name.endsWith('.log'));
  } catch {
    // ENOENT: nothing was ever seen.
    return [];
  }
}

function neverSeen(target: string): Problem {
  return {
    code: 'no-such-review',
    message: `Nothing that “${target.slice(0, 60)}” offers was seen yet.`,
    hint: 'Connect to it.',
  };
}
