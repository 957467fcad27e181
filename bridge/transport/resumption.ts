import type { RawHeader } from '../../protocol/frame.ts';
import type { AnswerEnd } from './answer.ts';
import type { RecordedEvent } from './event-stream.ts';
import type { HttpLimits } from './http-limits.ts';
import { asHeaderText } from './request.ts';

/**
 * Where an event stream stands (2025-11-25, transports, Resumability): the last id seen, and how long
 * to wait before it is asked for again. Waits grow while nothing new comes, so that a server that
 * closes at once cannot make us flood it or the journal.
 */
export class StreamPosition {
  #limits: HttpLimits;
  #lastId: string | undefined;
  #retry: number;
  #fruitless = 0;
  #hasProgress = false;
  /** A stream that never began has stood for no time, however long we run. */
  #since = Infinity;

  constructor(limits: HttpLimits) {
    this.#limits = limits;
    this.#retry = limits.retry;
  }

  get canResume(): boolean {
    return this.#lastId !== undefined && this.#lastId !== '';
  }

  get isHopeless(): boolean {
    return this.#fruitless > this.#limits.retries;
  }

  get failures(): number {
    return this.#fruitless;
  }

  /** Asked for, or asked for again. */
  noteBegin(): void {
    this.#since = performance.now();
  }

  note({ fields }: RecordedEvent): void {
    if (fields.id !== undefined) {
      if (fields.id !== this.#lastId) this.#hasProgress = true;
      this.#lastId = fields.id;
    }
    if (fields.retry !== undefined) this.#retry = fields.retry;
  }

  /** One stream, or one attempt at it, is over. */
  noteEnd(end: Pick<AnswerEnd, 'messages'> | undefined): void {
    const wasSteady = end !== undefined && performance.now() - this.#since >= this.#limits.steady;
    const isFruitful = this.#hasProgress || wasSteady || (end?.messages ?? 0) > 0;
    this.#hasProgress = false;
    this.#fruitless = isFruitful ? 0 : this.#fruitless + 1;
  }

  /** ms. What the server asked for is kept, within our floor; only what we add for failures has a ceiling. */
  get wait(): number {
    const { retryFloor, retryCeiling } = this.#limits;
    const asked = Math.min(Math.max(this.#retry, retryFloor), MOST_WAIT);
    const grown = asked * 2 ** Math.max(0, this.#fruitless - 1);
    return Math.max(asked, Math.min(grown, retryCeiling));
  }

  headers(): RawHeader[] {
    return this.canResume ? [['Last-Event-ID', asHeaderText(this.#lastId!)]] : [];
  }
}

/** A server may ask for an hour; more is not a wait, it is an end. */
const MOST_WAIT = 3_600_000;

/** Waits that can be called off all at once. */
export class Waits {
  #pending = new Map<NodeJS.Timeout, () => void>();

  /** Resolves after `ms`, or at once when everything is called off. */
  wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#pending.delete(timer);
        resolve();
      }, ms);
      this.#pending.set(timer, resolve);
    });
  }

  end(): void {
    for (const [timer, resolve] of this.#pending) {
      clearTimeout(timer);
      resolve();
    }
    this.#pending.clear();
  }
}
