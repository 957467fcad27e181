import { isPlaceholder } from '../../support/placeholder.ts';
import type { Text } from '../../text.ts';

export interface OverReturned {
  name: string;
  from: number;
  to: number;
  isHash: boolean;
}

const NAME =
  /^(?:password_?(?:hash|digest|salt)|hashed_?password|encrypted_?password|pwd_?hash|pass_?hash|salt|internal_?notes?|private_?notes?|ssn|social_?security_?number|totp_?secret|mfa_?secret|otp_?secret|security_?answer|reset_?password_?token)$/i;
const IN_TEXT = /"([A-Za-z_]{3,30})"\s{0,3}:\s{0,3}"([^"\\]{3,200})"/g;
const HASH =
  /^(?:\$2[abxy]?\$\d\d\$|\$argon2|\$scrypt|\$pbkdf2|\$[156y]\$|pbkdf2_|\{SSHA|scrypt:)|^[a-f0-9]{32,128}$/i;
const TYPES =
  /^(?:string|text|varchar.{0,8}|char.{0,8}|null|none|undefined|redacted|hidden|true|false|boolean|hash)$/i;

export function fieldsIn(text: Text): OverReturned[] {
  if (text.source.kind === 'value') {
    const name = text.source.node.key?.name ?? '';
    if (NAME.test(name) && isGiven(text.value))
      return [{ name, from: 0, to: text.value.length, isHash: HASH.test(text.value) }];
  }
  const found: OverReturned[] = [];
  if (!/^\s{0,200}[[{]/.test(text.value)) return found;
  for (const hit of text.value.matchAll(IN_TEXT))
    if (NAME.test(hit[1]!) && isGiven(hit[2]!) && found.length < 20)
      found.push({
        name: hit[1]!,
        from: hit.index,
        to: hit.index + hit[0].length,
        isHash: HASH.test(hit[2]!),
      });
  return found;
}

function isGiven(value: string): boolean {
  return value.length >= 3 && !TYPES.test(value) && (HASH.test(value) || !isPlaceholder(value));
}
