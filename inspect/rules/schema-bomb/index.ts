import type { Rule } from '../../rule.ts';
import { expansionOf } from '../../support/schema-size.ts';
import { schemasIn } from '../../support/schemas.ts';

const MOST_DEPTH = 64;
const MOST_PARTS = 5000;
const MOST_BYTES = 256 * 1024;
const MOST_EXPANDED = 100_000;

export const schemaBomb: Rule = {
  meta: {
    id: 'schema-bomb',
    version: 1,
    title: 'A schema that is costly to read',
    family: 'schema',
    severity: 'medium',
    confidence: 'certain',
    about:
      'A schema that is very deep, very large or refers to itself in circles can stop whatever compiles it, and it fills the context of a model.',
    falsePositives: 'Generated definitions of large interfaces can be this large.',
    fix: 'Split the tool, or describe large inputs in words. In a client, bound depth, number of subschemas and time before compiling.',
    references: ['OWASP MCP05', 'CWE-400', 'CWE-674', 'MCP 2026-07-28 server/tools'],
  },
  reads: { fields: [], views: [] },
  watch(report) {
    return {
      message(message) {
        for (const schema of schemasIn(message)) {
          const { root, parts, deepest, isCut } = schema;
          const bytes = root.to - root.from;
          const reasons: string[] = [];
          if (deepest > MOST_DEPTH) reasons.push(`it is ${deepest} levels deep`);
          if (parts.length > MOST_PARTS)
            reasons.push(`it has ${isCut ? 'more than ' : ''}${parts.length} subschemas`);
          if (bytes > MOST_BYTES) reasons.push(`it is ${Math.round(bytes / 1024)} KiB long`);
          const { circle, expanded } = expansionOf(schema, message);
          if (circle !== undefined)
            reasons.push('a reference leads back to itself without taking anything from the value');
          if (expanded > MOST_EXPANDED)
            reasons.push(`with its references written out it has more than ${MOST_EXPANDED} subschemas`);
          if (reasons.length === 0) continue;
          report({
            at: message.place(circle ?? root),
            says: `This schema is costly to read: ${reasons.join('; ')}.`,
            sameAs: reasons.map((reason) => reason.replace(/\d+/g, '')).join(';'),
          });
        }
      },
    };
  },
};
