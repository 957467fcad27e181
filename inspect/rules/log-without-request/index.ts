import { memberOf } from '../../../protocol/mcp/read-place.ts';
import type { Rule } from '../../rule.ts';

export const logWithoutRequest: Rule = {
  meta: {
    id: 'log-without-request',
    version: 1,
    title: 'Logs nobody asked for',
    family: 'leak',
    severity: 'low',
    confidence: 'certain',
    about:
      'In revision 2026-07-28 a server sends log notifications only for requests that name a log level. This one sends them without.',
    falsePositives: 'None known, once the revision was named in a request.',
    fix: 'Send notifications/message only while a request with a log level is answered.',
    references: ['CWE-779', 'MCP 2026-07-28 server/utilities/logging'],
  },
  watch(report, session) {
    let isAsked = false;
    return {
      message(message) {
        if (message.toward === 'server') {
          const meta = memberOf(message.member('params'), '_meta');
          if (memberOf(meta, 'io.modelcontextprotocol/logLevel') !== undefined) isAsked = true;
          return;
        }
        if (message.method !== 'notifications/message' || message.kind !== 'notification') return;
        if (isAsked || (session.revision ?? '') < '2026-07-28') return;
        report({
          at: message.place(message.node),
          sameAs: 'unasked',
          says: 'A log entry, though no request of this session named a log level.',
        });
      },
    };
  },
};
