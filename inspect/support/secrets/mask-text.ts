import { connectionStringsIn } from './connection-strings.ts';
import { jsonWebTokensIn } from './json-web-tokens.ts';
import { privateKeysIn } from './private-keys.ts';
import { withoutOverlaps } from './secret.ts';
import { tokensIn } from './tokens.ts';

/** A text with every credential of a known form in it masked. For short texts of ours that quote a server. */
export function withoutSecrets(text: string): string {
  const found = withoutOverlaps([
    ...privateKeysIn(text),
    ...tokensIn(text),
    ...jsonWebTokensIn(text, 0),
    ...connectionStringsIn(text),
  ]).sort((a, b) => b.from - a.from);
  let rest = text;
  for (const { from, to, masked } of found) rest = rest.slice(0, from) + masked + rest.slice(to);
  return rest;
}
