import type { Rule } from '../../rule.ts';
import { schemasIn } from '../../support/schemas.ts';
import { shapeFault } from '../../support/schema-shapes.ts';

/** Faults of one schema that are shown. */
const MOST_SHOWN = 8;

export const invalidSchema: Rule = {
  meta: {
    id: 'invalid-schema',
    version: 1,
    title: 'A schema that is not valid JSON Schema',
    family: 'schema',
    severity: 'low',
    confidence: 'certain',
    about:
      'A keyword with a value of the wrong kind is refused by strict readers and ignored by others. Then arguments are not checked as the author meant, and clients differ in what they send.',
    falsePositives: 'Older drafts allowed some of it; most readers get along with it.',
    fix: 'Check the schema against the meta-schema of its dialect when the server is built.',
    references: [
      'OWASP MCP05',
      'CWE-1286',
      'JSON Schema 2020-12 validation 6',
      'MCP 2025-11-25 server/tools',
    ],
  },
  reads: { fields: [], views: [] },
  watch(report) {
    return {
      message(message) {
        for (const schema of schemasIn(message)) {
          const faults = [];
          for (const { node } of schema.parts)
            for (const member of node.children) {
              if (faults.length >= MOST_SHOWN || member.key === undefined) break;
              const wanted = shapeFault(member.key.name, member, (one) => message.reading.text(one));
              if (wanted !== undefined) faults.push({ member, wanted });
            }
          const first = faults[0];
          if (first === undefined) continue;
          const more =
            faults.length > 1 ? ` ${faults.length - 1} more of this kind stand in the same schema.` : '';
          report({
            at: message.place(first.member),
            and: faults.slice(1).map(({ member }) => message.place(member)),
            says: `The value of “${first.member.key!.name.slice(0, 40)}” has to be ${first.wanted}; it is not.${more}`,
          });
        }
      },
    };
  },
};
