import { UNSEEN } from '../protocol/unseen.ts';

/** Everything a terminal, a log or a CI system could take for more than text, and what looks like our own escapes. */
const UNSAFE = new RegExp(`${UNSEEN.source}|\\\\(?=u\\{)`, UNSEEN.flags);

/**
 * One line of harmless text: control, bidi, zero-width and other unseen characters as `\u{…}`, so that no
 * escape sequence and no second line can come out of it. A backslash that would look like one of ours is
 * written `\u{5C}`. What CI systems read as commands (`::x` and `##x[` at a line's start) is broken up.
 */
export function escapeLine(text: string): string {
  return text
    .replace(UNSAFE, codePoint)
    .replace(/^(\s*):(?=:)/u, '$1\\u{3A}')
    .replace(/##(?=[\w-]*\[)/gu, '#\\u{23}');
}

function codePoint(char: string): string {
  return `\\u{${char.codePointAt(0)!.toString(16).toUpperCase()}}`;
}
