import type { Evidence, ItemName, Sign } from '../protocol/finding.ts';
import { pointerOf, type UnitWalk } from '../protocol/mcp/read-place.ts';
import type { ReadNode } from '../protocol/mcp/reading.ts';
import type { Item, Message, RecordedFrame } from './message.ts';

/** Where something stands in a frame, made only when there is something to report. */
export interface Place {
  readonly evidence: Evidence;
  /** The pointer within its item, or within its message: the same after a list was re-ordered. */
  readonly field: string;
  readonly item: ItemName | undefined;
  /** The text that was matched: what the fingerprint hangs on. */
  readonly matched: string;
  /** The tool, prompt or resource whose answer this is. */
  readonly asked?: string | undefined;
}

const MOST_SHOWN = 400;
/** Longer pointers, of nesting that nobody wrote by hand, are left out: the bytes say where. */
const LONGEST_POINTER = 4096;
/** Lone surrogates: the expression reads pairs as one character. */
const HALVES = /[\u{d800}-\u{dfff}]/gu;
const lenient = new TextDecoder('utf-8', { ignoreBOM: true });

/** What a person is shown of decoded text: cut, never empty-handed. */
export function shownText(text: string): string {
  return whole(text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text);
}

/** Without halves of characters, as a quote that was cut has them. */
export function whole(text: string): string {
  return text.isWellFormed() ? text : text.replace(HALVES, '');
}

/** A place that is worked out when somebody wants to know: most of what a hostile text provokes is never kept. */
export class LatePlace implements Place {
  #make: () => Place;
  #made: Place | undefined;

  constructor(make: () => Place) {
    this.#make = make;
  }

  get #place(): Place {
    return (this.#made ??= this.#make());
  }

  get evidence(): Evidence {
    return this.#place.evidence;
  }

  get field(): string {
    return this.#place.field;
  }

  get item(): ItemName | undefined {
    return this.#place.item;
  }

  get asked(): string | undefined {
    return this.#place.asked;
  }

  get matched(): string {
    return this.#place.matched;
  }
}

/** The same place, as one of the signs that a finding is made of. */
export function asSign(place: Place, { id, says }: Sign): Place {
  return new LatePlace(() => {
    const { field, item, matched, asked, evidence } = place;
    return { field, item, matched, asked, evidence: { ...evidence, sign: { id, says } } };
  });
}

/** What of a place differs from how its bytes look. */
export interface Reached {
  shown?: string;
  via?: readonly string[];
}

export function placeOfBytes(
  frame: RecordedFrame,
  part: 'raw' | 'payload',
  from: number,
  to: number,
  matched: string,
  header?: string,
  reached: Reached = {},
): Place {
  const evidence: Evidence = { frame: frame.seq, part, from, to, ...extra(reached) };
  if (header !== undefined) evidence.header = header;
  return {
    evidence,
    field: header === undefined ? part : `header ${header.toLowerCase()}`,
    item: undefined,
    matched,
  };
}

export function placeOfNode(message: Message, node: ReadNode, what: 'value' | 'key'): Place {
  const span = what === 'key' && node.key !== undefined ? node.key : node;
  const { bytes } = message.reading;
  const isScalar = what === 'value' && node.children.length === 0;
  const matched =
    what === 'key'
      ? (node.key?.name ?? '')
      : isScalar
        ? message.reading.text(node)
        : lenient.decode(bytes.subarray(span.from, Math.min(span.to, span.from + 4096)));
  return made(message, node, span, matched, what, {});
}

/** Characters [from, to) of a string value or key. */
export function placeOfUnits(
  message: Message,
  node: ReadNode,
  what: 'value' | 'key',
  walk: UnitWalk,
  from: number,
  to: number,
  matched: string,
  reached: Reached,
): Place {
  return made(message, node, walk.span(from, to), matched, what, reached);
}

function made(
  message: Message,
  node: ReadNode,
  span: { from: number; to: number },
  matched: string,
  what: 'value' | 'key',
  reached: Reached,
): Place {
  const pointer = pointerOf(node);
  const item = itemAround(message, node);
  const inside = item === undefined ? pointer : pointer.slice(pointerOf(item.node).length);
  return {
    evidence: {
      frame: message.frame.seq,
      part: 'payload',
      from: span.from,
      to: span.to,
      ...(pointer.length > LONGEST_POINTER ? {} : { pointer }),
      ...extra(reached),
    },
    // An item says by itself what it is, however it was asked for: eras name the opening differently.
    field: `${item === undefined ? (message.method ?? '') : ''}${inside.slice(0, LONGEST_POINTER)}${what === 'key' ? ' key' : ''}`,
    item: item?.ref,
    matched,
    asked: message.request?.name,
  };
}

function itemAround(message: Message, node: ReadNode): Item | undefined {
  if (message.items.length === 0) return undefined;
  for (let at: ReadNode | undefined = node; at !== undefined; at = at.parent) {
    const found = message.itemAt(at);
    if (found !== undefined) return found;
  }
  return undefined;
}

function extra({ shown, via }: Reached): Reached & { via?: string[] } {
  return {
    ...(shown === undefined ? {} : { shown: shownText(shown) }),
    ...(via === undefined || via.length === 0 ? {} : { via: [...via] }),
  };
}
