import type { SignalId } from './signals/index.ts';
import type { Sentence } from './scan.ts';
import type { Span } from './sentence.ts';

/** What is known around a sentence. */
export interface Surroundings {
  /** The whole text, in the view that is read. */
  readonly text: string;
  /** Whether a model reads it as what it is told (definitions), rather than as what it was given (results). */
  readonly isDefinition: boolean;
  /** A failure: the answer of a tool that says so, or a JSON-RPC error. */
  readonly isError: boolean;
  /** The tool it describes or answers for, folded; empty where there is none. */
  readonly own: string;
  /** Tools of the same server. */
  isOwnTool(name: string): boolean;
  /** A tool that only another connected server has. */
  isOtherTool(name: string): boolean;
  /** All of the text that have words worth reading, in order. */
  readonly sentences: readonly Sentence[];
  readonly before: Sentence | undefined;
  readonly after: Sentence | undefined;
}

/** A sign found at a place. `weight` where it differs from the signal's own. */
export interface Sign extends Span {
  readonly weight?: number;
  /** What of it counts most, where it is a whole stretch. */
  readonly parts?: readonly Span[];
}

/**
 * One way in which a text orders what is not the server's to order. Signals are independent of each other:
 * a finding is made of several, or of one that leaves no doubt.
 */
export interface Signal {
  readonly id: SignalId;
  /** What the person reads: "keeps something from the user". */
  readonly says: string;
  /** How much it counts, where a model reads instructions and where it reads data. A finding needs 5. */
  readonly weight: { readonly definition: number; readonly data: number };
  /** In one sentence. */
  inSentence?(sentence: Sentence, around: Surroundings): Sign | undefined;
  /** Of `MARK`: without one of them `inText` is not asked. */
  readonly marks?: number;
  /** In the text as it stands, for markup and forged turns; bounded. */
  inText?(around: Surroundings): Sign | undefined;
}
