import { setImmediate } from 'node:timers/promises';
import type { InspectionState, RulePack, Severity } from '../../protocol/finding.ts';
import type { FrameSummary } from '../../protocol/frame.ts';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import type { Session } from '../../protocol/session.ts';
import { EarlierSessions } from './earlier-sessions.ts';
import { FindingsShelf, type Held } from './findings-shelf.ts';
import { factsOf, isOver, type InspectionsOptions } from './inspections-options.ts';
import { NewsDesk } from './inspection-news.ts';
import { Inspector } from './inspector.ts';
import type { FoundBatch, PackNews } from './messages.ts';
import { RuleDesk } from './rule-desk.ts';
import { SessionFindings } from './session-findings.ts';

const HAND_OVER_MS = 20;
const LOOK_AROUND_AFTER_MS = 1500;
/** Recorded earlier, in all, that is inspected without being asked for. */
const MOST_BY_ITSELF = 256 * 1024 * 1024;
const FRAME_LIMIT_MS = 30_000;
const CLOSING_MS = 500;

/** Inspects every session behind its recording, and keeps what was found. Recording only ever tells it a number. */
export class Inspections {
  readonly shelf: FindingsShelf;
  #o: InspectionsOptions;
  #inspector: Inspector;
  #desk: NewsDesk;
  #rules: RuleDesk;
  #earlier: EarlierSessions;
  /** Newest seq of each session that is recorded here. */
  #live = new Map<string, number>();
  #toHandOver = new Set<string>();
  #handOverTimer: NodeJS.Timeout | undefined;
  #later: NodeJS.Timeout | undefined;
  #loading: Promise<void> | undefined;
  #isClosed = false;

  constructor(options: InspectionsOptions) {
    this.#o = options;
    const { sessionsFolder, writes, journal, triage } = options;
    const onProblem = (message: string): void => options.onProblem({ code: 'findings', message });
    this.shelf = new FindingsShelf({ sessionsFolder, writes, onProblem });
    this.#rules = new RuleDesk(options.rules);
    this.#inspector = new Inspector({
      workerUrl: options.workerUrl,
      sessionsFolder,
      limit: options.limit ?? FRAME_LIMIT_MS,
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
      isDoing,
      begin: ({ id, frames }) => this.#begin(id, frames, { isLive: false, isOver: true }),
    });
    if (options.inspects === 'by-itself')
      this.#later = setTimeout(() => void this.#lookAround(), LOOK_AROUND_AFTER_MS).unref();
  }

  /** Changes with anything found, decided or inspected. */
  get version(): number {
    return this.#desk.version;
  }

  /** Frames are in their session's file; rows of one session, in order. Costs nothing that grows with them. */
  recorded(rows: readonly FrameSummary[]): void {
    const last = rows.at(-1);
    if (last === undefined || this.#o.inspects !== 'by-itself' || this.#isClosed) return;
    this.#live.set(last.session, last.seq);
    this.#toHandOver.add(last.session);
    this.#handOverTimer ??= setTimeout(() => this.#handOver(), HAND_OVER_MS).unref();
  }

  /** Nothing more is recorded of it. */
  over(session: string): void {
    const upTo = this.#live.get(session);
    if (upTo === undefined || this.#isClosed) return;
    this.#live.delete(session);
    const isUntold = this.#toHandOver.delete(session) && !this.#inspector.isDoing(session);
    if (isUntold) this.#begin(session, upTo, { isLive: true, isOver: true });
    else this.#inspector.more(session, upTo, true);
  }

  forget(session: string): void {
    this.#inspector.forget(session);
    this.#toHandOver.delete(session);
    this.#live.delete(session);
    this.shelf.forget(session);
    this.#desk.forget(session);
    this.#earlier.drop(session);
    this.#earlier.done(session);
  }

  severityAt(session: string, seq: number): Severity | undefined {
    return this.shelf.known(session)?.shown?.severityAt(seq);
  }

  states(): InspectionState[] {
    return this.#desk.states();
  }

  behind(session: Session, held: Held): number {
    return this.#desk.behind(session, held);
  }

  pack(): Promise<RulePack> {
    this.#rules.makeFolder();
    return this.#rules.current(() => this.#inspector.start());
  }

  async reloadRules(): Promise<RulePack> {
    this.#rules.makeFolder();
    const files = this.#rules.files();
    await this.#rules.next(() => this.#inspector.rules(files));
    return this.pack();
  }

  /** Begins to inspect a session, or all of them, from the first frame on. */
  inspectAgain(id: string | undefined): Outcome<{ sessions: number }> {
    const all = this.#o.journal.sessions().reverse();
    const wanted = id === undefined ? all : all.filter((session) => session.id === id);
    if (id !== undefined && wanted.length === 0)
      return refuse('no-such-session', `There is no session ${id.slice(0, 40)}.`);
    const able = wanted.filter((session) => this.#live.has(session.id) || isOver(session));
    if (id !== undefined && able.length === 0)
      return refuse('session-live', 'Another process is recording this session.', 'Wait for its end.');
    for (const session of able) {
      const upTo = this.#live.get(session.id);
      if (upTo === undefined) this.#earlier.add(session.id, id !== undefined);
      else this.#begin(session.id, upTo, { isLive: true, isOver: false });
    }
    this.#earlier.goOn();
    return { ok: true, value: { sessions: able.length } };
  }

  /** A decision changes what is open. */
  decided(fingerprint: string): void {
    for (const [id, { shown }] of this.shelf.sessions())
      if (shown?.problems.has(fingerprint) === true) this.#desk.tell(id);
  }

  /** Resolves when the findings of all sessions are read. */
  async loaded(): Promise<void> {
    await (this.#loading ??= this.#load());
  }

  /** The index lost what it was told. */
  tellIndex(): void {
    for (const [id, { shown }] of this.shelf.sessions())
      if (shown !== undefined) this.#o.journal.found(id, shown.markPairs(), true);
  }

  /** Resolves when everything that was begun, live sessions included, is inspected and written. */
  async settled(): Promise<void> {
    while (!this.#isSettled()) await wait(10);
    await this.shelf.saved();
  }

  /** What ended a moment ago is inspected to its end, if that is quick; anything else goes on with the next start. */
  async close(): Promise<void> {
    const deadline = performance.now() + CLOSING_MS;
    this.#earlier.dropAll();
    const isWorthIt = (): boolean => !this.#earlier.isInspecting && performance.now() < deadline;
    while (isWorthIt() && (this.#live.size > 0 || !this.#isSettled())) await wait(5);
    this.#isClosed = true;
    for (const timer of [this.#later, this.#handOverTimer]) clearTimeout(timer);
    this.#desk.close();
    await this.#inspector.close();
    await this.shelf.saved();
  }

  #isSettled(): boolean {
    if (this.#toHandOver.size > 0 || !this.#earlier.isIdle) return false;
    for (const [id, upTo] of this.#live) {
      const isDone = !this.#inspector.isDoing(id) || (this.shelf.known(id)?.next?.upTo ?? 0) >= upTo;
      if (!isDone) return false;
    }
    return !this.#inspector.isBusyBut((session) => this.#live.has(session));
  }

  #handOver(): void {
    this.#handOverTimer = undefined;
    for (const id of this.#toHandOver) {
      const upTo = this.#live.get(id);
      if (upTo === undefined) continue;
      const held = this.shelf.known(id);
      if (this.#inspector.isDoing(id)) this.#inspector.more(id, upTo, false);
      // Given up: that was said, and it is not tried again by itself.
      else if (held?.shown?.isWhole !== true) this.#begin(id, upTo, { isLive: true, isOver: false });
    }
    this.#toHandOver.clear();
  }

  #begin(id: string, upTo: number, how: { isLive: boolean; isOver: boolean }): void {
    const session = this.#o.journal.session(id);
    if (session === undefined) return;
    if (how.isLive && this.shelf.known(id) === undefined) this.shelf.begin(id);
    this.#inspector.begin({ session: id, target: factsOf(session), upTo, ...how });
  }

  #begun(session: string, job: number): void {
    this.shelf.get(session).next = new SessionFindings(job);
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
    if (batch.isWhole) this.#earlier.done(batch.session);
  }

  #givenUp(session: string, words: string): void {
    const held = this.shelf.known(session);
    const findings = held?.next ?? held?.shown;
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
    this.#queueStale();
  }

  /** What was never inspected, or by other rules; the newest first, and not without end. */
  #queueStale(): void {
    let bytes = 0;
    for (const session of this.#o.journal.sessions().reverse()) {
      if (this.#live.has(session.id) || this.#inspector.isDoing(session.id) || !isOver(session)) continue;
      const { shown } = this.shelf.get(session.id);
      if (shown?.isWhole === true && shown.pack === this.#rules.version) continue;
      bytes += session.bytes;
      if (bytes > MOST_BY_ITSELF) break;
      this.#earlier.add(session.id, false);
    }
    this.#earlier.goOn();
  }

  async #load(): Promise<void> {
    for (const { id } of this.#o.journal.sessions()) {
      if (this.shelf.known(id) !== undefined) continue;
      // Read by the first look at it.
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
    if (before === undefined || this.#o.inspects !== 'by-itself') return;
    for (const [id, upTo] of this.#live) this.#begin(id, upTo, { isLive: true, isOver: false });
    this.#queueStale();
  }
}

function refuse(code: string, message: string, hint?: string): { ok: false; problem: Problem } {
  return { ok: false, problem: { code, message, ...(hint === undefined ? {} : { hint }) } };
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
