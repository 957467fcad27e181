import { memberOf, nodeAt } from '../../../protocol/mcp/read-place.ts';
import type { ReadNode } from '../../../protocol/mcp/reading.ts';
import type { Message } from '../../message.ts';
import type { Rule } from '../../rule.ts';
import { RecentKeys } from '../../support/recent-keys.ts';

export const foreignProgress: Rule = {
  meta: {
    id: 'foreign-progress',
    version: 1,
    title: 'News of something we never began',
    family: 'protocol',
    severity: 'medium',
    confidence: 'firm',
    about:
      'Progress, updates and states of tasks name what they belong to. A name that this client never gave or got may belong to another client: the server mixes them up, or makes things up.',
    falsePositives: 'A recording that began in the middle; tasks kept from an earlier session.',
    fix: 'Keep tokens, subscriptions and tasks per session, and send news only to the one who asked.',
    references: ['OWASP MCP07', 'OWASP MCP10', 'CWE-488', 'MCP 2025-11-25 basic/utilities/progress'],
  },
  reads: { fields: [] },
  watch(report) {
    const opened = {
      token: new RecentKeys(),
      uri: new RecentKeys(),
      listen: new RecentKeys(),
      task: new RecentKeys(),
      elicitation: new RecentKeys(),
    };
    const said = new RecentKeys();
    let listens = false;

    const sent = (message: Message): void => {
      const params = message.member('params');
      const meta = memberOf(params, '_meta');
      note(opened.token, message, memberOf(meta, 'progressToken'));
      if (message.method === 'resources/subscribe') note(opened.uri, message, memberOf(params, 'uri'));
      if (message.method === 'subscriptions/listen') {
        listens = true;
        if (message.id !== undefined) opened.listen.add(message.id);
      }
      note(opened.task, message, memberOf(params, 'taskId'));
    };

    const told = (
      message: Message,
      kind: keyof typeof WORDS,
      node: ReadNode | undefined,
      known: RecentKeys,
    ): void => {
      const key = keyOf(message, node);
      if (node === undefined || key === undefined || known.has(key) || said.has(`${kind} ${key}`)) return;
      if (said.size >= 100) return;
      said.add(`${kind} ${key}`);
      report({ at: message.place(node), says: `${WORDS[kind]} (${key.slice(0, 60)}).`, sameAs: kind });
    };

    return {
      message(message) {
        if (message.toward === 'server') return sent(message);
        const params = message.member('params');
        if (message.kind === 'result') {
          const result = message.member('result');
          for (const one of [
            result,
            memberOf(result, 'task'),
            ...(memberOf(result, 'tasks')?.children.slice(0, 1000) ?? []),
          ])
            note(opened.task, message, memberOf(one, 'taskId'));
          return;
        }
        if (message.kind === 'error') {
          const listed =
            nodeAt(message.member('error'), 'data', 'elicitations')?.children.slice(0, 1000) ?? [];
          for (const one of listed) note(opened.elicitation, message, memberOf(one, 'elicitationId'));
          return;
        }
        if (message.kind === 'request') {
          note(opened.elicitation, message, memberOf(params, 'elicitationId'));
          note(opened.task, message, memberOf(params, 'taskId'));
          return;
        }
        const ofListen = nodeAt(params, '_meta', 'io.modelcontextprotocol/subscriptionId');
        if (ofListen !== undefined) told(message, 'subscription', ofListen, opened.listen);
        switch (message.method) {
          case 'notifications/progress':
            return told(message, 'progress', memberOf(params, 'progressToken'), opened.token);
          case 'notifications/tasks':
          case 'notifications/tasks/status':
            return told(message, 'task', memberOf(params, 'taskId'), opened.task);
          case 'notifications/elicitation/complete':
            return told(message, 'elicitation', memberOf(params, 'elicitationId'), opened.elicitation);
          case 'notifications/resources/updated': {
            const uri = memberOf(params, 'uri');
            // What was subscribed to may be a folder, and news may be of what is in it.
            const words = message.text(uri);
            if (
              listens ||
              words === undefined ||
              opened.uri.some((one) => words.startsWith(one.slice(1, -1)))
            )
              return;
            return told(message, 'uri', uri, opened.uri);
          }
          default:
            return;
        }
      },
    };
  },
};

const WORDS = {
  progress: 'Progress of a token that no request of ours carried',
  task: 'The state of a task that this session never saw begin',
  elicitation: 'The end of a question that was never asked here',
  uri: 'An update of a resource that we never subscribed to',
  subscription: 'News for a subscription that we never opened',
};

function note(keys: RecentKeys, message: Message, node: ReadNode | undefined): void {
  const key = keyOf(message, node);
  if (key !== undefined) keys.add(key);
}

/** As JSON text: 1 and "1" are two tokens. */
function keyOf(message: Message, node: ReadNode | undefined): string | undefined {
  if (node?.kind === 'string') return JSON.stringify(message.reading.text(node).slice(0, 600));
  return node?.kind === 'number' ? message.reading.text(node).slice(0, 100) : undefined;
}
