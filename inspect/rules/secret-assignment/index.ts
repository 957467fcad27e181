import type { Rule } from '../../rule.ts';
import { connectionStringsIn } from '../../support/secrets/connection-strings.ts';
import { cloudCredentialsIn } from '../../support/secrets/cloud-credentials.ts';
import { notIn, saidOf, TOLD_FIELDS, tokensOf } from '../../support/secrets/all.ts';
import { jsonWebTokensIn } from '../../support/secrets/json-web-tokens.ts';
import { namedSecretsIn } from '../../support/secrets/named-values.ts';
import { TRAIT } from '../../views/traits.ts';

export const secretAssignment: Rule = {
  meta: {
    id: 'secret-assignment',
    version: 1,
    title: 'A value that is called a secret',
    family: 'secret',
    severity: 'medium',
    confidence: 'tentative',
    about:
      'Something named password, secret, token or key is given a value that looks random. Nothing proves that it is one; look at it.',
    falsePositives:
      'Samples in manuals, hashes and ids under such names. Words, paths, calls, placeholders and values without digits are left out; in prose it is only low.',
    fix: 'If it is real, change it and keep it out of what the server says. If it is a sample, write one that can be told: <your-key>.',
    references: ['OWASP MCP01', 'CWE-200'],
  },
  reads: { fields: TOLD_FIELDS.filter((field) => field !== 'header'), traits: TRAIT.digit },
  watch(report) {
    return {
      text(text) {
        const found = namedSecretsIn(text);
        if (found.length === 0) return;
        const exact = [
          ...tokensOf(text),
          ...cloudCredentialsIn(text),
          ...jsonWebTokensIn(text.value, text.frame.head.wall),
          ...connectionStringsIn(text.value),
        ];
        for (const secret of notIn(found, exact)) {
          const isDefined = text.isDefinition && secret.severity === 'low';
          report({ ...saidOf(text, secret), ...(isDefined ? { severity: 'medium' as const } : {}) });
        }
      },
    };
  },
};
