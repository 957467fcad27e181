import { memberOf } from '../../../protocol/mcp/read-place.ts';
import type { Rule } from '../../rule.ts';
import { asksOf, SAMPLING } from '../../support/asks.ts';

export const samplingDrain: Rule = {
  meta: {
    id: 'sampling-drain',
    version: 1,
    title: 'Sampling that costs much',
    family: 'asking',
    severity: 'medium',
    confidence: 'firm',
    about:
      'A request for sampling allows very long answers, or one call of ours brings many of them. Each is paid for by the user of the client.',
    falsePositives: 'An agent that truly needs many steps; a limit that is copied from the model’s own.',
    fix: 'Set maxTokens to what the answer needs, and ask once.',
    references: ['OWASP MCP06', 'CWE-770', 'MCP 2025-11-25 client/sampling'],
  },
  watch(report) {
    let sinceRequest = 0;
    return {
      message(message) {
        if (message.toward === 'server' && message.kind === 'request') sinceRequest = 0;
        for (const ask of asksOf(message)) {
          if (ask.method !== SAMPLING) continue;
          const node = memberOf(ask.params, 'maxTokens');
          const most = node?.kind === 'number' ? Number(message.reading.text(node)) : 0;
          if (node !== undefined && most >= MANY_TOKENS)
            report({ at: message.place(node), says: `It allows ${most} tokens for one answer.` });
          if (++sinceRequest === MANY_ASKS)
            report({
              at: message.place(ask.node),
              sameAs: 'many',
              title: 'Many requests for sampling',
              says: `${MANY_ASKS} requests for sampling came since we last asked anything.`,
            });
        }
      },
    };
  },
};

const MANY_TOKENS = 100_000;
const MANY_ASKS = 10;
