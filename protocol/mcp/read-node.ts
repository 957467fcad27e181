/** A value of a message where it stands in the bytes: nothing is parsed away, repeated keys stay, numbers stay text. */
export interface ReadNode {
  readonly kind: 'object' | 'array' | 'string' | 'number' | 'true' | 'false' | 'null';
  /** Bytes [from, to) of the payload, quotes and brackets included. */
  readonly from: number;
  to: number;
  readonly parent: ReadNode | undefined;
  /** Members of objects. */
  readonly key: ReadKey | undefined;
  /** Position among its siblings, repeated keys counted. */
  readonly index: number;
  readonly children: ReadNode[];
  /** Where its text begins in the decoded whole, and how long it is there; in UTF-16 units. */
  readonly start: number;
  readonly units: number;
}

export interface ReadKey {
  /** Quotes included. */
  readonly from: number;
  readonly to: number;
  readonly name: string;
}

/** What a strict reader would refuse, or readers disagree on (RFC 8259 sections 4, 7, 8; RFC 3629). */
export interface ReadFault {
  kind:
    | 'repeated-key'
    | 'invalid-utf8'
    | 'byte-order-mark'
    | 'control-in-string'
    | 'unknown-escape'
    | 'not-json'
    | 'after-end'
    | 'cut-off';
  from: number;
  to: number;
}

export interface Reading {
  readonly bytes: Uint8Array;
  /** Usually one; several messages may stand on one line. */
  readonly roots: readonly ReadNode[];
  /** At most 200. */
  readonly faults: readonly ReadFault[];
  /** From here on the bytes are no JSON that could be read. */
  readonly rest: number | undefined;
  /** Reading stopped at this byte, because there was too much. */
  readonly stoppedAt: number | undefined;
  /** The text of a string, or the digits of a number. */
  text(node: ReadNode): string;
}
