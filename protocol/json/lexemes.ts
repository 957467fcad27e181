const ESCAPES: Readonly<Record<string, string | undefined>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' };
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

/** Index behind the closing quote of the string that begins at `from`; at a line end when it has none. */
export function endOfString(text: string, from: number): number {
  let at = from + 1;
  while (at < text.length) {
    const c = text.charCodeAt(at);
    if (c === 0x22) return at + 1;
    if (c === 0x0a) return at;
    at += c === 0x5c ? 2 : 1;
  }
  return text.length;
}

/** Index behind the number that begins at `from`; undefined when none does (RFC 8259 section 6). */
export function endOfNumber(text: string, from: number): number | undefined {
  const c = text.charCodeAt(from);
  if (c !== 0x2d && !(c >= 0x30 && c <= 0x39)) return undefined;
  NUMBER.lastIndex = from;
  if (!NUMBER.test(text)) return undefined;
  const end = NUMBER.lastIndex;
  return end < text.length && isWordUnit(text.charCodeAt(end)) && !isComment(text, end) ? undefined : end;
}

/** A comment begins at `at`: JSON has none, people write them. */
export function isComment(text: string, at: number): boolean {
  return text[at] === '/' && (text[at + 1] === '/' || text[at + 1] === '*');
}

/** Whether this code unit belongs to a bare word: neither blank nor structure nor a quote. */
export function isWordUnit(c: number): boolean {
  if (c <= 0x20) return false;
  return c !== 0x22 && c !== 0x2c && c !== 0x3a && c !== 0x5b && c !== 0x5d && c !== 0x7b && c !== 0x7d;
}

/** The text of a JSON string, given with its quotes. Never throws: an unknown escape stands for itself. */
export function decodeString(source: string): string {
  const inner = source.length > 1 && source.endsWith('"') ? source.slice(1, -1) : source.slice(1);
  let at = inner.indexOf('\\');
  if (at === -1) return inner;
  let text = '';
  let done = 0;
  while (at !== -1) {
    const escaped = inner[at + 1] ?? '';
    const code = escaped === 'u' ? hexAt(inner, at + 2) : -1;
    text += inner.slice(done, at) + (code === -1 ? (ESCAPES[escaped] ?? escaped) : String.fromCharCode(code));
    done = at + (code === -1 ? 2 : 6);
    at = inner.indexOf('\\', done);
  }
  return text + inner.slice(done);
}

/** Four hexadecimal digits as a number; -1 where there are none. */
function hexAt(text: string, at: number): number {
  let code = 0;
  for (let k = at; k < at + 4; k++) {
    const c = text.charCodeAt(k);
    const digit =
      c >= 0x30 && c <= 0x39 ? c - 0x30 : (c | 0x20) >= 0x61 && (c | 0x20) <= 0x66 ? (c | 0x20) - 0x57 : -1;
    if (digit === -1) return -1;
    code = code * 16 + digit;
  }
  return code;
}
