import { sequenceAt } from './ansi.ts';
import { alphabetOf, isStyled, lookAlike, straight } from './confusables.ts';
import { invisibleKind, isBlank } from './invisible.ts';
import { Rewriting } from './rewriting.ts';
import { TRAIT } from './traits.ts';
import type { View } from './view.ts';

/**
 * How a reader would take it: white space collapsed (a sentence that wraps is one sentence), and beyond
 * ASCII: styled letters as plain ones (NFKC), hidden characters and terminal sequences out, curly quotes
 * straight, look-alikes folded.
 */
export function plainView(parsed: View, traits: number): View {
  if ((traits & (TRAIT.nonAscii | TRAIT.control | TRAIT.uneven)) === 0) return parsed;
  if ((traits & (TRAIT.nonAscii | TRAIT.control)) !== 0) return normalised(parsed, 'plain');
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

/** The same with its line breaks kept, an empty line as two, so that sentences and paragraphs can be told apart. */
export function proseView(parsed: View, traits: number): View {
  return (traits & (TRAIT.nonAscii | TRAIT.control)) === 0 ? parsed : normalised(parsed, 'prose');
}

const BLANKS = /[\t\n\r ]+/g;

/** Where each character of the collapsed text stands in the one it came from. */
function startsOf(original: string, length: number): Int32Array {
  const starts = new Int32Array(length);
  let out = 0;
  let wasBlank = false;
  for (let at = 0; at < original.length && out < length; at++) {
    const c = original.charCodeAt(at);
    const blank = c === 0x20 || c === 0x09 || c === 0x0a || c === 0x0d;
    if (!(blank && wasBlank)) starts[out++] = at;
    wasBlank = blank;
  }
  return starts;
}

function normalised(parsed: View, kind: 'plain' | 'prose'): View {
  const source = parsed.text;
  const made = new Rewriting(source);
  const words = new Words(source);
  let kept = 0;
  let wasBlank = false;
  for (let at = 0; at < source.length;) {
    const c = source.charCodeAt(at);
    if (c > 0x20 && c < 0x7f) {
      words.seen(c, at);
      wasBlank = false;
      at++;
      continue;
    }
    const code = c < 0xd800 ? c : source.codePointAt(at)!;
    const to = at + (code > 0xffff ? 2 : 1);
    if (isBlank(code)) {
      words.seen(code, at);
      if (c !== 0x20 || wasBlank) {
        made.keep(kept, at);
        if (!wasBlank) made.put(kind === 'plain' ? ' ' : breakAt(source, at), at, to);
        kept = to;
      }
      wasBlank = true;
      at = to;
      continue;
    }
    if (invisibleKind(code) !== undefined) {
      made.keep(kept, at);
      kept = at = sequenceAt(source, at)?.to ?? to;
      continue;
    }
    words.seen(code, at);
    wasBlank = false;
    if (isMark(code) && at > kept) {
      // The letter before is of ASCII: the two are one letter.
      const end = afterMarks(source, at);
      const pair = source.slice(at - 1, end);
      const composed = pair.normalize('NFC');
      if (composed !== pair) {
        made.keep(kept, at - 1);
        made.put(composed, at - 1, end);
        kept = end;
      }
      at = end;
      continue;
    }
    const end = isMark(source.charCodeAt(to)) ? afterMarks(source, to) : to;
    const plain = plainOf(source, code, at, end, words);
    if (plain !== undefined) {
      made.keep(kept, at);
      made.put(plain, at, end);
      kept = end;
    }
    at = end;
  }
  if (kept === 0) return parsed;
  made.keep(kept, source.length);
  const text = made.text();
  return text === source ? parsed : { kind, text, origin: (from, to) => made.origin(from, to) };
}

/** What a run of blanks comes to where lines count. */
function breakAt(source: string, from: number): string {
  let lines = 0;
  for (let at = from; at < source.length && lines < 2 && isBlank(source.charCodeAt(at)); at++)
    if (source.charCodeAt(at) === 0x0a) lines++;
  return lines === 0 ? ' ' : lines === 1 ? '\n' : '\n\n';
}

function plainOf(source: string, code: number, from: number, to: number, words: Words): string | undefined {
  const quote = straight(code);
  if (quote !== undefined) return quote;
  if (isStyled(code)) {
    const plain = source.slice(from, to).normalize('NFKC');
    return plain === source.slice(from, to) ? undefined : plain;
  }
  const alike = lookAlike(code);
  if (alike !== undefined && words.isFolded(from)) return alike;
  if (to - from > (code > 0xffff ? 2 : 1)) {
    const whole = source.slice(from, to);
    const composed = whole.normalize('NFC');
    return composed === whole ? undefined : composed;
  }
  return undefined;
}

function isMark(c: number): boolean {
  return c >= 0x300 && c <= 0x36f && c !== 0x34f;
}

/** More marks than any language puts on one letter stay on their own. */
const MOST_MARKS = 8;

function afterMarks(text: string, from: number): number {
  let at = from;
  while (at - from < MOST_MARKS && isMark(text.charCodeAt(at))) at++;
  return at;
}

/** Longer is no word. */
const MOST_OF_A_WORD = 128;

/**
 * Which words are folded: those that mix ASCII letters with look-alikes and nothing else, and those wholly of
 * look-alikes in a text that otherwise is in Latin letters. Russian and Greek stay what they are.
 */
class Words {
  #text: string;
  #start = -1;
  #judgedTo = -1;
  #isFolded = false;
  #isLatinText: boolean | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  seen(code: number, at: number): void {
    if (!isWordCode(code)) this.#start = -1;
    else if (this.#start === -1 || at - this.#start > MOST_OF_A_WORD) this.#start = at;
  }

  isFolded(at: number): boolean {
    if (at < this.#judgedTo) return this.#isFolded;
    const text = this.#text;
    let hasAscii = false;
    let isAlike = true;
    let end = this.#start === -1 ? at : this.#start;
    const last = Math.min(text.length, at + MOST_OF_A_WORD);
    while (end < last) {
      const code = text.codePointAt(end)!;
      const isHidden = invisibleKind(code) !== undefined;
      if (!isHidden && !isWordCode(code)) break;
      end += code > 0xffff ? 2 : 1;
      if (code < 0x80) hasAscii ||= (code | 0x20) >= 0x61;
      else if (isStyled(code)) hasAscii = true;
      else if (!isHidden && lookAlike(code) === undefined && !isMark(code)) isAlike = false;
    }
    this.#judgedTo = end;
    this.#isFolded = isAlike && (hasAscii || (this.#isLatinText ??= isLatin(text)));
    return this.#isFolded;
  }
}

function isWordCode(code: number): boolean {
  if (code < 0x80) return ((code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a) || (code >= 0x30 && code <= 0x39);
  return alphabetOf(code) !== undefined || isStyled(code) || isMark(code) || lookAlike(code) !== undefined;
}

/** Words of ASCII letters, and no letter of the other alphabets that looks like none of them. */
function isLatin(text: string): boolean {
  let run = 0;
  let hasWord = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const isAscii = (code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a;
    run = isAscii ? run + 1 : 0;
    hasWord ||= run >= 3;
    if (code < 0x370 || lookAlike(code) !== undefined) continue;
    const alphabet = alphabetOf(code);
    if (alphabet !== undefined && alphabet !== 'latin') return false;
  }
  return hasWord;
}
