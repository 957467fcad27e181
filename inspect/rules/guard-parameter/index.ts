import type { Rule } from '../../rule.ts';
import { guardSwitch } from '../../support/parameter-names.ts';
import { schemasIn } from '../../support/schemas.ts';
import { quoted } from '../../support/words.ts';

export const guardParameter: Rule = {
  meta: {
    id: 'guard-parameter',
    version: 1,
    title: 'A parameter lets the model switch a check off',
    family: 'schema',
    severity: 'medium',
    confidence: 'firm',
    about:
      'Who fills in the arguments decides. A switch that turns off a filter, an approval or a check is in the hands of the model, and of every text that persuades it.',
    falsePositives:
      'Options that skip a validation of input, or a check of certificates, are usual in tools for developers; these are low.',
    fix: 'Decide on the server who may do what. Leave such switches out of the schema, or behind a confirmation of a person.',
    references: ['OWASP MCP02', 'OWASP MCP03', 'CWE-807'],
  },
  reads: { fields: [], views: [] },
  watch(report) {
    return {
      message(message) {
        for (const schema of schemasIn(message)) {
          if (schema.role !== 'input') continue;
          for (const part of schema.parts) {
            const guard = part.property === undefined ? undefined : guardSwitch(part.property);
            if (guard === undefined) continue;
            report({
              at: message.place(part.node, 'key'),
              severity: guard === 'certain' ? 'medium' : 'low',
              confidence: guard === 'certain' ? 'firm' : 'tentative',
              says: `By its name the parameter ${quoted(part.property!)} turns a check off, and the model decides whether it does.`,
            });
          }
        }
      },
    };
  },
};
