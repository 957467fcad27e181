import type { Outcome } from '../problem.ts';

const BLANK = /\s/;

/** Bytes from pairs of hexadecimal digits; white space between the pairs is passed over. */
export function readHex(text: string): Outcome<Uint8Array> {
  const bytes = new Uint8Array(text.length >> 1);
  let count = 0;
  for (let at = 0; at < text.length; at++) {
    if (BLANK.test(text[at]!)) continue;
    const high = digit(text.charCodeAt(at));
    if (high === undefined) return fault(`${shown(text, at)} is no hexadecimal digit`, at);
    const low = digit(text.charCodeAt(at + 1));
    if (low === undefined) {
      const isHalf = at + 1 >= text.length || BLANK.test(text[at + 1]!);
      return isHalf
        ? fault(`the digit ${shown(text, at)} stands alone, a byte has two`, at)
        : fault(`${shown(text, at + 1)} is no hexadecimal digit`, at + 1);
    }
    bytes[count++] = high * 16 + low;
    at++;
  }
  return { ok: true, value: bytes.subarray(0, count) };
}

/** Bytes as pairs of digits, a blank between them. */
export function writeHex(bytes: Uint8Array): string {
  const pairs: string[] = [];
  for (const byte of bytes) pairs.push(byte.toString(16).padStart(2, '0'));
  return pairs.join(' ');
}

/** NaN, as there is behind the end of a text, is no digit either. */
function digit(code: number): number | undefined {
  if (code >= 48 && code <= 57) return code - 48;
  const letter = code | 0x20;
  return letter >= 97 && letter <= 102 ? letter - 87 : undefined;
}

function shown(text: string, at: number): string {
  const point = text.codePointAt(at)!;
  const isPlain = point > 0x20 && point < 0x7f;
  return isPlain ? `“${text[at]!}”` : `U+${point.toString(16).toUpperCase().padStart(4, '0')}`;
}

function fault(words: string, at: number): Outcome<never> {
  return {
    ok: false,
    problem: {
      code: 'bad-hex',
      message: `At character ${at + 1}: ${words}.`,
      hint: 'Bytes are written as pairs of 0-9 and a-f, such as 7b 22 0a.',
    },
  };
}
