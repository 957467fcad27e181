// Says every class of trouble once, harmlessly, beside a few honest things. What is wrong where stands in
// expected.mjs; offers.mjs and answers.mjs hold the words.
//   --modern   2026-07-28 instead of the handshake
import { plainAnswer, later, option, readMessages, send, write } from '../stdio.mjs';
import { discovered } from '../modern.mjs';
import { ANSWERS, READS } from './answers.mjs';
import { PROMPTS, RESOURCES, TEMPLATES, TOOLS } from './offers.mjs';

const name = 'poisoned';
const isModern = option('modern', false);
const capabilities = { tools: {}, prompts: {}, resources: {}, logging: {} };
const complete = isModern ? { resultType: 'complete' } : {};
/** `__proto__` is a word like others for what a server is asked. */
const known = (table, key) => (typeof key === 'string' && Object.hasOwn(table, key) ? table[key] : undefined);

/** Pages: the second cursor leads back to itself. */
function templates({ cursor } = {}) {
  if (cursor === undefined) return { resourceTemplates: [TEMPLATES[0]], nextCursor: 'page-2' };
  return { resourceTemplates: [TEMPLATES[1]], nextCursor: 'page-2' };
}

const LISTS = {
  'tools/list': () => ({ tools: TOOLS }),
  'prompts/list': () => ({ prompts: PROMPTS }),
  'resources/list': () => ({ resources: RESOURCES }),
  'resources/templates/list': templates,
};

async function say(id, { before = [], raw = [], stderr, result, error, rawResult }) {
  for (const message of before) await send(message);
  for (const bytes of raw) await write(bytes);
  if (stderr !== undefined) {
    process.stderr.write(stderr);
    // Two pipes have no order: so it is read before the answer.
    await later(20);
  }
  if (rawResult !== undefined)
    await write(`{"jsonrpc":"2.0","id":${JSON.stringify(id)},"result":${rawResult}}\n`);
  else
    await send({
      jsonrpc: '2.0',
      id,
      ...(error === undefined ? { result: { ...complete, ...result } } : { error }),
    });
}

await readMessages(async (message) => {
  const { id, method, params } = message;
  if (id === undefined || method === undefined) return;
  const list = known(LISTS, method);
  const answer =
    method === 'tools/call' && params?.name === 'say'
      ? known(ANSWERS, params.arguments?.what)
      : method === 'resources/read'
        ? known(READS, params?.uri)
        : undefined;
  if (list !== undefined) await send({ jsonrpc: '2.0', id, result: { ...complete, ...list(params) } });
  else if (answer !== undefined) await say(id, answer);
  else if (method === 'server/discover' && isModern) await send(discovered(id, name, capabilities));
  else await send(plainAnswer(message, { name, capabilities }));
});
