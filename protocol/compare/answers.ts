import type { AnswerComparison, Difference, DifferenceSide, Standing } from '../comparison.ts';
import type { JsonDocument } from '../json/document.ts';
import { readJson } from '../json/read.ts';
import type { Effort } from './alignment.ts';
import { differsInFiller, fillerIn } from './filler.ts';
import { Listing, MOST_LISTED, sideOf } from './listing.ts';
import type { AnswerSide } from './spot.ts';
import { type CompareInside, Structure } from './structure.ts';
import { VolatileEye } from './volatile.ts';

export type { AnswerSide } from './spot.ts';

export interface ComparisonContext {
  before?: AnswerSide;
  after?: AnswerSide;
}

/** Values read of one text; what lies beyond is compared as the text it is. */
const BOUNDS = { nodes: 1_000_000, depth: 4_000 };
/** Steps for aligning all arrays of one comparison. */
const EFFORT = 20_000_000;
/** Longer strings are not looked into for JSON. */
const LONGEST_INSIDE = 2_000_000;

/**
 * What differs between two answers, or any two texts, and whether it means anything. JSON is compared value by value,
 * with nothing of its spelling lost; anything else as text. Never throws; work is bounded, and what was bounded is said.
 */
export function compareAnswers(
  before: string,
  after: string,
  context: ComparisonContext = {},
): AnswerComparison {
  const listing = new Listing();
  const work: Work = {
    listing,
    eye: new VolatileEye(),
    effort: { left: EFFORT, isSpent: false },
    context,
    notes: [],
  };
  const isSame = before === after;
  const read = (isSame ? looksLikeJson(before) : asJson(before, after, work)) ? 'json' : 'text';
  if (read === 'text' && !isSame) asTexts(before, after, work);
  const { counts } = listing;
  if (listing.total === 0 && !isSame)
    work.notes.push('The same values, written otherwise: white space, the order of keys or escapes differ.');
  if (listing.total > MOST_LISTED)
    work.notes.push(`Of ${listing.total} differences ${MOST_LISTED} are listed; all are counted.`);
  if (work.effort.isSpent)
    work.notes.push('Some arrays differ so much that their items were paired by their places.');
  if (work.eye.isBounded)
    work.notes.push(
      'Not every text was looked through for what differs every time: there is too much of it.',
    );
  return {
    verdict: counts.different > 0 ? 'different' : listing.total > 0 ? 'volatile' : 'same',
    differences: listing.listed(),
    counts: { ...counts },
    read,
    notes: work.notes,
  };
}

interface Work {
  listing: Listing;
  eye: VolatileEye;
  effort: Effort;
  context: ComparisonContext;
  notes: string[];
}

/** False: one of the two is no JSON. */
function asJson(before: string, after: string, work: Work): boolean {
  const { context, notes } = work;
  const left = readJson(before, BOUNDS);
  if (!isJson(left)) return false;
  const right = readJson(after, BOUNDS);
  if (!isJson(right)) return false;
  const structure = new Structure(
    { document: left, side: context.before ?? {} },
    { document: right, side: context.after ?? {} },
    { ...work, inside: (was, is, at) => compareInside(was, is, at, work) },
  );
  structure.compare();
  if (structure.reordered > 0)
    notes.push(
      structure.reordered === 1
        ? 'In one object the keys stand in another order.'
        : `In ${structure.reordered} objects the keys stand in another order.`,
    );
  if (!left.isWhole || !right.isWhole)
    notes.push('What lies deeper or is more than can be read value by value was compared as text.');
  return true;
}

/** A key that stands twice is JSON that readers disagree on; anything else is none. */
function isJson({ root, faults }: JsonDocument): boolean {
  return root !== undefined && faults.every(({ kind }) => kind === 'repeated-key');
}

/** Answers of tools often hold JSON as a text: what differs in there is told one by one. */
const compareInside: (...args: [...Parameters<CompareInside>, Work]) => boolean = (was, is, at, work) => {
  if (!looksLikeJson(was) || !looksLikeJson(is)) return false;
  const [left, right] = [readJson(was, BOUNDS), readJson(is, BOUNDS)];
  if (!isJson(left) || !isJson(right)) return false;
  const inner = new Listing();
  const { before, after } = work.context;
  new Structure(
    // Filler is known by its place in the outer text.
    { document: left, side: { ...before, masked: undefined } },
    { document: right, side: { ...after, masked: undefined } },
    { ...work, listing: inner, inside: () => false },
  ).compare();
  // Spelt otherwise only: to whoever reads the text it is another text.
  if (inner.total === 0) return false;
  const sides = at();
  const outer = (side: Difference['left'], own: DifferenceSide): Difference['left'] =>
    side === undefined ? undefined : { ...own, within: { pointer: side.pointer }, text: side.text };
  const listed = inner.listed();
  for (const difference of listed) {
    const [young, old] = [outer(difference.right, sides.right), outer(difference.left, sides.left)];
    const { left: _left, right: _right, ...rest } = difference;
    work.listing.add(difference.standing, () => ({
      ...rest,
      ...(old === undefined ? {} : { left: old }),
      ...(young === undefined ? {} : { right: young }),
    }));
  }
  work.listing.countBeyond(inner, listed);
  return true;
};

function looksLikeJson(text: string): boolean {
  return text.length <= LONGEST_INSIDE && /^\s*[{[]/.test(text);
}

function asTexts(before: string, after: string, { listing, eye, context }: Work): void {
  const span = differingSpan(before, after);
  const [left, right] = [
    { from: span.from, to: before.length - span.behind },
    { from: span.from, to: after.length - span.behind },
  ];
  const [hiddenLeft, hiddenRight] = [
    fillerIn(context.before?.masked, { from: 0, to: before.length }),
    fillerIn(context.after?.masked, { from: 0, to: after.length }),
  ];
  const isMasked = differsInFiller(before, after, hiddenLeft, hiddenRight);
  const recogniser = isMasked ? undefined : eye.texts(before, after);
  const standing: Standing = isMasked ? 'masked' : recogniser === undefined ? 'different' : 'volatile';
  listing.add(standing, () => ({
    kind: 'changed',
    standing,
    ...(recogniser === undefined ? {} : { recogniser }),
    left: sideOf('', before, left),
    right: sideOf('', after, right),
  }));
}

/** What is left without the same beginning and end. */
function differingSpan(before: string, after: string): { from: number; behind: number } {
  const shorter = Math.min(before.length, after.length);
  let from = 0;
  while (from < shorter && before.charCodeAt(from) === after.charCodeAt(from)) from++;
  let behind = 0;
  while (
    behind < shorter - from &&
    before.charCodeAt(before.length - 1 - behind) === after.charCodeAt(after.length - 1 - behind)
  )
    behind++;
  return { from, behind };
}
