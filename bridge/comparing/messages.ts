import type { SessionPair, TextsCompared } from '../../protocol/comparison.ts';
import type { HttpHead } from '../../protocol/frame.ts';
import type { Outcome } from '../../protocol/problem.ts';
import type { Laid } from '../../protocol/replay/laid-beside.ts';
import type { Judged, JudgedPair } from '../replay/judging.ts';

/** One side as the thread gets it. */
export interface SideBytes {
  bytes: Uint8Array;
  /** JSON text of the id. */
  rpcId?: string | undefined;
  sessionId?: string | undefined;
  /** Start line and headers; compared where both sides have them. */
  head?: HttpHead | undefined;
  /** Filler in the place of secrets, as offsets into the bytes. */
  masked?: { from: number; to: number }[] | undefined;
}

export interface PairBytes {
  left: SideBytes;
  right: SideBytes;
}

/** What the thread that compares is asked, and what it answers. */
export interface ComparingCalls {
  texts: [PairBytes, Pick<TextsCompared, 'structure' | 'words' | 'bytes'>];
  /** Verdicts alone, of one pair after the other. */
  verdicts: [PairBytes[], Pick<SessionPair, 'verdict' | 'counts' | 'words'>[]];
  /** Of requests: one text for params that say the same, what is made for one sending left out. */
  asked: [Uint8Array[], string[]];
  /** Of a replay: what a message says, what two answers tell together, and how they compare. */
  said: [Uint8Array, string[]];
  laid: [{ recorded: Uint8Array; now: Uint8Array | undefined }, Laid];
  judged: [JudgedPair, Judged];
}
export type ComparingName = keyof ComparingCalls;

export type ToComparing = {
  [Name in ComparingName]: { id: number; name: Name; asked: ComparingCalls[Name][0] };
}[ComparingName];

export interface FromComparing {
  id: number;
  answer: Outcome<ComparingCalls[ComparingName][1]>;
}
