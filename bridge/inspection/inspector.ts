import { Worker } from 'node:worker_threads';
import type { TargetFacts } from '../../inspect/index.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Compared } from './neighbour-lists.ts';
import {
  AT,
  AT_THE_END,
  type FoundBatch,
  type FromInspection,
  type InspectionStart,
  type Job,
  type PackNews,
  type RuleFile,
  type ToInspection,
} from './messages.ts';

export interface InspectorOptions {
  workerUrl: URL;
  sessionsFolder: string;
  /** ms for one frame; a thread that needs longer is ended. */
  limit: number;
  moreRules: string[];
  files(): RuleFile[];
  pack(pack: PackNews): void;
  /** What this job finds replaces what was found before. */
  begun(session: string, job: number): void;
  found(batch: FoundBatch): void;
  /** Nothing more comes of the session. */
  givenUp(session: string, words: string): void;
  trouble(problem: Problem): void;
}

/** What is to be inspected. */
export interface Work {
  session: string;
  target: TargetFacts;
  upTo: number;
  isOver: boolean;
  isLive: boolean;
  compared: Compared;
}

/** More than any rule needs; a frame that needs more ends the thread, not the bridge. */
const THREAD_LIMITS = { maxOldGenerationSizeMb: 1024, maxYoungGenerationSizeMb: 64, stackSizeMb: 4 };
/** Frames of one session that may end the thread before the session is given up. */
const MOST_ENDS = 5;
const MOST_IDLE_CRASHES = 3;

interface Doing {
  job: Job;
  work: Work;
  ends: number;
}

/** The main thread's side of inspection: hands out work, watches the thread, starts it again. */
export class Inspector {
  #o: InspectorOptions;
  #worker: Worker | undefined;
  #at = new Float64Array(new SharedArrayBuffer(AT.length * 8));
  #jobs = 0;
  /** Not told to be whole yet, by session. */
  #doing = new Map<string, Doing>();
  #watching: NodeJS.Timeout | undefined;
  #lastStep = -1;
  #lastLook = 0;
  #stuckFor = 0;
  #idleCrashes = 0;
  #isClosed = false;

  constructor(options: InspectorOptions) {
    this.#o = options;
  }

  /** Whether anything is under way besides sessions that never end by themselves. */
  isBusyBut(isLasting: (session: string) => boolean): boolean {
    return [...this.#doing.keys()].some((session) => !isLasting(session));
  }

  isDoing(session: string): boolean {
    return this.#doing.has(session);
  }

  /** Inspects it from its first frame on. Frames that ended the thread before are tried again. */
  begin(work: Work): void {
    const job: Job = {
      job: ++this.#jobs,
      session: work.session,
      target: work.target,
      isLive: work.isLive,
      compared: work.compared,
      skip: [],
    };
    this.#doing.set(work.session, { job, work: { ...work }, ends: 0 });
    this.#post({ kind: 'begin', job, upTo: work.upTo, isOver: work.isOver });
    this.#o.begun(work.session, job.job);
  }

  /** There are more frames, or there will be none. */
  more(session: string, upTo: number, isOver: boolean): void {
    const doing = this.#doing.get(session);
    if (doing === undefined) return;
    doing.work.upTo = Math.max(doing.work.upTo, upTo);
    doing.work.isOver ||= isOver;
    this.#post({ kind: 'more', job: doing.job.job, session, upTo, isOver });
  }

  /** Other servers than before, from where it is. */
  compare(session: string, compared: Compared): void {
    const doing = this.#doing.get(session);
    if (doing === undefined) return;
    doing.job.compared = compared;
    this.#post({ kind: 'neighbours', job: doing.job.job, session, compared });
  }

  forget(session: string): void {
    if (this.#doing.delete(session)) this.#post({ kind: 'forget', session });
  }

  rules(files: RuleFile[]): void {
    if (this.#worker === undefined) this.start();
    else this.#post({ kind: 'rules', files });
  }

  start(): void {
    if (this.#worker !== undefined || this.#isClosed) return;
    const workerData: InspectionStart = {
      sessionsFolder: this.#o.sessionsFolder,
      files: this.#o.files(),
      at: this.#at.buffer,
      moreRules: this.#o.moreRules,
    };
    const worker = new Worker(this.#o.workerUrl, {
      name: 'inspection',
      env: {},
      workerData,
      resourceLimits: THREAD_LIMITS,
    });
    this.#worker = worker;
    // Recording does not wait for inspection, and neither does the end of the process.
    worker.unref();
    worker.on('message', (message: FromInspection) => {
      if (worker === this.#worker) this.#receive(message);
    });
    worker.on('error', (error) => {
      if (worker === this.#worker) this.#ended(`The inspection broke off at it: ${error.message}.`);
    });
    this.#watching ??= setInterval(() => this.#watch(), Math.min(1000, this.#o.limit / 4)).unref();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearInterval(this.#watching);
    const worker = this.#worker;
    this.#worker = undefined;
    this.#doing.clear();
    await worker?.terminate();
  }

  #post(message: ToInspection): void {
    if (this.#isClosed) return;
    this.start();
    this.#worker?.postMessage(message);
  }

  #receive(message: FromInspection): void {
    switch (message.kind) {
      case 'pack':
        this.#o.pack(message.pack);
        return;
      case 'found': {
        const { batch } = message;
        const doing = this.#doing.get(batch.session);
        if (doing?.job.job !== batch.job) return;
        this.#idleCrashes = 0;
        if (batch.isWhole) this.#doing.delete(batch.session);
        this.#o.found(batch);
        return;
      }
      case 'unreadable': {
        const doing = this.#doing.get(message.session);
        if (doing?.job.job !== message.job) return;
        this.#doing.delete(message.session);
        this.#o.givenUp(message.session, `Its recording could not be read for inspection: ${message.words}.`);
        return;
      }
    }
  }

  /** Time that this process itself stood still does not count. */
  #watch(): void {
    const now = performance.now();
    const passed = Math.min(now - this.#lastLook, 2 * Math.min(1000, this.#o.limit / 4));
    this.#lastLook = now;
    const step = this.#at[AT.steps]!;
    const isAtOne = this.#at[AT.seq] !== 0 && step === this.#lastStep;
    this.#lastStep = step;
    this.#stuckFor = isAtOne ? this.#stuckFor + passed : 0;
    if (this.#stuckFor < this.#o.limit) return;
    const worker = this.#worker;
    this.#ended(`Its inspection was ended after ${Math.round(this.#o.limit / 100) / 10} s.`);
    void worker?.terminate();
  }

  /** The thread is gone, or as good as. What it was at is passed over by its successor, which begins anew. */
  #ended(words: string): void {
    this.#worker = undefined;
    this.#stuckFor = 0;
    const [job, seq] = [this.#at[AT.job]!, this.#at[AT.seq]!];
    this.#at = new Float64Array(new SharedArrayBuffer(AT.length * 8));
    if (this.#isClosed) return;
    const culprit = [...this.#doing.values()].find((doing) => doing.job.job === job);
    if (culprit === undefined || seq === 0) {
      if (++this.#idleCrashes > MOST_IDLE_CRASHES) {
        this.#giveUpAll(words);
        return;
      }
    } else this.#passOver(culprit, seq, words);
    for (const doing of this.#doing.values()) this.#again(doing);
  }

  #passOver(doing: Doing, seq: number, words: string): void {
    const { session } = doing.work;
    const where = seq === AT_THE_END ? 'what rules say at the end' : `frame ${seq}`;
    this.#o.trouble({
      code: 'not-inspected',
      message: `${where} of session ${session.slice(0, 8)} was not inspected. ${words}`,
      hint: 'Its bytes are recorded as always.',
    });
    doing.ends++;
    if (doing.ends > MOST_ENDS) {
      this.#doing.delete(session);
      this.#o.givenUp(session, `${MOST_ENDS + 1} of its frames ended the inspection, so the rest was left.`);
      return;
    }
    doing.job.skip = [...doing.job.skip, [seq, words]];
  }

  #again(doing: Doing): void {
    doing.job = { ...doing.job, job: ++this.#jobs };
    const { upTo, isOver, session } = doing.work;
    this.#post({ kind: 'begin', job: doing.job, upTo, isOver });
    this.#o.begun(session, doing.job.job);
  }

  #giveUpAll(words: string): void {
    const sessions = [...this.#doing.keys()];
    this.#doing.clear();
    this.#o.trouble({
      code: 'inspection-stopped',
      message: `Inspection stopped. ${words}`,
      hint: 'Recording goes on. Inspect again, or start mcp-sec-inspect anew.',
    });
    for (const session of sessions) this.#o.givenUp(session, words);
  }
}
