const DEEPEST_INDENT = 20;

/**
 * JSON text, one member or element a line. Everything but white space between tokens stays as it was: numbers,
 * escapes, repeated keys.
 */
export function prettyJson(text: string): string {
  const parts: string[] = [];
  let depth = 0;
  let at = 0;
  const lineEnd = () => `\n${'  '.repeat(Math.min(depth, DEEPEST_INDENT))}`;
  while (at < text.length) {
    const c = text[at]!;
    if (c === '"') {
      const end = endOfString(text, at);
      parts.push(text.slice(at, end));
      at = end;
      continue;
    }
    at++;
    if (c === '{' || c === '[') {
      const close = text[at] === '}' || text[at] === ']' ? text[at++]! : undefined;
      if (close === undefined) depth++;
      parts.push(c, close ?? lineEnd());
    } else if (c === '}' || c === ']') {
      depth = Math.max(0, depth - 1);
      parts.push(lineEnd(), c);
    } else if (c === ',') parts.push(',', lineEnd());
    else if (c === ':') parts.push(': ');
    else if (!' \t\r\n'.includes(c)) parts.push(c);
  }
  return parts.join('');
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '"') return at + 1;
  }
  return text.length;
}
