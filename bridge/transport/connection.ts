import type { Socket } from 'node:net';
import { AnswerRecorder, recordStray, type AnswerEnd, type AnswerListener } from './answer.ts';
import { writeOut, type Dripped } from './drip.ts';
import type { HttpLimits } from './http-limits.ts';
import type { RequestFrame } from './request.ts';
import { valuesOf } from './response-head.ts';
import type { Wire, WireHead } from './transport.ts';

export interface ConnectionOptions {
  socket: Socket;
  /** Its channels are `c<number>>` and `c<number><`, followed by `stream` when there is one. */
  number: number;
  stream?: string;
  wire: Wire;
  limits: HttpLimits;
  onFirstByte?(channel: string): void;
  /** Its answer is complete and another request may be sent. */
  onFree?(connection: Connection): void;
  onClosed?(connection: Connection): void;
}

type Arrival = { kind: 'bytes'; bytes: Buffer } | { kind: 'end'; reason?: string };

/**
 * One connection to a server: every byte of plaintext that goes over it is recorded, both ways, in
 * order. Carries one request at a time. Reading stops while recording cannot go on.
 */
export class Connection {
  readonly number: number;
  readonly outward: string;
  readonly inward: string;
  #options: ConnectionOptions;
  #socket: Socket;
  #answer: AnswerRecorder | undefined;
  #end: AnswerEnd | undefined;
  #arrivals: Arrival[] = [];
  /** A chunk is being inflated; what arrives meanwhile waits. */
  #isBusy = false;
  #isBlocked = false;
  #isWritten = true;
  #isClaimed = false;
  #isTunnel = false;
  #isAlone = false;
  #isRetired = false;
  #hasEnded = false;
  #error: string | undefined;
  #sawByte = false;
  #strayBytes = 0;
  #idleTimer: NodeJS.Timeout | undefined;
  #lingerTimer: NodeJS.Timeout | undefined;
  #keptFor: number;
  #closed: Promise<void>;

  constructor(options: ConnectionOptions) {
    const { socket, number, stream = '' } = options;
    this.#options = options;
    this.#socket = socket;
    this.number = number;
    this.outward = `c${number}>${stream}`;
    this.inward = `c${number}<${stream}`;
    this.#keptFor = options.limits.idle;
    this.#closed = new Promise((resolve) => socket.once('close', () => resolve()));
    socket.setNoDelay(true);
    socket.on('data', this.#onData);
    socket.on('end', this.#onEnd);
    socket.on('error', this.#onError);
    socket.on('close', this.#onClose);
    // As a tunnel left it.
    if (socket.isPaused()) socket.resume();
  }

  /** Nobody uses it. */
  get isFree(): boolean {
    return this.isReady && !this.#isClaimed;
  }

  /** Could take a request now. */
  get isReady(): boolean {
    return this.#answer === undefined && !this.#isRetired && !this.#hasEnded && !this.#socket.destroyed;
  }

  /** Keeps it for the caller, who will send a request in a moment. */
  claim(): void {
    this.#isClaimed = true;
    clearTimeout(this.#idleTimer);
  }

  /**
   * Records the request and writes it, in that order. `written` resolves when the operating system
   * has all of it, or the connection is gone; how it went is told to the listener.
   */
  exchange(request: RequestFrame, listener: AnswerListener): { frame: number; written: Promise<Dripped> } {
    clearTimeout(this.#idleTimer);
    this.#isClaimed = false;
    const { wire, limits } = this.#options;
    const { head, bytes, payload, stored } = request;
    const frame = wire.record({ ...head, channel: this.outward }, bytes, payload, stored);
    listener.recorded?.(frame);
    wire.flush();
    this.#end = undefined;
    this.#isAlone = request.isAlone === true;
    this.#isTunnel = request.method === 'CONNECT' && !this.#isAlone;
    this.#answer = new AnswerRecorder({
      wire,
      channel: this.inward,
      method: request.method,
      expectsMessage: request.expectsMessage,
      answers: frame,
      limits: limits.inflate,
      listener: {
        ...listener,
        ended: (end) => {
          this.#end = end;
          // Whoever waits must have heard of every frame before.
          wire.flush();
          wire.whenUnblocked(() => listener.ended(end));
        },
      },
    });
    this.#isWritten = false;
    const written = writeOut(this.#socket, request).finally(() => {
      this.#isWritten = true;
      // An answer to what is still being written does not end the writing.
      if (this.#isAlone) this.#release();
    });
    return { frame, written };
  }

  /** Closes it in the middle of what it does; `reason` stands in the frame that is cut off by it. */
  abort(reason: string): Promise<void> {
    this.#isRetired = true;
    this.#arrive({ kind: 'end', reason });
    this.#socket.destroy();
    return this.#closed;
  }

  /** Says goodbye and goes on recording for a while: what the server still sends is worth seeing. */
  retire(): void {
    if (this.#isRetired) return;
    this.#isRetired = true;
    clearTimeout(this.#idleTimer);
    this.#socket.end();
    this.#lingerTimer = setTimeout(() => this.#socket.destroy(), this.#options.limits.linger);
  }

  /** Nobody uses it: it is kept for a while, as long as the process has other reasons to live. */
  idle(): void {
    this.#isClaimed = false;
    this.#idleTimer = setTimeout(() => this.retire(), this.#keptFor);
    this.#idleTimer.unref();
  }

  /** Hands the socket on after a CONNECT; nothing more is recorded here. */
  detach(): Socket {
    clearTimeout(this.#idleTimer);
    this.#socket.off('data', this.#onData);
    this.#socket.off('end', this.#onEnd);
    this.#socket.off('error', this.#onError);
    this.#socket.off('close', this.#onClose);
    this.#socket.pause();
    return this.#socket;
  }

  #onData = (bytes: Buffer): void => {
    if (!this.#sawByte) {
      this.#sawByte = true;
      this.#options.onFirstByte?.(this.inward);
    }
    this.#arrive({ kind: 'bytes', bytes });
  };

  #onEnd = (): void => {
    this.#arrive({ kind: 'end' });
  };

  #onError = (error: NodeJS.ErrnoException): void => {
    this.#error = error.code === 'ECONNRESET' ? 'the connection was reset' : error.message;
  };

  #onClose = (): void => {
    clearTimeout(this.#idleTimer);
    clearTimeout(this.#lingerTimer);
    this.#arrive(this.#error === undefined ? { kind: 'end' } : { kind: 'end', reason: this.#error });
    this.#options.onClosed?.(this);
  };

  #arrive(arrival: Arrival): void {
    this.#arrivals.push(arrival);
    this.#work();
  }

  #work(): void {
    while (!this.#isBusy) {
      const arrival = this.#arrivals.shift();
      if (arrival === undefined) break;
      const later = this.#take(arrival);
      if (later === undefined) {
        this.#afterwards();
        continue;
      }
      this.#isBusy = true;
      void later.then(() => {
        this.#isBusy = false;
        this.#afterwards();
        this.#work();
      });
    }
    this.#steer();
  }

  #take(arrival: Arrival): Promise<void> | undefined {
    if (arrival.kind === 'end') {
      this.#hasEnded = true;
      return this.#answer?.end(arrival.reason);
    }
    if (this.#answer !== undefined) {
      if (this.#answer.isOver) this.#countStray(arrival.bytes);
      return this.#answer.feed(arrival.bytes);
    }
    this.#countStray(arrival.bytes);
    const base: WireHead = { channel: this.inward, toward: 'client', author: 'server' };
    recordStray(this.#options.wire, base, arrival.bytes, 'while no request was waiting');
    this.retire();
    return undefined;
  }

  #afterwards(): void {
    const { wire } = this.#options;
    wire.flush();
    if (wire.blocked && !this.#isBlocked) {
      this.#isBlocked = true;
      wire.whenUnblocked(() => {
        this.#isBlocked = false;
        this.#steer();
      });
    }
    this.#release();
  }

  /** After the last byte of an answer: free for another request, or not fit for one. */
  #release(): void {
    const answer = this.#answer;
    const end = this.#end;
    if (answer === undefined || end === undefined || !answer.isOver || this.#isRetired) return;
    // What follows a granted CONNECT is not HTTP any more; whoever asked for the tunnel takes the socket.
    if (this.#isTunnel) return;
    if (this.#isAlone && !this.#isWritten) return;
    const isFit =
      end.staysOpen &&
      !this.#isAlone &&
      !answer.hasExcess &&
      this.#isWritten &&
      !this.#hasEnded &&
      this.#setKeepTime(end);
    if (!isFit) {
      this.retire();
      return;
    }
    this.#answer = undefined;
    this.#options.onFree?.(this);
  }

  /** `Keep-Alive: timeout=5` (seconds): a second less for us, so that a request never meets the closing. */
  #setKeepTime(end: AnswerEnd): boolean {
    const hint = valuesOf(end.head?.headers ?? [], 'keep-alive').join(',');
    const seconds = /(?:^|[\s,])timeout=(\d{1,6})/i.exec(hint)?.[1];
    const idle = this.#options.limits.idle;
    this.#keptFor = seconds === undefined ? idle : Math.min(idle, Number(seconds) * 1000 - 1000);
    return this.#keptFor > 0;
  }

  #countStray(bytes: Buffer): void {
    this.#strayBytes += bytes.length;
    if (this.#strayBytes > this.#options.limits.lingerBytes) this.#socket.destroy();
  }

  #steer(): void {
    const holds = this.#isBusy || this.#isBlocked;
    if (holds) this.#socket.pause();
    else if (this.#socket.isPaused()) this.#socket.resume();
  }
}
