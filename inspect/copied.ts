const utf8 = new TextEncoder();
const text = new TextDecoder('utf-8', { ignoreBOM: true });

/** The same text in memory of its own: a piece cut out of a message keeps the whole message alive. */
export function copied(piece: string): string {
  return text.decode(utf8.encode(piece));
}
