import type { ReadNode } from '../../../protocol/mcp/reading.ts';
import type { Rule } from '../../rule.ts';

export const guessableHandle: Rule = {
  meta: {
    id: 'guessable-handle',
    version: 1,
    title: 'Handles that count up',
    family: 'protocol',
    severity: 'medium',
    confidence: 'tentative',
    about:
      'A handle that a server gives out and takes back stands for a right: a task, a session, an upload. Handles that count up can be guessed by somebody else.',
    falsePositives: 'Servers for one person, and handles that are checked against the user each time.',
    fix: 'Use random handles of at least 128 bits, or check on every use that the handle belongs to the one who asks.',
    references: ['OWASP MCP07', 'CWE-340', 'CWE-639', 'MCP 2026-07-28 basic/security_best_practices'],
  },
  reads: { fields: [] },
  watch(report) {
    const runs = new Map<string, { prefix: string; last: number; count: number; told: boolean }>();
    return {
      message(message) {
        if (message.toward !== 'client' || (message.kind !== 'result' && message.kind !== 'request')) return;
        const top = message.member('result') ?? message.member('params');
        const stack: { node: ReadNode; depth: number }[] = top === undefined ? [] : [{ node: top, depth: 0 }];
        let looked = 0;
        while (stack.length > 0 && ++looked < 500) {
          const { node, depth } = stack.pop()!;
          // Rows of a list count up by nature; a handle is given out one at a time.
          if (node.kind === 'object' && depth < 4)
            for (const child of node.children.slice(0, 100)) stack.push({ node: child, depth: depth + 1 });
          const name = node.key?.name;
          if (name === undefined || !HANDLES.has(name) || (node.kind !== 'string' && node.kind !== 'number'))
            continue;
          const found = /^(.{0,60}?)(\d{1,12})$/.exec(message.reading.text(node).slice(0, 80));
          if (found === null) continue;
          const key = `${message.method?.slice(0, 60) ?? ''} ${name}`;
          const [prefix, value] = [found[1]!, Number(found[2])];
          const run = runs.get(key);
          if (
            run === undefined ||
            run.prefix !== prefix ||
            value < run.last ||
            value - run.last > LARGEST_STEP
          ) {
            if (runs.size < 200 || run !== undefined)
              runs.set(key, { prefix, last: value, count: 1, told: run?.told ?? false });
            continue;
          }
          if (value === run.last) continue;
          run.last = value;
          if (++run.count < ENOUGH || run.told) continue;
          run.told = true;
          report({
            at: message.place(node),
            severity: PROTOCOL.has(name) ? 'medium' : 'low',
            says: `${run.count} values of “${name}” after another count up; the last is ${message.reading.text(node).slice(0, 60)}.`,
            sameAs: name,
          });
        }
      },
    };
  },
};

const ENOUGH = 5;
const LARGEST_STEP = 16;
/** Handles of the specification itself. */
const PROTOCOL = new Set(['taskId', 'elicitationId']);
const HANDLES = new Set([
  ...PROTOCOL,
  ...[
    'sessionId',
    'session_id',
    'handle',
    'ticket',
    'token',
    'uploadId',
    'upload_id',
    'downloadId',
    'download_id',
  ],
  ...[
    'jobId',
    'job_id',
    'task_id',
    'conversationId',
    'conversation_id',
    'threadId',
    'thread_id',
    'requestState',
  ],
]);
