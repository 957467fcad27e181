// CWE-436, CWE-20: members of a message that two readers read otherwise.

const FIRST = /"method"\s*:\s*"([^"\\]*)"/;
const answer = (id, code, message) => `${JSON.stringify({ jsonrpc: '2.0', id, error: { code, message } })}\n`;

function parsed(bytes) {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    // SyntaxError: not what these are about.
    return undefined;
  }
}

/** The specification's envelope, and nothing but it. */
function strictly(bytes, { respond, write }) {
  const message = parsed(bytes);
  if (message === undefined) return write(answer(null, -32700, 'Parse error'));
  if (message?.jsonrpc !== '2.0' || typeof message.method !== 'string')
    return write(answer(null, -32600, 'Invalid'));
  return respond({ jsonrpc: '2.0', id: message.id, method: message.method, params: message.params });
}

const lowered = (value) =>
  Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key.toLowerCase().replaceAll('\u017f', 's').replaceAll('\u212a', 'k'),
      inner,
    ]),
  );

const tool = {
  name: 'bookmark',
  description: 'Keeps a page of the diary',
  inputSchema: {
    type: 'object',
    properties: { page: { type: 'integer', minimum: 1, default: 4 } },
    required: ['page'],
  },
};
const run = ({ page }) => `Kept page ${page}`;
const checkedRun = ({ page }) => {
  if (!Number.isInteger(page) || page < 1) throw new Error('No such page');
  return `Kept page ${page}`;
};

export const sinks = [
  {
    // A gate in front takes the first method it sees.
    id: 'key-first',
    strategy: 'json-keys',
    usual: { page: 4 },
    tool,
    run,
    fixed: checkedRun,
    line(bytes, { respond }) {
      const message = parsed(bytes);
      const [, method] = FIRST.exec(bytes.toString('utf8')) ?? [];
      if (message?.jsonrpc !== '2.0' || method === undefined) return undefined;
      return respond({ jsonrpc: '2.0', id: message.id, method, params: message.params });
    },
    fixedLine: strictly,
  },
  {
    // Reads names of members as some libraries do: however they are written.
    id: 'key-case',
    strategy: 'json-keys',
    usual: { page: 4 },
    tool,
    run,
    fixed: checkedRun,
    line(bytes, { respond }) {
      const message = parsed(bytes);
      if (message?.jsonrpc !== '2.0') return undefined;
      const { id, method, params } = lowered(message);
      return method === undefined ? undefined : respond({ jsonrpc: '2.0', id, method, params });
    },
    fixedLine: strictly,
  },
  {
    // Never asks which protocol it is spoken to in.
    id: 'key-version',
    strategy: 'json-keys',
    usual: { page: 4 },
    tool,
    run,
    fixed: checkedRun,
    line(bytes, { respond }) {
      const message = parsed(bytes);
      return typeof message?.method === 'string' ? respond({ ...message, jsonrpc: '2.0' }) : undefined;
    },
    fixedLine: strictly,
  },
  {
    // Whoever keeps the books takes the first id it sees, and so does the answer.
    id: 'key-books',
    strategy: 'json-keys',
    isUnseen: true,
    usual: { page: 4 },
    tool,
    run,
    fixed: checkedRun,
    line(bytes, { respond }) {
      const message = parsed(bytes);
      if (message?.jsonrpc !== '2.0' || typeof message.method !== 'string') return undefined;
      const [, text] = /"id"\s*:\s*("[^"\\]*"|\d+)/.exec(bytes.toString('utf8')) ?? [];
      const id = text === undefined ? undefined : JSON.parse(text);
      return respond({ jsonrpc: '2.0', id, method: message.method, params: message.params });
    },
    fixedLine: strictly,
  },
  {
    // Puts the message over what is usual, and its prototype with it.
    id: 'key-proto',
    strategy: 'json-keys',
    isUnseen: true,
    usual: { page: 4 },
    tool,
    run,
    fixed: checkedRun,
    line(bytes, { respond }) {
      const message = parsed(bytes);
      if (typeof message !== 'object' || message === null || Array.isArray(message)) return undefined;
      const { jsonrpc, id, method, params } = Object.assign({ jsonrpc: '1.0' }, message);
      return jsonrpc === '2.0' && typeof method === 'string'
        ? respond({ jsonrpc, id, method, params })
        : undefined;
    },
    fixedLine: strictly,
  },
  {
    // Names end where C says that they end, and white space around them is no matter.
    id: 'key-ends',
    strategy: 'json-keys',
    isUnseen: true,
    usual: { page: 4 },
    tool,
    run,
    fixed: checkedRun,
    line(bytes, { respond }) {
      const message = parsed(bytes);
      if (message?.jsonrpc !== '2.0') return undefined;
      const { id, method, params } = Object.fromEntries(
        Object.entries(message).map(([key, inner]) => [key.split('\0')[0].trim(), inner]),
      );
      return method === undefined ? undefined : respond({ jsonrpc: '2.0', id, method, params });
    },
    fixedLine: strictly,
  },
];
