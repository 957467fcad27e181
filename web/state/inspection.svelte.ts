import type { InspectionNews, InspectionState, Severity, SeverityCounts } from '../../protocol/finding.ts';
import { SEVERITIES } from '../../protocol/finding.ts';

export interface OpenFindings {
  total: number;
  /** Absent when there are none. */
  worst?: Severity;
  counts: SeverityCounts;
}

/** How far every session was inspected, and what is open in it. */
export class Inspection {
  #states = $state.raw(new Map<string, InspectionState>());
  /** Newest frames with findings, and the worst in each: rows that are drawn already do not say it. */
  #marks = $state.raw(new Map<string, ReadonlyMap<number, Severity>>());
  /** Raised when the rules changed. */
  #rulesVersion = $state('');

  /** Grows whenever any finding may have changed. */
  #version = $derived([...this.#states.values()].reduce((sum, { version }) => sum + version + 1, 0));
  #open = $derived(sumOf([...this.#states.values()]));
  #behind = $derived([...this.#states.values()].reduce((sum, { behind }) => sum + behind, 0));

  get version(): number {
    return this.#version;
  }
  get rulesVersion(): string {
    return this.#rulesVersion;
  }
  /** Open findings of all sessions. */
  get open(): OpenFindings {
    return this.#open;
  }
  /** Frames that wait, over all sessions. */
  get behind(): number {
    return this.#behind;
  }
  /** Sessions whose findings another rule pack made; needs the version of the pack there is now. */
  olderThan(pack: string): InspectionState[] {
    return [...this.#states.values()].filter((state) => state.pack !== '' && state.pack !== pack);
  }
  /** Sessions some frames of which were not inspected, or not in full. */
  get incomplete(): InspectionState[] {
    return [...this.#states.values()].filter(({ notInspected }) => notInspected.length > 0);
  }
  markOf(session: string, seq: number): Severity | undefined {
    return this.#marks.get(session)?.get(seq);
  }
  of(session: string | undefined): InspectionState | undefined {
    return session === undefined ? undefined : this.#states.get(session);
  }
  openOf(sessions: readonly string[]): OpenFindings {
    return sumOf(sessions.flatMap((id) => this.#states.get(id) ?? []));
  }

  replaceAll(states: readonly InspectionState[]): void {
    this.#states = new Map(states.map((state) => [state.session, state]));
  }
  heard(news: readonly InspectionNews[], deleted: readonly string[]): void {
    if (news.length === 0 && deleted.length === 0) return;
    const states = new Map(this.#states);
    const marks = new Map(this.#marks);
    for (const { state, marked } of news) {
      states.set(state.session, state);
      marks.set(state.session, new Map(marked));
    }
    for (const id of deleted) {
      states.delete(id);
      marks.delete(id);
    }
    this.#states = states;
    this.#marks = marks;
  }
  rulesChanged(version: string): void {
    this.#rulesVersion = version;
  }
}

function sumOf(states: readonly InspectionState[]): OpenFindings {
  const counts: SeverityCounts = { info: 0, low: 0, medium: 0, high: 0, critical: 0 };
  let total = 0;
  for (const { open } of states)
    for (const severity of SEVERITIES) {
      counts[severity] += open[severity];
      total += open[severity];
    }
  const worst = SEVERITIES.findLast((severity) => counts[severity] > 0);
  return { total, counts, ...(worst === undefined ? {} : { worst }) };
}
