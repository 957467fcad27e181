/** What a state is made of, as far as that can be told from its letters. A server means it to be opaque. */

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const PLAIN = `${LETTERS}+/`;
const URL_SAFE = `${LETTERS}-_`;
const HEX = /^[0-9a-fA-F]+$/;
const BASE64 = /^[A-Za-z0-9+/_-]+={0,2}$/;
/** A longer one is not taken apart. */
const MOST_READ = 256 * 1024;

/** A part between the usual separators: tokens are mostly `payload.signature`. */
export interface StatePart {
  from: number;
  to: number;
}

export function partsOf(state: string): StatePart[] {
  const parts: StatePart[] = [];
  let from = 0;
  for (let at = 0; at <= state.length; at++) {
    if (at < state.length && !'.:|~$'.includes(state.charAt(at))) continue;
    if (at > from) parts.push({ from, to: at });
    from = at + 1;
  }
  // JSON has colons too, and is one part.
  return /^\s*[{["]/.test(state) ? [{ from: 0, to: state.length }] : parts;
}

/**
 * One bit of one character is turned over. In Base64 and hex it is the highest of that character: low bits of a last
 * character often stand for nothing, and a change of nothing has to be accepted.
 */
export function withBitFlipped(state: string, at: number): string {
  const { from, to } = partsOf(state).find((part) => at >= part.from && at < part.to) ?? {
    from: at,
    to: at + 1,
  };
  let place = Math.min(Math.max(at, from), to - 1);
  while (place > from && state.charAt(place) === '=') place--;
  const letter = flipped(state.charAt(place), state.slice(from, to));
  return state.slice(0, place) + letter + state.slice(place + 1);
}

function flipped(letter: string, part: string): string {
  if (HEX.test(part) && part.length >= 8) {
    const digit = (Number.parseInt(letter, 16) ^ 8).toString(16);
    return /[A-F]/.test(part) ? digit.toUpperCase() : digit;
  }
  const alphabet = /[+/=]/.test(part) ? PLAIN : URL_SAFE;
  const index = alphabet.indexOf(letter);
  if (index !== -1) return alphabet.charAt(index ^ 32);
  const code = letter.charCodeAt(0) ^ 1;
  // No control characters, and no half of a pair.
  return code > 0x20 && code < 0x7f ? String.fromCharCode(code) : 'x';
}

/** An object of JSON in a state, and how it is written again. */
export interface StateObject {
  value: Record<string, unknown>;
  write(value: Record<string, unknown>): string;
}

/** The first part that holds an object, plainly or in Base64. */
export function objectIn(state: string): StateObject | undefined {
  if (state.length > MOST_READ) return undefined;
  for (const { from, to } of partsOf(state)) {
    const part = state.slice(from, to);
    const put = (text: string): string => state.slice(0, from) + text + state.slice(to);
    const plain = parsed(part);
    if (plain !== undefined) return { value: plain, write: (value) => put(JSON.stringify(value)) };
    if (!BASE64.test(part)) continue;
    const value = parsed(decoded(part));
    if (value !== undefined) return { value, write: (next) => put(encoded(JSON.stringify(next), part)) };
  }
  return undefined;
}

function parsed(text: string | undefined): Record<string, unknown> | undefined {
  if (text?.trimStart().startsWith('{') !== true) return undefined;
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    // SyntaxError: something else that begins so.
    return undefined;
  }
}

/** A text out of Base64 of either alphabet; undefined: it is no text. */
export function decoded(text: string): string | undefined {
  const bytes = new Uint8Array(Math.floor((text.replace(/=+$/, '').length * 6) / 8));
  let bits = 0;
  let held = 0;
  let at = 0;
  for (const letter of text.replace(/=+$/, '').replaceAll('+', '-').replaceAll('/', '_')) {
    bits = (bits << 6) | URL_SAFE.indexOf(letter);
    held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes[at++] = (bits >> held) & 0xff;
    bits &= (1 << held) - 1;
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // TypeError: no text at all.
    return undefined;
  }
}

/** In the letters and with the padding of what it takes the place of. */
export function encoded(text: string, like: string): string {
  const bytes = new TextEncoder().encode(text);
  let out = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const three = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    for (let k = 0; k < Math.min(4, bytes.length - at + 1); k++)
      out += URL_SAFE.charAt((three >> (18 - 6 * k)) & 63);
  }
  const isPadded = like.endsWith('=') || (like.length % 4 === 0 && /[+/]/.test(like));
  const padded = isPadded ? out.padEnd(Math.ceil(out.length / 4) * 4, '=') : out;
  return /[-_]/.test(like) ? padded : isPadded ? padded.replaceAll('-', '+').replaceAll('_', '/') : padded;
}
