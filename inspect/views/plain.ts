import { TRAIT } from './traits.ts';
import type { View } from './view.ts';

/**
 * How a reader would take it: white space collapsed (a sentence that wraps is one sentence), and beyond
 * ASCII: NFKC, hidden characters out, look-alikes folded.
 */
export function plainView(parsed: View, traits: number): View {
  if ((traits & (TRAIT.nonAscii | TRAIT.control | TRAIT.uneven)) === 0) return parsed;
  const text = parsed.text.replace(BLANKS, ' ');
  if (text === parsed.text) return parsed;
  let starts: Int32Array | undefined;
  return {
    kind: 'plain',
    text,
    origin: (from, to) => {
      starts ??= startsOf(parsed.text, text.length);
      return { from: starts[from] ?? parsed.text.length, to: (starts[to - 1] ?? parsed.text.length - 1) + 1 };
    },
  };
}

const BLANKS = /[\t\n\r ]+/g;

/** Where each character of the collapsed text stands in the one it came from. */
function startsOf(original: string, length: number): Int32Array {
  const starts = new Int32Array(length);
  let out = 0;
  let isBlank = false;
  for (let at = 0; at < original.length && out < length; at++) {
    const c = original.charCodeAt(at);
    const blank = c === 0x20 || c === 0x09 || c === 0x0a || c === 0x0d;
    if (!(blank && isBlank)) starts[out++] = at;
    isBlank = blank;
  }
  return starts;
}
