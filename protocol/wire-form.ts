import * as z from 'zod/mini';

/** How bytes are handed to the operating system: in this many writes, with `pause` ms between them. */
const writes = {
  parts: z.number().check(z.int(), z.gte(1), z.lte(1000)),
  pause: z.number().check(z.gte(0), z.lte(60_000)),
};

/** Exactly how a message goes over stdin. Usual: UTF-8, no mark, ended by a newline, in one write. */
export const StdioForm = z.object({
  kind: z.literal('stdio'),
  /** Of a text; bytes given as hex are sent as they are. */
  encoding: z.enum(['utf-8', 'utf-16le', 'utf-16be']),
  /** A byte order mark in front. */
  bom: z.boolean(),
  end: z.enum(['newline', 'crlf', 'none']),
  ...writes,
});
export type StdioForm = z.infer<typeof StdioForm>;

/** Exactly how a message goes over a connection of its own to an HTTP target; the server's address stays that of the target. */
export const HttpForm = z.object({
  kind: z.literal('http'),
  /**
   * Start line and header lines, whatever they are, one a line here; sent as UTF-8, an empty line after them.
   * Empty: there is no head, and the text is all of the request.
   */
  head: z.string(),
  lineEnd: z.enum(['crlf', 'lf']),
  /** `fit`: Content-Length says how long the body is, whatever the head says of it. */
  length: z.enum(['fit', 'as-written']),
  /** The headers a person set for this target (tokens among them) are added where the head does not name them. */
  targetHeaders: z.boolean(),
  /** Bytes a chunk of chunked transfer coding (RFC 9112, section 7.1); absent: the body as it is. */
  chunk: z.optional(z.number().check(z.int(), z.gte(1))),
  ...writes,
});
export type HttpForm = z.infer<typeof HttpForm>;

export const WireForm = z.discriminatedUnion('kind', [StdioForm, HttpForm]);
export type WireForm = z.infer<typeof WireForm>;

/** `hex`: pairs of hexadecimal digits, white space between them ignored. */
export const TextForm = z.enum(['text', 'hex']);
export type TextForm = z.infer<typeof TextForm>;
