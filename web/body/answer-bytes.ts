import type { AnswerReading } from '../../protocol/mcp/read-answer.ts';
import { readAnswer } from '../../protocol/mcp/read-answer.ts';

/** Where an answer is, and what it answers. */
export interface AnswerRequest {
  session: string;
  seq: number;
  /** Bytes of the message. */
  total: number;
  method?: string | undefined;
  rpcId?: string | undefined;
}

/** Bytes [from, to) of the message, and how many secrets were masked in them. */
export type ReadCounted = (from: number, to: number) => Promise<{ bytes: Uint8Array; masked: number }>;

/** One request to the bridge. */
const STEP = 1024 * 1024;

/** Fetches a message and reads it as an answer. Rejects when the bytes cannot be had. */
export async function readAnswerBytes(request: AnswerRequest, read: ReadCounted): Promise<AnswerReading> {
  const { total } = request;
  const whole = new Uint8Array(total);
  let at = 0;
  let masked = 0;
  while (at < total) {
    const part = await read(at, Math.min(total, at + STEP));
    if (part.bytes.length === 0) break;
    whole.set(part.bytes.subarray(0, total - at), at);
    at += part.bytes.length;
    masked += part.masked;
  }
  const { text, isExact } = decode(whole.subarray(0, at));
  const reading = readAnswer(text, request);
  if (!isExact)
    reading.remarks.unshift('It holds bytes that are not UTF-8, drawn as U+FFFD here; Raw shows them.');
  if (masked > 0)
    reading.remarks.unshift('Values that are kept as secrets stand here as `*`, one for each byte.');
  return reading;
}

function decode(bytes: Uint8Array): { text: string; isExact: boolean } {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes), isExact: true };
  } catch (error) {
    // Not UTF-8 somewhere: shown with replacement characters, and said.
    if (!(error instanceof TypeError)) throw error;
    return { text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes), isExact: false };
  }
}
