import type { CasePlan, FuzzCase } from '../../fuzz/cases.ts';
import type { FuzzFinding } from '../../protocol/fuzz.ts';
import { SEVERITIES } from '../../protocol/finding.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { CaseTable } from './case-table.ts';
import type { Controls } from './controls.ts';
import type { FuzzLines } from './fuzz-lines.ts';
import type { Judge, Judged } from './judge.ts';
import { NONE_LEFT, type Proving } from './proving.ts';
import { rowOf } from './rows.ts';
import type { Found, RuleFindings } from './rule-findings.ts';
import { seenAfter, type Trial, type Tried } from './trial.ts';

export interface SecondLookParts {
  plan: CasePlan;
  concurrency: number;
  table: CaseTable;
  lines: FuzzLines;
  trial: Trial;
  judge: Judge;
  controls: Controls;
  proving: Proving;
  rules: RuleFindings;
  signal: AbortSignal;
  /** Whether a request more around the cases may be sent. */
  spend(): boolean;
  changed(): void;
  found(finding: FuzzFinding): void;
}

/** Cases that are tried again alone: to tell whose an effect was, to see more of it, and to prove it. */
export class SecondLook {
  #p: SecondLookParts;
  /** Subject, position and strategy in which something grave was proved: the rest of them is not tried. */
  #proved = new Map<string, FuzzFinding>();
  #problem: Problem | undefined;

  constructor(parts: SecondLookParts) {
    this.#p = parts;
    for (const finding of parts.table.findings)
      if (isGrave(finding) && parts.plan.case(finding.n)?.subject.kind !== 'text')
        this.#proved.set(keyOfFinding(finding), finding);
  }

  /** Why the server cannot be reached any more. */
  get problem(): Problem | undefined {
    return this.#problem;
  }

  isProved(one: FuzzCase): boolean {
    return this.#proved.has(keyOf(one));
  }

  failed(problem: Problem): void {
    this.#problem ??= problem;
  }

  get isOver(): boolean {
    return this.#p.signal.aborted || this.#problem !== undefined;
  }

  /** What nobody can tell without a look at the server, or at this case alone. */
  isOdd({ exchange, seen }: Tried, isAlone: boolean): boolean {
    const { outcome } = exchange.heard;
    if (outcome === 'no-answer' || outcome === 'closed' || outcome === 'not-sent') return true;
    if (!('json' in seen.made)) return true;
    return !isAlone && seen.changed.length > 0;
  }

  /** Begins the server anew where it is gone. */
  async look(): Promise<void> {
    if (this.isOver) return;
    const line = await this.#p.lines.get();
    if (!line.ok) this.failed(line.problem);
    this.#p.changed();
  }

  /** Nothing else may be under way. */
  async closer(one: FuzzCase, first: Tried, known?: Judged): Promise<void> {
    if (this.isOver) return;
    // What was under way beside others is tried again alone: only then it is known whose it was.
    const isAnew = this.#p.concurrency > 1 && 'json' in first.seen.made;
    const alone = isAnew ? await this.alone(one) : first;
    if (alone === undefined) {
      // Nothing is known of it; that is no answer to what it looked like.
      if (!this.isOver && !this.#p.spend()) this.#row(one, first, undefined, NONE_LEFT);
      return;
    }
    const proved = this.#proved.get(keyOf(one));
    if (proved !== undefined) {
      const again = this.#p.judge.judge(alone.seen);
      if (again !== undefined) this.#p.table.counted(proved.id);
      return this.#row(one, alone, again);
    }
    const { tried, judged } = await this.#judged(one, alone, isAnew ? undefined : known);
    await this.look();
    if (this.isOver) return;
    if (judged === undefined) return this.#row(one, tried, undefined);
    await this.#proof(one, tried, judged);
  }

  /** Once more, by itself. Undefined: it cannot be. */
  async alone(one: FuzzCase): Promise<Tried | undefined> {
    const { trial, controls } = this.#p;
    await this.look();
    const control = controls.known(one.subject);
    if (this.isOver || control === undefined || !this.#p.spend()) return undefined;
    await trial.restore();
    const again = await trial.try(one, { attempt: 0, control, isAlone: true });
    return again === undefined || 'code' in again ? undefined : again;
  }

  /** The process ended behind an answer: whose it was. Nothing else may be under way. */
  async afterEnd(answered: readonly FuzzCase[]): Promise<void> {
    for (const one of answered) {
      if (this.isOver) return;
      const tried = this.isProved(one) ? undefined : await this.alone(one);
      if (tried === undefined || (await this.#isHealthy(one)) !== false) continue;
      const seen = seenAfter(tried, false);
      const judged = this.#p.judge.judge(seen);
      await this.look();
      if (judged !== undefined) return this.#proof(one, { ...tried, seen }, judged);
    }
  }

  /** What rules say of answers that are long judged otherwise. Nothing else may be under way. */
  async byRules(last: ReadonlyMap<string, number>, sessions: readonly string[]): Promise<void> {
    const { plan, rules, table, judge } = this.#p;
    for (const { n, found: it } of await rules.inCases(sessions, last, table)) {
      const one = plan.case(n);
      if (this.isOver) return;
      if (one === undefined || this.isProved(one)) continue;
      const found = { ...it, subject: one.subject };
      // Its own answers may all have come before the run was gone on with.
      if (this.#p.controls.known(one.subject) === undefined) await this.#p.controls.first(one.subject);
      const tried = await this.alone(one);
      if (tried === undefined) continue;
      // Since its first answers everybody may be told the same.
      if (this.#p.spend()) await this.#p.controls.again(one.subject);
      if (!(await rules.isIn(tried.exchange, found))) continue;
      const seen = { ...tried.seen, found: [found] };
      const judged = judge.judge(seen);
      if (judged !== undefined) await this.#proof(one, { ...tried, seen }, judged, found);
    }
  }

  async #judged(
    one: FuzzCase,
    given: Tried,
    known: Judged | undefined,
  ): Promise<{ tried: Tried; judged: Judged | undefined }> {
    const { judge, proving } = this.#p;
    let tried = given;
    let judged = known ?? judge.judge(tried.seen);
    if (judged === undefined && this.isOdd(tried, true)) {
      const isHealthy = await this.#isHealthy(one);
      if (isHealthy !== undefined) tried = { ...tried, seen: seenAfter(tried, isHealthy) };
      judged = judge.judge(tried.seen);
    }
    // A symptom may hide what a second look would prove.
    const isSymptom = judged?.oracle.own !== undefined;
    if ((judged === undefined || isSymptom) && judge.suspects(tried.seen)) {
      const closer = await proving.closer(one, tried);
      tried = { ...tried, seen: closer.seen };
      judged = closer.judged;
    }
    return { tried, judged };
  }

  async #proof(one: FuzzCase, tried: Tried, judged: Judged, rule?: Found): Promise<void> {
    const twin = this.#p.table.finding(one, judged.oracle.meta.id);
    if (twin !== undefined) {
      this.#p.table.counted(twin.id);
      return this.#row(one, tried, judged);
    }
    const finding = await this.#p.proving.prove(one, tried, judged, rule);
    const line = this.#p.lines.current;
    const isStillThere = tried.made.made.expects.some(({ kind }) => kind === 'spreads');
    if (isStillThere && line?.isOpen === true) await this.#p.lines.drop(line, 'what was sent stays in it');
    await this.look();
    if (typeof finding === 'string') {
      if (!this.#p.signal.aborted) this.#row(one, tried, undefined, finding);
      return;
    }
    this.#row(one, tried, judged);
    this.#p.found(finding);
    if (isEnough(one, finding)) this.#proved.set(keyOf(one), finding);
  }

  /** Whether a valid message is answered now; a server that does not answer is begun anew. */
  async #isHealthy({ subject }: FuzzCase): Promise<boolean | undefined> {
    const { lines, controls } = this.#p;
    const line = lines.current;
    if (line === undefined || !line.isOpen) return false;
    if (!this.#p.spend()) return undefined;
    const isAnswered = await controls.again(subject);
    if (!isAnswered && line.isOpen && !this.isOver) await lines.drop(line, 'it did not answer any more');
    return isAnswered;
  }

  #row(one: FuzzCase, tried: Tried, judged: Judged | undefined, against?: string): void {
    this.#p.table.put(rowOf(one, tried, judged, this.#p.table, against));
    this.#p.changed();
  }
}

/** Of values that a person chose, all are tried. */
function isEnough({ subject }: FuzzCase, finding: FuzzFinding): boolean {
  return subject.kind !== 'text' && isGrave(finding);
}

/** One of these is enough: what is low may have something grave behind it. */
function isGrave({ severity }: FuzzFinding): boolean {
  return SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf('medium');
}

function keyOf({ subject, position, strategy }: FuzzCase): string {
  return JSON.stringify([subject.name, position?.at ?? '', strategy.meta.id]);
}

function keyOfFinding({ subject, at, strategy }: FuzzFinding): string {
  return JSON.stringify([subject, at, strategy]);
}
