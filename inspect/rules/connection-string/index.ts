import type { Rule } from '../../rule.ts';
import { notIn, saidOf, TOLD_FIELDS, tokensOf } from '../../support/secrets/all.ts';
import { connectionStringsIn } from '../../support/secrets/connection-strings.ts';
import { TRAIT } from '../../views/traits.ts';

export const connectionString: Rule = {
  meta: {
    id: 'connection-string',
    version: 2,
    title: 'A password in an address',
    family: 'secret',
    severity: 'high',
    confidence: 'firm',
    about:
      'An address with user and password in it (postgres://user:…@host), or the settings of a database connection with its password.',
    falsePositives:
      'Manuals show such addresses with made-up passwords and hosts. Placeholders, usual words, and hosts that are only a name are left out; near hosts and weak passwords are low.',
    fix: 'Change the password, and keep connection settings out of results, errors and definitions.',
    references: ['OWASP MCP01', 'CWE-522', 'RFC 3986 section 3.2.1'],
  },
  reads: { fields: TOLD_FIELDS, traits: TRAIT.colon | TRAIT.equals },
  watch(report) {
    return {
      text(text) {
        const found = connectionStringsIn(text.value);
        if (found.length === 0) return;
        // A token inside an address is told as what it is.
        for (const secret of notIn(found, tokensOf(text))) report(saidOf(text, secret));
      },
    };
  },
};
