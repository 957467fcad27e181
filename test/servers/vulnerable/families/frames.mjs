// CWE-248, CWE-209, CWE-20: what is done with a line that is no message.

const answer = (id, code, message) => `${JSON.stringify({ jsonrpc: '2.0', id, error: { code, message } })}\n`;

/** What a reader of lines owes: -32700 where there is no JSON, -32600 where it is no message. */
async function careful(bytes, { respond, write }) {
  const text = bytes.toString('utf8').trim();
  if (text === '') return;
  let message;
  try {
    message = JSON.parse(text);
  } catch {
    // SyntaxError
    return write(answer(null, -32700, 'Parse error'));
  }
  const isMessage = typeof message === 'object' && message !== null && !Array.isArray(message);
  if (!isMessage || message.jsonrpc !== '2.0' || typeof message.method !== 'string')
    return isMessage && message.method === undefined && message.id !== undefined
      ? undefined
      : write(answer(null, -32600, 'Invalid request'));
  return respond(message);
}

const tool = { name: 'now', description: 'Tells the time', inputSchema: { type: 'object', properties: {} } };
const run = () => 'half past four';

/** Of a line that was not whole. */
let waiting = '';

export const sinks = [
  {
    id: 'frame-parse',
    strategy: 'json-rpc-frames',
    usual: {},
    tool,
    run,
    fixed: run,
    line(bytes, { respond }) {
      const message = JSON.parse(bytes.toString('utf8'));
      return respond(message);
    },
    fixedLine: careful,
  },
  {
    // Reads nothing that does not look like an object.
    id: 'frame-braces',
    strategy: 'json-rpc-frames',
    usual: {},
    tool,
    run,
    fixed: run,
    line(bytes, { respond, write }) {
      const text = bytes.toString('utf8').trim();
      if (!text.startsWith('{') || !text.endsWith('}')) return write(answer(null, -32700, 'Parse error'));
      return respond(JSON.parse(text));
    },
    fixedLine: careful,
  },
  {
    // Tells where it was when it could not go on.
    id: 'frame-trace',
    strategy: 'json-rpc-frames',
    usual: {},
    tool,
    run,
    fixed: run,
    async line(bytes, { respond, write }) {
      try {
        const { id, method, params } = JSON.parse(bytes.toString('utf8'));
        if (method.length > 0) await respond({ jsonrpc: '2.0', id, method, params });
      } catch (error) {
        await write(answer(null, -32603, error.stack));
      }
    },
    fixedLine: careful,
  },
  {
    // Waits for the rest of what cannot be read yet, and for some of it no rest ever comes.
    id: 'frame-rest',
    strategy: 'json-rpc-frames',
    isUnseen: true,
    usual: {},
    tool,
    run,
    fixed: run,
    async line(bytes, ctx) {
      waiting += bytes.toString('utf8');
      let message;
      try {
        message = JSON.parse(waiting);
      } catch {
        // SyntaxError: surely not all of it.
        return;
      }
      waiting = '';
      if (message?.jsonrpc === '2.0') await ctx.respond(message);
    },
    fixedLine: careful,
  },
  {
    // What is no JSON is caught. Bytes that are no text are not.
    id: 'frame-text',
    strategy: 'json-rpc-frames',
    isUnseen: true,
    usual: {},
    tool,
    run,
    fixed: run,
    line(bytes, ctx) {
      const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
      return careful(Buffer.from(text), ctx);
    },
    fixedLine: careful,
  },
  {
    // A number, a text and a list are told from an object. Nothing is not, and an answer has no method.
    id: 'frame-nothing',
    strategy: 'json-rpc-frames',
    isUnseen: true,
    usual: {},
    tool,
    run,
    fixed: run,
    async line(bytes, ctx) {
      const text = bytes.toString('utf8').trim();
      let message;
      try {
        message = JSON.parse(text);
      } catch {
        // SyntaxError
        return ctx.write(answer(null, -32700, 'Parse error'));
      }
      if (typeof message !== 'object' || Array.isArray(message))
        return ctx.write(answer(null, -32600, 'Invalid request'));
      if (message.jsonrpc === '2.0' && message.method.length > 0) await ctx.respond(message);
    },
    fixedLine: careful,
  },
];
