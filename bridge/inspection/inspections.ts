import { setImmediate, setTimeout as wait } from 'node:timers/promises';
import type { Finding, InspectionState, RulePack } from '../../protocol/finding.ts';
import type { FrameSummary } from '../../protocol/frame.ts';
import type { Outcome } from '../../protocol/problem.ts';
import type { Session } from '../../protocol/session.ts';
import { addAlso, carriedOver } from './also-found.ts';
import { EarlierSessions } from './earlier-sessions.ts';
import { chosenSessions } from './chosen-sessions.ts';
import { Comparisons } from './comparisons.ts';
import { FindingsShelf, type Held } from './findings-shelf.ts';
import { factsOf, isOver, TIMES, type InspectionsOptions } from './inspections-options.ts';
import { NewsDesk } from './inspection-news.ts';
import { Inspector } from './inspector.ts';
import { HandOver } from './hand-over.ts';
import type { FoundBatch, PackNews } from './messages.ts';
import { bare, type Compared } from './neighbour-lists.ts';
import { RuleDesk } from './rule-desk.ts';
import { SessionFindings } from './session-findings.ts';

/** Inspects every session behind its recording, and keeps what was found. Recording only ever tells it a number. */
export class Inspections {
  readonly shelf: FindingsShelf;
  #o: InspectionsOptions;
  #inspector: Inspector;
  #desk: NewsDesk;
  #rules: RuleDesk;
  #earlier: EarlierSessions;
  #comparisons: Comparisons;
  /** Newest seq of each session that is recorded here. */
  #live = new Map<string, number>();
  #handOver = new HandOver((session) => this.#tellThread(session));
  #later: NodeJS.Timeout | undefined;
  #loading: Promise<void> | undefined;
  #isClosed = false;

  constructor(options: InspectionsOptions) {
    this.#o = options;
    const { journal, triage } = options;
    this.shelf = new FindingsShelf(options);
    this.#rules = new RuleDesk(options.rules, options.cards);
    this.#comparisons = new Comparisons(options.neighbours);
    this.#inspector = new Inspector({
      workerUrl: options.workerUrl,
      sessionsFolder: options.sessionsFolder,
      limit: options.limit ?? TIMES.frame,
      moreRules: options.moreRules ?? [],
      files: () => this.#rules.files(),
      pack: (pack) => this.#packed(pack),
      begun: (session, job) => this.#begun(session, job),
      found: (batch) => this.#found(batch),
      givenUp: (session, words) => this.#givenUp(session, words),
      trouble: options.onProblem,
    });
    const isDoing = (session: string): boolean => this.#inspector.isDoing(session);
    const session = (id: string): Session | undefined => journal.session(id);
    this.#desk = new NewsDesk({ shelf: this.shelf, triage, session, isDoing, send: options.news });
    this.#earlier = new EarlierSessions({
      session,
      isDoing: (id) => isDoing(id) || this.#comparisons.isPreparing(id),
      sessions: () => journal.sessions(),
      isStale: (one) => this.#isStale(one),
      begin: (earlier, isAsked) => void this.#beginEarlier(earlier, isAsked),
    });
    if (options.inspects === 'by-itself')
      this.#later = setTimeout(() => void this.#lookAround(), TIMES.lookAroundAfter).unref();
  }

  /** Changes with anything found, decided or inspected. */
  get version(): number {
    return this.#desk.version;
  }

  /** Frames are in their session's file; rows of one session, in order. Costs nothing that grows with them. */
  recorded(rows: readonly FrameSummary[]): void {
    const last = rows.at(-1);
    if (last === undefined || this.#o.inspects === 'on-request' || this.#isClosed) return;
    this.#live.set(last.session, last.seq);
    this.#handOver.add(last.session);
  }

  /** Nothing more is recorded of it. */
  over(session: string): void {
    this.#o.neighbours.over(session);
    const upTo = this.#live.get(session);
    if (upTo === undefined || this.#isClosed) return;
    this.#live.delete(session);
    if (this.#handOver.drop(session) && !this.#inspector.isDoing(session))
      this.#begin(session, upTo, { isLive: true, isOver: true });
    else this.#inspector.more(session, upTo, true);
  }

  /** A live session has other neighbours than before; `isAnew`: they are to be known from its first frame on. */
  compare(session: string, compared: Compared, isAnew: boolean): void {
    const upTo = this.#live.get(session);
    if (upTo === undefined || this.#isClosed) return;
    this.#comparisons.set(session, compared);
    if (!this.#inspector.isDoing(session)) return;
    if (isAnew) return this.#begin(session, upTo, { isLive: true, isOver: false });
    this.#inspector.compare(session, compared);
    const next = this.shelf.known(session)?.next;
    if (next !== undefined) next.neighbours = compared.lists.map(bare);
  }

  forget(session: string): void {
    this.#comparisons.forget(session);
    this.#inspector.forget(session);
    this.#handOver.drop(session);
    this.#live.delete(session);
    this.shelf.forget(session);
    this.#desk.forget(session);
    this.#earlier.drop(session);
    this.#earlier.done(session);
  }

  /** What was found otherwise than by rules over frames. */
  also(session: string, findings: readonly Finding[], wall: number): void {
    if (findings.length === 0 || this.#o.journal.session(session) === undefined) return;
    const marks = addAlso(this.shelf.get(session), findings, wall);
    if (marks.length === 0) return;
    this.#o.journal.found(session, marks, false);
    this.shelf.save(session);
    this.#desk.tell(session);
  }

  states(): InspectionState[] {
    return this.#desk.states();
  }

  behind(session: Session, held: Held): number {
    return this.#desk.behind(session, held);
  }

  pack(): Promise<RulePack> {
    return this.#rules.shown(() => this.#inspector.start());
  }

  async reloadRules(): Promise<RulePack> {
    await this.#rules.reload((files) => this.#inspector.rules(files));
    return this.pack();
  }

  /** Begins to inspect a session, or all of them, from the first frame on. */
  inspectAgain(id: string | undefined): Outcome<{ sessions: number }> {
    const able = chosenSessions(this.#o.journal.sessions(), id, (one) => this.#live.has(one));
    if (!able.ok) return able;
    for (const session of able.value) {
      const upTo = this.#live.get(session.id);
      if (upTo === undefined) this.#earlier.add(session.id, id !== undefined);
      else this.#begin(session.id, upTo, { isLive: true, isOver: false });
    }
    this.#earlier.goOn();
    return { ok: true, value: { sessions: able.value.length } };
  }

  /** A decision changes what is open. */
  decided(fingerprint: string): void {
    for (const [id, { shown }] of this.shelf.sessions())
      if (shown?.problems.has(fingerprint) === true) this.#desk.tell(id);
  }

  /** Resolves when the findings of all sessions are read. */
  loaded(): Promise<void> {
    return (this.#loading ??= this.#load());
  }

  /** The index lost what it was told. */
  tellIndex(): void {
    for (const [id, { shown }] of this.shelf.sessions())
      if (shown !== undefined) this.#o.journal.found(id, shown.markPairs(), true);
  }

  /** Resolves when everything that was begun, live sessions included, is inspected and written. */
  async settled(): Promise<void> {
    await this.#o.neighbours.settled();
    while (!this.#isSettled()) await wait(10);
    await this.shelf.saved();
  }

  /** What ended a moment ago is inspected to its end, if that is quick; anything else goes on with the next start. */
  async close(): Promise<void> {
    const deadline = performance.now() + TIMES.closing;
    this.#earlier.dropAll();
    const isWorthIt = (): boolean => !this.#earlier.isInspecting && performance.now() < deadline;
    while (isWorthIt() && (this.#live.size > 0 || !this.#isSettled())) await wait(5);
    this.#isClosed = true;
    clearTimeout(this.#later);
    this.#handOver.close();
    this.#o.neighbours.close();
    this.#desk.close();
    await this.#inspector.close();
    await this.shelf.saved();
  }

  #isSettled(): boolean {
    if (!this.#handOver.isEmpty || !this.#earlier.isIdle) return false;
    for (const [id, upTo] of this.#live) {
      if (this.#inspector.isDoing(id) && (this.shelf.known(id)?.next?.upTo ?? 0) < upTo) return false;
    }
    return !this.#inspector.isBusyBut((session) => this.#live.has(session));
  }

  #tellThread(id: string): void {
    const upTo = this.#live.get(id);
    if (upTo === undefined) return;
    if (this.#inspector.isDoing(id)) this.#inspector.more(id, upTo, false);
    // Given up: that was said, and it is not tried again by itself.
    else if (this.shelf.known(id)?.shown?.isWhole !== true)
      this.#begin(id, upTo, { isLive: true, isOver: false });
  }

  #begin(id: string, upTo: number, how: { isLive: boolean; isOver: boolean }): void {
    const session = this.#o.journal.session(id);
    if (session === undefined) return;
    if (how.isLive && this.shelf.known(id) === undefined) this.shelf.begin(id);
    const [target, compared] = [factsOf(session), this.#comparisons.of(id)];
    this.#inspector.begin({ session: id, target, upTo, compared, ...how });
  }

  async #beginEarlier(session: Session, isAsked: boolean): Promise<void> {
    const { id, frames } = session;
    const kept = this.shelf.get(id).shown?.neighbours ?? [];
    if (!(await this.#comparisons.prepare(session, kept, isAsked)) || this.#isClosed) return;
    this.#begin(id, frames, { isLive: false, isOver: true });
  }

  #begun(session: string, job: number): void {
    const next = carriedOver(this.shelf.get(session).shown, new SessionFindings(job));
    next.neighbours = this.#comparisons.of(session).lists.map(bare);
    this.shelf.get(session).next = next;
    this.#desk.tell(session);
  }

  #found(batch: FoundBatch): void {
    const held = this.shelf.known(batch.session);
    if (held?.next === undefined) return;
    const { next, shown } = held;
    next.take(batch);
    if (shown === next) {
      if (batch.marks.length > 0) this.#o.journal.found(batch.session, batch.marks, false);
    } else if (next.isWhole || shown === undefined || next.upTo >= shown.upTo)
      this.#show(batch.session, next);
    if (held.shown === next) this.shelf.save(batch.session);
    this.#desk.tell(batch.session);
    if (!batch.isWhole) return;
    this.#comparisons.forget(batch.session);
    this.#earlier.done(batch.session);
  }

  #givenUp(session: string, words: string): void {
    const { next, shown } = this.shelf.known(session) ?? {};
    const findings = next ?? shown;
    if (findings === undefined) return;
    findings.notInspected.push({ frame: findings.upTo + 1, words });
    findings.pack = this.#rules.version ?? findings.pack;
    findings.isWhole = true;
    this.#show(session, findings);
    this.shelf.save(session);
    this.#desk.tell(session);
    this.#earlier.done(session);
  }

  #show(session: string, findings: SessionFindings): void {
    this.shelf.get(session).shown = findings;
    this.#o.journal.found(session, findings.markPairs(), true);
  }

  async #lookAround(): Promise<void> {
    if (this.#o.journal.sessions().length === 0) return;
    await this.loaded();
    await this.#rules.current(() => this.#inspector.start());
    this.#earlier.addStale();
  }

  /** Never inspected, or by other rules. */
  #isStale(session: Session): boolean {
    if (this.#live.has(session.id) || this.#inspector.isDoing(session.id) || !isOver(session)) return false;
    const { shown } = this.shelf.get(session.id);
    return shown?.isWhole !== true || shown.pack !== this.#rules.version;
  }

  async #load(): Promise<void> {
    for (const { id } of this.#o.journal.sessions()) {
      if (this.shelf.known(id) !== undefined) continue;
      const { shown } = this.shelf.get(id);
      if (shown !== undefined) this.#o.journal.found(id, shown.markPairs(), true);
      this.#desk.tell(id);
      await setImmediate();
    }
  }

  #packed(pack: PackNews): void {
    const before = this.#rules.version;
    this.#rules.take(pack);
    if (before === pack.version) return;
    this.#o.rulesChanged(pack.version);
    if (before === undefined || this.#o.inspects === 'on-request') return;
    for (const [id, upTo] of this.#live) this.#begin(id, upTo, { isLive: true, isOver: false });
    if (this.#o.inspects === 'by-itself') this.#earlier.addStale();
  }
}
