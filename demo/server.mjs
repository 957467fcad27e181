// A practice server over stdio: `server.mjs FOLDER [--fixed]`. It has flaws on purpose, for learning to find them, and
// harms nobody whatever it is asked: it starts no program, opens no socket, evaluates nothing, writes only into the folder
// that was made for it (folder.mjs) and reads nothing outside of that. `--fixed`: the same server without flaws.
import { openFolder } from './folder.mjs';
import { makeTools } from './tools.mjs';

const SPOKEN = ['2024-11-05', '2025-03-26', '2025-06-18', '2025-11-25'];
/** Characters of one line; what is longer is no message for a practice server. */
const LONGEST = 4 * 1024 * 1024;

const words = process.argv.slice(2);
const isFixed = words.includes('--fixed');
const folder = openFolder(words.find((word) => !word.startsWith('-')));

const questions = new Map();
let asked = 0;
let canAsk = false;

function write(message) {
  process.stdout.write(`${typeof message === 'string' ? message : JSON.stringify(message)}\n`);
}

/** What the person chose: `accept`, `decline` or `cancel`. */
function ask(method, params) {
  if (!canAsk) return Promise.resolve('cancel');
  const id = `question-${++asked}`;
  write({ jsonrpc: '2.0', id, method, params });
  return new Promise((answered) => questions.set(id, answered));
}

// Ends as a program ends by itself, so that a folder of its own is removed.
process.once('SIGTERM', () => process.exit(0));

const tools = makeTools({ isFixed, folder, ask });

function open({ protocolVersion, capabilities }) {
  canAsk = typeof capabilities?.elicitation === 'object' && capabilities.elicitation !== null;
  return {
    protocolVersion: SPOKEN.includes(protocolVersion) ? protocolVersion : SPOKEN.at(-1),
    capabilities: { tools: { listChanged: true } },
    serverInfo: { name: 'harbour-office', title: 'Harbour office (practice)', version: '1.0.0' },
    instructions: 'Answers questions about the harbour.',
  };
}

async function answer(method, params) {
  switch (method) {
    case 'initialize':
      return open(params);
    case 'ping':
      return {};
    case 'tools/list':
      return { tools: tools.list() };
    case 'tools/call': {
      const args = params.arguments;
      const isObject = typeof args === 'object' && args !== null && !Array.isArray(args);
      return tools.call(params.name, isObject ? args : {});
    }
    default:
      return undefined;
  }
}

async function take({ jsonrpc, id, method, params, result }) {
  if (jsonrpc !== '2.0' || (id !== undefined && typeof id !== 'string' && !Number.isInteger(id))) {
    write({ jsonrpc: '2.0', id: null, error: { code: -32600, message: 'This is no request.' } });
    return;
  }
  if (method === undefined) {
    const answered = questions.get(id);
    questions.delete(id);
    answered?.(result?.action === 'accept' ? 'accept' : 'decline');
    return;
  }
  if (id === undefined || typeof method !== 'string') return;
  const given = await answer(method, typeof params === 'object' && params !== null ? params : {});
  if (given === undefined) {
    const error =
      method === 'tools/call'
        ? { code: -32602, message: 'There is no such tool.' }
        : { code: -32601, message: 'There is no such method.' };
    write({ jsonrpc: '2.0', id, error });
  } else if (given.raw !== undefined)
    write(`{"jsonrpc":"2.0","id":${JSON.stringify(id)},"result":${given.raw}}`);
  else write({ jsonrpc: '2.0', id, result: given });
}

function parse(line) {
  try {
    return JSON.parse(line);
  } catch {
    // SyntaxError: what is no JSON is passed over.
    return undefined;
  }
}

let rest = '';
for await (const chunk of process.stdin.setEncoding('utf8')) {
  const lines = (rest + chunk).split('\n');
  rest = lines.pop().slice(-LONGEST);
  for (const line of lines) {
    const message = parse(line);
    if (typeof message === 'object' && message !== null && !Array.isArray(message)) void take(message);
  }
}
