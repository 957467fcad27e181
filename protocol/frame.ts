import * as z from 'zod/mini';
import { RowAnnotation } from './annotation.ts';
import { Severity } from './finding.ts';

export const Author = z.enum(['client', 'server', 'craft', 'fuzz', 'probe', 'host', 'import']);
export type Author = z.infer<typeof Author>;

/** `batch`: several messages in one frame. `http`: a unit of HTTP that carries no MCP message. */
export const FrameKind = z.enum([
  'request',
  'notification',
  'result',
  'error',
  'batch',
  'not-json',
  'not-rpc',
  'log',
  'http',
]);
export type FrameKind = z.infer<typeof FrameKind>;

/** Header pairs exactly as sent: order, case and duplicates kept; latin1 text. */
export const RawHeader = z.tuple([z.string(), z.string()]);
export type RawHeader = z.infer<typeof RawHeader>;

export const HttpHead = z.object({
  startLine: z.string(),
  headers: z.array(RawHeader),
  status: z.optional(z.number()),
  /** Offset in the frame's raw bytes where the body begins. */
  bodyAt: z.number(),
});
export type HttpHead = z.infer<typeof HttpHead>;

/**
 * Where the MCP message of a frame is. `slice`: a stretch of the raw bytes. `stored`: kept beside
 * them because it had to be derived (de-chunked, inflated, SSE data joined). `none`: carries none.
 */
export const Payload = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('slice'), from: z.number(), to: z.number() }),
  z.object({ kind: z.literal('stored'), bytes: z.number() }),
]);
export type Payload = z.infer<typeof Payload>;

/** What is known of a frame besides its bytes; written with them. Never changed afterwards. */
export const FrameHead = z.object({
  /** `stdin`, `stdout`, `stderr`, or `c<connection><direction>[.<stream>]` such as `c3>`. */
  channel: z.string(),
  toward: z.enum(['server', 'client']),
  leg: z.enum(['server', 'client']),
  author: Author,
  /** ms since the epoch, with fractions. */
  wall: z.number(),
  /** ms since the session began, monotonic. */
  mono: z.number(),
  /** ms since the session began when its first byte came, where that is known and earlier than `mono`. */
  firstByte: z.optional(z.number()),
  http: z.optional(HttpHead),
  /** seq of the frame this one answers at the HTTP level. */
  answers: z.optional(z.number()),
  /** SSE fields of this event, when it is one. */
  sse: z.optional(
    z.object({
      event: z.optional(z.string()),
      id: z.optional(z.string()),
      retry: z.optional(z.number()),
    }),
  ),
  /** What the transport could not read, in words: malformed HTTP, cut off, inflation capped. */
  problem: z.optional(z.string()),
  run: z.optional(z.string()),
  case: z.optional(z.number()),
  /** Of an imported frame: stretches that hold filler in the place of a secret, as byte offsets into a part. */
  masked: z.optional(
    z.array(
      z.object({ part: z.enum(['raw', 'payload']), from: z.number(), to: z.number(), kind: z.string() }),
    ),
  ),
});
export type FrameHead = z.infer<typeof FrameHead>;

/** One row of Traffic. Derived from a frame; short strings only, never a body. */
export const FrameSummary = z.object({
  /** Position in the journal, over all sessions; only its order means something. */
  n: z.number(),
  session: z.string(),
  seq: z.number(),
  wall: z.number(),
  mono: z.number(),
  channel: z.string(),
  toward: z.enum(['server', 'client']),
  leg: z.enum(['server', 'client']),
  author: Author,
  kind: FrameKind,
  /** Raw bytes on the wire. */
  bytes: z.number(),
  /** Of the message, or of the request it answers. */
  method: z.optional(z.string()),
  /** Tool, prompt or resource it is about. */
  name: z.optional(z.string()),
  /** A few words of the content. */
  preview: z.optional(z.string()),
  /** JSON text of the id, as sent (`7`, `"a"`, `9007199254740993`). */
  rpcId: z.optional(z.string()),
  /** Answers: ms from the request to this frame. */
  ms: z.optional(z.number()),
  /** Answers: seq of the request. Requests never carry it. */
  request: z.optional(z.number()),
  /** Requests: seq of the first request of a conversation that this one goes on with. */
  continues: z.optional(z.number()),
  /** Answers that ask for more before they give a result: `input`, or `task` for one that is begun. */
  asks: z.optional(z.enum(['input', 'task'])),
  /** JSON-RPC error code, as text. */
  errorCode: z.optional(z.string()),
  /** A tool result with `isError: true`. */
  isError: z.optional(z.boolean()),
  status: z.optional(z.number()),
  problem: z.optional(z.string()),
  /** Remarks on pairing: `late`, `duplicate`, `unknown id`, `cancelled`. */
  marks: z.optional(z.array(z.string())),
  /** The worst that inspection found in it so far; never known when the row is first pushed. */
  finding: z.optional(Severity),
  /** What a person put on it; never known when the row is first pushed. */
  annotation: z.optional(RowAnnotation),
});
export type FrameSummary = z.infer<typeof FrameSummary>;

/** All that is known of a frame but its bytes. */
export const FrameDetail = z.object({
  summary: FrameSummary,
  head: FrameHead,
  payload: Payload,
  /** Bytes that can be read as `part=payload`. */
  payloadBytes: z.number(),
  /** Frames of the same exchange, ascending seq, at most 1,000; `more` says how many were left out. */
  exchange: z.optional(z.object({ request: z.number(), frames: z.array(z.number()), more: z.number() })),
});
export type FrameDetail = z.infer<typeof FrameDetail>;
