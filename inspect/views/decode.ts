import { around } from './decode/around.ts';
import { runsIn } from './decode/base64.ts';
import { backslashesIn, entitiesIn, percentIn } from './decode/escapes.ts';
import { leetIn } from './decode/leet.ts';
import { looksMorse, morseIn } from './decode/morse.ts';
import { numbersIn } from './decode/numbers.ts';
import { quotedIn } from './decode/quoted.ts';
import { looksReversed, reversedIn } from './decode/reversed.ts';
import { looksSpaced, spacedIn } from './decode/spaced.ts';
import { looksTurned, turnedIn } from './decode/rot13.ts';
import { maySpell, unseenIn } from './decode/unseen.ts';
import { TRAIT } from './traits.ts';
import type { View } from './view.ts';

/** How deep encodings are followed, and how many decoded characters of one frame. */
export const DECODED_DEPTH = 3;
export const DECODED_MOST = 1024 * 1024;
/** Without one of these a text holds nothing encoded but letters in another order or apart. */
const DECODABLE = TRAIT.longRun | TRAIT.percent | TRAIT.ampersand | TRAIT.backslash | TRAIT.digit;

/** An encoded stretch [from, to) of a text, and what it stands for. */
export interface Stretch {
  from: number;
  to: number;
  /** Outermost first: `base64`, `hex`, `decimal`, `binary`, `percent`, `quoted-printable`, `entities`, `escapes`, `rot13`, `leet`, `reversed`, `spaced letters`, `morse`, `unicode tags`, `variation selectors`, `zero-width bits`; then `gzip`, `zlib`, `deflate`. */
  via: readonly string[];
  text: string;
  /** Where characters of `text` stand in the encoded text; absent where only the whole stretch is known. */
  origin?: View['origin'];
}

/** Whether it is worth a closer look; nearly every text of plain words is not. */
export function isDecodable(text: string, traits: number): boolean {
  return (
    (traits & DECODABLE) !== 0 ||
    ((traits & TRAIT.nonAscii) !== 0 && maySpell(text)) ||
    looksTurned(text) ||
    looksReversed(text) ||
    looksSpaced(text) ||
    looksMorse(text)
  );
}

/** Encoded stretches that come to text; what decodes to binary is none. At most `DECODED_MOST` characters, and one stretch more. */
export function* decodeStretches(text: string, traits: number): Generator<Stretch> {
  let left = DECODED_MOST;
  for (const stretch of all(text, traits)) {
    yield stretch;
    left -= stretch.text.length;
    if (left <= 0) return;
  }
}

/** Twelve numbers with something between them. */
const SHORTEST_LIST = 23;

function* all(text: string, traits: number): Generator<Stretch> {
  if ((traits & TRAIT.nonAscii) !== 0 && maySpell(text)) yield* unseenIn(text);
  if ((traits & TRAIT.longRun) !== 0) yield* runsIn(text, DECODED_MOST);
  if ((traits & TRAIT.digit) !== 0 && text.length >= SHORTEST_LIST) yield* numbersIn(text, DECODED_MOST);
  if ((traits & TRAIT.percent) !== 0) yield* around(text, percentIn(text), 'percent');
  if ((traits & TRAIT.equals) !== 0) yield* around(text, quotedIn(text), 'quoted-printable');
  if ((traits & TRAIT.ampersand) !== 0) yield* around(text, entitiesIn(text), 'entities');
  if ((traits & TRAIT.backslash) !== 0) yield* around(text, backslashesIn(text), 'escapes');
  if (looksTurned(text)) yield* turnedIn(text, DECODED_MOST);
  if ((traits & TRAIT.mixed) !== 0) yield* leetIn(text, DECODED_MOST);
  if (looksReversed(text)) yield* reversedIn(text, DECODED_MOST);
  if (looksSpaced(text)) yield* spacedIn(text);
  if (looksMorse(text)) yield* morseIn(text);
}
