import { base64Text } from '../base64.ts';
import { tokenChecksum } from '../checksum.ts';

/** Credentials made up for examples and tests, put together so that no scanner takes this source for a leak. */
const RANDOM = 'q7Rz2KfVb9XmT4wLc8NdYh3PsJ6gUe5AoWi1ZtBk0MxEvSrHnDyQaFjGpCuL9dT2';
export const githubToken = (prefix = 'ghp_'): string =>
  `${prefix}${RANDOM.slice(0, 30)}${tokenChecksum(RANDOM.slice(0, 30))}`;
export const randomLetters = (length: number): string => RANDOM.repeat(5).slice(3, 3 + length);
export const hexDigits = (length: number): string =>
  '7f3a9c04e8b15d62a0c94fe1837b6d25'.repeat(5).slice(0, length);
export const awsKeyId = (): string => `AKIA${'Q3EGZ7XNWM4YLTPB'}`;

const base64url = (text: string): string =>
  base64Text(new TextEncoder().encode(text)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');

export function jsonWebToken(claims: object, header: object = { alg: 'HS256', typ: 'JWT' }): string {
  const parts = `${base64url(JSON.stringify(header))}.${base64url(JSON.stringify(claims))}`;
  return `${parts}.${'alg' in header && header.alg === 'none' ? '' : randomLetters(43)}`;
}

/** The frame of a PKCS 8 key around bytes that are none. */
export function privateKey(label = 'PRIVATE KEY'): string {
  const bytes = Uint8Array.from({ length: 64 }, (_, at) => (at === 0 ? 0x30 : (at * 89 + 7) % 251));
  const body = base64Text(bytes).replace(/(.{64})/g, '$1\n');
  return `-----BEGIN ${label}-----\n${body}\n-----END ${label}-----`;
}
