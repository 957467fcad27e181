import type { Rule } from '../../rule.ts';
import { saidOf, SECRET_TRAITS, TOLD_FIELDS, tokensOf } from '../../support/secrets/all.ts';

export const providerToken: Rule = {
  meta: {
    id: 'provider-token',
    version: 1,
    title: 'A provider’s token in the open',
    family: 'secret',
    severity: 'critical',
    confidence: 'firm',
    about:
      'Many providers make their tokens recognisable: a prefix, a length, often a checksum. Such a token in what a server says reaches the model, its logs and whoever reads along. Test keys and ids without their secret weigh less.',
    falsePositives:
      'Pages about an API show sample tokens. Those with words like EXAMPLE, with letters in a row, or whose checksum does not fit are left out or noted as low.',
    fix: 'Revoke the token at its provider, then find out how the server came to hold and to say it.',
    references: ['OWASP MCP01', 'CWE-200', 'CWE-798'],
  },
  reads: { fields: TOLD_FIELDS, traits: SECRET_TRAITS },
  watch(report) {
    return {
      text(text) {
        for (const token of tokensOf(text)) report(saidOf(text, token));
      },
    };
  },
};
