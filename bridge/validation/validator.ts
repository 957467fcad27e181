import { Worker } from 'node:worker_threads';
import type { CheckedValue } from '../../protocol/craft.ts';
import type { CheckerReady, FromChecker, ToChecker } from './messages.ts';

export interface ValidatorOptions {
  workerUrl: URL;
  /** ms for one check, compiling included. */
  limit: number;
}

/** Enough for the largest real schemas; a hostile one ends its thread, not the bridge. */
const THREAD_LIMITS = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 };
const LARGEST = 8 * 1024 * 1024;
const MOST_WAITING = 20;
/** ms without a check after which the thread ends: 30 MB nobody uses. */
const IDLE = 60_000;
/** ms in which a thread has loaded its code, on a machine that does much else. */
const LOADED_WITHIN = 20_000;

interface Waiting {
  message: ToChecker;
  settle(checked: CheckedValue): void;
}

/** Checks values in a thread with limits of time and memory. One check at a time, in order. */
export class Validator {
  #o: ValidatorOptions;
  #worker: Worker | undefined;
  #isLoaded = false;
  #running: Waiting | undefined;
  #queue: Waiting[] = [];
  #tickets = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: ValidatorOptions) {
    this.#o = options;
  }

  /** `key` names the schema text. Never rejects: what could not be checked says why. */
  check(key: string, schema: string, pointer: string, value: string): Promise<CheckedValue> {
    const size = Math.max(schema.length, value.length);
    if (size > LARGEST)
      return Promise.resolve(notChecked(`${size} characters are too many to check (at most ${LARGEST}).`));
    return new Promise((settle) => {
      const message = { ticket: ++this.#tickets, key: `${key} ${pointer}`, schema, pointer, value };
      this.#queue.push({ message, settle });
      if (this.#queue.length > MOST_WAITING)
        this.#queue.shift()!.settle(notChecked('Newer checks came before this one was begun.'));
      this.#next();
    });
  }

  async close(): Promise<void> {
    for (const { settle } of this.#queue.splice(0)) settle(notChecked('The bridge ends.'));
    await this.#end('The bridge ends.');
  }

  #next(): void {
    if (this.#running !== undefined) return;
    clearTimeout(this.#timer);
    const next = this.#queue.shift();
    if (next === undefined) {
      this.#timer = setTimeout(() => void this.#end('idle'), IDLE).unref();
      return;
    }
    this.#running = next;
    const worker = this.#start();
    if (this.#isLoaded) this.#limit();
    else
      this.#timer = setTimeout(
        () => void this.#end('The check was not begun: its thread did not start.'),
        LOADED_WITHIN,
      );
    worker.postMessage(next.message);
  }

  #limit(): void {
    clearTimeout(this.#timer);
    const words = `The check was ended after ${this.#o.limit} ms: this schema takes too long.`;
    this.#timer = setTimeout(() => void this.#end(words), this.#o.limit);
  }

  #start(): Worker {
    if (this.#worker !== undefined) return this.#worker;
    const worker = new Worker(this.#o.workerUrl, {
      name: 'validation',
      env: {},
      resourceLimits: THREAD_LIMITS,
    });
    this.#isLoaded = false;
    worker.on('message', (message: FromChecker | CheckerReady) => {
      if (this.#worker !== worker) return;
      if ('ready' in message) {
        this.#isLoaded = true;
        if (this.#running !== undefined) this.#limit();
      } else if (this.#running?.message.ticket === message.ticket) this.#settle(message.checked);
    });
    // Out of memory, or out of stack where it cannot be caught.
    worker.on('error', (error) => {
      if (this.#worker === worker) void this.#end(`The check broke off: ${error.message}.`);
    });
    worker.unref();
    this.#worker = worker;
    return worker;
  }

  #settle(checked: CheckedValue): void {
    const running = this.#running;
    this.#running = undefined;
    running?.settle(checked);
    this.#next();
  }

  async #end(words: string): Promise<void> {
    clearTimeout(this.#timer);
    const worker = this.#worker;
    this.#worker = undefined;
    if (this.#running !== undefined) this.#settle(notChecked(words));
    await worker?.terminate();
  }
}

function notChecked(words: string): CheckedValue {
  return { state: 'not-checked', complaints: [], more: 0, words };
}
