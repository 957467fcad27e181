// A plain stdio server with real flaws, for finding them: `server.mjs FAMILY [--fixed] [--only ID] [--unseen | --seen]
// [--root DIR] [--db FILE] [--home DIR]`. A family is a file of families/ with sinks, as told in sinks.mjs;
// `--fixed` serves the twin of each, with the ordinary fix. `--list` says what there is.
import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { readMessages, write } from '../stdio.mjs';
import { chosenSinks, familyNames, isAlone, loadFamily, subjectsOf } from './sinks.mjs';

const words = process.argv.slice(2);
const has = (name) => words.includes(`--${name}`);

/** Value of `--name VALUE` or `--name=VALUE`. */
function given(name, fallback) {
  const joined = words.find((word) => word.startsWith(`--${name}=`));
  if (joined !== undefined) return joined.slice(name.length + 3);
  const at = words.indexOf(`--${name}`);
  return at === -1 ? fallback : words[at + 1];
}

if (has('list')) {
  const families = await Promise.all(familyNames().map(async (name) => [name, await loadFamily(name)]));
  const listed = families.flatMap(([family, { sinks }]) =>
    sinks.map((sink) => ({
      family,
      id: sink.id,
      strategy: sink.strategy,
      isUnseen: sink.isUnseen ?? false,
      subjects: subjectsOf(sink),
      reads: sink.reads,
      isAlone: isAlone(sink),
    })),
  );
  await write(`${JSON.stringify(listed, null, 2)}\n`);
  process.exit(0);
}

const isFixed = has('fixed');
const family = await loadFamily(words[0]);
const sinks = chosenSinks(family.sinks, {
  only: given('only'),
  isUnseen: has('unseen'),
  isSeen: has('seen'),
});
const base = {
  root: resolve(given('root', '.')),
  db: given('db'),
  home: given('home', homedir()),
  /** What sinks keep between calls, a map for each. */
  kept: new Map(sinks.map(({ id }) => [id, new Map()])),
  isFixed,
  notify: (method, params) => write(`${JSON.stringify({ jsonrpc: '2.0', method, params })}\n`),
};
const flawOrFix = (part, flaw = 'run', fix = 'fixed') => (isFixed ? (part[fix] ?? part[flaw]) : part[flaw]);
for (const sink of sinks) await sink.setUp?.(base);

const tools = sinks.flatMap((sink) =>
  [sink, ...(sink.more ?? [])].filter(({ tool }) => tool).map((part) => ({ sink, part })),
);
const prompts = sinks.filter(({ prompt }) => prompt);
const templates = sinks.filter(({ template }) => template);
const readers = sinks.filter(({ reads }) => reads !== undefined);
const completers = sinks.filter(({ complete }) => complete);

class Refusal extends Error {
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

const ctxOf = (sink, { id, params }) => ({ ...base, state: base.kept.get(sink.id), id, params });

async function callTool(message) {
  const { name, arguments: args = {} } = message.params ?? {};
  const found = tools.find(({ part }) => part.tool.name === name);
  if (found === undefined) throw new Refusal(-32602, `Unknown tool: ${name}`);
  try {
    const said = await flawOrFix(found.part)(args, ctxOf(found.sink, message));
    return typeof said === 'string' ? { content: [{ type: 'text', text: said }] } : said;
  } catch (error) {
    if (error instanceof Refusal || error.rpcCode !== undefined) throw error;
    return { content: [{ type: 'text', text: error.message }], isError: true };
  }
}

async function getPrompt(message) {
  const { name, arguments: args = {} } = message.params ?? {};
  const sink = prompts.find(({ prompt }) => prompt.name === name);
  if (sink === undefined) throw new Refusal(-32602, `Unknown prompt: ${name}`);
  const said = await flawOrFix(sink)(args, ctxOf(sink, message));
  return typeof said === 'string'
    ? { messages: [{ role: 'user', content: { type: 'text', text: said } }] }
    : said;
}

async function readResource(message) {
  const { uri } = message.params ?? {};
  if (typeof uri !== 'string') throw new Refusal(-32602, 'uri must be a string');
  const sink = readers
    .filter(({ reads }) => uri.startsWith(reads))
    .sort((a, b) => b.reads.length - a.reads.length)[0];
  if (sink === undefined) throw new Refusal(-32002, 'Resource not found');
  const said = await flawOrFix(sink)({ uri }, ctxOf(sink, message));
  return typeof said === 'string' ? { contents: [{ uri, mimeType: 'text/plain', text: said }] } : said;
}

async function complete(message) {
  const { ref, argument, context } = message.params ?? {};
  const sink = completers.find(({ prompt, template }) =>
    ref?.type === 'ref/prompt' ? prompt?.name === ref.name : template?.uriTemplate === ref?.uri,
  );
  if (sink === undefined) throw new Refusal(-32602, 'Unknown reference');
  const values = await flawOrFix(
    sink,
    'complete',
    'fixedComplete',
  )(
    { name: argument?.name, value: argument?.value, context: context?.arguments ?? {} },
    ctxOf(sink, message),
  );
  return { completion: { values: values.slice(0, 100), total: values.length, hasMore: values.length > 100 } };
}

const SPOKEN = ['2024-11-05', '2025-03-26', '2025-06-18', '2025-11-25'];

async function answer(message) {
  switch (message.method) {
    case 'initialize':
      return {
        protocolVersion: SPOKEN.includes(message.params?.protocolVersion)
          ? message.params.protocolVersion
          : SPOKEN.at(-1),
        capabilities: { tools: {}, prompts: {}, resources: {}, completions: {} },
        serverInfo: { name: 'notes', version: '1.0.0' },
      };
    case 'ping':
      return {};
    case 'tools/list':
      return { tools: tools.map(({ part }) => part.tool) };
    case 'tools/call':
      return callTool(message);
    case 'prompts/list':
      return { prompts: prompts.map(({ prompt }) => prompt) };
    case 'prompts/get':
      return getPrompt(message);
    case 'resources/list':
      return { resources: sinks.flatMap((sink) => sink.resources?.(base) ?? []) };
    case 'resources/templates/list':
      return { resourceTemplates: templates.map(({ template }) => template) };
    case 'resources/read':
      return readResource(message);
    case 'completion/complete':
      return complete(message);
    default:
      throw new Refusal(-32601, `Method not found: ${message.method}`);
  }
}

async function respond(message) {
  for (const sink of sinks) {
    const own = await flawOrFix(sink, 'message', 'fixedMessage')?.(message, ctxOf(sink, message));
    // null: said nothing on purpose.
    if (own === null) return;
    if (own !== undefined) return write(`${JSON.stringify(own)}\n`);
  }
  if (message.id === undefined || Array.isArray(message)) return;
  // What is sloppy about messages is so on purpose, in a sink of its own.
  const isSound =
    message.jsonrpc === '2.0' && (typeof message.id === 'string' || Number.isInteger(message.id));
  const head = { jsonrpc: '2.0', id: isSound ? message.id : null };
  if (!isSound) {
    const error = { code: -32600, message: 'Invalid request' };
    return write(`${JSON.stringify({ ...head, error })}\n`);
  }
  try {
    await write(`${JSON.stringify({ ...head, result: await answer(message) })}\n`);
  } catch (error) {
    const code = error instanceof Refusal ? error.code : (error.rpcCode ?? -32603);
    await write(`${JSON.stringify({ ...head, error: { code, message: error.message } })}\n`);
  }
}

const line = sinks.map((sink) => flawOrFix(sink, 'line', 'fixedLine')).find(Boolean);
if (line === undefined) {
  // Not awaited: calls are worked on side by side, as they are by the SDK.
  await readMessages((message) => {
    if (message !== null && typeof message === 'object') void respond(message);
  });
} else {
  // A sink that reads lines itself gets them as they came, and says what is to be done with each.
  let rest = '';
  for await (const chunk of process.stdin.setEncoding('latin1')) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop();
    for (const bytes of lines) await line(Buffer.from(bytes, 'latin1'), { ...base, respond, write });
  }
}
