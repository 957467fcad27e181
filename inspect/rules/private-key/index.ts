import type { Rule } from '../../rule.ts';
import { saidOf, TOLD_FIELDS } from '../../support/secrets/all.ts';
import { privateKeysIn } from '../../support/secrets/private-keys.ts';
import { TRAIT } from '../../views/traits.ts';

export const privateKey: Rule = {
  meta: {
    id: 'private-key',
    version: 1,
    title: 'A private key in the open',
    family: 'secret',
    severity: 'critical',
    confidence: 'certain',
    about:
      'A private key (PEM, OpenSSH, PGP or PuTTY) in what a server says. Its body is decoded: a key, and not only its first line.',
    falsePositives:
      'Keys made for tests and manuals are real keys too. A first line without a key behind it is only noted.',
    fix: 'Replace the key wherever it is trusted, then find out why the server could read it.',
    references: ['OWASP MCP01', 'CWE-522', 'RFC 7468 section 10'],
  },
  reads: { fields: TOLD_FIELDS, traits: TRAIT.dashes },
  watch(report) {
    return {
      text(text) {
        for (const key of privateKeysIn(text.value)) report(saidOf(text, key));
      },
    };
  },
};
