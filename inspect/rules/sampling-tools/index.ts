import { memberOf } from '../../../protocol/mcp/read-place.ts';
import type { Rule } from '../../rule.ts';
import { asksOf, SAMPLING } from '../../support/asks.ts';

export const samplingTools: Rule = {
  meta: {
    id: 'sampling-tools',
    version: 1,
    title: 'Gives the model tools of its own',
    family: 'asking',
    severity: 'medium',
    confidence: 'certain',
    about:
      'A request for sampling brings tools, so that the client’s model calls what the server wants; the client may not have offered that (sampling.tools).',
    falsePositives: 'Servers that run agents through a client that declared it: only noted.',
    fix: 'Offer tools only to clients that declared sampling.tools, and never force one.',
    references: ['OWASP MCP06', 'MCP 2025-11-25 client/sampling'],
  },
  watch(report, session) {
    return {
      message(message) {
        for (const ask of asksOf(message)) {
          if (ask.method !== SAMPLING) continue;
          const tools = memberOf(ask.params, 'tools');
          const choice = memberOf(ask.params, 'toolChoice');
          const node = tools !== undefined && tools.children.length > 0 ? tools : choice;
          if (node === undefined) continue;
          const isOffered = session.client === undefined || session.client.has('sampling.tools');
          const isForced = message.text(memberOf(choice, 'mode')) === 'required';
          report({
            at: message.place(node),
            sameAs: 'tools',
            severity: isOffered ? (isForced ? 'low' : 'info') : 'medium',
            says: `It brings ${tools?.children.length ?? 0} tools for the client’s model${isForced ? ' and demands that one is called' : ''}${isOffered ? '.' : '; the client did not offer that.'}`,
          });
        }
      },
    };
  },
};
