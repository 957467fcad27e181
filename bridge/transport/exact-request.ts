import type { Payload } from '../../protocol/frame.ts';
import { methodOf, readRequestHead } from '../../protocol/raw/request-head.ts';
import type { WireBytes } from '../../protocol/raw/to-wire.ts';
import type { Origin, RequestFrame } from './request.ts';
import type { Hold } from './transport.ts';

/** How the answer to bytes without a method is read. */
const UNKNOWN_METHOD = 'GET';

/** Bytes that somebody wrote as a request, as they are recorded and sent. Nothing in them is changed. */
export function exactRequest(
  { bytes, at, message, ends, pause }: WireBytes,
  { origin, expectsMessage, hold }: { origin: Origin; expectsMessage: boolean; hold?: Hold },
): RequestFrame {
  const http = readRequestHead(bytes);
  const method = (http && methodOf(http.startLine)) ?? UNKNOWN_METHOD;
  const head: RequestFrame['head'] = { toward: 'server', author: origin.author };
  // The body is what was written as one, also where a server would see it begin elsewhere.
  if (http !== undefined) head.http = { ...http, bodyAt: at?.from ?? http.bodyAt };
  if (origin.run !== undefined) head.run = origin.run;
  if (origin.case !== undefined) head.case = origin.case;
  const request: RequestFrame = {
    method,
    bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length),
    head,
    ...payloadOf(bytes, at, message),
    expectsMessage: expectsMessage && method === 'POST',
    parts: { ends, pause },
    isAlone: true,
  };
  if (hold !== undefined) request.hold = hold;
  return request;
}

function payloadOf(
  bytes: Uint8Array,
  at: WireBytes['at'],
  message: Uint8Array,
): { payload: Payload; stored?: Uint8Array } {
  if (message.length === 0 || (at !== undefined && at.from === at.to)) return { payload: { kind: 'none' } };
  if (at !== undefined) return { payload: { kind: 'slice', ...at } };
  // Without a head that ends, nobody can say what in it is meant as a message: all of it is shown.
  if (message.length === bytes.length) return { payload: { kind: 'slice', from: 0, to: bytes.length } };
  return { payload: { kind: 'stored', bytes: message.length }, stored: message };
}
