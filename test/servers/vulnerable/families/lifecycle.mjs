// CWE-691, CWE-841: messages out of their order, versions that do not exist, methods that nobody wrote.

const tool = (name) => ({
  name,
  description: 'Tells what is on today',
  inputSchema: { type: 'object', properties: {} },
});
const run = () => 'nothing';

const welcome = (id, protocolVersion) => ({
  jsonrpc: '2.0',
  id,
  result: {
    protocolVersion,
    capabilities: { tools: {} },
    serverInfo: { name: 'agenda', version: '1.0.0' },
  },
});
const SPOKEN = ['2024-11-05', '2025-03-26', '2025-06-18', '2025-11-25'];

/** The version asked for where it is spoken, else the newest; nothing of a client that gives none. */
const properly = ({ id, method, params }) =>
  method !== 'initialize'
    ? undefined
    : typeof params?.protocolVersion === 'string'
      ? welcome(id, SPOKEN.includes(params.protocolVersion) ? params.protocolVersion : SPOKEN.at(-1))
      : { jsonrpc: '2.0', id, error: { code: -32602, message: 'No version' } };

/** Has methods by their names in an object, and so those that every object has. */
const handlers = { ping: () => ({}), 'logging/setLevel': () => ({}) };

/** What answers, by area and verb. */
const tree = {
  tools: {},
  prompts: {},
  resources: {},
  completion: {},
  notifications: {},
  logging: { setLevel: () => ({}) },
};

export const sinks = [
  {
    id: 'cycle-version',
    strategy: 'lifecycle',
    usual: {},
    tool: tool('today'),
    run,
    fixed: run,
    message: ({ id, method, params }) =>
      method === 'initialize' ? welcome(id, params.protocolVersion) : undefined,
    fixedMessage: properly,
  },
  {
    // Greets a client by name when it says hello a second time.
    id: 'cycle-again',
    strategy: 'lifecycle',
    usual: {},
    tool: tool('agenda'),
    run,
    fixed: run,
    message(message, { state }) {
      if (message.method !== 'initialize') return undefined;
      if (state.has('client')) setImmediate(() => state.set('client', message.params.clientInfo.name.trim()));
      state.set('client', '');
      return properly(message);
    },
    fixedMessage: properly,
  },
  {
    id: 'cycle-inherited',
    strategy: 'lifecycle',
    usual: {},
    tool: tool('x'),
    run,
    fixed: run,
    message(message) {
      const { id, method, params } = message;
      if (method === 'initialize') return properly(message);
      const handler = handlers[method];
      return id === undefined || typeof handler !== 'function'
        ? undefined
        : { jsonrpc: '2.0', id, result: handler(params) ?? {} };
    },
    fixedMessage: properly,
  },
  {
    // A version is a day, and is written into the log as one.
    id: 'cycle-day',
    strategy: 'lifecycle',
    isUnseen: true,
    usual: {},
    tool: tool('fair'),
    run,
    fixed: run,
    async message(message, { state }) {
      if (message.method !== 'initialize') return undefined;
      const { protocolVersion } = message.params ?? {};
      if (typeof protocolVersion !== 'string') return properly(message);
      state.set('since', new Date(protocolVersion).toISOString());
      return properly(message);
    },
    fixedMessage: properly,
  },
  {
    // A method is a way through a tree. Its first word is looked at.
    id: 'cycle-tree',
    strategy: 'lifecycle',
    isUnseen: true,
    usual: {},
    tool: tool('market'),
    run,
    fixed: run,
    async message(message) {
      const { id, method } = message;
      if (method === 'initialize') return properly(message);
      if (typeof method !== 'string' || method.startsWith('_')) return undefined;
      const [area, verb] = method.split('/');
      const found = verb === undefined ? undefined : tree[area][verb];
      return found === undefined || id === undefined ? undefined : { jsonrpc: '2.0', id, result: found() };
    },
    fixedMessage: properly,
  },
  {
    // Ends when it is told to, as language servers do, by whoever says the word.
    id: 'cycle-exit',
    strategy: 'lifecycle',
    isUnseen: true,
    usual: {},
    tool: tool('w'),
    run,
    fixed: run,
    message(message) {
      if (message.method === 'exit' || message.method === 'shutdown') process.exit(0);
      return properly(message);
    },
    fixedMessage: properly,
  },
];
