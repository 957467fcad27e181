import { FIELD_CLASSES } from '../../../protocol/mcp/fields.ts';
import { memberOf } from '../../../protocol/mcp/read-place.ts';
import type { Rule } from '../../rule.ts';

export const prototypeKeys: Rule = {
  meta: {
    id: 'prototype-keys',
    version: 2,
    title: 'A key that reaches into the prototype',
    family: 'protocol',
    severity: 'high',
    confidence: 'certain',
    about:
      'JavaScript that copies or merges an object with the key “__proto__”, or “constructor” with “prototype” in it, changes every object of the program: flags turn on, checks fall away.',
    falsePositives: 'A tool that shows the syntax tree or the object model of JavaScript.',
    fix: 'Refuse these keys when reading, merge into objects without a prototype, and look members up with Object.hasOwn.',
    references: ['OWASP MCP05', 'CWE-1321'],
  },
  reads: { fields: FIELD_CLASSES.filter((field) => field !== 'sent' && field !== 'schema') },
  watch(report) {
    return {
      text(text) {
        if (!text.isKey || text.via.length > 0) return;
        const { value, node } = text;
        if (value === '__proto__')
          report({
            at: text.place(),
            says:
              node?.kind === 'object'
                ? 'An object stands under “__proto__”; a program that merges it gives its members to all objects.'
                : 'A value stands under “__proto__”, which programs in JavaScript treat apart.',
            severity: node?.kind === 'object' ? 'high' : 'medium',
          });
        else if (value === 'constructor' && memberOf(node, 'prototype')?.kind === 'object')
          report({
            at: text.place(),
            says: '“constructor” has an object “prototype” in it; a program that merges it gives its members to all objects.',
          });
      },
    };
  },
};
