import type { Rule } from '../../rule.ts';
import { memberOf } from '../../../protocol/mcp/read-place.ts';
import type { ReadNode } from '../../../protocol/mcp/reading.ts';
import { schemasIn, typesOf } from '../../support/schemas.ts';
import { sinkOf } from '../../support/sink-names.ts';
import { quoted } from '../../support/words.ts';

export const unconstrainedSinkParameter: Rule = {
  meta: {
    id: 'unconstrained-sink-parameter',
    version: 1,
    title: 'A dangerous parameter takes any text',
    family: 'schema',
    severity: 'info',
    confidence: 'tentative',
    about:
      'Commands, queries, paths, addresses, code, expressions and templates are where a text becomes an action. Nothing in the schema bounds what may be sent, so these parameters are worth testing first.',
    falsePositives: 'The server may check the value itself, or be meant to take anything.',
    fix: 'Bound the value where possible: enum, pattern, format, maxLength; and check it on the server in any case.',
    references: ['OWASP MCP05', 'CWE-20', 'CWE-77'],
  },
  reads: { fields: [], views: [] },
  watch(report) {
    return {
      message(message) {
        for (const schema of schemasIn(message)) {
          if (schema.role !== 'input') continue;
          const found: { node: ReadNode; name: string; sink: string }[] = [];
          for (const { node, property } of schema.parts) {
            if (property === undefined) continue;
            const sink = sinkOf(property);
            if (sink === undefined || !typesOf(message, node).includes('string')) continue;
            if (BOUNDS.some((keyword) => memberOf(node, keyword) !== undefined)) continue;
            found.push({ node, name: property, sink });
          }
          const first = found[0];
          if (first === undefined) continue;
          const named = found.slice(0, 4).map(({ name, sink }) => `${quoted(name, 24)} (${sink})`);
          report({
            at: message.place(first.node, 'key'),
            and: found.slice(1, 9).map(({ node }) => message.place(node, 'key')),
            says: `Any text is taken for ${named.join(', ')}${found.length > 4 ? ` and ${found.length - 4} more` : ''}: no enum, pattern, format or maxLength.`,
            sameAs: found
              .map(({ name }) => name)
              .join(' ')
              .slice(0, 1000),
          });
        }
      },
    };
  },
};

const BOUNDS = ['enum', 'const', 'pattern', 'maxLength', 'format'];
