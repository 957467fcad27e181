// 2026-07-28: tools that ask before they answer, and leave their state with the client meanwhile.
// As it is, the state is JSON in Base64 and whatever comes back is believed: changed, used again, under another call.
//   --honest             the state is signed, of one request and one principal, for a short time, and used once
//   --how=open           (the above, without --honest)
//   --how=reusable       signed and bound as with --honest, but used as often as one likes
//   --how=unbound        signed, but for any request and anybody
//   --how=truthful       what is shown is what the state says, whatever the call says: the changed effect is seen
//   --how=unread         a state is sent, and never looked at
//   --how=twice          asks for something else in a second round; the state is believed
//   --http[=PORT]         over HTTP instead of stdio; the principal is the Authorization header, else TOKEN
import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { discovered, failed, isModern, modern, serveBoth } from '../modern.mjs';
import { option, text } from '../stdio.mjs';

const name = 'gives-state';
const how = option('honest', false) === true ? 'honest' : option('how', 'open');
const port = option('http', -1);
const KEY = 'a key that only this server has';
const LIFE = 60_000;

const shows = (tool, about) => ({
  name: tool,
  description: about,
  inputSchema: { type: 'object', properties: { page: { type: 'string', default: 'a' } }, required: ['page'] },
  annotations: { readOnlyHint: true },
});
const tools = [
  shows('show_page', 'Shows a page, and asks first'),
  shows('show_note', 'Shows a note, and asks first'),
];

const form = (message) => ({
  method: 'elicitation/create',
  params: {
    mode: 'form',
    message,
    requestedSchema: {
      type: 'object',
      properties: { sure: { type: 'boolean', default: true } },
      required: ['sure'],
    },
  },
});

const used = new Set();
const sign = (body) => createHmac('sha256', KEY).update(body).digest('base64url');
/** What a state is good for. */
const subject = ({ method, params }, principal) => [
  method,
  params.name,
  JSON.stringify(params.arguments),
  principal,
];

function give(message, principal, round) {
  const { name: tool, arguments: args } = message.params;
  const state = { tool, args, round, approved: false, once: randomUUID() };
  if (how === 'honest' || how === 'reusable') {
    state.of = subject(message, principal);
    state.until = Date.now() + LIFE;
  }
  const body = Buffer.from(JSON.stringify(state)).toString('base64url');
  return ['honest', 'reusable', 'unbound'].includes(how) ? `${body}.${sign(body)}` : body;
}

/** The state that was given, or undefined: it is not taken. */
function take(text, message, principal) {
  if (how === 'unread') return { round: 1 };
  if (typeof text !== 'string') return undefined;
  const [body, signature = ''] = text.split('.');
  if (['honest', 'reusable', 'unbound'].includes(how)) {
    const [given, right] = [Buffer.from(signature), Buffer.from(sign(body))];
    if (given.length !== right.length || !timingSafeEqual(given, right)) return undefined;
  }
  let state;
  try {
    state = JSON.parse(Buffer.from(body, 'base64url').toString());
  } catch {
    // SyntaxError: none of ours.
    return undefined;
  }
  if (how === 'unbound') return state;
  if (how === 'honest' || how === 'reusable') {
    const isSame = JSON.stringify(state.of) === JSON.stringify(subject(message, principal));
    if (!isSame || state.until < Date.now()) return undefined;
    if (how === 'honest' && used.has(state.once)) return undefined;
    used.add(state.once);
  }
  return state;
}

const asks = (id, message, principal, round, inputRequests) =>
  modern(
    id,
    { resultType: 'input_required', inputRequests, requestState: give(message, principal, round) },
    name,
  );

function answerTo(message, principal) {
  const { id, params } = message;
  const { requestState, inputResponses } = params;
  if (requestState === undefined && how !== 'unread')
    return asks(id, message, principal, 1, { sure: form('Are you sure?') });
  if (inputResponses === undefined) return asks(id, message, principal, 1, { sure: form('Are you sure?') });
  const state = take(requestState, message, principal);
  if (state === undefined) return failed(id, -32602, 'This state is not mine');
  if (how === 'twice' && state.round === 1)
    return asks(id, message, principal, 2, { really: form('Are you really sure?') });
  const isSure = Object.values(inputResponses).some(({ content }) => content?.sure === true);
  const shown =
    how === 'truthful'
      ? `${state.tool} ${JSON.stringify(state.args)}`
      : `${params.name} ${JSON.stringify(params.arguments)}`;
  return modern(id, text(isSure ? `${shown}, approved: ${state.approved === true}` : 'not shown'), name);
}

await serveBoth(
  (message, _, channel) => {
    const { id, method, params } = message;
    if (id === undefined) return undefined;
    const { send, http } = channel;
    if (!isModern(params)) return send(failed(id, -32022, 'Only 2026-07-28 is spoken here'));
    switch (method) {
      case 'server/discover':
        return send(discovered(id, name, { tools: {} }));
      case 'tools/list':
        return send(modern(id, { tools, ttlMs: 0, cacheScope: 'private' }, name));
      case 'tools/call':
        return send(answerTo(message, http?.headers.authorization ?? process.env.TOKEN ?? 'nobody'));
      default:
        return send(failed(id, -32601, `Method not found: ${method}`));
    }
  },
  typeof port === 'number' && port >= 0 ? port : undefined,
);
