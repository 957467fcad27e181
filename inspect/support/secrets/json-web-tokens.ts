import { base64Bytes } from '../base64.ts';
import { masked } from '../mask.ts';
import type { Secret } from './secret.ts';

const SHAPE =
  /(?<![A-Za-z0-9_-])e[wy][A-Za-z0-9_-]{8,2000}\.(e[wy][A-Za-z0-9_-]{1,8000})?\.[A-Za-z0-9_-]{0,1500}(?![A-Za-z0-9_-])/g;
const PASETO = /(?<![A-Za-z0-9])v[1-4]\.(?:local|public)\.[A-Za-z0-9_-]{40,4000}/g;
/** Characters of a signature, where the algorithm fixes them (RFC 7518 section 3.1). */
const SIGNATURE: Record<string, number> = {
  HS256: 43,
  HS384: 64,
  HS512: 86,
  ES256: 86,
  ES384: 128,
  EdDSA: 86,
};
const lenient = new TextDecoder();

/**
 * JSON Web Tokens and PASETOs. `wall` is when the frame was recorded: the same recording is judged
 * the same whenever it is read.
 */
export function jsonWebTokensIn(text: string, wall: number): Secret[] {
  const found: Secret[] = [];
  // `{"`, `{ ` and `{` before a line end.
  if (text.includes('eyJ') || text.includes('eyA') || text.includes('ewo'))
    for (const hit of text.matchAll(SHAPE)) {
      const secret = judged(hit[0], hit.index, wall);
      if (secret !== undefined) found.push(secret);
    }
  if (text.includes('.local.') || text.includes('.public.'))
    for (const { 0: token, index } of text.matchAll(PASETO))
      found.push({
        kind: 'json-web-token',
        what: 'a PASETO',
        from: index,
        to: index + token.length,
        masked: masked(token),
        severity: 'high',
        confidence: 'firm',
        notes: '',
      });
  return found;
}

function judged(token: string, from: number, wall: number): Secret | undefined {
  const [head, body, signature] = token.split('.') as [string, string, string];
  const header = objectOf(head);
  const algorithm = header?.['alg'];
  if (header === undefined || typeof algorithm !== 'string') return undefined;
  const claims = body === '' ? undefined : objectOf(body);
  if (body !== '' && claims === undefined) return undefined;
  const isUnsigned = algorithm.toLowerCase() === 'none';
  if (!isUnsigned && !isSignature(algorithm, signature)) return undefined;
  if (isSampleToken(claims)) return undefined;
  const expiry = claims?.['exp'];
  const isOver = typeof expiry === 'number' && expiry * 1000 < wall;
  const isToy = claims !== undefined && isOfNobody(claims);
  return {
    kind: 'json-web-token',
    what: 'a JSON Web Token',
    from,
    to: from + token.length,
    masked: masked(token),
    severity: isUnsigned ? 'medium' : isOver || isToy ? 'low' : 'high',
    confidence: 'firm',
    notes: [
      isUnsigned
        ? 'It is not signed (alg none): whoever takes it takes anybody’s.'
        : `Signed with ${cut(algorithm)}.`,
      ...said(claims),
      isToy ? 'It names no issuer that others could ask, as samples do.' : '',
      expiry === undefined ? 'It never expires.' : isOver ? 'It had expired when it was recorded.' : '',
    ]
      .filter((words) => words !== '')
      .join(' '),
  };
}

function isSignature(algorithm: string, signature: string): boolean {
  if (Object.hasOwn(SIGNATURE, algorithm)) return signature.length === SIGNATURE[algorithm];
  return signature.length >= 86;
}

/** The names that every tutorial takes: none of them is anybody's. */
function isSampleToken(claims: Record<string, unknown> | undefined): boolean {
  if (claims === undefined) return false;
  if (claims['sub'] === '1234567890' || claims['name'] === 'John Doe') return true;
  return ['iss', 'aud', 'sub', 'email'].some((name) => {
    const value = claims[name];
    return typeof value === 'string' && /example\.(?:com|org|net)|\bexample\b/.test(value.slice(0, 400));
  });
}

/** Without issuer, audience and end, or from a machine under development: samples look so, and sessions hardly ever. */
function isOfNobody(claims: Record<string, unknown>): boolean {
  if (typeof claims['iss'] === 'string')
    return /^https?:\/\/(?:localhost|127\.0\.0\.1)\b/.test(claims['iss']);
  return !['iss', 'aud', 'exp'].some((name) => Object.hasOwn(claims, name));
}

/** What it says of itself: enough to know whose it is. */
function said(claims: Record<string, unknown> | undefined): string[] {
  const words: string[] = [];
  for (const name of ['iss', 'aud', 'scope']) {
    const value = claims?.[name];
    if (typeof value === 'string') words.push(`${name}: ${cut(value)}.`);
  }
  const expiry = claims?.['exp'];
  if (typeof expiry === 'number' && expiry > 0 && expiry < 253_402_300_800)
    words.push(`exp: ${new Date(expiry * 1000).toISOString().slice(0, 10)}.`);
  return words;
}

const cut = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text);

function objectOf(part: string): Record<string, unknown> | undefined {
  const bytes = base64Bytes(part);
  if (bytes === undefined || bytes[0] !== 0x7b) return undefined;
  const json = lenient.decode(bytes);
  if (!json.includes('":')) return undefined;
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    // No JSON, so no token.
    return undefined;
  }
}
