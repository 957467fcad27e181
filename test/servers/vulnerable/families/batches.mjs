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
];
