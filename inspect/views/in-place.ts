import { invisibleKind } from './invisible.ts';

/** Where an invisible character does what it is for: scripts that need it, emoji, the byte order mark at the start. */
export function isInPlace(text: string, at: number, code: number): boolean {
  switch (invisibleKind(code)) {
    case 'selector':
      return isSelectorInPlace(text, at, code);
    case 'joiner':
      return isJoinerInPlace(text, at);
    case 'zero-width':
      return isZeroWidthInPlace(text, at, code);
    case 'filler':
      return code >= 0x17b4 && code <= 0x17b5 ? nearby(text, at, isKhmer) : nearby(text, at, isHangul);
    case 'bidi':
      return isMark(code) && nearby(text, at, isRightToLeft, 64);
    case 'tag':
      return isInFlag(text, at);
    default:
      return false;
  }
}

function isMark(code: number): boolean {
  return code === 0x200e || code === 0x200f || code === 0x61c || (code >= 0x2066 && code <= 0x2069);
}

const EMOJI = /^[\p{Emoji}\p{S}\p{P}\p{N}]$/u;
const PICTURE =
  /^[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}\p{Emoji_Presentation}]$/u;
const IDEOGRAPH = /^[\p{Unified_Ideograph}\u{f900}-\u{faff}\u{2f800}-\u{2fa1f}]$/u;
const VARIED =
  /^[\p{Sm}\p{Unified_Ideograph}\p{P}0\u{1000}-\u{109f}\u{a840}-\u{a877}\u{a9e0}-\u{a9ff}\u{aa60}-\u{aa7f}\u{10ac0}-\u{10aff}\u{13000}-\u{1345f}\u{f900}-\u{faff}\u{3000}-\u{30ff}\u{ff00}-\u{ffef}]$/u;

/** Registered variations of ideographs (UTS 37) go no further by far; letters as bytes begin behind it. */
const LAST_VARIATION = 0xe012f;

function isSelectorInPlace(text: string, at: number, code: number): boolean {
  const before = codeBefore(text, at);
  if (before === -1) return false;
  const base = String.fromCodePoint(before);
  if (code >= 0x180b && code <= 0x180f) return before >= 0x1800 && before <= 0x18af;
  if (code >= 0xe0100) return code <= LAST_VARIATION && IDEOGRAPH.test(base);
  // A keycap; behind other digits and signs of ASCII it picks nothing.
  if (code >= 0xfe0e && before < 0x80) return codeAt(text, at + 1) === 0x20e3;
  if (code >= 0xfe0e) return EMOJI.test(base);
  return VARIED.test(base);
}

function isJoinerInPlace(text: string, at: number): boolean {
  const before = seenBefore(text, at);
  const after = codeAt(text, at + 1);
  if (before !== -1 && isPicture(before)) return after !== -1 && (isPicture(after) || after === 0xfe0f);
  return nearby(text, at, isJoining);
}

function isPicture(code: number): boolean {
  return code > 0xa8 && PICTURE.test(String.fromCodePoint(code));
}

function isZeroWidthInPlace(text: string, at: number, code: number): boolean {
  if (code === 0xfeff && at === 0) return true;
  if (code === 0x180e) return nearby(text, at, (c) => c >= 0x1800 && c <= 0x18af);
  if (code === 0x34f) return nearby(text, at, (c) => c >= 0x300 && !isAsciiLetter(c));
  if (code >= 0x2061 && code <= 0x2064 && isBetweenSymbols(text, at)) return true;
  return nearby(text, at, isUnspaced);
}

/** An invisible operator of a formula, as in f(x) or 2ab: next to single letters and signs, never within a word. */
function isBetweenSymbols(text: string, at: number): boolean {
  return !isWordy(text, codeBefore(text, at), at - 2) && !isWordy(text, codeAt(text, at + 1), at + 2);
}

/** Whether a letter has another letter, or another invisible character, next to it. */
function isWordy(text: string, code: number, next: number): boolean {
  if (code === -1 || invisibleKind(code) !== undefined) return true;
  if (!isAsciiLetter(code)) return false;
  const further = text.charCodeAt(next);
  return isAsciiLetter(further) || further === 0x5f || invisibleKind(further) !== undefined;
}

/** The visible characters around, so many on either side. */
const NEAR = 2;

function nearby(text: string, at: number, isOne: (code: number) => boolean, near = NEAR): boolean {
  for (let k = 1, place = at; k <= near; k++) {
    const code = codeBefore(text, place);
    if (code === -1) break;
    if (isOne(code)) return true;
    place -= code > 0xffff ? 2 : 1;
  }
  for (let k = 1, place = at + 1; k <= near; k++) {
    const code = codeAt(text, place);
    if (code === -1) break;
    if (isOne(code)) return true;
    place += code > 0xffff ? 2 : 1;
  }
  return false;
}

function isAsciiLetter(c: number): boolean {
  return (c | 0x20) >= 0x61 && (c | 0x20) <= 0x7a;
}

/** Scripts whose letters join, or whose clusters are held together and apart by joiners. */
function isJoining(c: number): boolean {
  return (
    (c >= 0x600 && c <= 0x8ff) || (c >= 0x900 && c <= 0xdff) || (c >= 0xe00 && c <= 0xfff) ||
    (c >= 0x1000 && c <= 0x109f) || (c >= 0x1780 && c <= 0x18af) || (c >= 0x1900 && c <= 0x1cff && c !== 0x1c80) ||
    (c >= 0xa800 && c <= 0xabff) || (c >= 0xfb50 && c <= 0xfdff) || (c >= 0xfe70 && c <= 0xfefc) ||
    (c >= 0x11000 && c <= 0x11fff) || (c >= 0x1e900 && c <= 0x1e95f)
  ); // prettier-ignore
}

/** Scripts that are written without blanks between words, where a zero-width space marks the end of one. */
function isUnspaced(c: number): boolean {
  return (
    (c >= 0xe00 && c <= 0x109f) || (c >= 0x1780 && c <= 0x17ff) || (c >= 0x1900 && c <= 0x1aaf) ||
    (c >= 0x2e80 && c <= 0x9fff && c !== 0x3164) || (c >= 0xac00 && c <= 0xd7a3) || (c >= 0xf900 && c <= 0xfaff) ||
    (c >= 0xff01 && c <= 0xff60) || (c >= 0x20000 && c <= 0x3ffff) || isJoining(c)
  ); // prettier-ignore
}

function isKhmer(c: number): boolean {
  return c >= 0x1780 && c <= 0x17ff;
}

function isHangul(c: number): boolean {
  return (
    (c >= 0x1100 && c <= 0x11ff && c !== 0x115f && c !== 0x1160) ||
    (c >= 0x3131 && c <= 0x318e && c !== 0x3164) ||
    (c >= 0xac00 && c <= 0xd7a3) ||
    (c >= 0xffa1 && c <= 0xffdc)
  );
}

export function isRightToLeft(c: number): boolean {
  return (
    (c >= 0x590 && c <= 0x8ff && c !== 0x61c) || (c >= 0xfb1d && c <= 0xfdff) || (c >= 0xfe70 && c <= 0xfefc) ||
    (c >= 0x10800 && c <= 0x10fff) || (c >= 0x1e800 && c <= 0x1efff)
  ); // prettier-ignore
}

const FLAG = '\u{1f3f4}';
const REGIONS = new Set(['gbeng', 'gbsct', 'gbwls']);

/** England, Scotland, Wales: a black flag, the tags of the region, the end tag (RGI_Emoji_Tag_Sequence). */
function isInFlag(text: string, at: number): boolean {
  const around = text.slice(Math.max(0, at - 12), at).lastIndexOf(FLAG);
  if (around === -1) return false;
  const start = Math.max(0, at - 12) + around;
  let region = '';
  for (let place = start + 2; place < start + 14; place += 2) {
    const code = codeAt(text, place);
    if (code === 0xe007f) return REGIONS.has(region);
    if (code < 0xe0061 || code > 0xe007a) return false;
    region += String.fromCharCode(code - 0xe0000);
  }
  return false;
}

export function codeAt(text: string, at: number): number {
  return at < text.length ? text.codePointAt(at)! : -1;
}

export function codeBefore(text: string, at: number): number {
  if (at <= 0) return -1;
  const low = text.charCodeAt(at - 1);
  if (low < 0xdc00 || low > 0xdfff || at < 2) return low;
  const high = text.charCodeAt(at - 2);
  return high >= 0xd800 && high < 0xdc00 ? (high - 0xd800) * 0x400 + (low - 0xdc00) + 0x10000 : low;
}

/** The character before, over a variation selector, a skin tone or the tags of a flag. */
function seenBefore(text: string, at: number): number {
  let place = at;
  for (let k = 0; k < 8; k++) {
    const code = codeBefore(text, place);
    const kind = code === -1 ? undefined : invisibleKind(code);
    if (kind !== 'selector' && kind !== 'tag') return code;
    place -= code > 0xffff ? 2 : 1;
  }
  return -1;
}
