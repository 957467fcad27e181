/**
 * Every character that a person does not see, or that a terminal, a log or a CI system could take for more than
 * text. Global: for `replace` and `matchAll` only.
 */
export const UNSEEN =
  /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\ufff0-\uffff\u{e0100}-\u{e01ef}]/gu;

/** The UTF-16 units of a character as JSON escapes. */
export function jsonEscapes(char: string): string {
  return char
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}
