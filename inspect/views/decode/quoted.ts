import type { Escape } from './around.ts';
import { hexValue } from './hex.ts';
import { isReadable, textOfBytes } from './reads.ts';

/** Fewer in a row are a letter with an accent, or a number in an address: `?id=42`. */
const FEWEST = 4;

/** Quoted-printable (RFC 2045 section 6.7): `=69=67=6E=6F`, also over the line ends that it allows. */
export function* quotedIn(text: string): Generator<Escape> {
  for (let at = text.indexOf('='); at !== -1; at = text.indexOf('=', at)) {
    const bytes: number[] = [];
    let end = at;
    while (text.charCodeAt(end) === 0x3d) {
      const value = hexValue(text.charCodeAt(end + 1)) * 16 + hexValue(text.charCodeAt(end + 2));
      const isByte = hexValue(text.charCodeAt(end + 1)) >= 0 && hexValue(text.charCodeAt(end + 2)) >= 0;
      const next = isByte ? end + 3 : softLineEnd(text, end);
      if (next === end) break;
      if (isByte) bytes.push(value);
      end = next;
    }
    const whole = Uint8Array.from(bytes);
    if (whole.length >= FEWEST && isReadable(whole)) yield { from: at, to: end, text: textOfBytes(whole) };
    at = Math.max(end, at + 1);
  }
}

function softLineEnd(text: string, at: number): number {
  const next = text.charCodeAt(at + 1) === 0x0d ? at + 2 : at + 1;
  return text.charCodeAt(next) === 0x0a ? next + 1 : at;
}
