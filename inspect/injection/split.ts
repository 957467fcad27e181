import type { ReadNode } from '../../protocol/mcp/reading.ts';
import type { Item } from '../message.ts';
import type { Place } from '../place.ts';
import type { Text } from '../text.ts';
import type { View } from '../views/view.ts';
import type { Span } from './sentence.ts';

/** A text of a tool that says too little by itself. */
interface Part extends Span {
  readonly text: Text;
  readonly view: View;
}

/** Where a part stands in the whole. */
interface Piece extends Part {
  readonly start: number;
}

/** Of one tool; who splits an order into more pieces than this has few words for each. */
const MOST_PARTS = 64;
/** How much of a long text is kept around its signs. */
const AROUND = 160;
const LONGEST_PART = 400;
/** Of one message. */
const MOST_KEPT = 4000;
/** Values of an enum that are words of a sentence rather than names. */
const FEWEST_VALUES = 3;

/** Parts of one tool, read one after the other as a model does. */
export class Whole {
  readonly text: string;
  #pieces: Piece[] = [];

  constructor(parts: readonly Part[]) {
    let text = '';
    for (const part of parts) {
      if (text !== '') text += '\n';
      this.#pieces.push({ ...part, start: text.length });
      text += part.view.text.slice(part.from, part.to);
    }
    this.text = text;
  }

  /** The fields that a stretch of it is made of, each with its place. */
  fieldsOf(span: Span): { name: string; place: Place }[] {
    return this.#pieces
      .map((piece) => ({
        piece,
        from: Math.max(span.from - piece.start, 0) + piece.from,
        to: Math.min(span.to - piece.start + piece.from, piece.to),
      }))
      .filter(({ from, to }) => from < to)
      .map(({ piece: { text, view }, from, to }) => {
        const origin = view.origin(from, to);
        return { name: fieldName(text.node), place: text.place(origin.from, origin.to) };
      });
  }
}

/** Of one tool: its texts in order, whether one of them has a sign, and lists of words of a sentence. */
interface Parts {
  readonly all: Part[];
  hasSign: boolean;
  readonly lists: Map<ReadNode, Part[]>;
}

/** Collects what is worth reading together. */
export class SplitParts {
  #byItem = new Map<Item, Parts>();
  #count = 0;

  /** `signs`: what was found in it, where that was too little. */
  add(text: Text, view: View, signs: readonly Span[]): void {
    const { item } = text;
    if (item?.section !== 'tools' || text.isKey || text.via.length > 0 || this.#count >= MOST_KEPT) return;
    const list = text.node?.parent?.kind === 'array' ? text.node.parent : undefined;
    if (!view.text.includes(' ') || (signs.length === 0 && view.text.length > LONGEST_PART)) return;
    this.#count++;
    const parts = this.#partsOf(item);
    if (signs.length > 0) parts.hasSign = true;
    const part = {
      text,
      view,
      ...(signs.length > 0 ? around(signs, view) : { from: 0, to: view.text.length }),
    };
    if (list === undefined) {
      if (parts.all.length < MOST_PARTS) parts.all.push(part);
      return;
    }
    const values = parts.lists.get(list) ?? [];
    if (values.length < MOST_PARTS) values.push(part);
    parts.lists.set(list, values);
  }

  /** What there is of this tool: its texts together where one has a sign, and each list of sentences. Told once. */
  wholesOf(item: Item): Whole[] {
    const parts = this.#byItem.get(item);
    if (parts === undefined) return [];
    this.#byItem.delete(item);
    if (this.#byItem.size === 0) this.#count = 0;
    const wholes = [...parts.lists.values()].filter((values) => values.length >= FEWEST_VALUES);
    if (parts.hasSign && parts.all.length >= 2) wholes.unshift(parts.all);
    return wholes.map((pieces) => new Whole(pieces));
  }

  #partsOf(item: Item): Parts {
    const known = this.#byItem.get(item);
    if (known !== undefined) return known;
    const made: Parts = { all: [], hasSign: false, lists: new Map() };
    this.#byItem.set(item, made);
    return made;
  }
}

/** The stretch of a text that its signs stand in. */
function around(signs: readonly Span[], view: View): Span {
  const from = Math.max(0, Math.min(...signs.map((sign) => sign.from)) - AROUND);
  const to = Math.min(view.text.length, Math.max(...signs.map((sign) => sign.to)) + AROUND);
  return { from, to: Math.min(to, from + LONGEST_PART) };
}

/** As a person calls it: "description", "description of `to`", "values of `mode`". */
function fieldName(node: ReadNode | undefined): string {
  const key = node?.key?.name;
  const { parent } = node ?? {};
  if (parent?.kind === 'array') return `values of \`${shortened(parent.parent?.key?.name ?? '')}\``;
  const of = parent?.key?.name;
  return of === undefined ? (key ?? 'a field') : `${key ?? 'a field'} of \`${shortened(of)}\``;
}

function shortened(name: string): string {
  return name.length > 40 ? `${name.slice(0, 40)}…` : name;
}
