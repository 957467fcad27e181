import type { RowsPage, RowsRequest } from '../../protocol/api.ts';
import type { FrameAnnotation } from '../../protocol/annotation.ts';
import type { FrameDetail, FrameSummary } from '../../protocol/frame.ts';
import type { MethodFigures } from '../../protocol/method-figures.ts';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import type { Session } from '../../protocol/session.ts';
import type { JournalStatus } from '../../protocol/stream.ts';
import { afterRecovery } from './after-recovery.ts';
import { claimNext } from './counter.ts';
import { removeDoomed } from './doomed-folders.ts';
import type { FileJournalOptions } from './file-journal-options.ts';
import { FrameReader } from './frame-reader.ts';
import { IndexClient } from './index/index-client.ts';
import type { Recovered } from './index/messages.ts';
import { emptyPage, readQuery } from './index/read-query.ts';
import { noteOf } from './index/session-peek.ts';
import { indexElsewhere } from './index-lock.ts';
import type { Journal, SessionLog, SessionStart } from './journal.ts';
import { newSession } from './new-session.ts';
import { RecentRows } from './recent-rows.ts';
import { removeSession } from './remove-session.ts';
import { positionOf } from './segment/format.ts';
import { SegmentLog } from './segment/log.ts';
import { type WalkedFrame, walkSession } from './segment/whole-session.ts';
import { SessionShelf } from './session-shelf.ts';
import { removeStaged, Staging } from './staging.ts';
import { StatusBoard } from './status-board.ts';
import { isRecording, ownMark } from './writer-mark.ts';

/** The journal over segment files and, in the process that holds the lock, the index. */
export class FileJournal implements Journal {
  readonly run: number;
  #o: FileJournalOptions;
  #k = 0;
  #shelf: SessionShelf;
  /** Every session recorded by this process; those that are closed stay readable through it. */
  #logs = new Map<string, SegmentLog>();
  #live = new Set<string>();
  #recent: RecentRows;
  #index: IndexClient | undefined;
  #reader: FrameReader;
  #board: StatusBoard;
  #later: NodeJS.Timeout;
  #isClosed = false;
  #indexLost: (() => void)[] = [];

  constructor(options: FileJournalOptions) {
    const { folder, marks, run, lock } = options;
    this.#o = options;
    this.run = run;
    const own = ownMark(marks, run);
    this.#recent = new RecentRows(positionOf(run, 0));
    this.#board = new StatusBoard(() => this.#currentStatus());
    this.#shelf = new SessionShelf({
      folder: folder.sessions,
      marks,
      own,
      nextNumber: () => claimNext(folder.counters, 'number'),
      onProblem: (message) => this.#board.trouble({ code: 'session-file', message }),
    });
    if (lock.kind === 'ours') {
      this.#index = new IndexClient({
        start: { folder, driver: options.driver, own },
        workerUrl: options.workerUrl,
        running: (writers) => writers.filter((one) => isRecording(one, own, marks)).map((one) => one.run),
        recovered: (session) => this.#recovered(session),
        changed: () => this.#board.changed(),
        lost: () => this.#indexLost.forEach((tell) => tell()),
      });
    }
    this.#reader = new FrameReader({
      folderOf: (session) => this.#shelf.folderOf(session),
      logOf: (session) => this.#logs.get(session),
      recent: this.#recent,
      index: this.#index,
    });
    this.#later = setTimeout(() => this.#lookAround(), options.startIndexAfter).unref();
  }

  /** What can wait until the page has been served. */
  #lookAround(): void {
    if (!this.#shelf.isEmpty()) this.#index?.start();
    const { root } = this.#o.folder;
    Promise.all([removeDoomed(root), removeStaged(root)])
      .then(() => this.#o.budget.measure())
      .catch((error: Error) => this.#board.trouble({ code: 'data-dir', message: error.message }));
  }

  head(): number {
    return this.#recent.head;
  }

  createSession(start: SessionStart): Outcome<{ session: Session; log: SessionLog }> {
    const { folder, budget, rollAt, run } = this.#o;
    const startedAt = this.#o.wall();
    try {
      const number = claimNext(folder.counters, 'number');
      const session = newSession(start, this.#o.randomId(), number, startedAt);
      this.#live.add(session.id);
      this.#shelf.add(session);
      const log = new SegmentLog({
        folder: this.#shelf.folderOf(session.id),
        sessionId: session.id,
        startedAt,
        run,
        nextK: () => ++this.#k,
        rollAt,
        budget,
        wall: () => this.#o.wall(),
        onClosed: () => this.#live.delete(session.id),
      });
      this.#logs.set(session.id, log);
      this.#index?.note(noteOf(session));
      this.#board.changed();
      return { ok: true, value: { session, log } };
    } catch (error) {
      const message = `A session could not be begun in ${folder.sessions}: ${(error as Error).message}.`;
      return {
        ok: false,
        problem: { code: 'not-written', message, hint: 'Check free space and permissions.' },
      };
    }
  }

  stage(): Staging {
    return new Staging({
      ...this.#o,
      nextK: () => ++this.#k,
      taken: (session, log) => {
        this.#shelf.take(session);
        this.#logs.set(session.id, log);
        this.#index?.note(noteOf(session));
        this.#board.changed();
      },
      indexed: (session) => this.#index?.ask('adopt', { session }) ?? Promise.resolve(),
    });
  }

  frames(session: string): AsyncIterable<WalkedFrame> {
    return walkSession(this.#o.folder.sessions, session);
  }

  saveSession(session: Session): void {
    if (this.#isClosed || this.#shelf.get(session.id) === undefined) return;
    this.#shelf.save(this.#counted(session));
    this.#index?.note(noteOf(session));
  }

  sessions(): Session[] {
    return this.#shelf.all().map((session) => this.#counted(session));
  }

  session(id: string): Session | undefined {
    const session = this.#shelf.get(id);
    return session === undefined ? undefined : this.#counted(session);
  }

  async deleteSession(id: string): Promise<Problem | undefined> {
    const session = this.#shelf.get(id);
    if (session === undefined) return { code: 'no-such-session', message: `There is no session ${id}.` };
    if (this.#live.has(id) || this.#shelf.isElsewhere(id)) {
      return {
        code: 'session-live',
        message: `Session ${session.number} is still being recorded${this.#live.has(id) ? '' : ' by another process'}.`,
        hint: 'Stop it first.',
      };
    }
    if (this.#index === undefined) return this.#elsewhere('Sessions can be deleted');
    const { bytes } = this.#counted(session);
    const index = this.#index;
    const { isGone, problem } = await removeSession(session, {
      root: this.#o.folder.root,
      shelf: this.#shelf,
      forget: (gone) => this.#reader.forget(gone),
      unindex: (gone) => index.ask('forget', { session: gone }),
    });
    if (!isGone) return problem;
    this.#logs.delete(id);
    this.#recent.forget(id);
    this.#o.budget.freed(bytes);
    this.#board.changed();
    return problem;
  }

  index(summaries: FrameSummary[]): void {
    for (const row of summaries) {
      const place = this.#logs.get(row.session)?.handOn(row.seq);
      if (place === undefined) continue;
      this.#recent.add(row);
      this.#index?.take(row, [place.segment, place.offset, place.size]);
    }
    this.#board.changed();
  }

  found(session: string, marks: Uint32Array, isAnew: boolean): void {
    this.#index?.found(session, marks, isAnew);
  }

  annotated(session: string, annotations: FrameAnnotation[], isAnew: boolean): void {
    this.#index?.annotated(session, annotations, isAnew);
  }

  onIndexLost(listener: () => void): void {
    this.#indexLost.push(listener);
  }

  async rows(request: RowsRequest): Promise<Outcome<RowsPage>> {
    if (this.#index === undefined) return { ok: false, problem: this.#elsewhere('Lists are made') };
    if (this.#shelf.isEmpty()) {
      // The first look of a new user: no need to start the index thread for nothing.
      const query = readQuery(request.q);
      return query.ok ? { ok: true, value: emptyPage(this.head()) } : query;
    }
    return this.#index.ask('rows', { ...request, now: this.#o.wall() });
  }

  async methods(q: string): Promise<Outcome<MethodFigures>> {
    if (this.#index === undefined) return { ok: false, problem: this.#elsewhere('Figures are made') };
    return this.#index.ask('methods', { q, now: this.#o.wall() });
  }

  async summariesAfter(after: number, limit: number): Promise<FrameSummary[]> {
    const recent = this.#recent.after(after, limit);
    if (recent !== undefined) return recent;
    const found = await this.#index?.ask('after', { after, limit });
    return found?.ok === true ? found.value : this.#recent.newest(after, limit);
  }

  frame(session: string, seq: number): Promise<FrameDetail | undefined> {
    return this.#reader.detail(session, seq);
  }

  bytes(
    session: string,
    seq: number,
    part: 'raw' | 'payload',
    from: number,
    to: number,
  ): Promise<Outcome<{ bytes: Uint8Array; total: number }>> {
    return this.#reader.bytes(session, seq, part, from, to);
  }

  status(): JournalStatus {
    return this.#board.current();
  }

  onStatus(listener: (status: JournalStatus) => void): void {
    this.#board.onChange(listener);
  }

  async settled(): Promise<void> {
    await this.#index?.ask('settle', {});
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    await Promise.all([...this.#live].flatMap((id) => this.#logs.get(id)?.close() ?? []));
    for (const id of this.#logs.keys()) {
      const session = this.#shelf.get(id);
      if (session !== undefined) this.#shelf.save(this.#counted(session));
    }
    this.#isClosed = true;
    clearTimeout(this.#later);
    await this.#shelf.close();
    await this.#index?.close();
    if (this.#o.lock.kind === 'ours') this.#o.lock.release();
    this.#board.close();
  }

  #currentStatus(): Omit<JournalStatus, 'problem'> & { problem: Problem | undefined } {
    const sessions = this.sessions();
    return {
      frames: sessions.reduce((sum, session) => sum + session.frames, 0),
      bytes: sessions.reduce((sum, session) => sum + session.bytes, 0),
      indexBehind: this.#index?.behind ?? 0,
      textBehind: this.#index?.textBehind ?? 0,
      problem: this.#index?.problem,
    };
  }

  /** The log counts every frame; whoever saves a session may be a moment behind. */
  #counted(session: Session): Session {
    const log = this.#logs.get(session.id);
    return log === undefined ? session : { ...session, frames: log.frames, bytes: log.bytes };
  }

  #recovered(recovered: Recovered): void {
    const { id, damage } = recovered;
    const session = this.#shelf.get(id);
    // What came from elsewhere was counted and dated as it was written.
    if (session === undefined || (session.imported !== undefined && damage === undefined)) return;
    this.#shelf.save(afterRecovery(session, recovered));
    if (damage !== undefined)
      this.#board.trouble({ code: 'session-damaged', message: `Session ${session.number}: ${damage}` });
    this.#board.changed();
  }

  #elsewhere = (what: string): Problem => indexElsewhere(what, this.#o.folder.root, this.#o.lock);
}
