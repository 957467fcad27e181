import type { FuzzList, FuzzMark, MarkedFuzz } from '../../protocol/fuzz.ts';
import type { HowToSend } from '../../protocol/craft.ts';
import type { JsonDocument, JsonNode } from '../../protocol/json/document.ts';

/** More than anybody marks by hand. */
const MOST_MARKS = 64;

interface Stretch {
  from: number;
  to: number;
}

/** A text nothing of which is marked yet. */
export function unmarked(text: string, how: HowToSend, list: FuzzList | undefined): MarkedFuzz {
  return { text, how, marks: [], lists: list === undefined ? [] : [list], mode: 'sniper' };
}

/**
 * What is marked when a stretch is selected: nothing but the cursor in a value means the value. A whole string of
 * JSON, with its quotes or without, is marked with them; what is put there, or in a part of it, is written as JSON.
 */
export function stretchToMark(
  document: JsonDocument,
  { from, to }: Stretch,
): Pick<FuzzMark, 'from' | 'to' | 'as'> {
  const value = scalarAt(document.root, from, to);
  if (value === undefined) return { from, to, as: 'raw' };
  const isPart = from !== to && value.kind === 'string' && (from > value.from + 1 || to < value.to - 1);
  return isPart ? { from, to, as: 'string' } : { from: value.from, to: value.to, as: 'string' };
}

/** Undefined: it lies over another mark, or there are too many. */
export function withMark(
  marked: MarkedFuzz,
  stretch: Pick<FuzzMark, 'from' | 'to' | 'as'>,
): MarkedFuzz | undefined {
  const { marks } = marked;
  const isOver = marks.some(({ from, to }) => stretch.from < to && from < stretch.to);
  const isSame = marks.some(({ from, to }) => from === stretch.from && to === stretch.to);
  if (isOver || isSame || marks.length >= MOST_MARKS) return undefined;
  const made: FuzzMark = {
    ...stretch,
    list: Math.min(marks.length, marked.lists.length - 1),
    transforms: [],
  };
  if (made.list < 0) return undefined;
  return { ...marked, marks: [...marks, made].sort((a, b) => a.from - b.from) };
}

/** The text was edited: marks behind move along, marks that were cut into go. */
export function withText(marked: MarkedFuzz, text: string): MarkedFuzz {
  const { from, to, grown } = changeBetween(marked.text, text);
  const marks = marked.marks.flatMap((mark): FuzzMark[] => {
    if (mark.to <= from) return [mark];
    if (mark.from >= to) return [{ ...mark, from: mark.from + grown, to: mark.to + grown }];
    // Inside of it something else was written: it is as long as that now.
    if (mark.from <= from && mark.to >= to && mark.to + grown > mark.from)
      return [{ ...mark, to: mark.to + grown }];
    return [];
  });
  return { ...marked, text, marks };
}

/** Without a list; whoever used it uses the first one. */
export function withoutList(marked: MarkedFuzz, gone: number): MarkedFuzz {
  const lists = marked.lists.filter((_, k) => k !== gone);
  const marks = marked.marks.map((mark) => ({
    ...mark,
    list: mark.list === gone ? 0 : mark.list > gone ? mark.list - 1 : mark.list,
  }));
  return { ...marked, lists, marks };
}

/** How many values a pasted text holds: a line each, empty ones left out at the end only. */
export function valuesOf(text: string): string[] {
  const lines = text.split(/\r\n|\r|\n/);
  while (lines.at(-1) === '') lines.pop();
  return lines;
}

/** The value that holds all of a stretch and no other value. Without calls: a text may be nested deep. */
function scalarAt(root: JsonNode | undefined, from: number, to: number): JsonNode | undefined {
  let node = root;
  while (node !== undefined && (node.kind === 'object' || node.kind === 'array')) {
    const inside: readonly JsonNode[] =
      node.kind === 'object' ? node.members.map(({ value }) => value) : node.items;
    node = inside.find((one) => one.from <= from && to <= one.to);
  }
  return node;
}

/** The stretch of the text before that became another one, and by how much it is longer now. */
function changeBetween(before: string, after: string): Stretch & { grown: number } {
  const most = Math.min(before.length, after.length);
  let from = 0;
  while (from < most && before.charCodeAt(from) === after.charCodeAt(from)) from++;
  let same = 0;
  while (
    same < most - from &&
    before.charCodeAt(before.length - 1 - same) === after.charCodeAt(after.length - 1 - same)
  )
    same++;
  return { from, to: before.length - same, grown: after.length - before.length };
}
