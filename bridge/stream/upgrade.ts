import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Problem } from '../../protocol/problem.ts';

/** A request to speak WebSocket that has passed the guard: right Host, right Origin, right token. */
export interface Upgrade {
  request: IncomingMessage;
  socket: Duplex;
  head: Buffer;
  /** To be put on the 101 as on every other answer. */
  headers: readonly (readonly [string, string])[];
  /** Writes a whole HTTP answer and closes the socket. */
  refuse(status: number, problem: Problem): void;
}
