import type { Stretch } from '../decode.ts';
import { isInPlace } from '../in-place.ts';
import { selectorByte } from '../invisible.ts';
import { Rewriting } from '../rewriting.ts';
import { byteOffsets, isReadable, textOfBytes } from './reads.ts';

/** Names of these decoders, as a person reads them. */
export const TAGS = 'unicode tags';
export const SELECTORS = 'variation selectors';
export const BITS = 'zero-width bits';
export const UNSEEN: ReadonlySet<string> = new Set([TAGS, SELECTORS, BITS]);

/** Tags and most selectors share their first half; the other selectors come by the pair, bits by the byte. */
const MAYBE = /\udb40|[\ufe00-\ufe0f]{2}|[\u200b-\u200f\u2060-\u2064\u180e\ufeff]{24}/;

/** Whether characters that nobody sees may spell something. Only for text beyond ASCII. */
export function maySpell(text: string): boolean {
  return MAYBE.test(text);
}

/** What characters that nobody sees spell: each kind one text, wherever its characters stand. */
export function* unseenIn(text: string): Generator<Stretch> {
  if (text.includes('\udb40')) {
    const tags = tagsOf(text);
    if (tags !== undefined) yield tags;
  }
  const selectors = selectorsOf(text);
  if (selectors !== undefined) yield selectors;
  yield* bitsOf(text);
}

const TAG_RUN = /[\u{e0000}-\u{e007f}]+/gu;
const FEWEST = 3;

function tagsOf(text: string): Stretch | undefined {
  const made = new Rewriting(text);
  let from = -1;
  let to = 0;
  let isWord = false;
  for (const run of text.matchAll(TAG_RUN)) {
    if (isInPlace(text, run.index, run[0].codePointAt(0)!)) continue;
    // Runs apart from each other are words of their own; single letters between seen ones are not.
    if (isWord) made.put(' ', to, to);
    if (from === -1) from = run.index;
    to = run.index + run[0].length;
    isWord = run[0].length >= 2 * FEWEST;
    for (let at = run.index; at < to; at += 2) {
      const letter = text.codePointAt(at)! - 0xe0000;
      if ((letter >= 0x20 && letter < 0x7f) || letter === 9 || letter === 10)
        made.put(String.fromCharCode(letter), at, at + 2);
    }
  }
  if (made.length < FEWEST) return undefined;
  return { from, to, via: [TAGS], text: made.text(), origin: (a, b) => made.origin(a, b) };
}

const SELECTOR_RUN = /[\u{fe00}-\u{fe0f}\u{e0100}-\u{e01ef}]+/gu;

function selectorsOf(text: string): Stretch | undefined {
  const bytes: number[] = [];
  const places: number[] = [];
  let to = 0;
  for (const run of text.matchAll(SELECTOR_RUN)) {
    let at = run.index;
    for (const one of run[0]) {
      const code = one.codePointAt(0)!;
      if (!isInPlace(text, at, code)) {
        bytes.push(selectorByte(code));
        places.push(at);
        to = at + one.length;
      }
      at += one.length;
    }
  }
  const whole = Uint8Array.from(bytes);
  if (whole.length < FEWEST || !isReadable(whole)) return undefined;
  const decoded = textOfBytes(whole);
  const byteAt = byteOffsets(decoded);
  places.push(to);
  const placeOf = (byte: number) => places[Math.min(byte, whole.length)]!;
  return {
    from: places[0]!,
    to,
    via: [SELECTORS],
    text: decoded,
    origin: (a, b) => {
      const last = byteAt(Math.max(a, b));
      const end =
        last > 0 && last < whole.length
          ? placeOf(last - 1) + unitsAt(text, placeOf(last - 1))
          : placeOf(last);
      const start = placeOf(byteAt(a));
      return { from: start, to: b <= a ? start : Math.max(start, end) };
    },
  };
}

function unitsAt(text: string, at: number): number {
  return text.codePointAt(at)! > 0xffff ? 2 : 1;
}

const BIT_RUN = /[\u200b-\u200f\u2060-\u2064\u180e\ufeff]{24,}/g;

/** Two signs, eight of them a letter, the first bit first; which of them is one is tried. */
function* bitsOf(text: string): Generator<Stretch> {
  for (const run of text.matchAll(BIT_RUN)) {
    const [signs] = run;
    const zero = signs[0]!;
    const one = [...signs].find((sign) => sign !== zero);
    if (one === undefined || [...signs].some((sign) => sign !== zero && sign !== one)) continue;
    const from = run.index;
    for (const ofOne of [one, zero]) {
      const bytes = new Uint8Array(signs.length >> 3);
      for (let at = 0; at < bytes.length * 8; at++)
        if (signs[at] === ofOne) bytes[at >> 3]! |= 0x80 >> (at & 7);
      if (!isReadable(bytes)) continue;
      const decoded = textOfBytes(bytes);
      const byteAt = byteOffsets(decoded);
      yield {
        from,
        to: from + bytes.length * 8,
        via: [BITS],
        text: decoded,
        origin: (a, b) => ({ from: from + byteAt(a) * 8, to: from + byteAt(Math.max(a, b)) * 8 }),
      };
      break;
    }
  }
}
