import type { FuzzCase } from '../../fuzz/cases.ts';
import type { Subject } from '../../fuzz/strategy.ts';
import type { Problem } from '../../protocol/problem.ts';
import { Exclusive } from './exclusive.ts';
import { RecentTokens } from './recent-tokens.ts';
import { rowOf, skippedRow } from './rows.ts';
import type { Sandbox } from './sandbox.ts';
import { SecondLook, type SecondLookParts } from './second-look.ts';
import type { Tried } from './trial.ts';

/** Cases of one subject between two controls. */
const CONTROL_EVERY = 100;

export interface RunningParts extends SecondLookParts {
  sandbox: Sandbox;
  /** Only this case. */
  only: number | undefined;
  sessions(): readonly string[];
  /** Its server is there: resolves when it is known what that offers now. */
  looked(): Promise<void>;
  /** Why a case is not what it was when the run was begun; undefined: it is. */
  otherwise(one: FuzzCase): string | undefined;
}

const FOUND = 'found already';

/** The cases of one run, one after the other or several at once, until there are none left or nobody wants more. */
export class RunningFuzz {
  #p: RunningParts;
  #second: SecondLook;
  #door = new Exclusive();
  #next = 1;
  #subjects = new Set<Subject>();
  #recent = new RecentTokens();
  #underWay = new Set<number>();
  /** Cases that were answered last: the process may end behind an answer. The newest first. */
  #answered: { one: FuzzCase; session: string }[] = [];
  /** Newest answer of each session. */
  #last = new Map<string, number>();
  #isPaused = false;
  #waiting: (() => void)[] = [];
  now: string | undefined;

  constructor(parts: RunningParts) {
    this.#p = parts;
    this.#second = new SecondLook(parts);
  }

  /** Why it ended before all cases were tried. */
  get problem(): Problem | undefined {
    return this.#second.problem;
  }

  pause(): void {
    this.#isPaused = true;
  }

  resume(): void {
    this.#isPaused = false;
    for (const go of this.#waiting.splice(0)) go();
  }

  /** Resolves when nothing more is sent. */
  async run(): Promise<void> {
    this.#p.signal.addEventListener('abort', () => this.resume(), { once: true });
    await this.#second.look();
    if (!this.#isOver) await this.#p.looked();
    if (this.#p.only !== undefined) {
      if (!this.#p.table.isSettled(this.#p.only)) await this.#one(this.#p.only);
    } else await Promise.all(Array.from({ length: this.#p.concurrency }, () => this.#worker()));
    await this.#late();
    await this.#door.alone(async () => {
      await this.#second.byRules(this.#last, this.#p.sessions());
      for (const subject of this.#subjects)
        if (!this.#isOver && this.#p.spend()) await this.#p.controls.again(subject);
    });
  }

  get #isOver(): boolean {
    return this.#second.isOver;
  }

  async #worker(): Promise<void> {
    while (!this.#isOver) {
      if (this.#isPaused) await new Promise<void>((resolve) => this.#waiting.push(resolve));
      if (this.#isOver) return;
      const n = this.#take();
      if (n === undefined) return;
      this.#underWay.add(n);
      try {
        await this.#one(n);
      } finally {
        this.#underWay.delete(n);
      }
      if (this.#p.sandbox.late().length > 0) await this.#late();
    }
  }

  #take(): number | undefined {
    const { plan, table } = this.#p;
    while (this.#next <= plan.cases && table.isSettled(this.#next)) this.#next++;
    return this.#next <= plan.cases ? this.#next++ : undefined;
  }

  async #one(n: number): Promise<void> {
    const { plan, controls, concurrency } = this.#p;
    const one = plan.case(n);
    if (one === undefined) return;
    this.now = `${one.subject.name} ${one.position?.at ?? ''}`.trim();
    const otherwise = this.#p.otherwise(one);
    if (otherwise !== undefined) return this.#skip(one, otherwise);
    if (this.#second.isProved(one)) return this.#skip(one, FOUND);
    if (controls.known(one.subject) === undefined) await this.#door.alone(() => this.#firstControl(one));
    if (this.#isOver) return;
    if (one.strategy.of === 'message' || concurrency === 1)
      await this.#door.alone(() => this.#tried(one, true));
    else {
      const tried = await this.#door.shared(() => this.#tried(one, false));
      if (tried !== undefined)
        await this.#door.alone(async () => {
          await this.#ended(tried);
          await this.#second.closer(one, tried);
          this.#settle(n);
        });
    }
    if (controls.isDue(one.subject, CONTROL_EVERY) && !this.#isOver && this.#p.spend())
      await this.#door.alone(async () => {
        if (!(await controls.again(one.subject))) await this.#second.look();
      });
  }

  async #firstControl({ subject }: FuzzCase): Promise<void> {
    if (this.#isOver) return;
    this.#subjects.add(subject);
    if (this.#p.controls.known(subject) === undefined) await this.#p.controls.first(subject);
    await this.#second.look();
  }

  /** With others under way: answers what has to be looked at again alone. */
  async #tried(one: FuzzCase, isAlone: boolean): Promise<Tried | undefined> {
    const { trial, controls, judge, table, signal } = this.#p;
    const control = controls.known(one.subject);
    if (this.#isOver || control === undefined) return undefined;
    if (this.#second.isProved(one)) return this.#left(one, FOUND);
    const tried = await trial.try(one, { attempt: 0, control, isAlone });
    if (tried === undefined) return this.#left(one, 'nothing to make here');
    if ('code' in tried) {
      this.#second.failed(tried);
      return undefined;
    }
    // Cut off by us: it is tried again when somebody goes on.
    if (signal.aborted && tried.exchange.heard.outcome !== 'ok') return undefined;
    this.#remember(tried, one.n);
    const { heard, session } = tried.exchange;
    if (heard.outcome === 'ok' || heard.outcome === 'tool-error')
      this.#answered = [{ one, session }, ...this.#answered].slice(0, this.#p.concurrency + 4);
    const judged = judge.judge(tried.seen);
    const isSuspect =
      judged !== undefined || this.#second.isOdd(tried, isAlone) || judge.suspects(tried.seen);
    // Written with its row: whoever goes on after a kill tries it again, and nothing it would have shown is lost.
    if (isSuspect) table.open(one.n);
    else table.settle(one.n);
    table.put(rowOf(one, tried, undefined, table));
    this.#p.changed();
    if (!isSuspect) return undefined;
    if (!isAlone) return tried;
    await this.#ended(tried);
    await this.#second.closer(one, tried, judged);
    this.#settle(one.n);
    return undefined;
  }

  /** Cases that made something after they had been judged. */
  async #late(): Promise<void> {
    const { sandbox, plan } = this.#p;
    for (const token of sandbox.late()) {
      const n = this.#recent.whose(token, this.#underWay);
      if (n === 'under way') continue;
      sandbox.forget(token);
      const one = n === undefined ? undefined : plan.case(n);
      if (one === undefined || this.#isOver || this.#second.isProved(one)) continue;
      await this.#door.alone(async () => {
        const tried = await this.#second.alone(one);
        if (tried !== undefined) await this.#second.closer(one, tried);
      });
    }
  }

  /** Nothing else may be under way. */
  async #ended({ exchange: { heard, session } }: Tried): Promise<void> {
    if (heard.outcome !== 'closed' && heard.outcome !== 'not-sent') return;
    const answered = this.#answered.filter((it) => it.session === session);
    this.#answered = [];
    await this.#second.afterEnd(answered.map(({ one }) => one));
  }

  #remember({ token, exchange }: Tried, n: number): void {
    const { session, answer } = exchange;
    if (answer !== undefined) this.#last.set(session, answer);
    this.#recent.remember(token, n);
  }

  /** What was seen of it was looked at, unless that was broken off. */
  #settle(n: number): void {
    if (!this.#isOver) this.#p.table.settle(n);
  }

  #left(one: FuzzCase, why: string): undefined {
    this.#skip(one, why);
  }

  #skip(one: FuzzCase, why: string): void {
    const { table } = this.#p;
    // What it showed before the run broke off is not taken back.
    if (table.has(one.n)) table.settle(one.n);
    else table.put(skippedRow(one, why, table));
    this.#p.changed();
  }
}
