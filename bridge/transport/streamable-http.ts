import { setTimeout as later } from 'node:timers/promises';
import type { HttpHead, RawHeader } from '../../protocol/frame.ts';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import type { AnswerEnd } from './answer.ts';
import { Endpoint, type Asked, type HttpReach } from './endpoint.ts';
import { HTTP_LIMITS, type HttpLimits } from './http-limits.ts';
import { isModern, McpSessionId } from './mcp-session-id.ts';
import { redirectProblem } from './redirect.ts';
import { mergeHeaders, originOf, type Origin } from './request.ts';
import { StreamPosition, Waits } from './resumption.ts';
import { sendExact, type ExactWay } from './send-exact.ts';
import type { CloseReport, Outgoing, SendResult, Sent, Transport } from './transport.ts';

export type HttpOptions = Omit<HttpReach, 'limits'> & { limits?: Partial<HttpLimits> };

/** MCP over Streamable HTTP, of the handshake era (2025-03-26 to 2025-11-25) and of 2026-07-28. */
export function createStreamableHttp(options: HttpOptions): Transport {
  return new StreamableHttp({ ...options, limits: { ...HTTP_LIMITS, ...options.limits } });
}

const POST_ACCEPT: RawHeader = ['Accept', 'application/json, text/event-stream'];
const GET_ACCEPT: RawHeader = ['Accept', 'text/event-stream'];
const OURS: Origin = { author: 'client' };
const WE_CLOSED = 'we closed the stream';

class StreamableHttp implements Transport {
  readonly kind = 'streamable-http';
  #reach: HttpReach;
  #endpoint: Endpoint;
  #sessionId = new McpSessionId();
  #waits = new Waits();
  #isListening = false;

  constructor(reach: HttpReach) {
    this.#reach = reach;
    this.#endpoint = new Endpoint(reach);
  }

  open(): Promise<Problem | undefined> {
    return this.#endpoint.connect();
  }

  async send(outgoing: Outgoing): Promise<Sent> {
    const { headers = [], exact } = outgoing;
    if (exact !== undefined) return sendExact(this.#endpoint, { ...outgoing, exact }, this.#exactWay);
    const sending = new Sending(outgoing, new StreamPosition(this.#reach.limits));
    const asked = await this.#ask('POST', headers, originOf(outgoing), sending, outgoing);
    if ('problem' in asked) {
      return { frame: 0, done: Promise.resolve({ kind: 'failed', problem: asked.problem }), abort() {} };
    }
    const done = asked.end
      .then((end) => this.#resume(sending, end))
      .then((end) => this.#resultOf(end, sending.isAborted, headers));
    if (outgoing.hold !== undefined) return { frame: asked.frame, done, abort: () => sending.abort() };
    // An early answer to a request that is not read to its end counts as taken, too.
    await Promise.race([asked.written, asked.end]);
    return { frame: asked.frame, done, abort: () => sending.abort() };
  }

  usualHead(
    headers: RawHeader[],
    message: Uint8Array,
  ): Promise<Outcome<{ text: string; targetHeaders: string[] }>> {
    return this.#endpoint.usualHead(this.#endpoint.url, this.#allHeaders('POST', headers), message.length);
  }

  listen(headers: RawHeader[]): void {
    if (this.#isListening) return;
    this.#isListening = true;
    void this.#listenOn(headers).finally(() => (this.#isListening = false));
  }

  async endMcpSession(headers: RawHeader[]): Promise<void> {
    if (this.#sessionId.value === undefined) return;
    let isLate = false;
    const asking = this.#ask('DELETE', headers, OURS).then(async (asked) => {
      // 405 is allowed: some servers do not let clients end sessions. Its frame says so.
      if (!('problem' in asked)) await asked.end;
      else if (!isLate) this.#tellProblem(asked.problem);
    });
    this.#sessionId.forget();
    // A server that never answers must not keep us: whoever stops a session waits for this.
    const late = new AbortController();
    const { signal } = late;
    const waited = later(this.#reach.limits.farewell, true, { signal }).catch(() => false);
    isLate = await Promise.race([asking.then(() => false), waited]);
    late.abort();
  }

  async close(): Promise<CloseReport> {
    this.#waits.end();
    const open = this.#endpoint.open;
    await this.#endpoint.close('we closed the connection');
    return {
      steps: [
        open === 0 ? 'no connection was open' : `closed ${open} ${open === 1 ? 'connection' : 'connections'}`,
      ],
    };
  }

  /**
   * An event stream that ended before its answer came is asked for again, as long as it can be
   * (2025-11-25, transports, Resumability): always by GET, however it began.
   */
  async #resume(sending: Sending, first: AnswerEnd): Promise<AnswerEnd> {
    const { position } = sending;
    let end = first;
    let latest: AnswerEnd | undefined = first;
    while (end.isEventStream && position.canResume && sending.isWanted) {
      position.noteEnd(latest);
      latest = undefined;
      if (position.isHopeless) break;
      await this.#waits.wait(position.wait);
      if (this.#endpoint.isClosed || !sending.isWanted) break;
      const headers = [...revisionOf(sending.outgoing.headers ?? []), ...position.headers()];
      const again = await this.#ask('GET', headers, OURS, sending);
      if ('problem' in again) {
        this.#tellProblem(again.problem);
        continue;
      }
      const next = (latest = await again.end);
      if (next.head !== undefined && !next.isEventStream) {
        this.#tellRefusal(next);
        break;
      }
      const { missing: _, ...begin } = first;
      const messages = end.messages + next.messages;
      end = { ...begin, messages, ...(next.missing === undefined ? {} : { missing: next.missing }) };
    }
    return end;
  }

  /** The stream for messages the server starts; asked for again as long as it is given. */
  async #listenOn(headers: RawHeader[]): Promise<void> {
    const position = new StreamPosition(this.#reach.limits);
    while (!this.#endpoint.isClosed) {
      const asked = await this.#ask('GET', [...headers, ...position.headers()], OURS, { position });
      if ('problem' in asked) {
        if (!this.#endpoint.isClosed) this.#tellProblem(asked.problem);
        position.noteEnd(undefined);
      } else {
        const end = await asked.end;
        if (this.#endpoint.isClosed) return;
        if (end.head !== undefined && !end.isEventStream) {
          this.#tellRefusal(end);
          return;
        }
        position.noteEnd(end);
      }
      if (position.isHopeless) {
        this.#tellProblem({
          code: 'stream-lost',
          message: `The event stream of ${this.#endpoint.url.host} ended ${position.failures} times without anything new; it is not asked for any more.`,
          hint: 'Messages that the server starts by itself are missed from here on. Connect again.',
        });
        return;
      }
      await this.#waits.wait(position.wait);
    }
  }

  async #ask(
    method: 'POST' | 'GET' | 'DELETE',
    headers: RawHeader[],
    origin: Origin,
    stream?: { position: StreamPosition; current?: Asked | undefined },
    outgoing?: Outgoing,
  ): Promise<Asked | { problem: Problem }> {
    stream?.position.noteBegin();
    const asked = await this.#endpoint.ask({
      method,
      url: this.#endpoint.url,
      headers: this.#allHeaders(method, headers),
      origin,
      expectsMessage: method === 'POST',
      listener: {
        began: (head) => this.#noteSession(headers, head),
        event: (event) => stream?.position.note(event),
        recorded: (frame) => outgoing?.recorded?.(frame),
      },
      ...(outgoing === undefined ? {} : { body: outgoing.message }),
      ...(outgoing?.hold === undefined ? {} : { hold: outgoing.hold }),
    });
    if (!asked.ok) return { problem: asked.problem };
    if (stream !== undefined) stream.current = asked.value;
    return asked.value;
  }

  #allHeaders(method: string, headers: RawHeader[]): RawHeader[] {
    const accept = method === 'POST' ? POST_ACCEPT : GET_ACCEPT;
    return mergeHeaders([accept], this.#sessionId.headersFor(headers), headers);
  }

  #noteSession(headers: RawHeader[], head: Parameters<McpSessionId['note']>[1]): void {
    const problem = this.#sessionId.note(headers, head);
    if (problem !== undefined) this.#tellProblem(problem);
  }

  #resultOf(end: AnswerEnd, isAborted: boolean, headers: RawHeader[]): SendResult {
    const { frame, head, messages, missing } = end;
    if (frame === undefined || head?.status === undefined || (missing !== undefined && !isAborted)) {
      const problem = isAborted
        ? { code: 'http-aborted', message: 'The request was closed by us before its answer began.' }
        : this.#endpoint.problemOf(end, 'POST');
      return { kind: 'failed', problem };
    }
    this.#tellAbout('POST', head, headers);
    return { kind: 'http', status: head.status, frame, head, messages, aborted: isAborted };
  }

  /** A GET that was answered with something that is no event stream. 405: the server offers none, which it may. */
  #tellRefusal({ head, frame }: AnswerEnd): void {
    if (head?.status === undefined || frame === undefined) return;
    this.#tellAbout('GET', head, []);
    this.#reach.context.tell({ kind: 'refused', status: head.status, frame, head });
  }

  #tellAbout(method: string, head: HttpHead, headers: RawHeader[]): void {
    const redirect = redirectProblem(method, this.#endpoint.url, head);
    if (redirect !== undefined) this.#tellProblem(redirect);
    const expired = this.#sessionId.noteExpiry(this.#sessionId.headersFor(headers), head.status ?? 0);
    if (expired !== undefined) this.#tellProblem(expired);
  }

  get #exactWay(): ExactWay {
    return {
      expectsMessage: true,
      answersElsewhere: false,
      tell: (problem) => this.#tellProblem(problem),
    };
  }

  #tellProblem(problem: Problem): void {
    this.#reach.context.tell({ kind: 'problem', problem });
  }
}

/** One message under way, over as many streams as its answer takes. */
class Sending {
  readonly outgoing: Outgoing;
  readonly position: StreamPosition;
  current: Asked | undefined;
  isAborted = false;

  constructor(outgoing: Outgoing, position: StreamPosition) {
    this.outgoing = outgoing;
    this.position = position;
  }

  get isWanted(): boolean {
    // 2026-07-28 has no resumption: there an id on an event means nothing.
    return (
      !this.isAborted && !isModern(this.outgoing.headers ?? []) && this.outgoing.awaitsAnswer?.() === true
    );
  }

  abort(): void {
    this.isAborted = true;
    this.current?.abort(WE_CLOSED);
  }
}

/** A resumed stream is a GET of its own: of the message's headers only the revision goes along. */
function revisionOf(headers: readonly RawHeader[]): RawHeader[] {
  return headers.filter(([name]) => name.toLowerCase() === 'mcp-protocol-version');
}
