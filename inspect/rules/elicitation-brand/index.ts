import { memberOf } from '../../../protocol/mcp/read-place.ts';
import type { Rule } from '../../rule.ts';
import { asksOf, ELICITATION } from '../../support/asks.ts';
import { claimOf } from './claims.ts';

export const elicitationBrand: Rule = {
  meta: {
    id: 'elicitation-brand',
    version: 2,
    title: 'A question speaks in another’s name',
    family: 'asking',
    severity: 'high',
    confidence: 'tentative',
    about:
      'The message of a question claims to come from, or for, somebody well known: the client itself, the system, a provider whose session is said to have ended. Users give to a name what they would not give to a server.',
    falsePositives:
      'A server of that very provider, or one that honestly connects an account there; the server’s own name and the host of the address are taken into account.',
    fix: 'Say who asks: the server. Ask for logins through the provider’s own page in URL mode.',
    references: ['OWASP MCP07', 'CWE-451', 'MCP 2025-11-25 client/elicitation'],
  },
  watch(report, session) {
    let server = '';
    return {
      item(item) {
        if (item.section === 'server')
          server = `${item.name} ${item.message.text(memberOf(item.member('serverInfo'), 'title')) ?? ''}`;
      },
      message(message) {
        for (const ask of asksOf(message)) {
          if (ask.method !== ELICITATION) continue;
          const node = memberOf(ask.params, 'message');
          const words = message.text(node);
          if (node === undefined || words === undefined) continue;
          const own = `${server} ${session.target.url ?? ''} ${message.text(memberOf(ask.params, 'url')) ?? ''}`;
          const claim = claimOf(words.slice(0, 2000), own.slice(0, 1000));
          if (claim === undefined) continue;
          report({ at: message.place(node), severity: claim.severity, says: claim.says });
        }
      },
    };
  },
};
