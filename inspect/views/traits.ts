/** What a string has in it, found in one pass so that most rules need not look at most strings. */
export const TRAIT = {
  /** Any character beyond ASCII. */
  nonAscii: 1,
  /** C0 or C1 controls but tab, LF, CR; DEL. */
  control: 2,
  /** `<`. */
  angle: 4,
  /** `%`. */
  percent: 8,
  /** `&`. */
  ampersand: 16,
  /** `\`. */
  backslash: 32,
  /** 24 characters or more of the base64 and hex alphabets in a row. */
  longRun: 64,
  /** 20 line ends, or 200 blanks, in a row. */
  gap: 128,
  /** `:`: no address, assignment or path of a drive goes without. */
  colon: 256,
  /** `[`. */
  bracket: 512,
  /** `{` or `}`. */
  brace: 1024,
  /** `=`. */
  equals: 2048,
  /** Tab, line end, or two blanks in a row: the collapsed text differs. */
  uneven: 4096,
  /** `/`. */
  slash: 8192,
  /** `@`. */
  at: 16384,
  digit: 32768,
  /** A `.` before a letter or digit: names of hosts, files and fields. */
  dot: 1 << 16,
  /** ASCII punctuation beyond what sentences have: no path, command or expression goes without. */
  sign: 1 << 17,
  /** Five `-` in a row. */
  dashes: 1 << 18,
  /** A digit between two letters. */
  mixed: 1 << 19,
} as const;

const RUN = 1 << 20;
const BLANK = 1 << 21;
const LINE = 1 << 22;
const POINT = 1 << 23;
const SINGLE = (1 << 20) - 1;

const ofAscii = new Int32Array(128);
for (let c = 0; c < 128; c++) {
  const one = String.fromCharCode(c);
  let bits = 0;
  if (c < 0x20 && one !== '\t' && one !== '\n' && one !== '\r') bits |= TRAIT.control;
  if (c === 0x7f) bits |= TRAIT.control;
  if (/[0-9]/.test(one)) bits |= TRAIT.digit;
  if (/[A-Za-z0-9+/_=-]/.test(one)) bits |= RUN;
  if (/[ \t\n\r]/.test(one)) bits |= BLANK;
  if (one === '\n') bits |= LINE;
  if (/[\t\n\r]/.test(one)) bits |= TRAIT.uneven;
  if (/[#$%&()*+/:;<=>@[\\\]^`{|}~]/.test(one)) bits |= TRAIT.sign;
  if (one === '.' || one === '-') bits |= POINT;
  ofAscii[c] = bits;
}
for (const [one, bit] of [
  ['<', TRAIT.angle],
  ['%', TRAIT.percent],
  ['&', TRAIT.ampersand],
  ['\\', TRAIT.backslash],
  [':', TRAIT.colon],
  ['[', TRAIT.bracket],
  ['{', TRAIT.brace],
  ['}', TRAIT.brace],
  ['=', TRAIT.equals],
  ['/', TRAIT.slash],
  ['@', TRAIT.at],
] as const)
  ofAscii[one.charCodeAt(0)]! |= bit;

export const LONG_RUN = 24;
const GAP_LINES = 20;
const GAP_BLANKS = 200;

/** Bits of `TRAIT`. */
export function traitsOf(text: string): number {
  let bits = 0;
  let run = 0;
  let blanks = 0;
  let lines = 0;
  for (let at = 0; at < text.length; at++) {
    const c = text.charCodeAt(at);
    const of =
      c < 128
        ? ofAscii[c]!
        : isWideBlank(c)
          ? TRAIT.nonAscii | BLANK
          : TRAIT.nonAscii | (c < 0xa0 ? TRAIT.control : 0);
    bits |= of;
    run = (of & RUN) === 0 ? 0 : run + 1;
    if (run === LONG_RUN) bits |= TRAIT.longRun;
    if ((of & POINT) !== 0) bits |= pointAt(text, at, c);
    if ((of & TRAIT.digit) !== 0 && isLetter(text.charCodeAt(at - 1)) && isLetter(text.charCodeAt(at + 1)))
      bits |= TRAIT.mixed;
    if ((of & BLANK) === 0) {
      blanks = 0;
      lines = 0;
      continue;
    }
    if (++blanks >= 2) bits |= TRAIT.uneven;
    if ((of & LINE) !== 0) lines++;
    if (lines >= GAP_LINES || blanks >= GAP_BLANKS) bits |= TRAIT.gap;
  }
  return bits & SINGLE;
}

function pointAt(text: string, at: number, c: number): number {
  const next = text.charCodeAt(at + 1);
  if (c === 0x2e)
    return (next >= 0x61 && next <= 0x7a) || (next >= 0x41 && next <= 0x5a) || (next >= 0x30 && next <= 0x39)
      ? TRAIT.dot
      : 0;
  return next === 0x2d && text.startsWith('---', at + 2) ? TRAIT.dashes : 0;
}

function isLetter(c: number): boolean {
  return (c >= 0x61 && c <= 0x7a) || (c >= 0x41 && c <= 0x5a);
}

/** No-break space, Braille blank, ideographic space: drawn as nothing, at full width. */
function isWideBlank(c: number): boolean {
  return c === 0xa0 || c === 0x2800 || c === 0x3000 || (c >= 0x2000 && c <= 0x200a);
}
