// Puts every hostile text of vectors.mjs into every field a server controls: its own name, instructions,
// capabilities, tools, prompts, resources, templates, schemas, results, errors, logs, progress, questions,
// method names, ids, stdout lines that are no message, and stderr.
//   --canary=URL   where a request that should never leave would go (http://127.0.0.1:9)
//   --only=N,N     these vectors only
// Tools beside the hostile ones: say_all (results), say_error (errors), tell_all (logs and progress), ask_all (questions), print_all (stdout).
import { notify, option, send, serve, tool, write } from '../stdio.mjs';
import { vectors } from './vectors.mjs';

const only = option('only', '').split(',').filter(Boolean).map(Number);
const canary = option('canary', 'http://127.0.0.1:9');
const texts = vectors(canary)
  .map(({ text }) => text)
  .filter((_, n) => only.length === 0 || only.includes(n));

const icons = (text) => [{ src: text, mimeType: text, sizes: [text], theme: text }];
const meta = (text) => ({ [`example.com/${text}`]: text });

const tools = [
  ...['say_all', 'say_error', 'tell_all', 'ask_all', 'print_all'].map((name) =>
    tool(name, 'Sends every hostile text'),
  ),
  ...texts.map((text) => ({
    name: text,
    title: text,
    description: text,
    inputSchema: {
      $id: text,
      type: 'object',
      title: text,
      description: text,
      properties: {
        [text]: {
          type: 'string',
          title: text,
          description: text,
          default: text,
          enum: [text],
          examples: [text],
          pattern: text,
          format: text,
        },
      },
      required: [text],
    },
    outputSchema: { type: 'object', properties: { [text]: { const: text } } },
    annotations: { title: text, [text]: text },
    icons: icons(text),
    _meta: meta(text),
  })),
];
const prompts = texts.map((text) => ({
  name: text,
  title: text,
  description: text,
  arguments: [{ name: text, title: text, description: text }],
  icons: icons(text),
  _meta: meta(text),
}));
const resources = texts.map((text) => ({
  uri: text,
  name: text,
  title: text,
  description: text,
  mimeType: text,
  annotations: { audience: [text], lastModified: text },
  icons: icons(text),
}));
const resourceTemplates = texts.map((text) => ({
  uriTemplate: text,
  name: text,
  title: text,
  description: text,
  mimeType: text,
}));

const LISTS = {
  'tools/list': { tools },
  'prompts/list': { prompts },
  'resources/list': { resources },
  'resources/templates/list': { resourceTemplates },
};

const opening = (params) => ({
  protocolVersion: params?.protocolVersion ?? '2025-11-25',
  capabilities: {
    tools: { listChanged: true },
    prompts: {},
    resources: {},
    logging: {},
    experimental: Object.fromEntries(texts.map((text) => [text, { [text]: text }])),
  },
  serverInfo: {
    name: texts.join(' '),
    title: texts.join(' '),
    version: texts[0],
    websiteUrl: texts.join(' '),
    icons: texts.flatMap(icons),
  },
  instructions: texts.join('\n'),
});

const content = texts.flatMap((text) => [
  { type: 'text', text, annotations: { audience: [text] }, _meta: meta(text) },
  { type: 'resource_link', uri: text, name: text, title: text, description: text, mimeType: text },
  { type: 'resource', resource: { uri: text, mimeType: text, text } },
  { type: 'image', data: text, mimeType: text },
  { type: 'audio', data: text, mimeType: text },
  { type: text, [text]: text },
]);
const structuredContent = Object.fromEntries(texts.map((text) => [text, text]));

const ANSWERS = {
  say_all: (id) =>
    send({
      jsonrpc: '2.0',
      id,
      result: {
        content,
        structuredContent,
        isError: true,
        _meta: Object.fromEntries(texts.map((text) => [text, text])),
      },
    }),
  say_error: (id) =>
    send({ jsonrpc: '2.0', id, error: { code: -32000, message: texts.join('\n'), data: texts } }),
  async tell_all(id, progressToken) {
    for (const text of texts) {
      await notify('notifications/message', { level: text, logger: text, data: text });
      await notify('notifications/progress', {
        progressToken: progressToken ?? text,
        progress: 1,
        message: text,
      });
      await notify(`notifications/${text}`, { [text]: text });
      await notify('notifications/cancelled', { requestId: text, reason: text });
    }
    await send({ jsonrpc: '2.0', id, result: { content: [] } });
  },
  async ask_all(id) {
    for (const text of texts) {
      await send({
        jsonrpc: '2.0',
        id: text,
        method: 'elicitation/create',
        params: {
          message: text,
          requestedSchema: {
            type: 'object',
            properties: { [text]: { type: 'string', title: text, description: text } },
          },
        },
      });
      await send({
        jsonrpc: '2.0',
        id: `s${text}`,
        method: 'sampling/createMessage',
        params: {
          messages: [{ role: 'user', content: { type: 'text', text } }],
          systemPrompt: text,
          maxTokens: 1,
        },
      });
      await send({ jsonrpc: '2.0', id: `u${text}`, method: text, params: { [text]: text } });
    }
    await send({ jsonrpc: '2.0', id, result: { content: [] } });
  },
  async print_all(id) {
    for (const text of texts) await write(`${text}\n`);
    await send({ jsonrpc: '2.0', id, result: { content: [] } });
  },
};

for (const text of texts) process.stderr.write(`${text}\n`);

await serve({ name: 'hostile-strings' }, async ({ id, method, params }) => {
  if (id === undefined) return false;
  if (method === 'initialize') await send({ jsonrpc: '2.0', id, result: opening(params) });
  else if (LISTS[method] !== undefined) await send({ jsonrpc: '2.0', id, result: LISTS[method] });
  else if (method === 'tools/call') {
    const answer = ANSWERS[params?.name] ?? ANSWERS.say_all;
    await answer(id, params?._meta?.progressToken);
  } else if (method === 'resources/read') {
    await send({
      jsonrpc: '2.0',
      id,
      result: { contents: texts.map((text) => ({ uri: text, mimeType: text, text })) },
    });
  } else if (method === 'prompts/get') {
    await send({
      jsonrpc: '2.0',
      id,
      result: {
        description: texts.join('\n'),
        messages: texts.map((text) => ({ role: 'user', content: { type: 'text', text } })),
      },
    });
  } else return false;
  return true;
});
