// 2026-07-28: answers calls with `input_required`, twice, before it answers at last (multi round-trip requests).
// First it wants a form, a sampling and the roots at once, then an address to be opened; its state is odd JSON
// text that must come back letter by letter. The last answer tells what came.
//   --http, --port=N     over HTTP instead of stdio
//   --how=well           (the above)
//   --how=for-ever       asks again and again, with a new key each time
//   --how=many           asks 10,000 things at once
//   --how=list, text     `inputRequests` is a list, or a string
//   --how=nothing        neither requests nor state
//   --how=state-only     only a state: "try again"
//   --how=at-lists       answers tools/list that way too
//   --complete           tells at once that the address of that error is done, and one nobody asked to open
//   --withdraw           cancels the call it answered, which is not its own to cancel
//   --how=addresses      error -32042 of 2025-11-25 instead, handshake era, to the first call of `go`
import { isModern, discovered, failed, modern, serveBoth } from '../modern.mjs';
import { option, plainAnswer, text, tool } from '../stdio.mjs';

const name = 'asks-back';
const how = option('how', 'well');
const tools = [tool('go', 'Asks back before it answers'), tool('plain', 'Asks nothing')];

const FORM = {
  method: 'elicitation/create',
  params: {
    mode: 'form',
    message: 'Who are you?',
    requestedSchema: { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] },
  },
};
const SAMPLING = {
  method: 'sampling/createMessage',
  params: {
    messages: [{ role: 'user', content: { type: 'text', text: 'What is the capital of France?' } }],
    maxTokens: 10,
  },
};
const ROOTS = { method: 'roots/list' };
const ADDRESS = {
  method: 'elicitation/create',
  params: { mode: 'url', url: 'http://127.0.0.1:9/connect?<script>', message: 'Open this' },
};

/** JSON text, with escapes that a parser would lose. */
const STATES = [String.raw`"\u0061\/\ud83d 9007199254740993 é\n\"{"`, String.raw`"two\u0000\/"`];
const KEY = String.raw`"\u0064irs"`;

const asking = (id, requests, state) =>
  `{"jsonrpc":"2.0","id":${JSON.stringify(id)},"result":{"resultType":"input_required"` +
  `${requests === undefined ? '' : `,"inputRequests":${requests}`}` +
  `${state === undefined ? '' : `, "requestState" : ${state}`}}}`;

let rounds = 0;
const told = {};

function answerTo(id, params, line) {
  rounds += 1;
  switch (how) {
    case 'for-ever':
      return asking(id, `{"again_${rounds}":${JSON.stringify(ROOTS)}}`, JSON.stringify(`round ${rounds}`));
    case 'many': {
      const many = Array.from({ length: 10_000 }, (_, k) => `"key_${k}":${JSON.stringify(ROOTS)}`);
      return asking(id, `{${many.join(',')}}`);
    }
    case 'list':
      return asking(id, JSON.stringify([FORM, ROOTS]), '"s"');
    case 'text':
      return asking(id, '"give me everything"', '7');
    case 'nothing':
      return asking(id);
    case 'state-only':
      return params.requestState === undefined ? asking(id, undefined, '"later"') : last(id, { again: true });
    default:
      return inTwoRounds(id, params, line);
  }
}

function inTwoRounds(id, { requestState, inputResponses }, line) {
  if (requestState === undefined) {
    const requests = `{"who":${JSON.stringify(FORM)},"capital":${JSON.stringify(SAMPLING)},${KEY}:${JSON.stringify(ROOTS)}}`;
    return asking(id, requests, STATES[0]);
  }
  const round = STATES.findIndex((state) => JSON.parse(state) === requestState);
  if (round === -1) return failed(id, -32602, 'This state is not mine');
  told[`round ${round + 1}`] = inputResponses;
  told[`state ${round + 1}`] = line.includes(STATES[round]) ? 'as it was' : 'rewritten';
  if (round === 0) return asking(id, `{"open":${JSON.stringify(ADDRESS)}}`, STATES[1]);
  return last(id, told);
}

const last = (id, value) => modern(id, text(JSON.stringify(value)), name);

let isOpened = false;
function withAddresses(message) {
  if (message.method !== 'tools/call' || message.params.name === 'plain' || isOpened)
    return plainAnswer(message, { name, tools });
  isOpened = true;
  const elicitations = [{ ...ADDRESS.params, elicitationId: 'e-1' }];
  const error = { code: -32042, message: 'This request requires more information.', data: { elicitations } };
  return { jsonrpc: '2.0', id: message.id, error };
}

const completed = (elicitationId) => ({
  jsonrpc: '2.0',
  method: 'notifications/elicitation/complete',
  params: { elicitationId },
});
const cancelled = (requestId) => ({
  jsonrpc: '2.0',
  method: 'notifications/cancelled',
  params: { requestId },
});

await serveBoth((message, line, { send }) => {
  const { id, method, params } = message;
  if (id === undefined) return undefined;
  if (how === 'addresses') {
    void send(withAddresses(message));
    if (option('complete', false) === true && method === 'tools/call' && params.name === 'go') {
      void send(completed('e-1'));
      void send(completed('__proto__'));
    }
    const isWithdrawn = option('withdraw', false) === true && method === 'tools/call';
    return isWithdrawn ? send(cancelled(id)) : undefined;
  }
  if (!isModern(params)) return send(failed(id, -32022, 'Only 2026-07-28 is spoken here'));
  switch (method) {
    case 'server/discover':
      return send(discovered(id, name, { tools: {} }));
    case 'tools/list':
      if (how === 'at-lists') return send(asking(id, `{"a":${JSON.stringify(ROOTS)}}`));
      return send(modern(id, { tools, ttlMs: 0, cacheScope: 'private' }, name));
    case 'tools/call':
      return send(params.name === 'plain' ? last(id, 'plain') : answerTo(id, params, line));
    default:
      return send(failed(id, -32601, `Method not found: ${method}`));
  }
});
