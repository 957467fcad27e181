// CWE-20, CWE-488: ids of requests that are no ids, or were used before.

const tool = (name) => ({
  name,
  description: 'Counts the letters of a text',
  inputSchema: {
    type: 'object',
    properties: { text: { type: 'string', default: 'hello' } },
    required: ['text'],
  },
});
const run = ({ text }) => `${String(text).length} letters of ${text}`;
const checkedRun = ({ text }) => {
  if (typeof text !== 'string') throw new Error('text is a text');
  return run({ text });
};

const isId = (id) => typeof id === 'string' || Number.isSafeInteger(id);
const refused = { jsonrpc: '2.0', id: null, error: { code: -32600, message: 'Invalid request' } };
const strict = (message) => (message.id === undefined || isId(message.id) ? undefined : refused);

export const sinks = [
  {
    // Writes a line of a log for each, with the id made a text.
    id: 'id-logged',
    strategy: 'json-ids',
    usual: { text: 'hello' },
    tool: tool('letters'),
    run,
    fixed: checkedRun,
    message({ id }, { state }) {
      if (id !== undefined) setImmediate(() => state.set('last', id.toString().padStart(8, '0')));
      return undefined;
    },
    fixedMessage: strict,
  },
  {
    // What was answered to an id once is answered again, so that a repeated request does no harm.
    id: 'id-answered',
    strategy: 'json-ids',
    usual: { text: 'hello' },
    tool: tool('count'),
    run,
    fixed: checkedRun,
    message({ id, method, params }, { state }) {
      if (id === undefined || method !== 'tools/call') return undefined;
      const key = String(id);
      if (!state.has(key))
        state.set(key, {
          jsonrpc: '2.0',
          id,
          result: { content: [{ type: 'text', text: run(params.arguments ?? {}) }] },
        });
      return { ...state.get(key), id };
    },
    fixedMessage: strict,
  },
  {
    // Any value is an id, as long as it is not missing.
    id: 'id-any',
    strategy: 'json-ids',
    usual: { text: 'hello' },
    tool: tool('x'),
    run,
    fixed: checkedRun,
    message: ({ id, method, params }) =>
      id === undefined || method !== 'tools/call'
        ? undefined
        : { jsonrpc: '2.0', id, result: { content: [{ type: 'text', text: run(params.arguments ?? {}) }] } },
    fixedMessage: strict,
  },
  {
    // No id, or none to speak of: it must be a notification.
    id: 'id-falsy',
    strategy: 'json-ids',
    isUnseen: true,
    usual: { text: 'hello' },
    tool: tool('measure'),
    run,
    fixed: checkedRun,
    message: (message) => (message.method !== 'initialize' && !message.id ? null : undefined),
    fixedMessage: strict,
  },
  {
    // Ids are numbers here, and what looks like one becomes one.
    id: 'id-number',
    strategy: 'json-ids',
    isUnseen: true,
    usual: { text: 'hello' },
    tool: tool('weigh'),
    run,
    fixed: checkedRun,
    message({ id, method, params }) {
      if (id === undefined || id === null || method !== 'tools/call') return undefined;
      const result = { content: [{ type: 'text', text: run(params?.arguments ?? {}) }] };
      return { jsonrpc: '2.0', id: Number(id), result };
    },
    fixedMessage: strict,
  },
  {
    // What is under way stands in an object, under its id, beside what stands in every object.
    id: 'id-under-way',
    strategy: 'json-ids',
    isUnseen: true,
    usual: { text: 'hello' },
    tool: tool('v'),
    run,
    fixed: checkedRun,
    async message({ id, method }, { state }) {
      if (!isId(id) || method !== 'tools/call') return undefined;
      if (!state.has('underWay')) state.set('underWay', {});
      const underWay = state.get('underWay');
      if (underWay[id] !== undefined) {
        underWay[id].asked.push(method);
        return null;
      }
      underWay[id] = { asked: [method] };
      setImmediate(() => delete underWay[id]);
      return undefined;
    },
    fixedMessage: strict,
  },
];
