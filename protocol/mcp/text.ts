const utf8 = new TextDecoder('utf-8');

/** Short ASCII texts are most of what is read; building them by hand is several times faster than the decoder. */
const SHORT = 48;

export function decodeUtf8(bytes: Uint8Array): string {
  if (bytes.length > SHORT) return utf8.decode(bytes);
  let text = '';
  for (let i = 0; i < bytes.length; i++) {
    const c = bytes[i]!;
    if (c >= 0x80) return utf8.decode(bytes);
    text += String.fromCharCode(c);
  }
  return text;
}

/** The text of an object key given the bytes between its quotes. */
export function decodeKey(bytes: Uint8Array): string {
  return bytes.includes(0x5c) ? decodeJsonString(bytes) : decodeUtf8(bytes);
}

/** Joins the first bytes of something into one line of text; line ends become spaces. */
export function plainText(parts: Uint8Array[]): string {
  let length = 0;
  for (const part of parts) length += part.length;
  const all = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return oneLine(decodeUtf8(all));
}

const UNEVEN = /[\t\n\r]| {2}/;

export function oneLine(text: string): string {
  return (UNEVEN.test(text) ? text.replace(/[\t\n\r ]+/g, ' ') : text).trim();
}

const ESCAPES: Record<string, string> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' };

/**
 * The text of a JSON string given its raw bytes, quotes included or cut off anywhere: a preview of
 * a long string still reads well. Never throws; a torn escape at the end is dropped.
 */
export function decodeJsonString(raw: Uint8Array): string {
  let text = decodeUtf8(raw);
  if (text.startsWith('"')) text = text.slice(1);
  if (!text.includes('\\')) return text.endsWith('"') ? text.slice(0, -1) : text;
  text = text.replace(
    /\\(?:u([0-9a-fA-F]{4})|([\s\S]))|\\u?[0-9a-fA-F]{0,3}$/g,
    (_, hex?: string, one?: string) => {
      if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
      if (one === undefined) return '';
      return one === '"' ? '\u{10FFFF}' : (ESCAPES[one] ?? one);
    },
  );
  // An escaped quote must not be taken for the closing one.
  if (text.endsWith('"')) text = text.slice(0, -1);
  return text.replaceAll('\u{10FFFF}', '"');
}

/** Arguments as a person writes them: `{"path":"a","n":1}` becomes `path: "a", n: 1`. Input may be cut off. */
export function argumentsPreview(raw: Uint8Array): string {
  const text = decodeUtf8(raw);
  return oneLine(
    text
      .replace(/^\{\s*|\s*\}$/g, '')
      .replace(/(^|,\s*)"([\w.$-]{1,60})"\s*:\s*/g, '$1$2: ')
      .replace(/,(?=\w+: )/g, ', '),
  );
}
