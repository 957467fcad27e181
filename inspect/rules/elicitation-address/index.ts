import { memberOf } from '../../../protocol/mcp/read-place.ts';
import type { Rule } from '../../rule.ts';
import { asksOf, ELICITATION } from '../../support/asks.ts';
import { dangersOf } from './dangers.ts';

export const elicitationAddress: Rule = {
  meta: {
    id: 'elicitation-address',
    version: 2,
    title: 'A question leads to a doubtful address',
    family: 'asking',
    severity: 'high',
    confidence: 'firm',
    about:
      'The server asks the user to open an address (URL mode) that is not encrypted, hides where it leads, holds a token, or points into the user’s own machine.',
    falsePositives: 'Servers under development that send to this machine: only noted.',
    fix: 'Send users to https addresses of the server itself, and carry nothing secret or personal in them.',
    references: ['OWASP MCP07', 'CWE-601', 'CWE-598', 'MCP 2025-11-25 client/elicitation'],
  },
  watch(report) {
    return {
      message(message) {
        for (const ask of asksOf(message)) {
          if (ask.method !== ELICITATION) continue;
          const node = memberOf(ask.params, 'url');
          const url = message.text(node);
          if (node === undefined || url === undefined) continue;
          const dangers = dangersOf(url);
          if (dangers === undefined) continue;
          const { severity, words } = dangers;
          report({
            at: message.place(node),
            severity,
            says: `The user is to open an address that ${words.join('; ')}.`,
          });
        }
      },
    };
  },
};
