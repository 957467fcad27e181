import { memberOf } from '../../../protocol/mcp/read-place.ts';
import type { Rule } from '../../rule.ts';
import { asksOf, ELICITATION } from '../../support/asks.ts';

export const elicitationFlood: Rule = {
  meta: {
    id: 'elicitation-flood',
    version: 2,
    title: 'Asks until the user gives in',
    family: 'asking',
    severity: 'medium',
    confidence: 'firm',
    about:
      'The same question comes again after it was declined, or one call of ours brings many questions. Who is asked often enough says yes.',
    falsePositives: 'A form in many steps; a question that is truly open after a mistake.',
    fix: 'Take a no for an answer, and ask for everything in one form.',
    references: ['OWASP MCP07', 'CWE-799', 'MCP 2025-11-25 client/elicitation'],
  },
  watch(report) {
    /** Words of open questions by the id of their request, and of those that were declined. */
    const open = new Map<string, string>();
    const declined = new Set<string>();
    let sinceRequest = 0;
    return {
      message(message) {
        if (message.toward === 'server') {
          if (message.kind === 'request') sinceRequest = 0;
          const words = message.id === undefined ? undefined : open.get(message.id);
          if (words === undefined || message.kind !== 'result') return;
          open.delete(message.id!);
          const action = message.text(memberOf(message.member('result'), 'action'));
          if ((action === 'decline' || action === 'cancel') && declined.size < MOST_KEPT) declined.add(words);
          return;
        }
        for (const ask of asksOf(message)) {
          if (ask.method !== ELICITATION) continue;
          const words = (message.text(memberOf(ask.params, 'message')) ?? '').slice(0, 400);
          if (message.id !== undefined && ask.how === 'request' && open.size < MOST_KEPT)
            open.set(message.id, words);
          if (declined.has(words))
            report({
              at: message.place(ask.node),
              sameAs: words,
              title: 'Asks again what was declined',
              says: `The user declined this before: “${words.slice(0, 100)}”.`,
            });
          if (++sinceRequest === MANY)
            report({
              at: message.place(ask.node),
              sameAs: 'many',
              says: `${MANY} questions came since we last asked anything.`,
            });
        }
      },
    };
  },
};

const MANY = 6;
const MOST_KEPT = 200;
