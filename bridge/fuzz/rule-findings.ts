import type { Seen } from '../../fuzz/oracle.ts';
import { SEVERITIES, type Severity } from '../../protocol/finding.ts';
import type { Problematic } from '../inspection/session-findings.ts';
import type { CaseTable } from './case-table.ts';
import type { Exchange } from './fuzz-line.ts';

/** ms until all of a session is inspected, or one answer. */
const ALL_WITHIN = 20_000;
const ONE_WITHIN = 3000;
const MOST = 100;

/** What inspection finds, as far as a run asks for it. */
export interface RuleShelf {
  /** Has a session inspected that was recorded by another bridge; false: nothing is inspected here. */
  begin(session: string): boolean;
  /** Undefined: it is not inspected. */
  of(session: string): { upTo: number; problems: ReadonlyMap<string, Problematic> } | undefined;
  severityAt(session: string, seq: number): Severity | undefined;
  /** Tells whenever something was inspected; returns how to stop. */
  changed(told: () => void): () => void;
}

export type Found = Seen['found'][number];

/** What rules say of the answers of a run: known after they came, so that nothing waits for it. */
export class RuleFindings {
  #shelf: RuleShelf;
  #signal: AbortSignal;

  constructor(shelf: RuleShelf, signal: AbortSignal) {
    this.#shelf = shelf;
    this.#signal = signal;
  }

  /** Of each problem that stands in answers to cases and in nothing else, the first case that shows it. */
  async inCases(
    sessions: readonly string[],
    last: ReadonlyMap<string, number>,
    table: CaseTable,
  ): Promise<{ n: number; found: Found }[]> {
    const all: { n: number; found: Found }[] = [];
    for (const session of sessions) {
      if (!this.#shelf.begin(session)) continue;
      const cases = new Map<number, number>();
      for (const { n, session: own, answer } of table.rows())
        if (own === session && answer !== undefined) cases.set(answer, n);
      let newest = last.get(session) ?? 0;
      for (const answer of cases.keys()) newest = Math.max(newest, answer);
      await this.#until(() => (this.#shelf.of(session)?.upTo ?? 0) >= newest, ALL_WITHIN);
      for (const { finding, places } of this.#shelf.of(session)?.problems.values() ?? []) {
        const frames = places.flatMap(([first]) => first?.frame ?? []);
        const [n] = frames.flatMap((frame) => cases.get(frame) ?? []);
        const isElsewhere = frames.some((frame) => !cases.has(frame));
        if (n === undefined || isElsewhere || all.length >= MOST) continue;
        const { rule, severity, title, says } = finding;
        all.push({ n, found: { rule, severity, title, says } });
      }
    }
    return all.sort((a, b) => a.n - b.n);
  }

  /** Whether an answer shows something as grave as what was found: rules tell of a problem once. */
  async isIn({ session, answer }: Exchange, { severity }: Found): Promise<boolean> {
    if (answer === undefined) return false;
    await this.#until(() => (this.#shelf.of(session)?.upTo ?? 0) >= answer, ONE_WITHIN);
    const worst = this.#shelf.severityAt(session, answer);
    return worst !== undefined && SEVERITIES.indexOf(worst) >= SEVERITIES.indexOf(severity);
  }

  #until(isSo: () => boolean, within: number): Promise<void> {
    return new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        stop();
        this.#signal.removeEventListener('abort', end);
        resolve();
      };
      const look = (): void => {
        if (isSo()) end();
      };
      const timer = setTimeout(end, within);
      const stop = this.#shelf.changed(() => setImmediate(look));
      this.#signal.addEventListener('abort', end, { once: true });
      if (this.#signal.aborted) end();
      else look();
    });
  }
}
