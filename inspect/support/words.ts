/** Characters of a name that are split; no honest one is longer. */
const MOST_OF_A_NAME = 512;

/** A word and where it stands, in UTF-16 units. */
export interface WordSpan {
  readonly word: string;
  readonly from: number;
  readonly to: number;
}

/**
 * The words of a name in lower case: `getUserByID`, `get_user_by_id` and `get-user-by-id` are the same
 * four. One pass, so that the length of a name costs no more than itself.
 */
export function wordsOfName(name: string): string[] {
  const words: string[] = [];
  eachWord(name, (word) => words.push(word) > 0);
  return words;
}

/** At most so many; the rest is not looked at. */
export function wordSpans(name: string, most = Infinity): WordSpan[] {
  const spans: WordSpan[] = [];
  eachWord(name, (word, from, to) => spans.push({ word, from, to }) < most);
  return spans;
}

/** `visit` says whether to go on. */
function eachWord(name: string, visit: (word: string, from: number, to: number) => boolean): void {
  const text = name.length > MOST_OF_A_NAME ? name.slice(0, MOST_OF_A_NAME) : name;
  let start = -1;
  let before = NONE;
  for (let at = 0; at < text.length; at++) {
    const kind = kindAt(text, at);
    if (start !== -1 && (kind === NONE || (kind === UPPER && beginsWord(text, at, before)))) {
      if (!visit(text.slice(start, at).toLowerCase(), start, at)) return;
      start = -1;
    }
    if (start === -1 && kind !== NONE) start = at;
    before = kind;
  }
  if (start !== -1) visit(text.slice(start).toLowerCase(), start, text.length);
}

const NONE = 0;
const LOWER = 1;
const UPPER = 2;
const DIGIT = 3;

/** A capital after a small letter or a digit, or the last of several before a small one: `HTTPServer`. */
function beginsWord(text: string, at: number, before: number): boolean {
  if (before !== UPPER) return true;
  if (kindAt(text, at + 1) !== LOWER) return false;
  // `URLs`, `IDs`: the capital before a final s begins no word.
  return text[at + 1] !== 's' || kindAt(text, at + 2) === LOWER;
}

function kindAt(text: string, at: number): number {
  const c = text.charCodeAt(at);
  if (c >= 0x61 && c <= 0x7a) return LOWER;
  if (c >= 0x41 && c <= 0x5a) return UPPER;
  if (c >= 0x30 && c <= 0x39) return DIGIT;
  return c > 0x7f ? LOWER : NONE;
}

/** How many words stand between blanks; stops counting at `most`. */
export function countWords(text: string, most = 1000): number {
  let count = 0;
  let isInside = false;
  for (let at = 0; at < text.length && count < most; at++) {
    const isBlank = text.charCodeAt(at) <= 0x20;
    if (!isBlank && !isInside) count++;
    isInside = !isBlank;
  }
  return count;
}

/** Server text in a sentence of ours: at most 120 characters. */
export function quoted(text: string, most = 120): string {
  const cut = text.length > most ? `${text.slice(0, most - 1)}…` : text;
  return `“${cut}”`;
}
