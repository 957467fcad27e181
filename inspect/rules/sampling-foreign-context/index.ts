import { memberOf } from '../../../protocol/mcp/read-place.ts';
import type { Rule } from '../../rule.ts';
import { asksOf, SAMPLING } from '../../support/asks.ts';

export const samplingForeignContext: Rule = {
  meta: {
    id: 'sampling-foreign-context',
    version: 1,
    title: 'Asks for the context of other servers',
    family: 'asking',
    severity: 'high',
    confidence: 'certain',
    about:
      'A request for sampling wants the client to add what other servers and the conversation hold (includeContext: allServers). The answer then carries foreign data to this server. thisServer asks for less and is out of use.',
    falsePositives: 'Old servers set thisServer by habit: that is only low.',
    fix: 'Leave includeContext out or say none; put what is needed into the messages.',
    references: ['OWASP MCP10', 'CWE-200', 'MCP 2025-11-25 client/sampling'],
  },
  watch(report) {
    return {
      message(message) {
        for (const ask of asksOf(message)) {
          const node = ask.method === SAMPLING ? memberOf(ask.params, 'includeContext') : undefined;
          const value = message.text(node);
          if (node === undefined || (value !== 'allServers' && value !== 'thisServer')) continue;
          const isAll = value === 'allServers';
          report({
            at: message.place(node),
            severity: isAll ? 'high' : 'low',
            says: isAll
              ? 'It wants what all servers told the client to be put before the model, and reads the answer.'
              : 'It wants its own context added by the client, a way that is out of use.',
          });
        }
      },
    };
  },
};
