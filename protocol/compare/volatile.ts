import { RECOGNISERS, type Recogniser, type RecogniserId } from './recognisers.ts';
import type { Spot } from './spot.ts';

/** In longer texts only what differs is looked at, with this much around it. */
const AROUND = 400;
const LONG_TEXT = 20_000;
/** Units of text that are looked through in one comparison; what is beyond counts as different. */
const MOST_LOOKED = 8_000_000;
/** What every stretch that is looked for has in it, or right before it. */
const MAY_HOLD = /\d|te?mp|session/i;
const MOST_STRETCHES = 20_000;

/** Tells what differs every time from what is different. One of it serves one comparison. */
export class VolatileEye {
  #looked = 0;
  #isBounded = false;

  /** Some texts were too long to be looked through. */
  get isBounded(): boolean {
    return this.#isBounded;
  }

  /** What knows both of two values that differ; undefined: they are different. */
  values(left: Spot, right: Spot): RecogniserId | undefined {
    for (const { id, value } of all) if (value?.(left) === true && value(right)) return id;
    const isText = left.kind === 'string' && right.kind === 'string';
    return isText ? this.texts(left.value, right.value) : undefined;
  }

  /** What knows every stretch in which two texts differ: both texts around those are the same. */
  texts(left: string, right: string): RecogniserId | undefined {
    const [was, is] = trimmed(left, right);
    if (!MAY_HOLD.test(was) || !MAY_HOLD.test(is)) return undefined;
    this.#looked += was.length + is.length;
    if (this.#looked > MOST_LOOKED) {
      this.#isBounded = true;
      return undefined;
    }
    const [old, young] = [piecesOf(was), piecesOf(is)];
    if (old === undefined || young === undefined || old.ids.length !== young.ids.length) return undefined;
    const isSame =
      old.around.every((piece, at) => piece === young.around[at]) &&
      old.ids.every((id, at) => id === young.ids[at]);
    if (!isSame) return undefined;
    return old.ids.find((_, at) => old.stretches[at] !== young.stretches[at]);
  }

  header(name: string, left: string, right: string): RecogniserId | undefined {
    for (const { id, header } of all) {
      const rest = header?.(name, left);
      if (rest !== undefined && rest === header?.(name, right)) return id;
    }
    return undefined;
  }
}

const all: readonly (Recogniser & { id: RecogniserId })[] = RECOGNISERS;

interface Pieces {
  ids: RecogniserId[];
  stretches: string[];
  /** What is before, between and behind them. */
  around: string[];
}

function piecesOf(text: string): Pieces | undefined {
  const found: { from: number; to: number; id: RecogniserId }[] = [];
  for (const { id, text: pattern } of all) {
    if (pattern === undefined) continue;
    for (const match of text.matchAll(pattern)) {
      const group = match[1];
      const from = match.index + (group === undefined ? 0 : match[0].lastIndexOf(group));
      found.push({ from, to: from + (group ?? match[0]).length, id });
      if (found.length > MOST_STRETCHES) return undefined;
    }
  }
  // Of those that overlap the first counts; of two at one place the one higher in the list.
  found.sort((a, b) => a.from - b.from);
  const pieces: Pieces = { ids: [], stretches: [], around: [] };
  let done = 0;
  for (const { from, to, id } of found) {
    if (from < done) continue;
    pieces.around.push(text.slice(done, from));
    pieces.stretches.push(text.slice(from, to));
    pieces.ids.push(id);
    done = to;
  }
  pieces.around.push(text.slice(done));
  return pieces;
}

/** Both texts without most of what is the same at their beginning and end. */
function trimmed(left: string, right: string): [string, string] {
  if (left.length + right.length < LONG_TEXT) return [left, right];
  const shorter = Math.min(left.length, right.length);
  let head = 0;
  while (head < shorter && left.charCodeAt(head) === right.charCodeAt(head)) head++;
  let tail = 0;
  while (
    tail < shorter - head &&
    left.charCodeAt(left.length - 1 - tail) === right.charCodeAt(right.length - 1 - tail)
  )
    tail++;
  const from = Math.max(0, head - AROUND);
  const behind = Math.max(0, tail - AROUND);
  return [left.slice(from, left.length - behind), right.slice(from, right.length - behind)];
}
