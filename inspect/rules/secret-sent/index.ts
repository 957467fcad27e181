import type { Rule } from '../../rule.ts';
import { saidOf, SECRET_TRAITS, secretsIn } from '../../support/secrets/all.ts';

export const secretSent: Rule = {
  meta: {
    id: 'secret-sent',
    version: 1,
    title: 'A secret goes to the server',
    family: 'secret',
    severity: 'high',
    confidence: 'firm',
    about:
      'A token, key or password stands in what goes to the server: arguments, answers to its questions, addresses. This is your own direction: what is sent there is known there, and recorded here.',
    falsePositives:
      'A secret that the server is meant to have. Headers that exist to carry one (Authorization, Cookie, API keys) are left out.',
    fix: 'Use a credential made for tests, and give secrets to a server through its settings rather than through a model.',
    references: ['OWASP MCP01', 'OWASP MCP10', 'CWE-522'],
  },
  reads: { fields: ['sent'], traits: SECRET_TRAITS },
  watch(report) {
    return {
      text(text) {
        const { source } = text;
        if (source.kind === 'bytes' && source.header !== undefined && CARRIES.test(source.header)) return;
        for (const secret of secretsIn(text)) {
          if (secret.severity === 'info') continue;
          const severity = secret.severity === 'critical' ? 'high' : secret.severity;
          report({ ...saidOf(text, secret, 'goes to the server'), severity });
        }
      },
    };
  },
};

/** Headers for credentials, and for what only looks like one. */
const CARRIES = /authorization|cookie|key|token|secret|session|auth|traceparent/i;
