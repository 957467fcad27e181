import { memberOf } from '../../../protocol/mcp/read-place.ts';
import type { ReadNode } from '../../../protocol/mcp/reading.ts';
import type { Message } from '../../message.ts';
import type { Rule } from '../../rule.ts';

export const capabilityMismatch: Rule = {
  meta: {
    id: 'capability-mismatch',
    version: 2,
    title: 'A feature is used that was not declared',
    family: 'protocol',
    severity: 'medium',
    confidence: 'certain',
    about:
      'Both sides say at the opening what they can do. A server that asks for the roots of a client that never offered them, or sends notices it did not announce, tries what was not agreed on.',
    falsePositives: 'Servers that forget to declare listChanged or logging.',
    fix: 'Declare what is used, and ask only for what the client declared.',
    references: ['OWASP MCP02', 'MCP 2025-11-25 basic/lifecycle'],
  },
  reads: { fields: [] },
  watch(report, session) {
    const said = new Set<string>();
    const tell = (
      message: Message,
      node: ReadNode,
      method: string,
      missing: string,
      side: 'server' | 'client',
    ) => {
      const key = `${method} ${missing}`;
      if (said.has(key)) return;
      said.add(key);
      report({
        at: message.place(node),
        severity: side === 'client' ? 'medium' : 'low',
        says:
          side === 'client'
            ? `The server asks for ${method}, but the client never declared “${missing}”.`
            : `The server sends ${method} without having declared “${missing}”.`,
      });
    };
    const asks = (message: Message, node: ReadNode, method: string): void => {
      const { client } = session;
      const wanted = ASKS.get(method);
      if (client === undefined || wanted === undefined) return;
      if (!client.has(wanted)) tell(message, node, method, wanted, 'client');
    };
    return {
      message(message) {
        if (message.toward !== 'client') return;
        const method = message.member('method');
        const name = message.text(method);
        if (method !== undefined && name !== undefined) {
          asks(message, method, name);
          const wanted = SENDS.get(name);
          if (wanted !== undefined && session.server !== undefined && !session.server.has(wanted))
            tell(message, method, name, wanted, 'server');
          return;
        }
        for (const asked of memberOf(message.member('result'), 'inputRequests')?.children.slice(0, 100) ??
          []) {
          const wish = memberOf(asked, 'method');
          const words = message.text(wish);
          if (wish !== undefined && words !== undefined) asks(message, wish, words);
        }
      },
    };
  },
};

/** What the client must have declared for the server to ask for it. Sampling and elicitation have rules of their own. */
const ASKS = new Map([['roots/list', 'roots']]);

/** What the server must have declared to send it. */
const SENDS = new Map([
  ['notifications/tools/list_changed', 'tools.listChanged'],
  ['notifications/prompts/list_changed', 'prompts.listChanged'],
  ['notifications/resources/list_changed', 'resources.listChanged'],
  ['notifications/resources/updated', 'resources.subscribe'],
  ['notifications/message', 'logging'],
]);
