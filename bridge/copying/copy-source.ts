import type { Piece } from './pieces.ts';

interface Asked {
  /** Key of the target among those that are known here. */
  target: string;
  /** The message, or the body, to the last byte. */
  message: Piece[];
  /** Method and text of the params, for a message that is one request and nothing else. */
  request: { method: string; params: Piece[] | undefined } | undefined;
}

/** A recorded request with all that is needed to send it again without us. */
export type CopySource =
  | (Asked & {
      over: 'stdio';
      command: string;
      args: Piece[][];
      cwd: string;
      env: { name: string; value: Piece[] }[];
      /** What was said before anything else, where the era has a handshake: request and notification. */
      opening: Piece[][];
    })
  | (Asked & {
      over: 'http';
      url: Piece[];
      method: string;
      /** As they were sent, but for those that say how long the body is. */
      headers: { name: string; value: Piece[] }[];
      caFile: string | undefined;
      verify: boolean;
    });
