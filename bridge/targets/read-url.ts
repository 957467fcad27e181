import type { HttpSpec, NamedText } from '../../protocol/target.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Draft } from './draft.ts';
import { deriveName } from './naming.ts';

export function isHttpUrl(text: string): boolean {
  return /^https?:\/\//i.test(text);
}

/** An endpoint's URL with the headers to send. A user name and password in it become a header: node:http would drop them silently. */
export function readUrl(text: string, headers: NamedText[] = [], kind: HttpSpec['kind'] = 'http'): Draft {
  const remarks: string[] = [];
  const bad = urlProblem(text);
  if (bad !== undefined) {
    return {
      name: text.slice(0, 80),
      readAs: 'URL',
      remarks,
      spec: { kind, url: text, headers, verify: true },
      problem: bad,
    };
  }
  const url = new URL(text);
  const all = [...headers];
  if (url.username !== '' || url.password !== '') {
    const plain = `${decode(url.username)}:${decode(url.password)}`;
    url.username = '';
    url.password = '';
    const value = `Basic ${Buffer.from(plain).toString('base64')}`;
    all.push({ name: 'Authorization', text: { from: 'plain', value } });
    remarks.push('The user name and password in the address are sent as an Authorization header (RFC 7617).');
  }
  if (url.hash !== '') remarks.push(`"${url.hash}" is a fragment, which is never sent to a server.`);
  if (/[^\x20-\x7e]/.test(text)) remarks.push(`Written in ASCII, the address is ${url.href}.`);
  // Kept as typed where nothing had to change: how it is written may matter to the server.
  const spec: HttpSpec = {
    kind,
    url: all.length > headers.length ? url.href : text,
    headers: all,
    verify: true,
  };
  if (kind === 'http' && /\/sse\/?$/.test(url.pathname)) {
    remarks.push(
      'The path ends in /sse: if Streamable HTTP is not answered, HTTP+SSE of 2024-11-05 is tried.',
    );
  }
  return { name: deriveName(spec).name, readAs: 'URL', remarks, spec };
}

export function urlProblem(text: string): Problem | undefined {
  const hint = 'Give the whole address of the MCP endpoint, for example https://example.com/mcp.';
  if (/[\s\p{Cc}]/u.test(text))
    return { code: 'bad-url', message: 'The address holds white space or a control character.', hint };
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    // TypeError: not a URL.
    return { code: 'bad-url', message: `"${text.slice(0, 200)}" is not an address.`, hint };
  }
  if (url.protocol === 'http:' || url.protocol === 'https:') return undefined;
  return {
    code: 'bad-url',
    message: `Addresses that begin with ${url.protocol} are not spoken here, only http and https.`,
    hint,
  };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    // URIError: a lone percent sign; then it is meant as it is written.
    return part;
  }
}
