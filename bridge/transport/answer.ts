import type { HttpHead } from '../../protocol/frame.ts';
import { looksLikeMessage, mayBeMessage, mediaType, typeRemark } from './content-type.ts';
import { EventStream, type RecordedEvent } from './event-stream.ts';
import { FrameAssembly } from './frame-assembly.ts';
import { InflaterChain, readCodings, type InflateLimits } from './inflate.ts';
import { quoted, valuesOf, type ResponseHead } from './response-head.ts';
import { ResponseReader, type Stretch } from './response-reader.ts';
import { readStrictly, type StrictReading } from './strict-reading.ts';
import type { Wire, WireHead } from './transport.ts';

/** How an answer ended. `missing`: in words, what should have come and did not. */
export interface AnswerEnd {
  /** Frame with the head: the whole answer, or the begin of an event stream. Absent: none could be read. */
  frame?: number;
  head?: HttpHead;
  /** The connection may carry another request. */
  staysOpen: boolean;
  isEventStream: boolean;
  messages: number;
  missing?: string;
  /** `missing` because nothing on it could be read, not because it stopped. */
  isUnreadable: boolean;
}

export interface AnswerListener {
  /** The request is recorded, under this seq; nothing of it is written yet. */
  recorded?(frame: number): void;
  /** The final head was read; `frame` is known already when an event stream follows. */
  began?(head: ResponseHead, frame: number | undefined): void;
  event?(event: RecordedEvent): void;
  ended(end: AnswerEnd): void;
}

export interface AnswerOptions {
  wire: Wire;
  /** `c3<` */
  channel: string;
  method: string;
  /** Success brings an MCP message: the POST of Streamable HTTP. */
  expectsMessage: boolean;
  /** seq of the request's frame. */
  answers: number;
  limits: InflateLimits;
  listener: AnswerListener;
}

/**
 * Records what comes back for one request: interim heads, the answer or the events of its stream, and
 * everything after it. Works through bytes in order; a promise is given back while it inflates.
 */
export class AnswerRecorder {
  #options: AnswerOptions;
  #reader: ResponseReader;
  #strict: StrictReading;
  #base: WireHead;
  #head: ResponseHead | undefined;
  #httpHead: HttpHead | undefined;
  #frame: number | undefined;
  #assembly: FrameAssembly | undefined;
  #events: EventStream | undefined;
  #inflater: InflaterChain | undefined;
  /** Named in the frame: an encoding that is not undone, a content type that is neither of the two. */
  #remarks: string[] = [];
  /** Whether the body is shown as a message; undefined: its first bytes decide. */
  #isMessage: boolean | undefined;
  #hasExcess = false;
  #isOver = false;
  #sawComplaint = false;
  /** When the chunk came that is read now, and the one in which this head or answer began. */
  #arrivedAt = 0;
  #since: number | undefined;

  constructor(options: AnswerOptions) {
    this.#options = options;
    this.#reader = new ResponseReader(options.method);
    this.#strict = readStrictly(options.method);
    this.#base = { channel: options.channel, toward: 'client', author: 'server', answers: options.answers };
  }

  /** true once `ended` was told; bytes may still be given and are recorded as excess. */
  get isOver(): boolean {
    return this.#isOver;
  }

  get hasExcess(): boolean {
    return this.#hasExcess;
  }

  feed(chunk: Buffer): Promise<void> | undefined {
    this.#arrivedAt = this.#options.wire.now();
    this.#since ??= this.#arrivedAt;
    const later = this.#takeAll(this.#reader.feed(chunk), 0);
    if (later !== undefined) return later.then(() => this.#events?.pause());
    this.#events?.pause();
    return undefined;
  }

  /** No more bytes will come; `reason` names an error of the connection, or that we closed it. */
  end(reason?: string): Promise<void> | undefined {
    this.#arrivedAt = this.#options.wire.now();
    const { stretches, missing } = this.#reader.end();
    // An orderly end completes an answer without a length; a broken connection does not.
    const isCut = missing !== undefined || (reason !== undefined && stretches.length > 0);
    const parts = isCut ? stretches.filter(({ kind }) => kind !== 'complete') : stretches;
    const why = [
      missing ?? `cut off after ${this.#reader.bodyBytes.toLocaleString('en')} bytes of the body`,
      reason,
    ];
    const said = why.filter((text) => text !== undefined).join(': ');
    const last = (): Promise<void> | undefined => (this.#isOver ? undefined : this.#finish(said));
    const later = this.#takeAll(parts, 0);
    return later === undefined ? last() : later.then(last);
  }

  #takeAll(stretches: Stretch[], from: number): Promise<void> | undefined {
    for (let at = from; at < stretches.length; at++) {
      const later = this.#take(stretches[at]!);
      if (later !== undefined) return later.then(() => this.#takeAll(stretches, at + 1));
    }
    return undefined;
  }

  #take(stretch: Stretch): Promise<void> | undefined {
    switch (stretch.kind) {
      case 'head':
        this.#strict.feed(stretch.bytes);
        this.#begin(stretch.head, stretch.bytes);
        return undefined;
      case 'framing':
        this.#strict.feed(stretch.bytes);
        this.#assembly?.raw(stretch.bytes);
        return undefined;
      case 'body':
        this.#strict.feed(stretch.bytes);
        return this.#body(stretch.bytes);
      case 'complete':
        return this.#finish();
      case 'broken':
        this.#strict.feed(stretch.bytes);
        return this.#breakOff(stretch.problem, stretch.bytes);
      case 'excess':
        this.#hasExcess = true;
        recordStray(this.#options.wire, this.#base, stretch.bytes, 'after the end of the answer');
        return undefined;
    }
  }

  #begin(head: ResponseHead, bytes: Buffer): void {
    const { startLine, headers, status } = head;
    const httpHead: HttpHead = { startLine, headers, status, bodyAt: bytes.length };
    if (head.isInterim) {
      this.#record(httpHead, bytes, head.remarks);
      this.#since = undefined;
      return;
    }
    this.#since ??= this.#arrivedAt;
    this.#head = head;
    this.#httpHead = httpHead;
    const { channel, wire, listener, limits, expectsMessage } = this.#options;
    const type = mediaType(head);
    const isEventStream = type === 'text/event-stream' && status >= 200 && status < 300;
    const codings = readCodings(valuesOf(headers, 'content-encoding'));
    this.#isMessage = 'unreadable' in codings ? false : mayBeMessage(head, type, expectsMessage);
    if ('unreadable' in codings)
      this.#remarks.push(`Content-Encoding ${quoted(codings.unreadable)} is not undone; shown as it came`);
    this.#remarks.push(...typeRemark(head, type, expectsMessage));
    const isEncoded = 'codings' in codings && codings.codings.length > 0;
    const isOneStretch = !isEventStream && head.framing.kind !== 'chunked';
    const assembly = new FrameAssembly(wire, channel, isOneStretch && !isEncoded, () => this.#arrivedAt);
    this.#assembly = assembly;
    if (isEventStream && 'codings' in codings) {
      this.#frame = this.#record(httpHead, bytes, [...head.remarks, ...this.#remarks.splice(0)]);
      this.#events = new EventStream({
        assembly,
        head: this.#base,
        isDerived: isEncoded,
        told: (event) => listener.event?.(event),
        complaint: () => this.#complaint(),
      });
    } else {
      assembly.began(this.#since);
      assembly.raw(bytes);
    }
    if (isEncoded) {
      const take = (text: Buffer): void => (this.#events ? this.#events.text(text) : assembly.derived(text));
      this.#inflater = new InflaterChain(codings.codings, limits, take);
    }
    listener.began?.(head, this.#frame);
  }

  #body(bytes: Buffer): Promise<void> | undefined {
    if (this.#inflater !== undefined) {
      this.#assembly!.raw(bytes);
      return this.#inflater.write(bytes);
    }
    if (this.#events !== undefined) {
      this.#events.text(bytes);
      return undefined;
    }
    this.#isMessage ??= looksLikeMessage(bytes);
    if (this.#isMessage) this.#assembly!.message(bytes);
    else this.#assembly!.raw(bytes);
    return undefined;
  }

  #finish(missing?: string): Promise<void> | undefined {
    if (this.#inflater === undefined) {
      this.#conclude(missing);
      return undefined;
    }
    return this.#inflater.end().then(() => this.#conclude(missing));
  }

  #breakOff(problem: string, bytes: Buffer): Promise<void> | undefined {
    if (this.#assembly !== undefined) {
      this.#assembly.raw(bytes);
      return this.#finish(problem);
    }
    this.#remarks.push(problem);
    const frame = this.#record(undefined, bytes, this.#remarks);
    this.#tell({ frame, missing: problem, isUnreadable: true });
    return undefined;
  }

  #conclude(missing: string | undefined): void {
    const inflation = this.#inflater?.problem;
    const problems = [...(this.#head?.remarks ?? []), ...this.#remarks];
    if (inflation !== undefined) problems.push(inflation);
    if (missing !== undefined) problems.push(missing);
    if (this.#events !== undefined) {
      this.#events.finish([...this.#remarks, ...[inflation, missing].filter((text) => text !== undefined)]);
      this.#tell({ messages: this.#events.messages, ...(missing === undefined ? {} : { missing }) });
      return;
    }
    if (this.#assembly === undefined) {
      this.#tell({ missing: missing ?? 'no answer' });
      return;
    }
    const hasMessage = this.#assembly.messageBytes > 0;
    const complaint = this.#complaint();
    if (complaint !== undefined) problems.push(complaint);
    const head: WireHead = { ...this.#base, http: this.#httpHead! };
    if (problems.length > 0) head.problem = problems.join('; ');
    this.#frame = this.#assembly.end(head).seq;
    this.#tell({ messages: hasMessage ? 1 : 0, ...(missing === undefined ? {} : { missing }) });
  }

  #tell(end: Partial<AnswerEnd>): void {
    this.#isOver = true;
    this.#strict.close();
    this.#inflater?.close();
    const staysOpen = end.missing === undefined && this.#head?.staysOpen === true && !this.#sawComplaint;
    const found: Partial<AnswerEnd> = {};
    if (this.#frame !== undefined) found.frame = this.#frame;
    if (this.#httpHead !== undefined) found.head = this.#httpHead;
    const isEventStream = this.#events !== undefined;
    this.#options.listener.ended({
      staysOpen,
      isEventStream,
      messages: 0,
      isUnreadable: false,
      ...found,
      ...end,
    });
  }

  #record(http: HttpHead | undefined, bytes: Buffer, problems: string[]): number {
    const complaint = this.#complaint();
    const all = complaint === undefined ? problems : [...problems, complaint];
    const head: WireHead = { ...this.#base };
    if (http !== undefined) head.http = http;
    if (this.#since !== undefined && this.#since < this.#arrivedAt) head.firstByte = this.#since;
    if (all.length > 0) head.problem = all.join('; ');
    return this.#options.wire.record(head, bytes, { kind: 'none' });
  }

  #complaint(): string | undefined {
    const complaint = this.#strict.takeComplaint();
    if (complaint !== undefined) this.#sawComplaint = true;
    return complaint;
  }
}

/** Bytes that belong to no answer. */
export function recordStray(wire: Wire, base: WireHead, bytes: Buffer, where: string): void {
  if (bytes.length === 0) return;
  wire.record({ ...base, problem: `${bytes.length.toLocaleString('en')} bytes ${where}` }, bytes, {
    kind: 'none',
  });
}
