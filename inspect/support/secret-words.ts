/** Things only their owner may know, as forms name them. */
const SECRETS =
  /(?:^|[^a-z])(pass(?:word|[- ]?phrase|code)|kennwort|passwort|mot de passe|contraseña|senha|пароль|密码|密碼|パスワード|licen[cs]e key|six[- ]digit code|6[- ]digit code|passwd|pwd|otp|totp|pin(?: (?:code|number))?|one[- ]time (?:code|password)|(?:verification|security|2fa|mfa|authenticator) code|api[- ]?(?:key|token|secret)|(?:secret|private|access|ssh|signing) key|(?:access|auth|bearer|refresh|session|personal access) ?token|client secret|(?:seed|recovery|mnemonic|secret) (?:phrase|words)|mnemonic|(?:credit|debit|bank) ?card(?: number)?|card number|cvv|cvc|social security(?: number)?|ssn|secret|token|credentials)(?=$|[^a-z])/g;
/** Behind it, they make it something else. */
const ABOUT =
  /^[^a-z0-9]{0,3}(?:names?|labels?|ids?|identifiers?|hints?|polic(?:y|ies)|lengths?|rotation|managers?|types?|expir\w{0,6}|ttl|counts?|limits?|budgets?|usage|scopes?|prefix|formats?|descriptions?|url|uri|path|file|location|vault|store|strength|rules?|reset|holder|brand|symbol|address|count)(?:$|[^a-z])/;
const ASKS =
  /(?:^|[^a-z])(?:enter|type|provide|paste|give|share|supply|submit|confirm|input|need|require|your|tell|fill)(?=$|[^a-z])/;
const NEGATED = /(?:do not|don.?t|never|without|no need)[^.!?]{0,40}$/;

/** Drawn as nothing, so that a person reads on where a search would stop. */
const HIDDEN = /[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]/g;

/** The secret a text asks for. `isLabel`: the text is the name of a field; otherwise it also has to ask. */
export function secretAskedFor(text: string, isLabel: boolean): string | undefined {
  const words = text
    .normalize('NFKC')
    .replace(HIDDEN, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .toLowerCase();
  if (!isLabel && !ASKS.test(words)) return undefined;
  for (const hit of words.matchAll(SECRETS)) {
    const word = hit[1]!;
    // These two mean many things in a sentence.
    if (!isLabel && (word === 'token' || word === 'secret')) continue;
    const end = hit.index + hit[0].length;
    if (ABOUT.test(words.slice(end, end + 40))) continue;
    if (NEGATED.test(words.slice(Math.max(0, hit.index - 60), hit.index + 1))) continue;
    return word;
  }
  return undefined;
}
