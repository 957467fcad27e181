// Hands out what later calls have to bring back, other ones in every process: a handle, a job with a short number, an
// address with a token in it, cursors. Refuses what it did not hand out itself.
//   --version=N   from 2 on, `tell` says something else, `gone` is an error and `late` never answers (1)
//   --asks        `ask` asks the person before it answers
import { randomBytes, randomUUID } from 'node:crypto';
import { option, send, serve, text, tool } from '../stdio.mjs';

const version = option('version', 1);
const handle = randomUUID();
const token = randomBytes(8).toString('hex');
const job = Number(process.pid % 7919) + 3;
const cursors = [randomBytes(6).toString('base64url'), `p${job}`];
const NAMES = ['open', 'use', 'job', 'read', 'pages', 'tell', 'gone', 'late', 'ask', 'count', 'say'];

let asked = 0;
const refused = (words) => ({ ...text(words), isError: true });
const waiting = new Map();

const calls = {
  open: () => ({ ...text(`Opened ${handle}.`), structuredContent: { handle, state: 'open', size: 3 } }),
  use: (args) =>
    args.handle === handle ? text(`Used as ${args.as ?? 'nobody'}.`) : refused('There is no such handle.'),
  job: (args) => {
    if (args.jobId === undefined) return text(JSON.stringify({ jobId: job, log: `log://${token}/1` }));
    return args.jobId === job ? text('The job is done.') : refused('There is no such job.');
  },
  read: (args) =>
    args.from === `log://${token}/2?since=1` ? text('line 2') : refused(`There is no such log.`),
  pages: (args) => {
    const at = args.cursor === undefined ? 0 : cursors.indexOf(args.cursor) + 1;
    if (args.cursor !== undefined && at === 0) return refused('There is no such page.');
    const nextCursor = cursors[at];
    return { ...text(`page ${at}`), structuredContent: { page: at, ...(nextCursor && { nextCursor }) } };
  },
  tell: () => text(version > 1 ? 'It is blue.' : 'It is red.'),
  // Differs every time, and is nothing that anybody has to bring back.
  count: () => ({ ...text('counted'), structuredContent: { state: 'open', uptime: process.uptime() } }),
  say: (args) => text(`You said ${args.words}.`),
};

await serve(
  { name: 'hands-out', tools: NAMES.map((name) => tool(name)) },
  async ({ id, method, params, result }) => {
    if (method === undefined && waiting.has(id)) {
      await send({ jsonrpc: '2.0', id: waiting.get(id), result: text(`You said ${result?.content?.name}.`) });
      waiting.delete(id);
      return true;
    }
    if (method === 'tools/list') {
      const at = params?.cursor === undefined ? 0 : cursors.indexOf(params.cursor) + 1;
      const names = NAMES.slice(at * 4, at * 4 + 4);
      const nextCursor = cursors[at];
      const tools = names.map((name) => tool(name));
      await send({ jsonrpc: '2.0', id, result: { tools, ...(nextCursor && { nextCursor }) } });
      return true;
    }
    if (method !== 'tools/call') return false;
    const { name, arguments: args = {} } = params;
    if (name === 'late' && version > 1) return true;
    if (name === 'late') {
      await send({ jsonrpc: '2.0', id, result: text('here') });
      return true;
    }
    if (name === 'gone') {
      const error = { code: -32602, message: 'Unknown tool: gone' };
      await send({ jsonrpc: '2.0', id, ...(version > 1 ? { error } : { result: text('still here') }) });
      return true;
    }
    if (name === 'ask') {
      waiting.set(`q${++asked}`, id);
      const requestedSchema = { type: 'object', properties: { name: { type: 'string' } } };
      const asking = { message: 'Who are you?', requestedSchema };
      await send({ jsonrpc: '2.0', id: `q${asked}`, method: 'elicitation/create', params: asking });
      return true;
    }
    const call = Object.hasOwn(calls, name) ? calls[name] : () => refused('no such tool');
    await send({ jsonrpc: '2.0', id, result: call(args) });
    return true;
  },
);
