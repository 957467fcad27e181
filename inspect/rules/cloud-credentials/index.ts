import type { Rule } from '../../rule.ts';
import { saidOf, TOLD_FIELDS } from '../../support/secrets/all.ts';
import { cloudCredentialsIn } from '../../support/secrets/cloud-credentials.ts';
import { TRAIT } from '../../views/traits.ts';

export const cloudCredentials: Rule = {
  meta: {
    id: 'cloud-credentials',
    version: 1,
    title: 'Credentials of a cloud machine',
    family: 'secret',
    severity: 'critical',
    confidence: 'firm',
    about:
      'The answer of a cloud’s metadata service, or of a call that hands out a role: key id, secret and session token together. That a server says it mostly means that it was made to fetch it.',
    falsePositives: 'Manuals that show such an answer with values that look real.',
    fix: 'End the session of the role, block the metadata address for the server, and check every address it is asked to fetch.',
    references: ['OWASP MCP01', 'OWASP MCP05', 'CWE-918', 'CWE-522'],
  },
  reads: { fields: TOLD_FIELDS.filter((field) => field !== 'header'), traits: TRAIT.longRun },
  watch(report) {
    return {
      text(text) {
        for (const secret of cloudCredentialsIn(text)) report(saidOf(text, secret));
      },
    };
  },
};
