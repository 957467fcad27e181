import type { FieldClass } from '../protocol/mcp/fields.ts';
import { isDefinition } from '../protocol/mcp/fields.ts';
import { walkString, walkText, type UnitWalk } from '../protocol/mcp/read-place.ts';
import type { ReadNode } from '../protocol/mcp/reading.ts';
import type { Item, Message, RecordedFrame } from './message.ts';
import { LatePlace, placeOfBytes, placeOfUnits, type Place } from './place.ts';
import { traitsOf } from './views/traits.ts';
import { markupView } from './views/markup.ts';
import { plainView, proseView } from './views/plain.ts';
import { terminalView } from './views/terminal.ts';
import { parsedView, type View } from './views/view.ts';

/** Where a text came from, which decides how its characters become bytes. */
export type Source =
  | { kind: 'value' | 'key'; message: Message; node: ReadNode }
  /** A stretch of raw bytes or payload that is no JSON. `latin1`: one byte a character. */
  | { kind: 'bytes'; part: 'raw' | 'payload'; from: number; to: number; isLatin1: boolean; header?: string }
  /** What characters [from, to) of another text stand for. */
  | { kind: 'decoded'; of: Text; from: number; to: number; via: readonly string[]; origin?: View['origin'] };

const NOT_DECODED: readonly string[] = [];

/** One string of a frame: a value, a key, a header value, a line of stderr, or what one of these stands for once decoded. */
export class Text {
  readonly value: string;
  readonly field: FieldClass;
  readonly traits: number;
  readonly source: Source;
  readonly frame: RecordedFrame;
  /** The item it belongs to. */
  readonly item: Item | undefined;
  /** Decoders from the string in the message to this, outermost first; empty for the string itself. */
  readonly via: readonly string[];
  #views: Map<View['kind'], View> | undefined;
  #walk: UnitWalk | undefined;
  #worked: Map<unknown, unknown> | undefined;

  constructor(parts: {
    value: string;
    field: FieldClass;
    source: Source;
    frame: RecordedFrame;
    item?: Item | undefined;
  }) {
    this.value = parts.value;
    this.field = parts.field;
    this.source = parts.source;
    this.frame = parts.frame;
    this.item = parts.item;
    this.traits = traitsOf(parts.value);
    this.via = parts.source.kind === 'decoded' ? [...parts.source.of.via, ...parts.source.via] : NOT_DECODED;
  }

  has(traits: number): boolean {
    return (this.traits & traits) !== 0;
  }

  /** Whether a model takes it for what it is told, rather than for what it was given. */
  get isDefinition(): boolean {
    return isDefinition(this.field);
  }

  get message(): Message | undefined {
    return this.source.kind === 'decoded'
      ? this.source.of.message
      : 'message' in this.source
        ? this.source.message
        : undefined;
  }

  /** The node whose value or key it is; of decoded text, where it was taken from. */
  get node(): ReadNode | undefined {
    return this.source.kind === 'decoded'
      ? this.source.of.node
      : 'node' in this.source
        ? this.source.node
        : undefined;
  }

  get isKey(): boolean {
    return this.source.kind === 'key';
  }

  /** What a function makes of the value, worked out once for all rules that ask. */
  once<T>(make: (value: string) => T): T {
    this.#worked ??= new Map();
    if (!this.#worked.has(make)) this.#worked.set(make, make(this.value));
    return this.#worked.get(make) as T;
  }

  /** Made once, and the parsed view itself where nothing differs. */
  view(kind: View['kind']): View {
    this.#views ??= new Map<View['kind'], View>([['parsed', parsedView(this.value)]]);
    const known = this.#views.get(kind);
    if (known !== undefined) return known;
    const view = this.#made(kind, this.#views.get('parsed')!);
    this.#views.set(kind, view);
    return view;
  }

  #made(kind: View['kind'], parsed: View): View {
    switch (kind) {
      case 'parsed':
        return parsed;
      case 'plain':
        return plainView(parsed, this.traits);
      case 'prose':
        return proseView(parsed, this.traits);
      case 'markup':
        return markupView(parsed, this.traits);
      case 'terminal':
        return terminalView(parsed, this.traits);
    }
  }

  /** Characters [from, to) of it; all of it when not said. `shown`: what they stand for. */
  place(from = 0, to = this.value.length, shown?: string): Place {
    const matched = this.value.slice(from, to);
    const reached = {
      ...(shown === undefined ? (this.via.length > 0 ? { shown: matched } : {}) : { shown }),
      via: this.via,
    };
    return new LatePlace(() => this.#placed(from, to, matched, reached));
  }

  #placed(
    from: number,
    to: number,
    matched: string,
    reached: { shown?: string; via: readonly string[] },
  ): Place {
    const { source } = this;
    switch (source.kind) {
      case 'value':
      case 'key': {
        const { message, node, kind } = source;
        this.#walk ??= walkString(
          message.reading.bytes,
          kind === 'key' && node.key !== undefined ? node.key : node,
        );
        return placeOfUnits(message, node, kind, this.#walk, from, to, matched, reached);
      }
      case 'bytes': {
        const bytes = source.part === 'raw' ? this.frame.raw : (this.frame.payload ?? this.frame.raw);
        this.#walk ??= walkText(bytes, source);
        const span = source.isLatin1
          ? { from: source.from + from, to: source.from + to }
          : this.#walk.span(from, to);
        return placeOfBytes(this.frame, source.part, span.from, span.to, matched, source.header, reached);
      }
      case 'decoded': {
        const inner = source.origin?.(from, to) ?? source;
        return source.of.#placed(inner.from, inner.to, matched, reached);
      }
    }
  }
}
