/** A half-open stretch [from, to) of UTF-16 code units of a text. */
export interface Span {
  from: number;
  to: number;
}

export interface JsonKey extends Span {
  /** Decoded. Two members of one object may have the same. */
  name: string;
}

export interface JsonMember {
  key: JsonKey;
  value: JsonNode;
}

/**
 * A value where it stands in its text. Everything that is not structure stays in the text: number
 * text, escapes, white space and comments are read from the span, never from a parsed copy.
 */
export type JsonNode = Span &
  (
    | { kind: 'object'; members: JsonMember[]; isClosed: boolean }
    | { kind: 'array'; items: JsonNode[]; isClosed: boolean }
    | { kind: 'string' }
    | { kind: 'number' }
    | { kind: 'true' | 'false' | 'null' }
    /** Something that is no JSON: a bare word, a broken string or number. */
    | { kind: 'broken' }
    /** A value that was passed over because the document is beyond its bounds; its span is whole. */
    | { kind: 'unread' }
  );
export type JsonObject = Extract<JsonNode, { kind: 'object' }>;
export type JsonArray = Extract<JsonNode, { kind: 'array' }>;

/** Something RFC 8259 does not allow, or that readers disagree on (`repeated-key`). */
export interface JsonFault extends Span {
  kind:
    | 'comment'
    | 'trailing-comma'
    | 'repeated-key'
    | 'missing-comma'
    | 'missing-colon'
    | 'not-closed'
    | 'not-json'
    | 'after-end'
    | 'empty';
  words: string;
}

/** A text and what was understood of it. Reading never fails: what cannot be read is a fault. */
export interface JsonDocument {
  readonly text: string;
  root: JsonNode | undefined;
  faults: JsonFault[];
  /** false when values were passed over: deeper or more than the bounds allow. */
  isWhole: boolean;
}

export interface JsonBounds {
  /** Values read as nodes; later ones are `unread`, or missing from a container that then is not closed. */
  nodes: number;
  depth: number;
}
