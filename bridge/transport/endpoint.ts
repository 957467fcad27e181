import type { RawHeader } from '../../protocol/frame.ts';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import type { AnswerEnd, AnswerListener } from './answer.ts';
import { Connection } from './connection.ts';
import { dial } from './dial.ts';
import type { Dripped } from './drip.ts';
import { exactRequest } from './exact-request.ts';
import type { HttpLimits } from './http-limits.ts';
import { basicCredentials, proxyAuthorization, proxyFor, type ProxySettings } from './proxy.ts';
import { headerFault, mergeHeaders, writeRequest, type Origin, type RequestFrame } from './request.ts';
import { readAuthorities, type TlsTrust } from './tls.ts';
import { ownHeaders, pathOf, usualHead } from './usual-request.ts';
import type { Credentials, Exact, Hold, TransportContext } from './transport.ts';

const NO_HEADERS: Outcome<RawHeader[]> = { ok: true, value: [] };

/** How one HTTP target is reached. */
export interface HttpReach {
  url: string;
  tls: TlsTrust;
  /** Absent: no proxy. */
  proxy?: ProxySettings;
  /** What it gives was set by hand and wins over every header of ours. */
  credentials: Credentials;
  context: TransportContext;
  limits: HttpLimits;
}

export interface AskOptions {
  method: 'POST' | 'GET' | 'DELETE';
  url: URL;
  /** Beside Host, Accept-Encoding, User-Agent, Connection and the length; they win over those. */
  headers: RawHeader[];
  body?: Uint8Array;
  origin: Origin;
  expectsMessage?: boolean;
  /** It is let go with others, on a connection of its own. */
  hold?: Hold;
  listener?: Omit<AnswerListener, 'ended'>;
}

/** A request as somebody wrote it, on a connection of its own. */
export interface AskExactly {
  exact: Exact;
  origin: Origin;
  /** Success of a POST brings an MCP message. */
  expectsMessage: boolean;
  hold?: Hold;
  listener?: Omit<AnswerListener, 'ended'>;
}

/** A request under way. */
export interface Asked {
  frame: number;
  written: Promise<Dripped>;
  end: Promise<AnswerEnd>;
  /** Closes the connection in the middle of the answer; `reason` goes into the frame that is cut off. */
  abort(reason: string): void;
}

/** The one server of a transport: its connections, kept for reuse, and requests over them. */
export class Endpoint {
  readonly url: URL;
  #reach: HttpReach;
  #proxy: URL | undefined;
  #authorities: string | undefined;
  #connections = new Set<Connection>();
  #count = 0;
  #sawByte = false;
  #key: string | undefined;
  #told = false;
  #closing = new AbortController();

  constructor(reach: HttpReach) {
    this.#reach = reach;
    this.url = new URL(reach.url);
  }

  get isClosed(): boolean {
    return this.#closing.signal.aborted;
  }

  get open(): number {
    return this.#connections.size;
  }

  /** Reads what can be wrong before anything is sent, and makes a first connection. */
  async connect(): Promise<Problem | undefined> {
    const { proxy, tls } = this.#reach;
    const wanted = proxyFor(this.url, proxy);
    if (!wanted.ok) return wanted.problem;
    this.#proxy = wanted.value;
    const authorities = await readAuthorities(tls);
    if (!authorities.ok) return authorities.problem;
    this.#authorities = authorities.value;
    const connection = await this.#take();
    if (!connection.ok) return connection.problem;
    connection.value.idle();
    return undefined;
  }

  /** Resolves when the request is recorded and its bytes are on their way. */
  async ask(options: AskOptions): Promise<Outcome<Asked>> {
    const { method, url, hold, listener = {} } = options;
    const handSet = await this.#handSet(method, url);
    if (!handSet.ok) return handSet;
    const request = this.#write(options, handSet.value);
    if (!request.ok) return request;
    if (hold === undefined) return this.#exchange(request.value, listener);
    return this.#exchange({ ...request.value, hold, isAlone: true }, listener);
  }

  /** Always to the server of this target, whatever the request says of another. */
  async askExactly({ exact, listener = {}, ...how }: AskExactly): Promise<Outcome<Asked>> {
    // The method stands in bytes that are made with these headers.
    const targetHeaders = exact.wantsTargetHeaders ? await this.targetHeaders('POST') : NO_HEADERS;
    if (!targetHeaders.ok) return targetHeaders;
    const bytes = exact.bytes(targetHeaders.value);
    return bytes.ok ? this.#exchange(exactRequest(bytes.value, how), listener, true) : bytes;
  }

  /** What was set by hand for this target, with the user and password of its address. */
  async targetHeaders(method: string): Promise<Outcome<RawHeader[]>> {
    const handSet = await this.#handSet(method, this.url);
    if (!handSet.ok) return handSet;
    const basic = basicCredentials(this.url);
    const headers = mergeHeaders(basic === undefined ? [] : [['Authorization', basic]], handSet.value);
    const fault = headers.map(headerFault).find((found) => found !== undefined);
    return fault === undefined ? { ok: true, value: headers } : { ok: false, problem: fault };
  }

  /** The head of a POST as `ask` would write it to the target itself, without what was set by hand. */
  async usualHead(
    url: URL,
    headers: RawHeader[],
    length: number,
  ): Promise<Outcome<{ text: string; targetHeaders: string[] }>> {
    const handSet = await this.targetHeaders('POST');
    if (!handSet.ok) return handSet;
    return { ok: true, value: usualHead(url, mergeHeaders(ownHeaders(url, length), headers), handSet.value) };
  }

  async #exchange(
    request: RequestFrame,
    listener: Omit<AnswerListener, 'ended'>,
    isDirect = false,
  ): Promise<Outcome<Asked>> {
    const taken = await this.#takeUnblocked(request.isAlone === true, isDirect);
    if (!taken.ok) return taken;
    let tell: (end: AnswerEnd) => void = () => {};
    const end = new Promise<AnswerEnd>((resolve) => (tell = resolve));
    const { frame, written } = taken.value.exchange(request, { ...listener, ended: tell });
    return { ok: true, value: { frame, written, end, abort: (reason) => void taken.value.abort(reason) } };
  }

  /** Why an answer is missing, as a Problem. */
  problemOf(end: AnswerEnd, what: string): Problem {
    const where = `${what} to ${this.url.host}`;
    if (end.isUnreadable) {
      return {
        code: 'http-unreadable',
        message: `The answer to ${where} cannot be read: ${end.missing}.`,
        hint: 'All of its bytes are recorded; open the frame to see them.',
      };
    }
    if (end.head === undefined) {
      return {
        code: 'http-no-answer',
        message: `No answer to ${where}: ${end.missing}.`,
        hint: 'Whether the server acted on it is not known. Look at its log, then send it again.',
      };
    }
    return {
      code: 'http-cut-off',
      message: `The answer to ${where} is not whole: ${end.missing}.`,
      hint: 'What arrived is recorded and marked as cut off.',
    };
  }

  /** Closes every connection, whatever it is doing. */
  async close(reason: string): Promise<void> {
    this.#closing.abort();
    await Promise.all([...this.#connections].map((connection) => connection.abort(reason)));
  }

  async #handSet(method: string, url: URL): Promise<Outcome<RawHeader[]>> {
    try {
      return { ok: true, value: await this.#reach.credentials.headersFor({ method, url: url.href }) };
    } catch (error) {
      // A secret that is locked or a variable that is not set: nothing may be sent without it.
      const message = `The headers of this target could not be had: ${(error as Error).message}`;
      return { ok: false, problem: { code: 'credentials', message, hint: 'Nothing was sent.' } };
    }
  }

  #write(options: AskOptions, handSet: RawHeader[]): Outcome<RequestFrame> {
    const { method, url, headers, body, origin, expectsMessage = false } = options;
    const isAbsolute = this.#proxy !== undefined && url.protocol === 'http:';
    const path = pathOf(url);
    const own = ownHeaders(url, body?.length);
    const basic = basicCredentials(url.username === '' ? this.url : url);
    if (basic !== undefined) own.push(['Authorization', basic]);
    const proxyCredentials =
      isAbsolute && this.#proxy !== undefined ? proxyAuthorization(this.#proxy) : undefined;
    if (proxyCredentials !== undefined) own.push(['Proxy-Authorization', proxyCredentials]);
    return writeRequest({
      method,
      address: isAbsolute ? `http://${url.host}${path}` : path,
      headers: mergeHeaders(own, headers, handSet),
      ...(body === undefined ? {} : { body }),
      origin,
      expectsMessage,
    });
  }

  /** Nothing is sent while it could not be recorded; a connection may be closed while we wait for that. */
  async #takeUnblocked(isAlone: boolean, isDirect: boolean): Promise<Outcome<Connection>> {
    const { wire } = this.#reach.context;
    for (let tries = 0; tries < 3; tries++) {
      const taken = await this.#take(isAlone, isDirect);
      if (!taken.ok) return taken;
      while (wire.blocked) await new Promise<void>((resolve) => wire.whenUnblocked(resolve));
      if (taken.value.isReady) return taken;
    }
    return { ok: false, problem: this.#lost() };
  }

  async #take(isAlone = false, isDirect = false): Promise<Outcome<Connection>> {
    if (this.isClosed) return { ok: false, problem: this.#lost() };
    const free = isAlone ? undefined : [...this.#connections].reverse().find(({ isFree }) => isFree);
    if (free !== undefined) {
      free.claim();
      return { ok: true, value: free };
    }
    const { context, tls, limits } = this.#reach;
    const number = ++this.#count;
    const dialled = await dial(
      {
        target: this.url,
        proxy: this.#proxy,
        trust: tls,
        authorities: this.#authorities,
        limits,
        wire: context.wire,
        number,
        isDirect,
      },
      this.#closing.signal,
    );
    if (!dialled.ok) return dialled;
    const { socket, note, certificateKey } = dialled.value;
    const connection = new Connection({
      socket,
      number,
      wire: context.wire,
      limits,
      onFirstByte: (channel) => this.#noteFirstByte(channel),
      onFree: (it) => it.idle(),
      onClosed: (it) => this.#connections.delete(it),
    });
    this.#connections.add(connection);
    connection.claim();
    this.#noteConnected(note, certificateKey);
    return { ok: true, value: connection };
  }

  #noteConnected(note: string, certificateKey: string | undefined): void {
    const { tell } = this.#reach.context;
    if (!this.#told) {
      this.#told = true;
      this.#key = certificateKey;
      tell({ kind: 'connected', note, ...(certificateKey === undefined ? {} : { certificateKey }) });
    } else if (certificateKey !== this.#key) {
      tell({
        kind: 'problem',
        problem: {
          code: 'certificate-changed',
          message: `${this.url.host} shows another certificate key than before: SHA-256 ${certificateKey ?? 'none'}, it was ${this.#key ?? 'none'}.`,
          hint: 'Several machines may answer for this name, or somebody stands in between.',
        },
      });
      this.#key = certificateKey;
    }
  }

  #noteFirstByte(channel: string): void {
    if (this.#sawByte) return;
    this.#sawByte = true;
    this.#reach.context.tell({ kind: 'first-byte', channel });
  }

  #lost(): Problem {
    return {
      code: 'http-closed',
      message: `The connection to ${this.url.host} is closed; nothing was sent.`,
      hint: 'Connect again.',
    };
  }
}
