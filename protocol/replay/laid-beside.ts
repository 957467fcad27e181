import type { JsonDocument } from '../json/document.ts';
import { readJson } from '../json/read.ts';
import { memberOf, stringOf } from '../json/value.ts';
import { piecesOf } from './handle-look.ts';
import { eachPair, eachScalar, type Scalar } from './values.ts';

/** What a recorded answer and the one that came now tell together. Plain values: made in a thread where they are long. */
export interface Laid {
  /** The server says something else in its place now, and nowhere says the old one again. */
  given: { value: string; after: string; pointer: string; name: string }[];
  /** Values that came again. */
  constant: { value: string; name: string }[];
  /** `after` absent: the answer leads no further now. */
  cursor?: { before: string; after?: string };
}

/** Values told of one message; a server that answers with a million ids is followed in part. */
export const MOST_VALUES = 100_000;

/** Lays the answer of a recorded message beside the one that came now; undefined: none came. */
export function layBeside(recorded: string, now: string | undefined): Laid {
  const before = readJson(recorded);
  const after = now === undefined ? undefined : readJson(now);
  const laid: Laid = { given: [], constant: [] };
  const [was, is] = [nextCursor(before), after && nextCursor(after)];
  if (was !== undefined) laid.cursor = { before: was, ...(is === undefined ? {} : { after: is }) };
  if (after === undefined) return laid;
  const [old, young] = [valuesIn(before), valuesIn(after)];
  const learn = ({ value, pointer, name }: Scalar, other: string): void => {
    if (value === other || young.has(value)) {
      if (laid.constant.length < MOST_VALUES) laid.constant.push({ value, name });
    } else if (!old.has(other) && other !== '' && laid.given.length < MOST_VALUES)
      laid.given.push({ value, after: other, pointer, name });
  };
  eachPair(
    before,
    after,
    (one, other) => {
      if (isOfEnvelope(one.pointer)) return;
      learn(one, other.value);
      if (one.kind === 'string' && other.kind === 'string')
        for (const [piece, its] of piecesBeside(one.value, other.value)) learn({ ...one, value: piece }, its);
    },
    (one, other, pointer) => learn({ value: one, kind: 'string', pointer, name: '' }, other),
  );
  return laid;
}

/** Everything a message says: its values, their pieces, the names of members. */
export function saidIn(text: string): string[] {
  return [...valuesIn(readJson(text))];
}

function valuesIn(document: JsonDocument): Set<string> {
  const values = new Set<string>();
  const note = (value: string): void => {
    if (values.size < MOST_VALUES) values.add(value);
  };
  eachScalar(document, {
    scalar: ({ value, kind, pointer }) => {
      if (isOfEnvelope(pointer)) return;
      note(value);
      if (kind === 'string') for (const piece of piecesOf(value)) note(piece.text);
    },
    name: note,
  });
  return values;
}

/** Pieces that stand at the same place of two texts which say the same but for pieces with digits. */
function piecesBeside(before: string, after: string): [string, string][] {
  if (before === after) return piecesOf(before).map(({ text }) => [text, text]);
  const [one, other] = [piecesOf(before), piecesOf(after)];
  if (one.length !== other.length) return [];
  const pairs = one.map(({ text }, at): [string, string] => [text, other[at]!.text]);
  const isSameSentence = pairs.every(([a, b]) => a === b || (/\d/.test(a) && /\d/.test(b)));
  return isSameSentence ? pairs : [];
}

/** What JSON-RPC itself carries, and how calls are numbered, is nobody's word. */
function isOfEnvelope(pointer: string): boolean {
  return /^\/(?:id|jsonrpc|params\/(?:_meta\/)?progressToken|params\/requestId)$/.test(pointer);
}

function nextCursor(document: JsonDocument): string | undefined {
  return stringOf(document, memberOf(memberOf(document.root, 'result'), 'nextCursor'));
}
