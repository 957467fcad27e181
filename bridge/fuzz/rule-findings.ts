import type { Seen } from '../../fuzz/oracle.ts';
import type { Subject } from '../../fuzz/strategy.ts';
import { SEVERITIES, type Evidence, type Severity } from '../../protocol/finding.ts';
import type { Problematic } from '../inspection/session-findings.ts';
import type { CaseTable } from './case-table.ts';
import type { Controls } from './controls.ts';
import type { Exchange } from './fuzz-line.ts';
import type { AnswerShelf } from './heard.ts';

/** ms until all of a session is inspected, or one answer. */
const ALL_WITHIN = 20_000;
const ONE_WITHIN = 3000;
const MOST = 100;
/** Bytes of an answer in which the place of a problem is looked for. */
const MOST_BYTES = 1024 * 1024;

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

/** A problem in the answer to a case. `quote`: what stands there, where that is in the answer as it was sent. */
export type Found = Seen['found'][number] & { subject: Subject; quote?: string };

export interface RuleParts {
  rules: RuleShelf;
  shelf: AnswerShelf;
  controls: Pick<Controls, 'known' | 'last'>;
  signal: AbortSignal;
}

/** What rules say of the answers of a run: known after they came, so that nothing waits for it. */
export class RuleFindings {
  #p: RuleParts;

  constructor(parts: RuleParts) {
    this.#p = parts;
  }

  /** Of each problem that stands in answers to cases and in nothing else, the first case that shows it. */
  async inCases(
    sessions: readonly string[],
    last: ReadonlyMap<string, number>,
    table: CaseTable,
  ): Promise<{ n: number; found: Omit<Found, 'subject'> }[]> {
    const all: { n: number; found: Omit<Found, 'subject'> }[] = [];
    for (const session of sessions) {
      if (!this.#p.rules.begin(session)) continue;
      const cases = new Map<number, number>();
      for (const { n, session: own, answer } of table.rows())
        if (own === session && answer !== undefined) cases.set(answer, n);
      let newest = last.get(session) ?? 0;
      for (const answer of cases.keys()) newest = Math.max(newest, answer);
      await this.#until(() => (this.#p.rules.of(session)?.upTo ?? 0) >= newest, ALL_WITHIN);
      for (const { finding, places } of this.#p.rules.of(session)?.problems.values() ?? []) {
        const frames = places.flatMap(([first]) => first?.frame ?? []);
        const [n] = frames.flatMap((frame) => cases.get(frame) ?? []);
        const isElsewhere = frames.some((frame) => !cases.has(frame));
        if (n === undefined || isElsewhere || all.length >= MOST) continue;
        const { rule, severity, title, says } = finding;
        const quote = await this.#quote(session, finding.evidence[0]);
        all.push({ n, found: { rule, severity, title, says, ...(quote && { quote }) } });
      }
    }
    return all.sort((a, b) => a.n - b.n);
  }

  /**
   * Whether an answer shows what was found. Rules tell of a problem once, and mark every other answer with how grave it
   * is: that tells enough unless the valid message is answered with something as grave. Then it has to be the same.
   */
  async isIn({ session, answer, heard }: Exchange, found: Found): Promise<boolean> {
    const { controls } = this.#p;
    if (!(await this.#isMarked(session, answer, found))) return false;
    const control = controls.last(found.subject);
    if (control === undefined || !(await this.#isMarked(control.session, control.answer, found))) return true;
    const { quote } = found;
    if (quote === undefined || !heard.text.includes(quote)) return false;
    return controls.known(found.subject)?.heard.some(({ text }) => text.includes(quote)) !== true;
  }

  async #isMarked(session: string, answer: number | undefined, { severity }: Found): Promise<boolean> {
    if (answer === undefined) return false;
    await this.#until(() => (this.#p.rules.of(session)?.upTo ?? 0) >= answer, ONE_WITHIN);
    const worst = this.#p.rules.severityAt(session, answer);
    return worst !== undefined && SEVERITIES.indexOf(worst) >= SEVERITIES.indexOf(severity);
  }

  async #quote(session: string, evidence: Evidence | undefined): Promise<string | undefined> {
    if (evidence?.part !== 'payload' || evidence.to > MOST_BYTES) return undefined;
    const bytes = await this.#p.shelf.head(session, evidence.frame, MOST_BYTES);
    return Buffer.from(bytes.subarray(evidence.from, evidence.to)).toString();
  }

  #until(isSo: () => boolean, within: number): Promise<void> {
    return new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        stop();
        this.#p.signal.removeEventListener('abort', end);
        resolve();
      };
      const look = (): void => {
        if (isSo()) end();
      };
      const timer = setTimeout(end, within);
      const stop = this.#p.rules.changed(() => setImmediate(look));
      this.#p.signal.addEventListener('abort', end, { once: true });
      if (this.#p.signal.aborted) end();
      else look();
    });
  }
}
