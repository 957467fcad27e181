import { INFLATE_LIMITS, type InflateLimits } from './inflate.ts';

/** What a hostile or slow server may cost. Times in ms, sizes in bytes. */
export interface HttpLimits {
  /** Until a connection stands, proxy and TLS included. An answer has no limit: the session decides. */
  connect: number;
  /** How long a connection nobody uses is kept, unless the server says less. */
  idle: number;
  /** How long, and for how many bytes, we go on reading what follows the end of an answer. */
  linger: number;
  lingerBytes: number;
  /** How long the answer to ending an MCP session is waited for. */
  farewell: number;
  inflate: InflateLimits;
  /** Before a broken event stream is asked for again, unless the server says; doubled after each failure. */
  retry: number;
  /** `retry: 0` must not become a flood. */
  retryFloor: number;
  retryCeiling: number;
  /** Failures in a row after which we stop asking. */
  retries: number;
  /** A stream that stood this long was no failure, even when nothing came over it. */
  steady: number;
}

export const HTTP_LIMITS: HttpLimits = {
  connect: 30_000,
  idle: 4_000,
  linger: 2_000,
  lingerBytes: 16 * 1024 * 1024,
  farewell: 2_000,
  inflate: INFLATE_LIMITS,
  retry: 1_000,
  retryFloor: 250,
  retryCeiling: 60_000,
  retries: 5,
  steady: 10_000,
};
