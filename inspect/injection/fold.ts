import { SIMPLIFIED } from './hanzi.ts';

/** What `fold` makes of marks that change no word: they are stepped over. */
export const SILENT = 0;

/** U+0958 to U+095F. */
const WITHOUT_NUKTA = 'कखगजडढफय';

/** Not looked at yet: most texts are written with a few hundred of the units. U+FFFF is no character. */
const UNKNOWN = 0xffff;

/**
 * Each UTF-16 unit as it is compared: lower case, without accents, one form of alef, traditional characters as
 * simplified ones, full-width as ASCII. Length never changes, so places in the folded text are places in the
 * text; vowel points, nukta and joiners become SILENT.
 */
const FOLDED = new Uint16Array(65536).fill(UNKNOWN);

function foldedUnit(unit: number): number {
  if (unit === 0) return 1; // not SILENT
  if (unit < 0x80) return unit >= 0x41 && unit <= 0x5a ? unit + 32 : unit;
  if (unit === 0x131) return 0x69; // ı
  if (unit === 0x2019) return 0x27; // ’
  if (unit === 0x623 || unit === 0x625 || unit === 0x622 || unit === 0x671) return 0x627; // forms of alef
  if (unit === 0x649) return 0x64a; // final yeh
  if (unit === 0x629) return 0x647; // teh marbuta
  if (unit === 0x6cc) return 0x64a; // Persian yeh
  if (unit === 0x6a9) return 0x643; // Persian kaf
  if (unit === 0x451 || unit === 0x401) return 0x435; // ё
  if (unit === 0x901) return 0x902; // candrabindu as anusvara
  if (unit >= 0x958 && unit <= 0x95f) return WITHOUT_NUKTA.charCodeAt(unit - 0x958);
  if (isSilent(unit)) return SILENT;
  if (unit >= 0x4e00 && unit <= 0x9fff) return SIMPLIFIED.get(unit) ?? unit;
  if (unit >= 0xff01 && unit <= 0xff5e) return foldedUnit(unit - 0xfee0);
  if ((unit >= 0xd800 && unit < 0xe000) || (unit >= 0xac00 && unit < 0xd7a4)) return unit;
  const lower = String.fromCharCode(unit).toLowerCase();
  // Kana keep their voicing marks, Cyrillic its й; Latin and Greek lose accents.
  const isAccented = unit < 0x250 || (unit >= 0x1e00 && unit < 0x2000) || (unit >= 0x370 && unit < 0x400);
  return (isAccented ? lower.normalize('NFD') : lower).charCodeAt(0);
}

/** Combining accents, harakat and tatweel, nukta, the joiners that Devanagari and Persian are written with. */
function isSilent(unit: number): boolean {
  return (
    (unit >= 0x300 && unit <= 0x36f) ||
    (unit >= 0x64b && unit <= 0x652) ||
    unit === 0x640 ||
    unit === 0x670 ||
    unit === 0x93c ||
    unit === 0x200c ||
    unit === 0x200d
  );
}

export function fold(unit: number): number {
  const known = FOLDED[unit]!;
  return known === UNKNOWN ? (FOLDED[unit] = foldedUnit(unit)) : known;
}

/** Kinds of characters, for where words begin and sentences end. */
export const KIND = { other: 0, blank: 1, letter: 2, ideograph: 3, end: 4, pause: 5, line: 6 } as const;

const UNKNOWN_KIND = 0xff;
const KINDS = new Uint8Array(65536).fill(UNKNOWN_KIND);

function kindOfUnit(unit: number): number {
  const one = String.fromCharCode(unit);
  if (one === '\n' || one === '\r' || one === '\u2028' || one === '\u2029') return KIND.line;
  if (one === ' ' || one === '\t' || one === '\u00a0' || one === '\u3000') return KIND.blank;
  if ('.!?。！？؟।…'.includes(one)) return KIND.end;
  if (',;:，；：、،؛()[]{}"“”„«»「」『』（）|–—'.includes(one)) return KIND.pause;
  if (isIdeograph(unit)) return KIND.ideograph;
  if (/[\p{L}\p{N}\p{M}_]/u.test(one) || unit === 0x200c || unit === 0x200d) return KIND.letter;
  return KIND.other;
}

/** Han, kana and Thai: written without blanks. Hangul has blanks between its words. */
function isIdeograph(unit: number): boolean {
  return (
    (unit >= 0x3040 && unit <= 0x30ff) ||
    (unit >= 0x3400 && unit <= 0x9fff) ||
    (unit >= 0xf900 && unit <= 0xfaff) ||
    (unit >= 0x0e00 && unit <= 0x0e7f) ||
    unit === 0x3005
  );
}

export function kindOf(unit: number): number {
  const known = KINDS[unit]!;
  return known === UNKNOWN_KIND ? (KINDS[unit] = kindOfUnit(unit)) : known;
}
