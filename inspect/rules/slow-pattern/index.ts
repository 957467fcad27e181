import type { Rule } from '../../rule.ts';
import { memberOf } from '../../../protocol/mcp/read-place.ts';
import type { ReadNode } from '../../../protocol/mcp/reading.ts';
import { readExpression } from '../../support/expression.ts';
import { growthOf } from '../../support/expression-cost.ts';
import { schemasIn } from '../../support/schemas.ts';
import { quoted } from '../../support/words.ts';

/** Expressions of one message that are looked into. */
const MOST = 5000;

export const slowPattern: Rule = {
  meta: {
    id: 'slow-pattern',
    version: 1,
    title: 'A pattern that can take forever',
    family: 'schema',
    severity: 'medium',
    confidence: 'firm',
    about:
      'Clients check values against the patterns of a schema with the engine of their language. A loop in a loop over the same characters lets a text of thirty characters stop a client or a server.',
    falsePositives:
      'Engines without backtracking (RE2, Rust, Go) are not slowed down. Two loops side by side are slow for long texts only, and low.',
    fix: 'Let each character match in one way only, and bound the length with maxLength. Check patterns of servers with a linear engine.',
    references: ['OWASP MCP05', 'CWE-1333'],
  },
  reads: { fields: [], views: [] },
  watch(report) {
    return {
      message(message) {
        let looked = 0;
        for (const schema of schemasIn(message))
          for (const { node } of schema.parts) {
            const pattern = memberOf(node, 'pattern');
            const others = memberOf(node, 'patternProperties');
            if (pattern?.kind === 'string') check(pattern, 'value', message.reading.text(pattern));
            for (const other of others?.kind === 'object' ? others.children : [])
              check(other, 'key', other.key!.name);
          }
        function check(at: ReadNode, what: 'value' | 'key', source: string): void {
          // Without two loops nothing can be slow.
          if (source.length < 4 || ++looked > MOST) return;
          const piece = readExpression(source);
          const growth = piece === undefined ? undefined : growthOf(piece);
          if (growth === undefined) return;
          const isWorse = growth === 'exponential';
          report({
            at: message.place(at, what),
            severity: isWorse ? 'medium' : 'low',
            title: isWorse ? 'A pattern that can take forever' : 'A pattern that is slow for long texts',
            says: isWorse
              ? `In ${quoted(source)} a loop in a loop can share the same characters in many ways: each character more doubles the time of a text that does not match.`
              : `In ${quoted(source)} two loops side by side take the same characters: the time grows faster than the text.`,
          });
        }
      },
    };
  },
};
