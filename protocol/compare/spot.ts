/** What is known of one side beside its text. */
export interface AnswerSide {
  /** JSON text of the id it was sent under. */
  rpcId?: string | undefined;
  /** Its `Mcp-Session-Id`. */
  sessionId?: string | undefined;
  /** Stretches of the text, in UTF-16 units, that hold filler in the place of a secret. */
  masked?: readonly { from: number; to: number }[] | undefined;
}

/** One scalar value of one side: what a recogniser looks at. */
export interface Spot {
  kind: 'string' | 'number';
  /** Decoded; of a number, as written. */
  value: string;
  /** The nearest name above it: of the items of an array, that of the array. */
  key: string;
  /** Names of all objects above, the outermost first, its own key last. */
  names: readonly string[];
  side: AnswerSide;
}
