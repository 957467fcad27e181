import type { Author, FrameHead, HttpHead, Payload, RawHeader } from '../../protocol/frame.ts';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import type { WireBytes } from '../../protocol/raw/to-wire.ts';

/**
 * What a transport knows of a frame; times are stamped by whoever records it.
 * seq numbers are given when a frame is complete.
 */
export type WireHead = Omit<FrameHead, 'wall' | 'mono' | 'leg'>;

/** A frame that is still arriving; its parts go to disk as they come. */
export interface OpenFrame {
  /** Next raw bytes. `payload: true` when they are the message too (stdio lines, identity bodies). */
  raw(chunk: Uint8Array, isPayload?: boolean): void;
  /** Next derived message bytes, when the payload is not a stretch of the raw bytes. */
  derived(chunk: Uint8Array): void;
  /**
   * Completes it and returns its seq. `payload` says where the message is when it is a stretch of the
   * raw bytes but not the last ones; without it, it is what was given as payload, up to the end.
   */
  end(head: WireHead, payload?: Payload): number;
}

/**
 * Where a transport reports bytes. Nothing recorded here is announced to anybody before `flush`
 * has written it; a transport flushes once per chunk it read or wrote.
 */
export interface Wire {
  /** A whole frame at hand. `stored` is the derived message when `payload.kind` is 'stored'. Returns its seq. */
  record(head: WireHead, raw: Uint8Array, payload: Payload, stored?: Uint8Array): number;
  /** A frame too big to hold (over 1 MiB); memory stays flat. */
  begin(channel: string): OpenFrame;
  flush(): void;
  /** ms since the session began, for `firstByte` of a head. */
  now(): number;
  /** true while recording cannot go on (disk full): stop reading from the other side until `resumed`. */
  readonly blocked: boolean;
  /** Called once when recording can go on. */
  whenUnblocked(then: () => void): void;
}

/** What happens on the wire that is not a frame. `at` is ms since the session began. */
export type TransportEvent =
  | { kind: 'spawned'; pid: number; program: string }
  /** `certificateKey`: SHA-256 of the server's public key (SPKI), lower-case hex; told for the first connection. */
  | { kind: 'connected'; note: string; certificateKey?: string }
  | { kind: 'first-byte'; channel: string }
  | { kind: 'stderr-line' }
  /** The other side is gone; `expected` when we asked for it. */
  | { kind: 'gone'; note: string; exitCode?: number; signal?: string; expected: boolean }
  | { kind: 'problem'; problem: Problem }
  /**
   * HTTP: a stream that was not asked for by `send` (`listen`, the GET of HTTP+SSE) was answered with
   * something else; 401 and 403 are told here and nowhere else.
   */
  | { kind: 'refused'; status: number; frame: number; head: HttpHead }
  /** HTTP: which of the two HTTP transports answered, found out while opening. */
  | { kind: 'speaks'; transport: 'streamable-http' | 'legacy-sse' };

/** Bytes to be sent as they are; what the transport adds to a message otherwise is not added. */
export interface Exact {
  /** All of them. `targetHeaders`: what the credentials hold, for a form that wants them (HTTP). */
  bytes(targetHeaders: readonly RawHeader[]): Outcome<WireBytes>;
  wantsTargetHeaders: boolean;
}

/**
 * Keeps several messages back until all of them can be let go together. On stdio they are recorded and written
 * as one; over HTTP each has a connection of its own and all but its last byte is written already.
 */
export interface Hold {
  /** Told once for each, when nothing but the release is missing. */
  ready(): void;
  released: Promise<void>;
}

/** One message to send, as exact JSON text. */
export interface Outgoing {
  message: Uint8Array;
  exact?: Exact;
  hold?: Hold;
  author: Author;
  /** HTTP: headers for this request beside the transport's own; exact order and case. */
  headers?: [string, string][];
  /**
   * HTTP, handshake era: asked when an event stream ends that could be resumed. true: an answer is
   * still missing, so the stream is asked for again with Last-Event-ID before sending counts as done.
   */
  awaitsAnswer?(): boolean;
  /** Told the seq of its frame before anybody else hears of that frame. */
  recorded?(frame: number): void;
  /**
   * A person waits for this to be on its way: it is recorded and queued even while the other side does not
   * read, up to a bound beyond which sending fails.
   */
  queues?: boolean;
  run?: string;
  case?: number;
}

/** How sending ended at the transport's level; the MCP answer arrives as a frame. */
export type SendResult =
  /** Taken by the other side; the answer, if any, comes by itself (stdio, and HTTP+SSE when its POST was accepted). */
  | { kind: 'written' }
  /** HTTP: the response is complete. `messages`: MCP messages it carried. */
  | { kind: 'http'; status: number; frame: number; head: HttpHead; messages: number; aborted: boolean }
  | { kind: 'failed'; problem: Problem };

export interface Sent {
  /** seq of the recorded frame; they begin at 1. 0: nothing could be sent, so nothing was recorded. */
  frame: number;
  done: Promise<SendResult>;
  /** HTTP: closes the response stream, which is how 2026-07-28 cancels. stdio: does nothing. */
  abort(): void;
}

/** How a transport was closed: what was tried until the other side was gone. */
export interface CloseReport {
  steps: string[];
}

/**
 * Carries bytes to one server and back, recording all of them through its Wire. Knows framing,
 * not MCP. Implemented for stdio, Streamable HTTP, HTTP+SSE of 2024-11-05 and recordings;
 * interception sits behind the same interface.
 */
export interface Transport {
  readonly kind: 'stdio' | 'streamable-http' | 'legacy-sse' | 'recording';
  /** Resolves when bytes can be sent, or with the reason they cannot. */
  open(): Promise<Problem | undefined>;
  /** Resolves when the frame is recorded and handed to the operating system (back-pressure). */
  send(outgoing: Outgoing): Promise<Sent>;
  /** HTTP, handshake era: opens the GET stream for messages the server starts; resumes it by Last-Event-ID. */
  listen?(headers: [string, string][]): void;
  /**
   * HTTP: start line and header lines of the request that `send` would make of a message, but for what was set
   * by hand for the target: of those only the names.
   */
  usualHead?(
    headers: RawHeader[],
    message: Uint8Array,
  ): Promise<Outcome<{ text: string; targetHeaders: string[] }>>;
  /** HTTP: a value for `Mcp-Session-Id` is in force from the answer that set it; this ends it with DELETE. */
  endMcpSession?(headers: [string, string][]): Promise<void>;
  close(): Promise<CloseReport>;
}

export interface TransportContext {
  wire: Wire;
  tell(event: TransportEvent): void;
}

/** Asked for headers at every HTTP request, so that values can change and never sit in a target. */
export interface Credentials {
  headersFor(request: { method: string; url: string }): Promise<[string, string][]>;
}
