import type { AnswerReading } from '../../protocol/mcp/read-answer.ts';
import type { AnswerRequest } from '../body/answer-bytes.ts';
import type { BodyProgress, BodyRequest, BodyRow, FromBodyWorker, Held, ToBodyWorker } from '../body/body.ts';
import type { Hit } from '../body/hits.ts';
import workerUrl from './body.worker.ts?worker&url';

export interface BodyListener {
  progress(progress: BodyProgress): void;
  rows(from: number, rows: BodyRow[]): void;
  found(byte: number, row: number): void;
}

/** One body being looked at. Asking is free: answers come to the listener, and none after `close`. */
export interface OpenedBody {
  rows(from: number, to: number): void;
  find(byte: number): void;
  /** What findings point at; rows asked for from now on show it. */
  mark(hits: Hit[]): void;
  close(): void;
}

/** The name is in the Content-Security-Policy that the bridge sends. */
const POLICY = 'mcp-sec-inspect';

interface ScriptPolicy {
  createScriptURL(url: string): unknown;
}
interface PolicyFactory {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): ScriptPolicy;
}

/** Only ever our own worker script; with Trusted Types on, no other string becomes one. */
function trustedWorkerUrl(): string {
  const { trustedTypes } = globalThis as { trustedTypes?: PolicyFactory };
  if (trustedTypes === undefined) return workerUrl;
  const policy = trustedTypes.createPolicy(POLICY, {
    createScriptURL(url) {
      if (url !== workerUrl) throw new TypeError('not the worker of this page');
      return url;
    },
  });
  return policy.createScriptURL(workerUrl) as string;
}

/** Starts the worker that reads bodies, when the first one is opened, and shares it among all. */
export class Bodies {
  #worker: Worker | undefined;
  #token: () => string | undefined;
  #listeners = new Map<number, BodyListener>();
  #readers = new Map<number, (reading: AnswerReading | undefined) => void>();
  #next = 1;

  constructor(token: () => string | undefined) {
    this.#token = token;
  }

  /** `held`: the body itself, instead of a place to read it from. */
  open(request: BodyRequest, listener: BodyListener, held?: Held): OpenedBody {
    const id = this.#next++;
    this.#listeners.set(id, listener);
    this.#tell({ kind: 'open', id, request, held });
    return {
      rows: (from, to) => this.#tell({ kind: 'rows', id, from, to }),
      find: (byte) => this.#tell({ kind: 'find', id, byte }),
      mark: (hits) => this.#tell({ kind: 'mark', id, hits }),
      close: () => {
        this.#listeners.delete(id);
        this.#tell({ kind: 'close', id });
      },
    };
  }

  /** Reads a long answer in the worker. Undefined when its bytes cannot be had now. */
  readAnswer(request: AnswerRequest): Promise<AnswerReading | undefined> {
    const id = this.#next++;
    return new Promise((done) => {
      this.#readers.set(id, done);
      this.#tell({ kind: 'answer', id, request });
    });
  }

  /** Starts the worker now, because a body will be asked for soon. */
  warm(): Worker {
    if (this.#worker === undefined) {
      this.#worker = new Worker(trustedWorkerUrl(), { type: 'module', name: 'bodies' });
      this.#worker.onmessage = ({ data }: MessageEvent<FromBodyWorker>) => this.#hear(data);
      this.#worker.postMessage({
        kind: 'token',
        token: this.#token() ?? '',
        api: new URL('/api', location.origin).href,
      });
    }
    return this.#worker;
  }

  #tell(message: ToBodyWorker): void {
    this.warm().postMessage(message);
  }

  #hear(message: FromBodyWorker): void {
    if (message.kind === 'answer') {
      this.#readers.get(message.id)?.(message.reading);
      this.#readers.delete(message.id);
      return;
    }
    const listener = this.#listeners.get(message.id);
    if (listener === undefined) return;
    switch (message.kind) {
      case 'progress':
        listener.progress(message.progress);
        return;
      case 'rows':
        listener.rows(message.from, message.rows);
        return;
      case 'found':
        listener.found(message.byte, message.row);
    }
  }
}
