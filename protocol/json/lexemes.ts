const ESCAPES: Record<string, string> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' };
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
  if (!inner.includes('\\')) return inner;
  return inner.replace(/\\(?:u([0-9a-fA-F]{4})|([\s\S]?))/g, (_, hex?: string, one?: string) => {
    if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
    return ESCAPES[one ?? ''] ?? one ?? '';
  });
}
