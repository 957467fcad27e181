import type { Author, FrameSummary } from '../../protocol/frame.ts';
import { idKey } from '../../protocol/mcp/summary.ts';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import type { Outgoing, Sent } from '../transport/transport.ts';
import {
  keyOf,
  outgoingOf,
  type Answer,
  type Call,
  type CallOptions,
  type Request,
  type Told,
} from './call.ts';
import type { LiveFrame } from './live-frame.ts';
import { notificationOf, replyOf, requestOf } from './own-messages.ts';

export type { Answer, Call, CallOptions } from './call.ts';

interface Waiting {
  request: Request;
  /** What its answers are found by. */
  key: string;
  /** seq of the request's frame, from the moment it is recorded. */
  frame: number;
  sent: Sent | undefined;
  began: number;
  written: number | undefined;
  response: FrameSummary | undefined;
  settle(how: Pick<Answer, 'outcome' | 'frame' | 'http' | 'problem'>): void;
}

export interface RequesterContext {
  send(outgoing: Outgoing): Promise<Sent>;
  /** ms since the session began. */
  mono(): number;
  /** How this revision and transport cancels: a notification, or closing the response stream. */
  cancelsByAbort(): boolean;
  /** HTTP headers beside a message of this method. */
  headers(method: string): [string, string][];
}

/** Calls that were given up, so that a late answer finds them. */
const MOST_GIVEN_UP = 1000;

/** Sends requests, pairs answers by id, cancels. Never gives up by itself: a limit is the caller's. */
export class Requester {
  #context: RequesterContext;
  #nextId = 1;
  /** By id; several only when a person sent the same id again: who asked first is answered first. */
  #waiting = new Map<string, Waiting[]>();
  #byFrame = new Map<number, Waiting>();
  #givenUp = new Map<string, Waiting>();
  /** Messages nobody answers, by frame: the head of the response each got. */
  #told = new Map<number, FrameSummary | undefined>();

  constructor(context: RequesterContext) {
    this.#context = context;
  }

  /** The id the next call will carry: one that nobody waits with. */
  get nextId(): number {
    while (this.#waiting.has(String(this.#nextId))) this.#nextId++;
    return this.#nextId;
  }

  /** Uses up the next id. */
  takeId(): number {
    const id = this.nextId;
    this.#nextId = id + 1;
    return id;
  }

  /** Whether an answer with this id (JSON text) is waited for already. */
  awaits(rpcId: string): boolean {
    return this.#waiting.has(keyOf(rpcId));
  }

  /** Whether the request in frame `seq` still waits for its answer. */
  isWaiting(seq: number): boolean {
    return this.#byFrame.has(seq);
  }

  call({ method, params, ...rest }: CallOptions): Call {
    const id = this.takeId();
    return this.request({ ...rest, message: requestOf(String(id), method, params), rpcId: String(id) });
  }

  /** Sends a message of any kind that carries an id, and waits for what comes back with that id. */
  request(request: Request): Call {
    const began = this.#context.mono();
    let timer: NodeJS.Timeout | undefined;
    let isSettled = false;
    let resolve: (answer: Answer) => void = () => {};
    const answer = new Promise<Answer>((done) => (resolve = done));
    const waiting: Waiting = {
      request,
      key: keyOf(request.rpcId),
      frame: 0,
      sent: undefined,
      began,
      written: undefined,
      response: undefined,
      settle: (how) => {
        if (isSettled) return;
        isSettled = true;
        clearTimeout(timer);
        this.#forget(waiting);
        resolve({
          request: waiting.frame,
          rpcId: request.rpcId,
          ...this.#times(waiting, how.frame),
          ...how,
          ...responseOf(waiting, how),
        });
      },
    };
    const others = this.#waiting.get(waiting.key);
    if (others === undefined) this.#waiting.set(waiting.key, [waiting]);
    else others.push(waiting);
    const cancel: Call['cancel'] = (reason, outcome = 'cancelled') => {
      if (!isSettled) this.#giveUp(waiting, reason, outcome);
    };
    const { timeout } = request;
    if (timeout !== undefined)
      timer = setTimeout(() => cancel(`no answer within ${timeout} ms`, 'timed-out'), timeout);
    const { recorded, sent } = this.#hand(
      { ...outgoingOf(request), awaitsAnswer: () => !isSettled },
      (frame) => {
        waiting.frame = frame;
        if (!isSettled) this.#byFrame.set(frame, waiting);
      },
    );
    void this.#follow(waiting, sent);
    return { recorded, answer, cancel };
  }

  /** Sends a message that nobody will answer, or that is no message at all. */
  tell(outgoing: Outgoing): Told {
    let request = 0;
    const { recorded, sent } = this.#hand(outgoing, (frame) => {
      request = frame;
      this.#told.set(frame, undefined);
    });
    let answer: FrameSummary | undefined;
    const done = sent
      .then((it) => it.done)
      .finally(() => {
        answer = this.#told.get(request);
        this.#told.delete(request);
      });
    return { recorded, done, response: () => answer, abort: () => void sent.then((it) => it.abort()) };
  }

  /** Cancels the call whose request is frame `seq`; false when it does not wait any more. */
  cancel(seq: number, reason: string): boolean {
    const waiting = this.#byFrame.get(seq);
    if (waiting === undefined) return false;
    this.#giveUp(waiting, reason, 'cancelled');
    return true;
  }

  async notify(
    method: string,
    params?: string,
    author: Author = 'client',
    headers: [string, string][] = this.#context.headers(method),
  ): Promise<Sent> {
    return this.#hand({ message: notificationOf(method, params), author, headers }, () => {}).sent;
  }

  /** Answers a request of the server's; `id` and the body are JSON text. */
  async reply(
    id: string,
    body: { result: string } | { error: string },
    author: Author = 'client',
    headers: [string, string][] = this.#context.headers(''),
  ): Promise<Sent> {
    return this.#hand({ message: replyOf(id, body), author, headers }, () => {}).sent;
  }

  /** Looks for answers to our own calls. */
  take(frame: LiveFrame): void {
    const { head, summary, scan } = frame;
    if (head.toward === 'server') return;
    // The head of a response; should no answer follow in it, it is what the person wants to see.
    if (head.http !== undefined && head.answers !== undefined) {
      const asked = this.#byFrame.get(head.answers);
      if (asked !== undefined) asked.response = summary;
      if (this.#told.has(head.answers)) this.#told.set(head.answers, summary);
    }
    for (const message of scan?.messages ?? []) {
      if (message.rpcId === undefined || (message.kind !== 'result' && message.kind !== 'error')) continue;
      const key = idKey(message.rpcId);
      const asked = this.#waiting.get(key);
      if (asked === undefined) {
        const before = this.#givenUp.get(key);
        this.#givenUp.delete(key);
        before?.request.late?.(frame);
        continue;
      }
      // Over HTTP the response says which of them it answers.
      const waiting = asked.find((it) => it.frame === head.answers) ?? asked[0];
      waiting?.settle({ outcome: message.kind, frame });
    }
  }

  /** The connection is gone: nothing that waits will be answered. */
  closeAll(problem: Problem): void {
    for (const waiting of [...this.#waiting.values()].flat()) waiting.settle({ outcome: 'closed', problem });
  }

  #giveUp(waiting: Waiting, reason: string, outcome: 'cancelled' | 'timed-out'): void {
    const { request, key } = waiting;
    waiting.settle({ outcome });
    if (request.late !== undefined) {
      this.#givenUp.delete(key);
      this.#givenUp.set(key, waiting);
      const oldest = this.#givenUp.keys().next();
      if (this.#givenUp.size > MOST_GIVEN_UP && oldest.done !== true) this.#givenUp.delete(oldest.value);
    }
    if (request.canCancel !== false) void this.#tellCancelled(waiting, reason);
  }

  #forget(waiting: Waiting): void {
    this.#byFrame.delete(waiting.frame);
    const left = (this.#waiting.get(waiting.key) ?? []).filter((it) => it !== waiting);
    if (left.length === 0) this.#waiting.delete(waiting.key);
    else this.#waiting.set(waiting.key, left);
  }

  /** Stamped where the bytes came in, not when we got round to them. */
  #times(
    { began, written }: Waiting,
    frame: LiveFrame | undefined,
  ): Pick<Answer, 'written' | 'firstByte' | 'complete'> {
    const complete = Math.max(0, (frame?.head.mono ?? this.#context.mono()) - began);
    if (frame === undefined) return { written: written ?? complete, complete };
    const { firstByte: first = frame.head.mono } = frame.head;
    // A line may have begun before we asked: then it is no answer to speak of, but it has our id.
    const firstByte = Math.min(complete, Math.max(0, first - began));
    return { written: written ?? firstByte, firstByte, complete };
  }

  async #follow(waiting: Waiting, handed: Promise<Sent>): Promise<void> {
    const sent = await handed;
    waiting.sent = sent;
    waiting.written = this.#context.mono() - waiting.began;
    const done = await sent.done;
    if (done.kind === 'written') waiting.written = this.#context.mono() - waiting.began;
    if (done.kind === 'failed') waiting.settle({ outcome: 'closed', problem: done.problem });
    if (done.kind === 'http') waiting.settle({ outcome: 'http', http: done });
  }

  #hand(
    outgoing: Outgoing,
    note: (frame: number) => void,
  ): { recorded: Promise<Outcome<number>>; sent: Promise<Sent> } {
    let resolve: (recorded: Outcome<number>) => void = () => {};
    const recorded = new Promise<Outcome<number>>((done) => (resolve = done));
    const noted = (frame: number): void => {
      note(frame);
      resolve({ ok: true, value: frame });
    };
    const sent = this.#send({ ...outgoing, recorded: noted });
    void sent.then(async ({ frame, done }) => {
      if (frame !== 0) return;
      const how = await done;
      resolve({ ok: false, problem: how.kind === 'failed' ? how.problem : NOT_SENT });
    });
    return { recorded, sent };
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
    if (waiting.request.endsByAbort === true || this.#context.cancelsByAbort()) {
      waiting.sent?.abort();
      return;
    }
    const params = `{"requestId":${waiting.request.rpcId},"reason":${JSON.stringify(reason)}}`;
    await this.notify('notifications/cancelled', params);
  }
}

const NOT_SENT: Problem = { code: 'send-failed', message: 'Nothing was sent.' };

function responseOf({ response }: Waiting, { outcome }: Pick<Answer, 'outcome'>): Pick<Answer, 'response'> {
  return outcome === 'http' && response !== undefined ? { response } : {};
}
