import type { FuzzMark, MarkedFuzz } from '../protocol/fuzz.ts';
import type { JsonNode } from '../protocol/json/document.ts';
import { formatPointer } from '../protocol/json/pointer.ts';
import { readJson } from '../protocol/json/read.ts';
import { wordsOf } from './affinity.ts';
import { textOfJson } from './place.ts';
import type { Position } from './strategy.ts';
import { transformed } from './transforms.ts';

/** A place marked by hand, with what the text around it says of it. */
export interface MarkedPlace {
  mark: FuzzMark;
  position: Position;
  /** The place is a part of a string, so that no quotes are written. */
  isInside: boolean;
}

/** Marks that stand in the text and apart from each other, in its order; why others do not count. */
export function markedPlaces({ text, marks }: MarkedFuzz): { places: MarkedPlace[]; refused: string[] } {
  const document = readJson(text);
  const places: MarkedPlace[] = [];
  const refused: string[] = [];
  const known = new Set<string>();
  let end = 0;
  for (const [at, mark] of [...marks.entries()].sort(([, one], [, other]) => one.from - other.from)) {
    const isWithin = mark.from >= end && mark.to >= mark.from && mark.to <= text.length;
    if (!isWithin) {
      refused.push(`Mark ${at + 1} stands outside of the text, or on another one.`);
      continue;
    }
    end = mark.to;
    const found = nodeAround(document.root, mark);
    const isInside = found?.node.kind === 'string' && mark.from > found.node.from && mark.to < found.node.to;
    const isWhole =
      found !== undefined &&
      (isInside
        ? mark.from === found.node.from + 1 && mark.to === found.node.to - 1
        : mark.from === found.node.from && mark.to === found.node.to);
    const pointer = isWhole ? formatPointer(found.path) : '';
    const name = pointer === '' || known.has(pointer) ? `#${at + 1}` : pointer;
    known.add(name);
    const marked = text.slice(mark.from, mark.to);
    places.push({
      mark,
      isInside,
      position: {
        at: name,
        words: found === undefined ? '' : wordsOf(formatPointer(found.path)),
        description: '',
        types: [],
        isRequired: true,
        seed: isInside ? readInside(marked) : isJson(marked) ? marked : JSON.stringify(marked),
        from: 'the text',
      },
    });
  }
  return { places, refused };
}

function readInside(text: string): string {
  const quoted = `"${text}"`;
  return isJson(quoted) ? quoted : JSON.stringify(text);
}

function isJson(text: string): boolean {
  const { root, faults } = readJson(text);
  return root !== undefined && root.kind !== 'broken' && root.kind !== 'unread' && faults.length === 0;
}

/** The innermost value around a mark, and the way to it. */
function nodeAround(
  root: JsonNode | undefined,
  { from, to }: FuzzMark,
): { node: JsonNode; path: string[] } | undefined {
  const holds = (node: JsonNode): boolean => node.from <= from && to <= node.to;
  if (root === undefined || !holds(root)) return undefined;
  let node = root;
  const path: string[] = [];
  for (;;) {
    if (node.kind === 'object') {
      const next = node.members.find(({ value }) => holds(value));
      if (next === undefined) return { node, path };
      path.push(next.key.name);
      node = next.value;
    } else if (node.kind === 'array') {
      const next = node.items.findIndex(holds);
      if (next < 0) return { node, path };
      path.push(String(next));
      node = node.items[next]!;
    } else return { node, path };
  }
}

/** As a place wants it: after its transforms, with quotes or within them, or raw. */
export function asItStands({ mark, isInside }: MarkedPlace, json: string): string {
  const text = transformed(textOfJson(json), mark.transforms);
  if (mark.as === 'raw') return text;
  return isInside ? JSON.stringify(text).slice(1, -1) : JSON.stringify(text);
}
