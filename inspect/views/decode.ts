import { TRAIT } from './traits.ts';
import type { View } from './view.ts';

/** How deep encodings are followed, and how many decoded characters of one frame. */
export const DECODED_DEPTH = 3;
export const DECODED_MOST = 1024 * 1024;
/** Without one of these a text holds nothing encoded. */
export const DECODABLE = TRAIT.longRun | TRAIT.percent | TRAIT.ampersand | TRAIT.backslash;

/** An encoded stretch [from, to) of a text, and what it stands for. */
export interface Stretch {
  from: number;
  to: number;
  /** `base64`, `hex`, `percent`, `entities`, `escapes`, `rot13`, `gzip`. */
  via: string;
  text: string;
  /** Where characters of `text` stand in the encoded text; absent where only the whole stretch is known. */
  origin?: View['origin'];
}

/** Encoded stretches that come to text; what decodes to binary is none. */
export function decodeStretches(text: string, traits: number): Stretch[] {
  void text;
  void traits;
  return [];
}
