/** Bytes of a base64 text, and what is unusual about how it is written; or why there are none. */
export type Decoded = { ok: true; bytes: Uint8Array; remarks: string[] } | { ok: false; why: string };

const STEP = 256 * 1024;
const SKIP = 64;
const PAD = 65;
const WRONG = 255;

const VALUES = new Uint8Array(128).fill(WRONG);
for (const [value, letter] of [
  ...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/',
].entries())
  VALUES[letter.charCodeAt(0)] = value;
VALUES['-'.charCodeAt(0)] = 62;
VALUES['_'.charCodeAt(0)] = 63;
VALUES['='.charCodeAt(0)] = PAD;
for (const blank of ' \t\r\n') VALUES[blank.charCodeAt(0)] = SKIP;

/** How many bytes a base64 text stands for, without decoding it; exact when it is well written. */
export function sizeOfBase64(text: string): number {
  const pad = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  return Math.max(0, Math.floor((text.length * 3) / 4) - pad);
}

/**
 * Reads base64 (RFC 4648 section 4) in steps that leave the page time to draw. White space, the
 * alphabet for URLs and missing padding are taken and said; anything else is refused with its place.
 */
export async function decodeBase64(text: string, most = Infinity): Promise<Decoded> {
  const bytes = new Uint8Array(Math.min(most, Math.ceil((text.length * 3) / 4)));
  const state: State = { bits: 0, held: 0, at: 0, digits: 0, pads: 0, hasBlank: false, isUrl: false };
  for (let from = 0; from < text.length && state.at < most; from += STEP) {
    if (from > 0) await new Promise((later) => setTimeout(later));
    const wrong = take(text, from, Math.min(text.length, from + STEP), bytes, state);
    if (wrong !== undefined) return { ok: false, why: wrong };
  }
  const isWhole = state.at < most;
  if (isWhole && state.digits % 4 === 1) return { ok: false, why: 'it ends in the middle of a byte' };
  return { ok: true, bytes: bytes.slice(0, state.at), remarks: isWhole ? remarksOn(state) : [] };
}

interface State {
  bits: number;
  held: number;
  at: number;
  digits: number;
  pads: number;
  hasBlank: boolean;
  isUrl: boolean;
}

/** Says what is wrong and where, if anything is. */
function take(text: string, from: number, to: number, bytes: Uint8Array, state: State): string | undefined {
  for (let k = from; k < to; k++) {
    const code = text.charCodeAt(k);
    const value = code < 128 ? VALUES[code]! : WRONG;
    if (value === SKIP) {
      state.hasBlank = true;
      continue;
    }
    if (value === PAD) {
      state.pads++;
      continue;
    }
    if (value === WRONG) return `character ${k + 1} is none of its alphabet`;
    if (state.pads > 0) return `it goes on after its padding, at character ${k + 1}`;
    if (code === 0x2d || code === 0x5f) state.isUrl = true;
    state.digits++;
    state.bits = (state.bits << 6) | value;
    state.held += 6;
    if (state.held < 8) continue;
    state.held -= 8;
    bytes[state.at++] = (state.bits >> state.held) & 0xff;
    state.bits &= (1 << state.held) - 1;
    if (state.at >= bytes.length) return undefined;
  }
  return undefined;
}

function remarksOn(state: State): string[] {
  const wanted = (4 - (state.digits % 4)) % 4;
  return [
    ...(state.isUrl ? ['It is written in the alphabet for URLs.'] : []),
    ...(state.hasBlank ? ['White space stands between its characters.'] : []),
    ...(state.pads === wanted
      ? []
      : [state.pads < wanted ? 'Its padding is missing.' : 'It has too much padding.']),
    ...(state.bits === 0 ? [] : ['Its last character holds bits that belong to no byte.']),
  ];
}
