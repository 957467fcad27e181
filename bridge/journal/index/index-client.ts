import { Worker } from 'node:worker_threads';
import type { FrameAnnotation } from '../../../protocol/annotation.ts';
import type { FrameSummary } from '../../../protocol/frame.ts';
import type { Outcome, Problem } from '../../../protocol/problem.ts';
import type {
  Asked,
  AskKind,
  FromIndex,
  IndexStart,
  IndexStatus,
  Recovered,
  SessionNote,
  ToIndex,
} from './messages.ts';
import { isDamage, removeIndex } from './schema.ts';

export interface IndexClientOptions {
  start: Omit<IndexStart, 'isReplacement'>;
  /** File the thread runs. */
  workerUrl: URL;
  running(writers: IndexStart['own'][]): number[];
  recovered(session: Recovered): void;
  changed(): void;
  /** The thread follows one that died, and knows nothing of findings and annotations. */
  lost(): void;
}

const BATCH_MS = 15;
const BATCH_ROWS = 2000;
const MOST_RESTARTS = 5;
const RESTART_AFTER_MS = 300;

interface Waiting {
  settle(outcome: Outcome<unknown>): void;
}

/**
 * The main thread's side of the index. Rows are handed over in batches; a question goes behind
 * everything handed in before it. The thread is started when it is first needed, or a little later.
 */
export class IndexClient {
  /** Why there is no index, or not a whole one. */
  problem: Problem | undefined;
  #o: IndexClientOptions;
  #worker: Worker | undefined;
  #restarts = 0;
  #isClosed = false;
  #rows: FrameSummary[] = [];
  #places: number[] = [];
  #batchTimer: NodeJS.Timeout | undefined;
  #tickets = 0;
  #waiting = new Map<number, Waiting>();
  #notes = new Map<string, SessionNote>();
  #handed = 0;
  #status: IndexStatus = { taken: 0, toRecover: 0, textBehind: 0 };

  constructor(options: IndexClientOptions) {
    this.#o = options;
  }

  /** Starts the thread though nobody needs it yet: there may be something to bring in. */
  start(): void {
    this.#start(false);
  }

  /** Frames recorded and not in the index yet. */
  get behind(): number {
    return this.#handed - this.#status.taken + this.#status.toRecover;
  }

  get textBehind(): number {
    return this.#status.textBehind + this.#handed - this.#status.taken;
  }

  /** `place`: segment, offset, size. */
  take(row: FrameSummary, place: readonly [number, number, number]): void {
    this.#rows.push(row);
    this.#places.push(...place);
    this.#handed++;
    if (this.#rows.length >= BATCH_ROWS) this.#handOver();
    else this.#batchTimer ??= setTimeout(() => this.#handOver(), BATCH_MS);
  }

  note(note: SessionNote): void {
    const before = this.#notes.get(note.id);
    if (before !== undefined && JSON.stringify(before) === JSON.stringify(note)) return;
    this.#notes.set(note.id, note);
    this.#handOver();
    this.#post({ kind: 'session', note });
  }

  /** seq and severities of frames that have findings. Costs no thread where there is nothing to tell. */
  found(session: string, marks: Uint32Array, isAnew: boolean): void {
    if (marks.length === 0 && (!isAnew || this.#worker === undefined)) return;
    this.#handOver();
    this.#post({ kind: 'found', session, marks, isAnew });
  }

  /** What a person put on frames. Costs no thread where there is nothing to tell. */
  annotated(session: string, annotations: FrameAnnotation[], isAnew: boolean): void {
    if (annotations.length === 0 && (!isAnew || this.#worker === undefined)) return;
    this.#handOver();
    this.#post({ kind: 'annotated', session, annotations, isAnew });
  }

  async ask<K extends AskKind>(about: K, ask: Asked[K]['ask']): Promise<Outcome<Asked[K]['answer']>> {
    if (this.problem !== undefined) return { ok: false, problem: this.problem };
    this.#handOver();
    const ticket = ++this.#tickets;
    const answer = new Promise<Outcome<unknown>>((settle) => this.#waiting.set(ticket, { settle }));
    this.#post({ kind: 'ask', ticket, about, ask } as ToIndex);
    this.#worker?.ref();
    return (await answer) as Outcome<Asked[K]['answer']>;
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    // Rows that were never asked for need no thread now: the next start finds them in their segments.
    if (this.#worker !== undefined && this.problem === undefined) await this.ask('close', {});
    this.#isClosed = true;
    clearTimeout(this.#batchTimer);
    await this.#worker?.terminate();
  }

  #handOver(): void {
    clearTimeout(this.#batchTimer);
    this.#batchTimer = undefined;
    if (this.#rows.length === 0) return;
    const places = Float64Array.from(this.#places);
    const rows = this.#rows;
    this.#rows = [];
    this.#places = [];
    this.#post({ kind: 'take', rows, places });
  }

  #post(message: ToIndex): void {
    if (this.#isClosed || this.problem !== undefined) return;
    this.#start(false);
    this.#worker?.postMessage(message);
  }

  #start(isReplacement: boolean): void {
    if (this.#worker !== undefined || this.#isClosed) return;
    const workerData: IndexStart = { ...this.#o.start, isReplacement };
    const worker = new Worker(this.#o.workerUrl, { workerData, name: 'index' });
    this.#worker = worker;
    // Recording does not wait for the index, and neither does the end of the process.
    worker.unref();
    worker.on('message', (message: FromIndex) => this.#receive(message));
    worker.on('error', (error) => this.#died(worker, error));
  }

  #receive(message: FromIndex): void {
    switch (message.kind) {
      case 'answer':
        this.#settle(message.ticket, { ok: true, value: message.answer });
        return;
      case 'refused':
        this.#settle(message.ticket, { ok: false, problem: message.problem });
        return;
      case 'status':
        this.#status = message.status;
        this.#o.changed();
        return;
      case 'recovered':
        this.#o.recovered(message.session);
        return;
      case 'whose':
        this.#worker?.postMessage({
          kind: 'running',
          runs: this.#o.running(message.writers),
        } satisfies ToIndex);
        return;
    }
  }

  #settle(ticket: number, outcome: Outcome<unknown>): void {
    this.#waiting.get(ticket)?.settle(outcome);
    this.#waiting.delete(ticket);
    if (this.#waiting.size === 0) this.#worker?.unref();
  }

  /** What it had not taken yet lies in the segments; its successor reads it there. */
  #died(worker: Worker, error: Error): void {
    if (worker !== this.#worker) return;
    if (isDamage(error)) removeIndex(this.#o.start.folder.indexFile);
    this.#restarts++;
    const isHopeless = this.#restarts > MOST_RESTARTS;
    this.problem = {
      code: 'index-stopped',
      message: `The index stopped: ${error.message}. Recording goes on; lists and search ${isHopeless ? 'are not available' : 'come back in a moment'}.`,
      hint: 'It can be rebuilt from the recordings at any time.',
    };
    for (const ticket of [...this.#waiting.keys()])
      this.#settle(ticket, { ok: false, problem: this.problem });
    this.#status = { taken: 0, toRecover: 0, textBehind: 0 };
    this.#o.changed();
    if (isHopeless || this.#isClosed) return;
    setTimeout(() => {
      this.problem = undefined;
      this.#worker = undefined;
      this.#rows = [];
      this.#places = [];
      this.#handed = 0;
      this.#start(true);
      for (const note of this.#notes.values()) this.#post({ kind: 'session', note });
      this.#o.lost();
      this.#o.changed();
    }, RESTART_AFTER_MS).unref();
  }
}
