import type { Rule } from '../../rule.ts';
import { asksOf, SAMPLING } from '../../support/asks.ts';

export const samplingUndeclared: Rule = {
  meta: {
    id: 'sampling-undeclared',
    version: 1,
    title: 'Asks for the model though the client never offered it',
    family: 'asking',
    severity: 'medium',
    confidence: 'certain',
    about:
      'The server asks the client to run its model (sampling/createMessage) though the client did not declare sampling; or it sends a request of its own where the revision in use has it ask inside an answer.',
    falsePositives:
      'A server that tries every client. A recording that begins after the opening says nothing about what was declared, and is left alone.',
    fix: 'Ask only what the client declared; from 2026-07-28 put requests into inputRequests of an answer.',
    references: [
      'OWASP MCP06',
      'CWE-862',
      'MCP 2025-11-25 client/sampling',
      'MCP 2026-07-28 client/sampling',
    ],
  },
  watch(report, session) {
    return {
      message(message) {
        for (const ask of asksOf(message)) {
          if (ask.method !== SAMPLING) continue;
          const at = message.place(ask.node);
          if (session.client !== undefined && !session.client.has('sampling'))
            report({
              at,
              sameAs: 'undeclared',
              says: 'It asks the client to run its model, which the client did not offer.',
            });
          else if (ask.how === 'request' && (session.revision ?? '') >= '2026-07-28')
            report({
              at,
              sameAs: 'own request',
              says: 'It sends a request of its own; this revision has servers ask inside an answer.',
            });
        }
      },
    };
  },
};
