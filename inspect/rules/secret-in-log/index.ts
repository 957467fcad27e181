import type { Severity } from '../../../protocol/finding.ts';
import type { Rule } from '../../rule.ts';
import { LOG_FIELDS, saidOf, SECRET_TRAITS, secretsIn } from '../../support/secrets/all.ts';

/** The specification forbids it, and logs are kept and shared: what is low elsewhere is not low here. */
const WORSE: Record<Severity, Severity> = {
  info: 'info',
  low: 'medium',
  medium: 'high',
  high: 'high',
  critical: 'critical',
};

export const secretInLog: Rule = {
  meta: {
    id: 'secret-in-log',
    version: 1,
    title: 'A secret in a log',
    family: 'secret',
    severity: 'critical',
    confidence: 'firm',
    about:
      'A token, key or password in a log notification, on standard error or among noise on standard output. The specification forbids credentials in log messages, because logs are kept, shown and passed on.',
    falsePositives:
      'A value that only looks like a secret; what is guessed from a name says so. A server that prints a token once at its start for the person to copy.',
    fix: 'Mask secrets before they are logged, and change those that were.',
    references: ['OWASP MCP01', 'CWE-532', 'MCP 2025-11-25 server/utilities/logging'],
  },
  reads: { fields: LOG_FIELDS, traits: SECRET_TRAITS },
  watch(report) {
    return {
      text(text) {
        const where =
          text.field === 'log'
            ? 'is written to the log'
            : `is printed to ${text.field === 'stderr' ? 'standard error' : 'standard output'}`;
        for (const secret of secretsIn(text)) {
          // A number that grows with every line, a checksum: guesses about prose would drown the rest.
          const isGuess = secret.kind === 'assignment' || secret.confidence === 'tentative';
          const severity = isGuess ? secret.severity : WORSE[secret.severity];
          report({ ...saidOf(text, secret, where), severity });
        }
      },
    };
  },
};
