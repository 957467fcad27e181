import { FIELD_CLASSES, type FieldClass } from '../../../protocol/mcp/fields.ts';
import type { Said } from '../../rule.ts';
import type { Text } from '../../text.ts';
import { TRAIT } from '../../views/traits.ts';
import { cloudCredentialsIn, isBesideCloudSecret } from './cloud-credentials.ts';
import { connectionStringsIn } from './connection-strings.ts';
import { jsonWebTokensIn } from './json-web-tokens.ts';
import { namedSecretsIn } from './named-values.ts';
import { privateKeysIn } from './private-keys.ts';
import { withoutOverlaps, type Secret } from './secret.ts';
import { tokensIn } from './tokens.ts';

/** Where nothing secret may be written at all: `secret-in-log` has these to itself. */
export const LOG_FIELDS: readonly FieldClass[] = ['log', 'stderr', 'stdout-noise'];
const NOT_READ = new Set<FieldClass>([...LOG_FIELDS, 'sent', 'envelope', 'binary', 'state']);
/** What the rules for one kind of secret read. */
export const TOLD_FIELDS: readonly FieldClass[] = FIELD_CLASSES.filter((field) => !NOT_READ.has(field));
/** No secret goes without one of these. */
export const SECRET_TRAITS = TRAIT.longRun | TRAIT.digit;

/** Every secret of a text once, the most exact kind first. */
export function secretsIn(text: Text): Secret[] {
  return withoutOverlaps([
    ...privateKeysIn(text.value),
    ...cloudCredentialsIn(text),
    ...tokensOf(text),
    ...jsonWebTokensIn(text.value, text.frame.head.wall),
    ...connectionStringsIn(text.value),
    ...namedSecretsIn(text),
  ]);
}

/** Tokens that are not part of credentials reported as a whole. */
export function tokensOf(text: Text): Secret[] {
  if (isBesideCloudSecret(text)) return [];
  if (!text.has(TRAIT.longRun) && !text.value.includes('AKIA') && !text.value.includes('ASIA')) return [];
  const tokens = tokensIn(text.value);
  return tokens.length === 0 ? tokens : notIn(tokens, cloudCredentialsIn(text));
}

export function notIn(secrets: readonly Secret[], others: readonly Secret[]): Secret[] {
  return secrets.filter((one) => !others.some((other) => one.from < other.to && other.from < one.to));
}

/** A report of it. What stands in the frame is not repeated: only what a mask leaves. */
export function saidOf(text: Text, secret: Secret, where = 'stands here'): Said {
  const words = `${secret.what[0]!.toUpperCase()}${secret.what.slice(1)} ${where}: ${secret.masked}`;
  return {
    at: text.place(secret.from, secret.to, text.via.length > 0 ? secret.masked : undefined),
    severity: secret.severity,
    confidence: secret.confidence,
    says: secret.notes === '' ? `${words}.` : `${words}. ${secret.notes}`,
  };
}
