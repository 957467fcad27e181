import { setTimeout as setTimeoutPromise } from 'node:timers/promises';
import type { Problem } from '../../../protocol/problem.ts';
import type { WriterMark } from '../writer-mark.ts';
import { AnnotationMarks } from './annotation-marks.ts';
import { Blocks } from './blocks.ts';
import { CatchUp } from './catch-up.ts';
import type { Database } from './driver.ts';
import { forgetSession } from './forget.ts';
import { FindingMarks } from './finding-marks.ts';
import { FoundFrames } from './found-frames.ts';
import { Intake } from './intake.ts';
import { Lists } from './lists.ts';
import type { FromIndex, IndexStart, ToIndex } from './messages.ts';
import { MethodCounts } from './method-counts.ts';
import { NeedleSearch } from './needle-search.ts';
import { Pause } from './pause.ts';
import { RecordFiles } from './record-files.ts';
import { Rows } from './rows.ts';
import { isDamage, openIndex } from './schema.ts';
import { TextIndex } from './text-index.ts';

const STATUS_EVERY_MS = 100;
/** Text waits a moment while somebody asks, so that answers come first. */
const TEXT_WAITS_MS = 4;

type Ask = Extract<ToIndex, { kind: 'ask' }>;

/** The index as it runs in its own thread: takes rows in, answers, and works through what is behind in between. */
export class IndexThread {
  #send: (message: FromIndex) => void;
  #database: Database;
  #files: RecordFiles;
  #pause = new Pause();
  #blocks: Blocks;
  #texts: TextIndex;
  #intake: Intake;
  #lists: Lists;
  #rows: Rows;
  #methods: MethodCounts;
  #found: FoundFrames;
  #marks: FindingMarks;
  #annotations: AnnotationMarks;
  #catchUp: CatchUp;
  #catchingUp: Promise<void>;
  #isCaughtUp = false;
  #textWork: Promise<void> | undefined;
  #taken = 0;
  #asks = 0;
  #isClosing = false;
  #running: ((runs: ReadonlySet<number>) => void) | undefined;
  #statusTimer: NodeJS.Timeout | undefined;
  #settling: (() => void)[] = [];

  constructor(start: IndexStart, send: (message: FromIndex) => void) {
    this.#send = send;
    const database = openIndex(start.folder.indexFile, start.driver);
    const pause = this.#pause;
    const files = new RecordFiles(start.folder.sessions);
    const blocks = new Blocks(database);
    const texts = new TextIndex(database, files);
    const intake = new Intake(database, blocks, {
      late: (positions) => this.#lists.late(positions),
      moved: (positions) => this.#lists.moved(positions),
    });
    const head = (): number => intake.head;
    const lists = new Lists({ database, blocks, texts, search: new NeedleSearch(files, pause), pause, head });
    this.#database = database;
    const keyOf = (session: string): number => intake.keyOf(session);
    this.#marks = new FindingMarks(database, { keyOf, changed: (places) => lists.marked('finding', places) });
    this.#annotations = new AnnotationMarks(database, {
      keyOf,
      changed: (places) => lists.marked('annotation', places),
    });
    this.#files = files;
    this.#blocks = blocks;
    this.#texts = texts;
    this.#intake = intake;
    this.#lists = lists;
    const isCaughtUp = (): boolean => this.#catchUp.isDone;
    this.#methods = new MethodCounts({ database, lists, pause, head, isCaughtUp });
    this.#rows = new Rows({
      database,
      lists,
      recorded: () => blocks.total,
      head,
      textBehind: () => texts.pending,
      isCaughtUp,
    });
    this.#found = new FoundFrames(database);
    this.#catchUp = new CatchUp({
      start,
      database,
      files,
      intake,
      pause,
      forget: (session) => this.#forget(session),
      running: (writers) => this.#askWhichRun(writers),
      isStopped: () => this.#isClosing,
      recovered: (session) => send({ kind: 'recovered', session }),
      progress: (frames) => this.#grew(frames),
    });
    this.#catchingUp = this.#bringUp();
    this.#workOnText();
  }

  receive(message: ToIndex): void {
    switch (message.kind) {
      case 'take':
        this.#taken += message.rows.length;
        this.#grew(this.#intake.take(message.rows, message.places));
        return;
      case 'session':
        this.#intake.note(message.note);
        this.#lists.sessionChanged();
        return;
      case 'found':
        this.#marks.take(message);
        return;
      case 'annotated':
        this.#annotations.take(message);
        return;
      case 'running':
        this.#running?.(new Set(message.runs));
        return;
      case 'ask':
        void this.#answer(message);
        return;
    }
  }

  async #answer(asked: Ask): Promise<void> {
    const { ticket } = asked;
    this.#asks++;
    try {
      const answer = await this.#find(asked);
      this.#send(
        answer.ok
          ? { kind: 'answer', ticket, answer: answer.value }
          : { kind: 'refused', ticket, problem: answer.problem },
      );
    } catch (error) {
      const message = `The index could not answer: ${(error as Error).message}.`;
      this.#send({ kind: 'refused', ticket, problem: { code: 'index-failed', message } });
      if (isDamage(error)) throw error;
    } finally {
      this.#asks--;
    }
  }

  async #find(asked: Ask): Promise<{ ok: true; value: unknown } | { ok: false; problem: Problem }> {
    const done = { ok: true, value: true } as const;
    switch (asked.about) {
      case 'rows':
        await this.#catchUp.surveyed;
        return this.#rows.page(asked.ask);
      case 'methods':
        await this.#catchUp.surveyed;
        return this.#methods.of(asked.ask);
      case 'after':
        return { ok: true, value: this.#found.after(asked.ask) };
      case 'frame':
        return { ok: true, value: this.#found.frame(asked.ask) };
      case 'exchange':
        return { ok: true, value: this.#found.exchange(asked.ask) };
      case 'forget':
        await this.#forget(asked.ask.session);
        return done;
      case 'adopt':
        await this.#adopt(asked.ask.session);
        return done;
      case 'settle':
        await this.#settled();
        return done;
      case 'close':
        await this.#close();
        return done;
    }
  }

  async #forget(session: string): Promise<void> {
    this.#catchUp.skip(session);
    this.#marks.forget(session);
    this.#annotations.forget(session);
    await forgetSession(session, {
      database: this.#database,
      blocks: this.#blocks,
      texts: this.#texts,
      intake: this.#intake,
      lists: this.#lists,
      files: this.#files,
      pause: this.#pause,
    });
    this.#grew(0);
  }

  async #adopt(session: string): Promise<void> {
    const adopted = this.#catchingUp.then(() => {
      this.#isCaughtUp = false;
      return this.#catchUp.adopt(session);
    });
    this.#catchingUp = adopted.catch(() => {
      // Whoever asked for the session is told by `adopted`; what comes after only waits for it to be over.
    });
    await adopted;
    this.#isCaughtUp = true;
    this.#grew(0);
  }

  async #bringUp(): Promise<void> {
    await this.#pause.yield();
    await this.#catchUp.run();
    this.#isCaughtUp = true;
    this.#grew(0);
  }

  #askWhichRun(writers: WriterMark[]): Promise<ReadonlySet<number>> {
    if (writers.length === 0) return Promise.resolve(new Set());
    return new Promise((resolve) => {
      this.#running = resolve;
      this.#send({ kind: 'whose', writers });
    });
  }

  /** Rows came in, or there is less left to do. */
  #grew(frames: number): void {
    this.#texts.expect(frames);
    this.#workOnText();
    this.#statusTimer ??= setTimeout(() => this.#sendStatus(), STATUS_EVERY_MS);
    this.#tellSettled();
  }

  #sendStatus(): void {
    clearTimeout(this.#statusTimer);
    this.#statusTimer = undefined;
    const status = { taken: this.#taken, toRecover: this.#catchUp.toDo, textBehind: this.#texts.pending };
    this.#send({ kind: 'status', status });
  }

  #workOnText(): void {
    if (this.#textWork !== undefined || this.#isClosing || this.#texts.pending === 0) return;
    this.#textWork = this.#indexTexts().finally(() => {
      this.#textWork = undefined;
      this.#workOnText();
      this.#grew(0);
    });
  }

  async #indexTexts(): Promise<void> {
    const now = (): number => performance.now();
    while (!this.#isClosing && this.#texts.step(now)) {
      if (this.#asks > 0) await setTimeoutPromise(TEXT_WAITS_MS);
      await this.#pause.yield();
    }
  }

  #settled(): Promise<void> {
    return new Promise((resolve) => {
      this.#settling.push(resolve);
      this.#tellSettled();
    });
  }

  #tellSettled(): void {
    if (!this.#isCaughtUp || this.#texts.pending > 0 || this.#settling.length === 0) return;
    // The status first: who waits for this reads it next.
    this.#sendStatus();
    const settling = this.#settling;
    this.#settling = [];
    for (const resolve of settling) resolve();
  }

  async #close(): Promise<void> {
    this.#isClosing = true;
    clearTimeout(this.#statusTimer);
    this.#lists.dropAll();
    this.#running?.(new Set());
    await Promise.allSettled([this.#catchingUp, this.#textWork]);
    clearTimeout(this.#statusTimer);
    this.#files.close();
    this.#database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    this.#database.close();
  }
}
