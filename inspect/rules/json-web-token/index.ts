import type { Rule } from '../../rule.ts';
import { saidOf, TOLD_FIELDS } from '../../support/secrets/all.ts';
import { jsonWebTokensIn } from '../../support/secrets/json-web-tokens.ts';
import { TRAIT } from '../../views/traits.ts';

export const jsonWebToken: Rule = {
  meta: {
    id: 'json-web-token',
    version: 1,
    title: 'A JSON Web Token in the open',
    family: 'secret',
    severity: 'high',
    confidence: 'firm',
    about:
      'A signed token that opens something for whoever holds it, in what a server says. Header and claims are decoded and told; the signature is not repeated. Whether it had expired is judged by when the frame was recorded.',
    falsePositives:
      'Tokens that are handed out on purpose, as by a login tool. The samples of tutorials (John Doe, example.com) and tokens whose signature has the wrong length are left out.',
    fix: 'Keep tokens out of results and errors; end the session of this one at its issuer.',
    references: ['OWASP MCP01', 'CWE-522', 'RFC 7519', 'RFC 8725 section 3.1'],
  },
  reads: {
    // A cookie is where a token of the web belongs.
    fields: TOLD_FIELDS.filter((field) => field !== 'header'),
    traits: TRAIT.dot,
  },
  watch(report) {
    return {
      text(text) {
        for (const token of jsonWebTokensIn(text.value, text.frame.head.wall)) report(saidOf(text, token));
      },
    };
  },
};
