// CWE-20, CWE-770, CWE-863: several messages in one.

const refused = { jsonrpc: '2.0', id: null, error: { code: -32600, message: 'Batches are not supported' } };
const strict = (message) => (Array.isArray(message) ? refused : undefined);
const tool = (name) => ({
  name,
  description: 'Tells how many visitors there were',
  inputSchema: { type: 'object', properties: {} },
});
const run = () => '4 visitors';
const one = ({ id, method }) =>
  id === undefined
    ? []
    : [
        method === 'ping'
          ? { jsonrpc: '2.0', id, result: {} }
          : { jsonrpc: '2.0', id, error: { code: -32601, message: 'Method not found' } },
      ];

const unsupported = ({ id }) => ({ jsonrpc: '2.0', id, error: refused.error });

function parsed(bytes) {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    // SyntaxError: not what these are about.
    return undefined;
  }
}

export const sinks = [
  {
    id: 'batch-each',
    strategy: 'batch',
    usual: {},
    tool: tool('visitors'),
    run,
    fixed: run,
    message: (message) => (Array.isArray(message) ? message.flatMap((each) => one(each)) : undefined),
    fixedMessage: strict,
  },
  {
    // An empty one is caught. A batch in a batch is gone into until the stack is full.
    id: 'batch-nested',
    strategy: 'batch',
    usual: {},
    tool: tool('guests'),
    run,
    fixed: run,
    message(message) {
      if (!Array.isArray(message)) return undefined;
      if (message.length === 0) return refused;
      setImmediate(() =>
        message.map(function deeper(each) {
          return Array.isArray(each) ? each.map(deeper) : each.id;
        }),
      );
      return null;
    },
    fixedMessage: strict,
  },
  {
    // Answers them all, in a revision of the protocol that has none.
    id: 'batch-taken',
    strategy: 'batch',
    usual: {},
    tool: tool('x'),
    run,
    fixed: run,
    message: (message) =>
      Array.isArray(message)
        ? message.filter((each) => typeof each?.method === 'string').flatMap((each) => one(each))
        : undefined,
    fixedMessage: strict,
  },
  {
    // Knows of requests and of notifications. A list is neither, and has no method to ask the table for.
    id: 'batch-method',
    strategy: 'batch',
    isUnseen: true,
    usual: {},
    tool: tool('turnstile'),
    run,
    fixed: run,
    async message(message, { state }) {
      const [area] = message.method.split('/');
      state.set(area, (state.get(area) ?? 0) + 1);
      return undefined;
    },
    fixedMessage: strict,
  },
  {
    // Bounded, and each one of it is looked at. Whatever is left over says that it is not known, one line each.
    id: 'batch-lines',
    strategy: 'batch',
    isUnseen: true,
    usual: {},
    tool: tool('doors'),
    run,
    fixed: run,
    async line(bytes, { respond, write }) {
      const message = parsed(bytes);
      if (message === undefined) return;
      const all = [message].flat();
      if (all.length === 0 || all.length > 100) return write(`${JSON.stringify(refused)}\n`);
      for (const each of all) if (each?.jsonrpc === '2.0') await respond(each);
    },
    async fixedLine(bytes, { respond, write }) {
      const message = parsed(bytes);
      if (Array.isArray(message)) return write(`${JSON.stringify(refused)}\n`);
      if (typeof message === 'object' && message !== null) await respond(message);
    },
  },
  {
    // Members that are no messages are left out. Nothing is no object, and is one.
    id: 'batch-member',
    strategy: 'batch',
    isUnseen: true,
    usual: {},
    tool: tool('y'),
    run,
    fixed: run,
    async message(message) {
      if (!Array.isArray(message)) return undefined;
      if (message.length === 0) return refused;
      return message.filter((each) => typeof each === 'object' && each.id !== undefined).map(unsupported);
    },
    fixedMessage: strict,
  },
];
