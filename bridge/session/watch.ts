import { isObject } from '../../protocol/mcp/conformance.ts';
import type { MessageHead } from '../../protocol/mcp/message-head.ts';
import { scanMessage } from '../../protocol/mcp/scan.ts';
import { idKey } from '../../protocol/mcp/summary.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { WatchedResource } from '../../protocol/session.ts';
import type { LiveFrame } from './live-frame.ts';
import type { Answer, Call, CallOptions } from './requester.ts';
import { errorWords, readMessage } from './results.ts';
import type { SessionRecord } from './session-record.ts';

/** A `subscriptions/listen` that is open: its id is that of its request (JSON text). */
export interface Listening {
  rpcId: string;
  call: Call;
}

export interface WatchOptions {
  record: SessionRecord;
  call(options: CallOptions): Promise<Answer>;
  listen(params: string): Listening;
  isModern(): boolean;
  /** ms since the epoch. */
  wall(): number;
}

const MOST_WATCHED = 100;
const LONGEST_URI = 8192;
/** The acknowledgement must be the first thing a stream says; without it we go on, and say so. */
const ACKNOWLEDGED_WITHIN = 5000;
const MOST_LEFT = 1000;
/** ms between two times that counts are told: a server may tell of thousands at once. */
const TELL_EVERY = 25;
const TIMEOUT = 30_000;
const ACKNOWLEDGED = 'notifications/subscriptions/acknowledged';
const UPDATED = 'notifications/resources/updated';

interface Watched {
  uri: string;
  /** The address as the reader of frames gives it: one line, cut. */
  heard: string;
  since: number;
  updates: number;
  frame: number | undefined;
  stream: Listening | undefined;
}

/**
 * Resources a person watches. With the handshake: `resources/subscribe`. From 2026-07-28 on a stream of
 * its own for each, beside the one for lists: "a client MAY have multiple active subscriptions", so that
 * watching one more never interrupts another.
 */
export class Watch {
  #o: WatchOptions;
  #watched = new Map<string, Watched>();
  /** Addresses that are being watched or left just now. */
  #busy = new Set<string>();
  #acknowledgements = new Map<string, (filter: unknown) => void>();
  /** Addresses as they are heard, which were watched once. */
  #left = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #isOver = false;

  constructor(options: WatchOptions) {
    this.#o = options;
  }

  /** Resolves when the server agreed, or with why it did not. */
  async watch(uri: string, isWanted: boolean): Promise<Problem | undefined> {
    if (this.#busy.has(uri))
      return { code: 'under-way', message: 'The server was asked about this resource a moment ago.' };
    if (this.#watched.has(uri) === isWanted) return undefined;
    if (isWanted && uri.length > LONGEST_URI)
      return {
        code: 'too-long',
        message: `An address of more than ${LONGEST_URI} characters is not watched.`,
      };
    if (isWanted && this.#watched.size + this.#busy.size >= MOST_WATCHED)
      return {
        code: 'too-many',
        message: `${MOST_WATCHED} resources are watched.`,
        hint: 'Stop watching one first.',
      };
    this.#busy.add(uri);
    try {
      return isWanted ? await this.#begin(uri) : await this.#leave(uri);
    } finally {
      this.#busy.delete(uri);
    }
  }

  /** A notification that may be about a watched resource, or the end of a stream. */
  take(frame: LiveFrame, message: MessageHead): void {
    const { method, subscription, cancels } = message;
    const { seq } = frame.summary;
    if (method === UPDATED) this.#updated(message, seq);
    else if (method === ACKNOWLEDGED && subscription !== undefined)
      void this.#acknowledged(frame, subscription);
    else if (method === 'notifications/cancelled' && cancels !== undefined) this.#ended(cancels, seq);
  }

  end(): { watched?: WatchedResource[] } {
    this.#isOver = true;
    clearTimeout(this.#timer);
    if (this.#watched.size === 0) return {};
    this.#watched.clear();
    return { watched: [] };
  }

  async #begin(uri: string): Promise<Problem | undefined> {
    const began = this.#o.isModern() ? await this.#listen(uri) : await this.#subscribe(uri);
    if (began.problem !== undefined || this.#isOver) return began.problem;
    const { stream } = began;
    const since = this.#o.wall();
    this.#watched.set(uri, { uri, heard: heardAs(uri), since, updates: 0, frame: undefined, stream });
    this.#tell();
    return undefined;
  }

  async #leave(uri: string): Promise<Problem | undefined> {
    const { stream } = this.#watched.get(uri)!;
    if (this.#left.size > MOST_LEFT) this.#left.clear();
    if (stream === undefined) {
      const answer = await this.#ask('resources/unsubscribe', uri);
      if (answer.outcome !== 'result') return refused('resources/unsubscribe', answer);
    }
    this.#left.add(heardAs(uri));
    this.#watched.delete(uri);
    this.#tell();
    stream?.call.cancel('no longer watched');
    return undefined;
  }

  #ask(method: string, uri: string): Promise<Answer> {
    return this.#o.call({ method, params: JSON.stringify({ uri }), timeout: TIMEOUT });
  }

  async #subscribe(uri: string): Promise<{ problem?: Problem; stream: undefined }> {
    const answer = await this.#ask('resources/subscribe', uri);
    if (answer.outcome === 'result') return { stream: undefined };
    return { problem: refused('resources/subscribe', answer), stream: undefined };
  }

  async #listen(uri: string): Promise<{ problem?: Problem; stream: Listening }> {
    const notifications = { resourceSubscriptions: [uri] };
    const stream = this.#o.listen(JSON.stringify({ notifications }));
    const key = idKey(stream.rpcId);
    let timer: NodeJS.Timeout | undefined;
    const first = await Promise.race([
      new Promise<{ filter: unknown }>((agreed) =>
        this.#acknowledgements.set(key, (filter) => agreed({ filter })),
      ),
      stream.call.answer,
      new Promise<'silence'>((late) => {
        timer = setTimeout(() => late('silence'), ACKNOWLEDGED_WITHIN).unref();
      }),
    ]);
    clearTimeout(timer);
    this.#acknowledgements.delete(key);
    if (first === 'silence') {
      this.#o.record.deviates(
        `subscriptions/listen was not acknowledged within ${ACKNOWLEDGED_WITHIN / 1000} s`,
      );
    } else if ('outcome' in first) return { problem: refused('subscriptions/listen', first), stream };
    else if (!isHonoured(first.filter, uri)) {
      stream.call.cancel('the resource is not in what the server agreed to');
      const problem: Problem = {
        code: 'not-watched',
        message: 'The server does not agree to tell of updates of this resource.',
        hint: 'Its acknowledgement is in Traffic.',
      };
      return { problem, stream };
    }
    void stream.call.answer.then((answer) => this.#ended(stream.rpcId, answer.frame?.summary.seq));
    return { stream };
  }

  async #acknowledged(frame: LiveFrame, subscription: string): Promise<void> {
    const waiting = this.#acknowledgements.get(idKey(subscription));
    if (waiting === undefined) return;
    const params = (await readMessage(frame))?.['params'];
    waiting(isObject(params) ? params['notifications'] : undefined);
  }

  /** By the stream it came on; else by its address, which may lie below the one that was subscribed to. */
  #updated({ name = '', subscription }: MessageHead, seq: number): void {
    const all = [...this.#watched.values()];
    const about =
      (subscription === undefined ? undefined : all.find(({ stream }) => isStream(stream, subscription))) ??
      all.find(({ heard }) => heard === name) ??
      all.find(({ heard }) => name.startsWith(heard));
    if (about === undefined) {
      // On its way while it was left, or while the server has agreed and we have not heard of it yet.
      const isUnderWay = this.#left.has(name) || this.#busy.size > 0;
      if (!isUnderWay) this.#o.record.deviates('an update of a resource that is not watched', seq);
      return;
    }
    about.updates++;
    about.frame = seq;
    this.#timer ??= setTimeout(() => this.#tell(), TELL_EVERY).unref();
  }

  /** The server, or the connection, ended a stream that we did not leave. */
  #ended(rpcId: string, seq: number | undefined): void {
    const watched = [...this.#watched.values()].find(({ stream }) => isStream(stream, rpcId));
    if (watched === undefined || this.#isOver) return;
    this.#watched.delete(watched.uri);
    this.#o.record.deviates('the server ended the watching of a resource', seq);
    this.#tell();
  }

  #tell(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#isOver) return;
    const watched = [...this.#watched.values()].map(({ uri, since, updates, frame }): WatchedResource => {
      return { uri, since, updates, ...(frame === undefined ? {} : { frame }) };
    });
    this.#o.record.update({ watched });
  }
}

function isStream(stream: Listening | undefined, rpcId: string): boolean {
  return stream !== undefined && idKey(stream.rpcId) === idKey(rpcId);
}

function isHonoured(filter: unknown, uri: string): boolean {
  const agreed = isObject(filter) ? filter['resourceSubscriptions'] : undefined;
  return Array.isArray(agreed) && agreed.includes(uri);
}

const encoder = new TextEncoder();

function heardAs(uri: string): string {
  const text = JSON.stringify({ method: UPDATED, params: { uri } });
  return scanMessage(encoder.encode(text)).messages[0]?.name ?? uri;
}

function refused(method: string, answer: Answer): Problem {
  if (answer.problem !== undefined) return answer.problem;
  const words: Record<Answer['outcome'], string> = {
    result: 'The server ended the stream at once.',
    error: `The server answered ${method} with ${errorWords(answer)}.`,
    cancelled: `${method} was cancelled.`,
    'timed-out': `${method} was not answered within ${TIMEOUT / 1000} s.`,
    closed: 'The session was closed.',
    http: `The server answered ${method} with HTTP ${answer.http?.status ?? ''} and no MCP message.`,
  };
  return {
    code: 'not-watched',
    message: words[answer.outcome],
    hint: 'Not every server lets its resources be watched; see its capabilities.',
  };
}
