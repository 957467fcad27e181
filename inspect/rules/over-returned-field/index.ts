import type { Rule } from '../../rule.ts';
import { fieldsIn } from './fields.ts';

export const overReturnedField: Rule = {
  meta: {
    id: 'over-returned-field',
    version: 1,
    title: 'A field that nobody should be sent',
    family: 'leak',
    severity: 'medium',
    confidence: 'firm',
    about:
      'An answer has a field such as password_hash or internal_notes: the server passes on whole records of its own instead of what was asked for.',
    falsePositives: 'Tools for administrators; empty or masked fields are left out.',
    fix: 'List the fields that go out, and leave the others where they are.',
    references: ['OWASP MCP10', 'CWE-213', 'CWE-200'],
  },
  reads: { fields: ['result-structured', 'result-text'] },
  watch(report) {
    return {
      text(text) {
        for (const { name, from, to, isHash } of fieldsIn(text))
          report({
            at: text.place(from, to),
            sameAs: name,
            severity: isHash ? 'medium' : 'low',
            says: `The answer has a field “${name.slice(0, 60)}”${isHash ? ' with the hash of a password' : ''}.`,
          });
      },
    };
  },
};
