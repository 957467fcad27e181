import type { Author, FrameSummary } from '../../protocol/frame.ts';
import { scanMessage } from '../../protocol/mcp/scan.ts';
import { idKey } from '../../protocol/mcp/summary.ts';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import type { Outgoing, SendResult } from '../transport/transport.ts';
import type { LiveFrame } from './live-frame.ts';

export interface Answer {
  /** seq of the request's frame; 0: nothing was sent. */
  request: number;
  /** JSON text of the id that was asked with: a frame may hold several answers. */
  rpcId: string;
  outcome: 'result' | 'error' | 'cancelled' | 'timed-out' | 'closed' | 'http';
  frame?: LiveFrame;
  /** `http`: the response ended without an answer in it. */
  http?: Extract<SendResult, { kind: 'http' }>;
  /** `http`: the frame with the head of that response. */
  response?: FrameSummary;
  problem?: Problem;
  /** ms from the call to: bytes handed over, first byte of the answer, answer recorded. */
  written: number;
  firstByte?: number;
  complete: number;
}

export interface CallOptions {
  method: string;
  /** JSON text, sent as it is. */
  params?: string;
  author?: Author;
  /** ms; no limit without it. */
  timeout?: number;
  headers?: [string, string][];
  /** false for `initialize`, which must not be cancelled (specification, cancellation). */
  canCancel?: boolean;
}

/** A message whose answer is waited for, as it is to be sent. */
export interface Request extends Pick<
  Outgoing,
  'message' | 'exact' | 'hold' | 'headers' | 'queues' | 'run' | 'case'
> {
  /** JSON text of its id, as it stands in the message. */
  rpcId: string;
  author?: Author;
  timeout?: number;
  canCancel?: boolean;
  /** HTTP: whoever gives it up closes its connection, and tells the server nothing. */
  endsByAbort?: boolean;
  /** An answer that came after it was cancelled, or had taken too long. */
  late?(frame: LiveFrame): void;
}

export interface Call {
  /** seq of its frame as soon as that is recorded, or why nothing was sent. */
  recorded: Promise<Outcome<number>>;
  answer: Promise<Answer>;
  /** Ends the waiting; tells the server unless the method forbids it. Late answers are still recorded. */
  cancel(reason: string, outcome?: 'cancelled' | 'timed-out'): void;
}

/** A message nobody answers. */
export interface Told {
  recorded: Promise<Outcome<number>>;
  done: Promise<SendResult>;
  /** HTTP: the frame with the head of what came back, once `done` is there. */
  response(): FrameSummary | undefined;
  /** HTTP: closes its connection. */
  abort(): void;
}

const encoder = new TextEncoder();

export const NOT_OPEN: Problem = {
  code: 'not-open',
  message: 'This session is not open.',
  hint: 'Connect to the target again.',
};

/** Of a long id only the beginning is known of answers, so that is what is compared. */
export function keyOf(rpcId: string): string {
  if (/^\d{1,15}$/.test(rpcId)) return rpcId;
  const [read] = scanMessage(encoder.encode(`{"id":${rpcId},"method":""}`)).messages;
  return idKey(read?.rpcId ?? rpcId);
}

export function outgoingOf(request: Request): Outgoing {
  const { message, exact, hold, headers, queues, run, author = 'client' } = request;
  return {
    message,
    author,
    ...(run === undefined ? {} : { run }),
    ...(request.case === undefined ? {} : { case: request.case }),
    ...(exact === undefined ? {} : { exact }),
    ...(hold === undefined ? {} : { hold }),
    ...(headers === undefined ? {} : { headers }),
    ...(queues === undefined ? {} : { queues }),
  };
}
