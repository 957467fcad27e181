/** Stands between two strings of a frame's text, so that no search runs over the border by chance. */
export const BORDER = '\u001f';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const MINUS = 0x2d;
const isDigit = (c: number): boolean => c >= 0x30 && c <= 0x39;
const ESCAPES: Record<string, string> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/**
 * Takes the strings (keys too) and numbers out of JSON, decoded, each followed by BORDER. Works on
 * pieces as they come and never fails: what is not JSON gives whatever strings it seems to hold.
 */
export class JsonText {
  #state: 'between' | 'string' | 'number' = 'between';
  /** An escape that was cut by the end of a piece. */
  #escape = '';

  read(piece: string): string {
    const text = this.#escape + piece;
    this.#escape = '';
    let out = '';
    let at = 0;
    while (at < text.length) {
      if (this.#state === 'string') {
        const end = endOfPlain(text, at);
        out += text.slice(at, end);
        at = end;
        if (end === text.length) continue;
        if (text.charCodeAt(end) === QUOTE) {
          out += BORDER;
          this.#state = 'between';
          at++;
          continue;
        }
        const length = escapeLength(text, end);
        if (end + length > text.length) {
          this.#escape = text.slice(end);
          return out;
        }
        out += unescape(text.slice(end, end + length));
        at = end + length;
        continue;
      }
      const c = text.charCodeAt(at);
      if (this.#state === 'number') {
        if (isDigit(c) || c === 0x2e || c === 0x2b || c === MINUS || (c | 0x20) === 0x65) out += text[at++];
        else {
          out += BORDER;
          this.#state = 'between';
        }
        continue;
      }
      if (c === QUOTE) {
        this.#state = 'string';
        at++;
      } else if (isDigit(c) || c === MINUS) this.#state = 'number';
      else at++;
    }
    return out;
  }
}

/**
 * Where the next quote or backslash stands, or the end. Unit by unit: `indexOf` for each of them looks
 * through all that follows when one is rare, again and again, and so does code that V8 moves it to.
 */
function endOfPlain(text: string, from: number): number {
  let at = from;
  for (; at < text.length; at++) {
    const c = text.charCodeAt(at);
    if (c === QUOTE || c === BACKSLASH) break;
  }
  return at;
}

function escapeLength(text: string, at: number): number {
  return text.charCodeAt(at) === BACKSLASH && text[at + 1] === 'u' ? 6 : 2;
}

function unescape(escape: string): string {
  const kind = escape[1]!;
  if (kind !== 'u') return ESCAPES[kind] ?? kind;
  return /^[0-9a-fA-F]{4}$/.test(escape.slice(2))
    ? String.fromCharCode(Number.parseInt(escape.slice(2), 16))
    : escape;
}
