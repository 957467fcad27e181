/**
 * SQLite's text is UTF-8 that some functions, and one driver, end at a NUL. Names and methods come from
 * hostile servers, so characters that would not survive are written as U+E000 and four hex digits.
 */
const UNSAFE = /[\0\ue000]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
/** Cheap to look for: nearly all text has none of these. */
const SUSPECT = /[\0\ud800-\udfff\ue000]/;
const ESCAPED = /\ue000([0-9a-f]{4})/g;

export function toSqlText(text: string): string {
  if (!SUSPECT.test(text)) return text;
  return text.replace(UNSAFE, (c) => `\ue000${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

export function fromSqlText(text: string): string {
  if (!text.includes('\ue000')) return text;
  return text.replace(ESCAPED, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** Pattern for `LIKE ? ESCAPE '\'` that finds `text` anywhere. */
export function containsPattern(text: string): string {
  return `%${toSqlText(text).replace(/[\\%_]/g, '\\$&')}%`;
}
