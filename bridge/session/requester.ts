import type { Author } from '../../protocol/frame.ts';
import { idKey } from '../../protocol/mcp/summary.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Outgoing, SendResult, Sent } from '../transport/transport.ts';
import type { LiveFrame } from './live-frame.ts';

export interface Answer {
  /** seq of the request's frame. */
  request: number;
  outcome: 'result' | 'error' | 'cancelled' | 'timed-out' | 'closed' | 'http';
  frame?: LiveFrame;
  /** `http`: the response ended without an answer in it. */
  http?: Extract<SendResult, { kind: 'http' }>;
  problem?: Problem;
  /** ms from the call to: bytes handed over, answer recorded. */
  written: number;
  complete: number;
}

export interface CallOptions {
  method: string;
  /** JSON text, sent as it is. */
  params?: string;
  author?: Author;
  /** ms; no limit without it. */
  timeout?: number;
  headers?: [string, string][];
  /** false for `initialize`, which must not be cancelled (specification, cancellation). */
  canCancel?: boolean;
}

export interface Call {
  answer: Promise<Answer>;
  /** Ends the waiting; tells the server unless the method forbids it. Late answers are still recorded. */
  cancel(reason: string, outcome?: 'cancelled' | 'timed-out'): void;
}

interface Waiting {
  id: string;
  /** seq of the request's frame, from the moment it is recorded. */
  frame: number;
  sent: Sent | undefined;
  began: number;
  written: number;
  options: CallOptions;
  settle(answer: Omit<Answer, 'request' | 'written' | 'complete'>): void;
}

export interface RequesterContext {
  send(outgoing: Outgoing): Promise<Sent>;
  mono(): number;
  /** How this revision and transport cancels: a notification, or closing the response stream. */
  cancelsByAbort(): boolean;
}

/** Sends requests, pairs answers by id, cancels. Never gives up by itself: a limit is the caller's. */
export class Requester {
  #context: RequesterContext;
  #nextId = 1;
  #waiting = new Map<string, Waiting>();
  #byFrame = new Map<number, Waiting>();

  constructor(context: RequesterContext) {
    this.#context = context;
  }

  /** The id the next call will carry. */
  get nextId(): number {
    return this.#nextId;
  }

  call(options: CallOptions): Call {
    const id = String(this.#nextId++);
    const began = this.#context.mono();
    let timer: NodeJS.Timeout | undefined;
    let isSettled = false;
    let resolve: (answer: Answer) => void = () => {};
    const answer = new Promise<Answer>((done) => (resolve = done));
    const waiting: Waiting = {
      id,
      frame: 0,
      sent: undefined,
      began,
      written: 0,
      options,
      settle: (how) => {
        if (isSettled) return;
        isSettled = true;
        clearTimeout(timer);
        this.#waiting.delete(id);
        this.#byFrame.delete(waiting.frame);
        resolve({
          request: waiting.frame,
          written: waiting.written,
          complete: this.#context.mono() - began,
          ...how,
        });
      },
    };
    this.#waiting.set(id, waiting);
    const cancel: Call['cancel'] = (reason, outcome = 'cancelled') => {
      if (isSettled) return;
      waiting.settle({ outcome });
      if (options.canCancel !== false) void this.#tellCancelled(waiting, reason);
    };
    if (options.timeout !== undefined) {
      timer = setTimeout(
        () => cancel(`no answer within ${options.timeout} ms`, 'timed-out'),
        options.timeout,
      );
    }
    void this.#start(waiting);
    return { answer, cancel };
  }

  /** Cancels the call whose request is frame `seq`; false when it does not wait any more. */
  cancel(seq: number, reason: string): boolean {
    const waiting = this.#byFrame.get(seq);
    if (waiting === undefined) return false;
    waiting.settle({ outcome: 'cancelled' });
    if (waiting.options.canCancel !== false) void this.#tellCancelled(waiting, reason);
    return true;
  }

  async notify(
    method: string,
    params?: string,
    author: Author = 'client',
    headers?: [string, string][],
  ): Promise<Sent> {
    return this.#send({
      message: notification(method, params),
      author,
      ...(headers === undefined ? {} : { headers }),
    });
  }

  /** Answers a request of the server's; `id` and the body are JSON text. */
  async reply(
    id: string,
    body: { result: string } | { error: string },
    author: Author = 'client',
    headers?: [string, string][],
  ): Promise<Sent> {
    const part = 'result' in body ? `"result":${body.result}` : `"error":${body.error}`;
    const message = encode(`{"jsonrpc":"2.0","id":${id},${part}}`);
    return this.#send({ message, author, ...(headers === undefined ? {} : { headers }) });
  }

  /** Looks for our own calls in what was sent, and for their answers in what came. */
  take(frame: LiveFrame): void {
    if (frame.scan === undefined) return;
    for (const message of frame.scan.messages) {
      if (frame.head.toward === 'server') {
        if (message.kind === 'request' && message.rpcId !== undefined)
          this.#recorded(message.rpcId, frame.summary.seq);
        continue;
      }
      if (message.rpcId === undefined || (message.kind !== 'result' && message.kind !== 'error')) continue;
      const waiting = this.#waiting.get(idKey(message.rpcId));
      waiting?.settle({ outcome: message.kind, frame });
    }
  }

  #recorded(rpcId: string, seq: number): void {
    const waiting = this.#waiting.get(idKey(rpcId));
    if (waiting === undefined || waiting.frame !== 0) return;
    waiting.frame = seq;
    this.#byFrame.set(seq, waiting);
  }

  /** The connection is gone: nothing that waits will be answered. */
  closeAll(problem: Problem): void {
    for (const waiting of [...this.#waiting.values()]) waiting.settle({ outcome: 'closed', problem });
  }

  async #start(waiting: Waiting): Promise<void> {
    const { method, params, author = 'client', headers } = waiting.options;
    const message = encode(
      `{"jsonrpc":"2.0","id":${waiting.id},"method":${JSON.stringify(method)}${params === undefined ? '' : `,"params":${params}`}}`,
    );
    const sent = await this.#send({
      message,
      author,
      awaitsAnswer: () => this.#waiting.get(waiting.id) === waiting,
      ...(headers === undefined ? {} : { headers }),
    });
    waiting.sent = sent;
    waiting.written = this.#context.mono() - waiting.began;
    const done = await sent.done;
    if (done.kind === 'failed') waiting.settle({ outcome: 'closed', problem: done.problem });
    if (done.kind === 'http') waiting.settle({ outcome: 'http', http: done });
  }

  async #send(outgoing: Outgoing): Promise<Sent> {
    try {
      return await this.#context.send(outgoing);
    } catch (error) {
      // A transport reports failures in `done`; whatever it throws must still end the call that waits for it.
      const message = error instanceof Error ? error.message : String(error);
      const problem: Problem = { code: 'send-failed', message: `Sending failed: ${message}` };
      return { frame: 0, done: Promise.resolve({ kind: 'failed', problem }), abort() {} };
    }
  }

  async #tellCancelled(waiting: Waiting, reason: string): Promise<void> {
    if (this.#context.cancelsByAbort()) {
      waiting.sent?.abort();
      return;
    }
    await this.notify('notifications/cancelled', JSON.stringify({ requestId: Number(waiting.id), reason }));
  }
}

const encoder = new TextEncoder();

function encode(text: string): Uint8Array {
  return encoder.encode(text);
}

function notification(method: string, params: string | undefined): Uint8Array {
  return encode(
    `{"jsonrpc":"2.0","method":${JSON.stringify(method)}${params === undefined ? '' : `,"params":${params}`}}`,
  );
}
