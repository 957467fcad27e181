/** Words of the protocol and of nearly every recording; a server that calls one a secret does not make them all one. */
const WORDS = new Set(
  'initialize initialized jsonrpc protocolVersion capabilities clientInfo serverInfo listChanged tools/list tools/call prompts/list prompts/get resources/list resources/read resources/templates/list notifications/initialized notifications/message notifications/progress notifications/cancelled completion/complete logging/setLevel sampling/createMessage elicitation/create roots/list server/discover inputSchema outputSchema description properties additionalProperties structuredContent arguments annotations readOnlyHint destructiveHint idempotentHint openWorldHint progressToken nextCursor application/json text/event-stream Content-Type content-length transfer-encoding'
    .toLowerCase()
    .split(' '),
);

/** Whether a value says enough to be looked for everywhere. */
export function isTelling(value: string): boolean {
  if (value.length < 6 || WORDS.has(value.toLowerCase())) return false;
  if (/^[a-z]{1,8}$|^[A-Z][a-z]{1,7}$|^\d{1,7}$/.test(value)) return false;
  return new Set(value).size >= 3;
}

/** What a found stretch may stand for: itself, without its escapes, and the parts of it that are secrets alone. */
export function valuesIn(found: string, kind: string): Set<string> {
  const values = new Set<string>();
  const add = (value: string): void => {
    if (isTelling(value)) values.add(value);
  };
  const plain = Buffer.from(found, 'latin1').toString('utf8');
  if (kind === 'private key') {
    // Of a key each line is one: it is quoted in other line lengths, and without its frame.
    for (const line of plain.split(/(?:\\+[rn]|\s)+/))
      if (line.length >= 16 && !line.includes('-----')) add(line);
    return values;
  }
  add(plain);
  let text = plain;
  for (let depth = 0; depth < 3 && text.includes('\\'); depth++) {
    const inner = unescaped(text);
    if (inner === undefined) break;
    add((text = inner));
  }
  if (text.includes('%')) add(percentDecoded(text));
  const [, user, password] = /^([^:]*):(.+)$/s.exec(text) ?? [];
  if (kind === 'user and password in an address' && user !== undefined) {
    add(password!);
    add(percentDecoded(password!));
    add(`${percentDecoded(user)}:${percentDecoded(password!)}`);
  }
  if (kind === 'credential after its scheme' || kind === 'header with a credential') {
    const inner = Buffer.from(text, 'base64').toString('utf8');
    if (/^[\x20-\x7e]+$/.test(inner) && inner.includes(':')) {
      add(inner);
      add(inner.slice(inner.indexOf(':') + 1));
    }
  }
  return values;
}

function unescaped(text: string): string | undefined {
  try {
    return JSON.parse(`"${text}"`) as string;
  } catch {
    // SyntaxError: a backslash that escapes nothing.
    return undefined;
  }
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // URIError: a percent sign that encodes nothing.
    return text;
  }
}
