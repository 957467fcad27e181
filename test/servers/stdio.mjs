// The few things that servers in these folders share: arguments, lines in, bytes out, and a plain
// MCP server to misbehave from. Each folder does its own mischief.
import { once } from 'node:events';

/** Value of `--name=value`, or the fallback; numbers where the fallback is one. `50MiB`, `1GiB` are sizes. */
export function option(name, fallback) {
  const prefix = `--${name}=`;
  const given = process.argv.findLast((arg) => arg.startsWith(prefix))?.slice(prefix.length);
  if (given === undefined) return process.argv.includes(`--${name}`) ? true : fallback;
  return typeof fallback === 'number' ? sizeOf(given) : given;
}

const UNITS = { '': 1, KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30 };

function sizeOf(text) {
  const [, digits, unit] = /^(\d+)([KMG]iB|)$/.exec(text) ?? [];
  if (digits === undefined) throw new Error(`${text} is neither a number nor a size such as 50MiB`);
  return Number(digits) * UNITS[unit];
}

/** Resolves when stdout takes more, so that a large answer is never held whole. */
export async function write(bytes) {
  if (!process.stdout.write(bytes)) await once(process.stdout, 'drain');
}

export const send = (message) => write(`${JSON.stringify(message)}\n`);
export const notify = (method, params) => send({ jsonrpc: '2.0', method, params });
export const text = (content) => ({ content: [{ type: 'text', text: content }] });
export const later = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Calls `handle` with every message and its line, one after the other, in order. Lines that are not JSON are ignored. */
export async function readMessages(handle) {
  let rest = '';
  for await (const chunk of process.stdin.setEncoding('utf8')) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop();
    for (const line of lines) {
      const message = parse(line);
      if (message !== undefined) await handle(message, line);
    }
  }
}

function parse(line) {
  try {
    return JSON.parse(line);
  } catch {
    // SyntaxError: not ours to judge here.
    return undefined;
  }
}

const NO_ARGUMENTS = { type: 'object', properties: {} };
/** A tool without arguments. */
export const tool = (name, description = '') => ({ name, description, inputSchema: NO_ARGUMENTS });

/**
 * What a plain server of the handshake era answers; undefined for notifications. A probe for the
 * modern era gets "method not found", as the specification wants from those who do not know it.
 */
export function plainAnswer(
  { id, method, params },
  { name, tools = [tool('go')], call = () => text('done'), capabilities },
) {
  if (id === undefined) return undefined;
  const result = (value) => ({ jsonrpc: '2.0', id, result: value });
  switch (method) {
    case 'initialize':
      return result({
        protocolVersion: params?.protocolVersion ?? '2025-11-25',
        capabilities: capabilities ?? { tools: { listChanged: true }, logging: {} },
        serverInfo: { name, version: '1.0.0' },
      });
    case 'ping':
    case 'logging/setLevel':
      return result({});
    case 'tools/list':
      return result({ tools });
    case 'tools/call':
      return result(call(params ?? {}));
    default:
      return { jsonrpc: '2.0', id, error: { code: -32601, message: `Method not found: ${method}` } };
  }
}

/** Serves `plainAnswer`, except for messages that `instead` takes on itself by returning true. */
export function serve(server, instead = () => false) {
  return readMessages(async (message) => {
    if (await instead(message)) return;
    const answer = plainAnswer(message, server);
    if (answer !== undefined) await send(answer);
  });
}

export const isCall = (message) => message.method === 'tools/call' && message.id !== undefined;
