import { memberOf } from '../../../protocol/mcp/read-place.ts';
import type { Rule } from '../../rule.ts';
import { asksOf, ELICITATION } from '../../support/asks.ts';

export const elicitationUndeclared: Rule = {
  meta: {
    id: 'elicitation-undeclared',
    version: 2,
    title: 'Asks the user in a way the client never offered',
    family: 'asking',
    severity: 'medium',
    confidence: 'certain',
    about:
      'The server asks the user something (elicitation) though the client did not declare it, or in a mode it did not declare.',
    falsePositives:
      'A server that tries every client. A recording that begins after the opening says nothing about what was declared, and is left alone.',
    fix: 'Ask only what the client declared, in the modes it declared.',
    references: ['OWASP MCP07', 'CWE-862', 'MCP 2025-11-25 client/elicitation'],
  },
  watch(report, session) {
    return {
      message(message) {
        const { client } = session;
        if (client === undefined) return;
        for (const ask of asksOf(message)) {
          if (ask.method !== ELICITATION) continue;
          const mode = message.text(memberOf(ask.params, 'mode')) === 'url' ? 'url' : 'form';
          const offersModes = client.has('elicitation.url') || client.has('elicitation.form');
          // Without modes, elicitation means forms.
          const isOffered =
            client.has('elicitation') && (offersModes ? client.has(`elicitation.${mode}`) : mode === 'form');
          if (isOffered) continue;
          report({
            at: message.place(ask.node),
            sameAs: mode,
            says: client.has('elicitation')
              ? `It asks the user in ${mode === 'url' ? 'URL' : 'form'} mode, which the client did not offer.`
              : 'It asks the user something, which the client did not offer.',
          });
        }
      },
    };
  },
};
