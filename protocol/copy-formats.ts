/** Ways to write a recorded request so that it can be sent again elsewhere. */
export const COPY_FORMATS = [
  { id: 'curl', words: 'curl', says: 'for a POSIX shell; HTTP only' },
  { id: 'node', words: 'a Node script', says: 'one file without packages' },
  { id: 'own', words: 'mcp-sec-inspect', says: 'our own command line, for a POSIX shell' },
] as const;
export type CopyFormatId = (typeof COPY_FORMATS)[number]['id'];
