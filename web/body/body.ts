import type { AnswerReading } from '../../protocol/mcp/read-answer.ts';
import type { AnswerRequest } from './answer-bytes.ts';
import type { Piece } from './hidden.ts';
import type { Hit, Mark } from './hits.ts';
import type { Style } from './layout.ts';

/**
 * Pretty: indented JSON. Raw: lines as they came. Hex: offset, bytes, ASCII. Model: the strings that reach a
 * model, with what they hide or stand for written out.
 */
export type BodyMode = 'pretty' | 'raw' | 'hex' | 'model';
/** `raw`: all bytes on the wire, HTTP heads and newlines included. `payload`: the MCP message alone. */
export type BodyPart = 'raw' | 'payload';

/** `isQuiet`: the CR of a line that ends in CR LF, which is there so often that it should not shout. */
export type StyledPiece = Piece &
  Mark & {
    style?: Style;
    isQuiet?: boolean;
    /** What stands there is not on the wire: copied text leaves it out. */
    isOurs?: boolean;
  };

/** One row of a body, ready to draw. */
export interface BodyRow {
  /** Absent on rows that go on from the one above. */
  line?: number;
  indent: number;
  from: number;
  pieces: StyledPiece[];
}

export interface BodyRequest {
  session: string;
  seq: number;
  part: BodyPart;
  mode: BodyMode;
  /** Columns a row may take. */
  columns: number;
  /** Where in the part to begin; what is said of rows and bytes then counts from there. */
  start?: number;
  /** Bytes of the part, or of the stretch of it. */
  total: number;
}

/** How far a body was read into rows. */
export interface BodyProgress {
  rows: number;
  /** Bytes taken in so far. */
  read: number;
  done: boolean;
  /** Whether the last byte is 0x0A; known when done. */
  endsWithNewline?: boolean;
  problem?: string;
}

/** A body that is no frame's: text or bytes that the page took out of one. */
export type Held = string | Uint8Array;

export type ToBodyWorker =
  | { kind: 'token'; token: string; api: string }
  | { kind: 'open'; id: number; request: BodyRequest; held?: Held | undefined }
  | { kind: 'rows'; id: number; from: number; to: number }
  /** What findings point at, from now on. */
  | { kind: 'mark'; id: number; hits: Hit[] }
  /** Which row holds this byte? Answered when the body was read that far. */
  | { kind: 'find'; id: number; byte: number }
  | { kind: 'close'; id: number }
  /** Reads a long answer beside the page's thread; answered once. */
  | { kind: 'answer'; id: number; request: AnswerRequest };

export type FromBodyWorker =
  | { kind: 'progress'; id: number; progress: BodyProgress }
  | { kind: 'rows'; id: number; from: number; rows: BodyRow[] }
  | { kind: 'found'; id: number; byte: number; row: number }
  | { kind: 'answer'; id: number; reading: AnswerReading | undefined };
