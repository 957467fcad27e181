import { endOfString } from './lexemes.ts';

/**
 * JSON text with one member or item a line, two spaces deeper in each container. Whatever is not white space
 * between tokens stays as it is: numbers, escapes. For texts without faults.
 */
export function layOut(text: string): string {
  const parts: string[] = [];
  let depth = 0;
  let isEmpty = false;
  const lineEnd = (): string => `\n${'  '.repeat(depth)}`;
  for (let at = 0; at < text.length;) {
    const c = text[at]!;
    if (isBlank(c)) {
      at++;
      continue;
    }
    if (c === '}' || c === ']') {
      depth--;
      parts.push(isEmpty ? c : `${lineEnd()}${c}`);
      isEmpty = false;
      at++;
      continue;
    }
    if (isEmpty) parts.push(lineEnd());
    isEmpty = c === '{' || c === '[';
    const end = isEmpty || c === ',' || c === ':' ? at + 1 : endOfToken(text, at);
    if (isEmpty) depth++;
    parts.push(c === ',' ? `,${lineEnd()}` : c === ':' ? ': ' : text.slice(at, end));
    at = end;
  }
  return parts.join('');
}

function endOfToken(text: string, from: number): number {
  if (text[from] === '"') return endOfString(text, from);
  let at = from + 1;
  while (at < text.length && !isBlank(text[at]!) && !',:]}'.includes(text[at]!)) at++;
  return at;
}

function isBlank(c: string): boolean {
  return c === ' ' || c === '\n' || c === '\r' || c === '\t';
}
