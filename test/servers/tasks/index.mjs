// Calls become tasks: of 2025-11-25 where the call wants one, or with --extension those of 2026-07-28
// (`io.modelcontextprotocol/tasks`) for clients that declare it. Tools: `work` ends after two polls, `ask` wants
// input first, `fail` fails, `stay` works until it is cancelled.
//   --extension        2026-07-28 instead of the handshake
//   --http, --port=N   over HTTP instead of stdio
//   --poll=N           poll interval it asks for, in ms (500); --poll=none says nothing of it
//   --id=TEXT          every task is called that
//   --listed=N         lists N tasks from before (0)
//   --notify           tells of every change by a notification too
//   --how=well | for-ever (input_required whatever is told) | undead (completed, then working again)
//     | forgets (knows no task afterwards) | long-id (ids of 10,000 characters) | huge (10,000 inputs asked for)
import { isModern, discovered, failed, modern, serveBoth } from '../modern.mjs';
import { option, plainAnswer, text, tool } from '../stdio.mjs';

const name = 'tasks';
const how = option('how', 'well');
const isExtension = option('extension', false) === true;
const EXTENSION = 'io.modelcontextprotocol/tasks';
const CREATED = '2026-01-01T00:00:00Z';
const FORM = {
  message: 'What is your name?',
  requestedSchema: { type: 'object', properties: { name: { type: 'string' } } },
};
const tools = ['work', 'ask', 'fail', 'stay'].map((it) => ({
  ...tool(it, `A task that will ${it}`),
  execution: { taskSupport: 'optional' },
}));
const capabilities = isExtension
  ? { tools: {}, extensions: { [EXTENSION]: {} } }
  : { tools: {}, tasks: { list: {}, cancel: {}, requests: { tools: { call: {} } } } };

const tasks = new Map();
const waiting = new Map();
let count = 0;

function create(kind, status = 'working') {
  count += 1;
  const suffix = how === 'long-id' ? 'x'.repeat(10_000) : '';
  const id = option('id', `task-${count}${suffix}`);
  const task = { id, kind, status, polls: 0, answers: {}, words: `will ${kind}` };
  tasks.set(id, task);
  return task;
}
for (let i = 0; i < option('listed', 0); i += 1) create('stay');

function stateOf({ id, status, words, answers }) {
  const poll = option('poll', '500');
  const state = { taskId: id, status, statusMessage: words, createdAt: CREATED, lastUpdatedAt: CREATED };
  state[isExtension ? 'ttlMs' : 'ttl'] = 60_000;
  if (poll !== 'none') state[isExtension ? 'pollIntervalMs' : 'pollInterval'] = Number(poll);
  if (!isExtension) return state;
  if (status === 'input_required') state.inputRequests = asked(answers);
  if (status === 'completed') state.result = text(JSON.stringify(answers));
  if (status === 'failed') state.error = { code: -32603, message: 'it broke' };
  return state;
}

function asked(answers) {
  const requests = { who: { method: 'elicitation/create', params: { mode: 'form', ...FORM } } };
  requests.where = { method: 'roots/list' };
  if (how === 'huge') for (let k = 0; k < 10_000; k += 1) requests[`key_${k}`] = { method: 'roots/list' };
  const open = Object.entries(requests).filter(([key]) => how === 'for-ever' || !Object.hasOwn(answers, key));
  return Object.fromEntries(open);
}

/** One poll further. */
function advance(task) {
  if (task.status === 'cancelled' || task.status === 'failed' || task.kind === 'stay') return;
  task.polls += 1;
  if (how === 'undead') task.status = task.polls % 2 === 1 ? 'completed' : 'working';
  else if (task.kind === 'ask' && !isTold(task)) task.status = 'input_required';
  else if (task.polls >= 2) task.status = task.kind === 'fail' ? 'failed' : 'completed';
  else task.status = 'working';
}

const isTold = ({ answers, isDone }) =>
  how !== 'for-ever' && (isDone || (isExtension && Object.keys(asked(answers)).length === 0));

async function call(id, params, send) {
  const task = create(params.name);
  if (isExtension) await send(modern(id, { ...stateOf(task), resultType: 'task' }, name));
  else await send({ jsonrpc: '2.0', id, result: { task: stateOf(task) } });
}

function wantsTask(params) {
  const client = params._meta?.['io.modelcontextprotocol/clientCapabilities'];
  return isExtension ? client?.extensions?.[EXTENSION] !== undefined : params.task !== undefined;
}

/** Blocks until the task ends; what it asks for goes out meanwhile (2025-11-25). */
async function result(id, task, send) {
  if (task.status === 'input_required' && task.kind === 'ask' && !task.isDone) {
    const question = `question-${task.id}`;
    const related = { 'io.modelcontextprotocol/related-task': { taskId: task.id } };
    const told = new Promise((resolve) => waiting.set(question, resolve));
    await send({
      jsonrpc: '2.0',
      id: question,
      method: 'elicitation/create',
      params: { ...FORM, _meta: related },
    });
    const { result: answer, error } = await told;
    task.answers = answer ?? error;
    task.isDone = true;
    task.status = 'completed';
  }
  if (task.status === 'failed') return send(failed(id, -32603, 'it broke'));
  const _meta = { 'io.modelcontextprotocol/related-task': { taskId: task.id } };
  return send({ jsonrpc: '2.0', id, result: { ...text(JSON.stringify(task.answers)), _meta } });
}

async function aboutTask({ id, method, params }, send) {
  const answer = (value) => (isExtension ? modern(id, value, name) : { jsonrpc: '2.0', id, result: value });
  const task = how === 'forgets' ? undefined : tasks.get(params.taskId);
  if (task === undefined) return send(failed(id, -32602, 'Failed to retrieve task: Task not found'));
  const before = task.status;
  if (method === 'tasks/get') advance(task);
  if (method === 'tasks/cancel') task.status = 'cancelled';
  if (method === 'tasks/update') Object.assign(task.answers, params.inputResponses);
  if (option('notify', false) && task.status !== before) {
    const told = isExtension ? 'notifications/tasks' : 'notifications/tasks/status';
    await send({ jsonrpc: '2.0', method: told, params: stateOf(task) });
  }
  if (method === 'tasks/result') return void result(id, task, send);
  const isAcknowledged = isExtension && method !== 'tasks/get';
  return send(answer(isAcknowledged ? {} : stateOf(task)));
}

const PAGE = 100;
function list(id, { cursor = '0' }) {
  const from = Number(cursor);
  const page = [...tasks.values()].slice(from, from + PAGE).map(stateOf);
  const next = from + PAGE < tasks.size ? { nextCursor: String(from + PAGE) } : {};
  return { jsonrpc: '2.0', id, result: { tasks: page, ...next } };
}

const ABOUT = ['tasks/get', 'tasks/cancel', isExtension ? 'tasks/update' : 'tasks/result'];

await serveBoth(async (message, _, { send }) => {
  const { id, method, params = {} } = message;
  if (method === undefined && waiting.has(id)) {
    waiting.get(id)(message);
    waiting.delete(id);
  } else if (id === undefined) return;
  else if (isExtension && !isModern(params)) await send(failed(id, -32022, 'Only 2026-07-28 is spoken here'));
  else if (method === 'tools/call' && wantsTask(params)) await call(id, params, send);
  else if (ABOUT.includes(method)) await aboutTask(message, send);
  else if (method === 'tasks/list' && !isExtension) await send(list(id, params));
  else if (!isExtension) await send(plainAnswer(message, { name, tools, capabilities }));
  else if (method === 'server/discover') await send(discovered(id, name, capabilities));
  else if (method === 'tools/list') await send(modern(id, { tools, ttlMs: 0, cacheScope: 'private' }, name));
  else if (method === 'tools/call') await send(modern(id, text('done without a task'), name));
  else await send(failed(id, -32601, `Method not found: ${method}`));
});
