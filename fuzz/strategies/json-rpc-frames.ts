import { withId } from '../changed-text.ts';
import type { Made, Payload, Strategy } from '../strategy.ts';

const CALL = '{"jsonrpc":"2.0","id":"TOKEN","method":"ping"}';
const hex = (text: string): string =>
  Array.from(new TextEncoder().encode(text), (byte) => byte.toString(16).padStart(2, '0')).join('');

/** What is no message. A server says so (-32700, -32600) or says nothing, and goes on. */
const BROKEN: readonly { id: string; text: string; isCore?: boolean }[] = [
  { id: 'cut-off', text: '{"jsonrpc":"2.0","id":"TOKEN","method":"pi', isCore: true },
  { id: 'word', text: 'hello TOKEN', isCore: true },
  { id: 'null', text: 'null', isCore: true },
  { id: 'text', text: '"TOKEN"', isCore: true },
  { id: 'single-quotes', text: "{'jsonrpc':'2.0','id':'TOKEN','method':'ping'}", isCore: true },
  { id: 'number', text: '7' },
  { id: 'true', text: 'true' },
  { id: 'open', text: '{' },
  { id: 'closed', text: '}' },
  { id: 'empty-object', text: '{}', isCore: true },
  { id: 'white-space', text: '   ' },
  { id: 'empty', text: '' },
  { id: 'two-at-once', text: CALL + CALL },
  { id: 'method-number', text: '{"jsonrpc":"2.0","id":"TOKEN","method":7}', isCore: true },
  { id: 'method-object', text: '{"jsonrpc":"2.0","id":"TOKEN","method":{"toString":null}}' },
  { id: 'params-text', text: '{"jsonrpc":"2.0","id":"TOKEN","method":"ping","params":"text"}' },
  {
    id: 'params-null',
    text: '{"jsonrpc":"2.0","id":"TOKEN","method":"tools/call","params":null}',
    isCore: true,
  },
  { id: 'params-missing', text: '{"jsonrpc":"2.0","id":"TOKEN","method":"tools/call"}' },
  { id: 'both-answers', text: '{"jsonrpc":"2.0","id":"TOKEN","result":{},"error":{"code":1,"message":""}}' },
  { id: 'answer-nobody-asked', text: '{"jsonrpc":"2.0","id":"TOKEN","result":{}}' },
  { id: 'error-no-object', text: '{"jsonrpc":"2.0","id":"TOKEN","error":"text"}' },
  { id: 'deep', text: `${'['.repeat(5_000)}` },
  {
    id: 'deep-closed',
    text: `{"jsonrpc":"2.0","id":"TOKEN","method":"ping","params":{"a":${'['.repeat(5_000)}${']'.repeat(5_000)}}}`,
  },
  { id: 'long-method', text: `{"jsonrpc":"2.0","id":"TOKEN","method":"${'a'.repeat(100_000)}"}` },
];

/** Read by lenient readers only. Taken as good, it is the beginning of two readers that disagree. */
const LENIENT: readonly { id: string; text: string }[] = [
  { id: 'trailing-comma', text: '{"jsonrpc":"2.0","id":"TOKEN","method":"ping",}' },
  { id: 'comment', text: '{"jsonrpc":"2.0",/* ping */"id":"TOKEN","method":"ping"}' },
  { id: 'bare-keys', text: '{jsonrpc:"2.0",id:"TOKEN",method:"ping"}' },
  { id: 'not-a-number', text: '{"jsonrpc":"2.0","id":"TOKEN","method":"ping","params":{"a":NaN}}' },
  { id: 'leading-zero', text: '{"jsonrpc":"2.0","id":"TOKEN","method":"ping","params":{"a":007}}' },
  { id: 'control-in-text', text: '{"jsonrpc":"2.0","id":"TOKEN","method":"ping","params":{"a":"\u0001"}}' },
];

/** Bytes in hexadecimal around a message in UTF-8. */
const BYTES: readonly { id: string; write(call: string): string }[] = [
  { id: 'mark', write: (call) => `efbbbf${hex(call)}` },
  { id: 'nul-behind', write: (call) => `${hex(call)}00` },
  { id: 'nul-before', write: (call) => `00${hex(call)}` },
  { id: 'invalid-utf8', write: (call) => hex(call.replace('ping', 'p~ng')).replace('7e', 'ff') },
  { id: 'overlong', write: (call) => hex(call.replace('ping', 'p~ng')).replace('7e', 'c0af') },
  { id: 'surrogate-bytes', write: (call) => hex(call.replace('ping', 'p~ng')).replace('7e', 'eda080') },
  { id: 'utf-16', write: (call) => hex(call).replace(/../g, (byte) => `${byte}00`) },
  { id: 'carriage-return', write: (call) => `${hex(call)}0d` },
];

const payload = (id: string, isCore: boolean, make: (token: string) => Made): Payload => ({
  id,
  isCore,
  make: ({ token }) => make(token),
});

const payloads: readonly Payload[] = [
  ...BROKEN.map(({ id, text, isCore = false }) =>
    payload(id, isCore, (token) => ({
      message: text.replaceAll('TOKEN', token),
      isAnswered: isCore,
      expects: [{ kind: 'crash' }],
    })),
  ),
  ...LENIENT.map(({ id, text }) =>
    payload(id, false, (token) => ({
      message: text.replaceAll('TOKEN', token),
      isAnswered: true,
      expects: [{ kind: 'refusal' }, { kind: 'crash' }],
    })),
  ),
  ...BYTES.map(({ id, write }) =>
    payload(id, false, (token) => ({
      message: write(withId(CALL, token)),
      form: 'hex',
      isAnswered: false,
      expects: [{ kind: 'crash' }],
    })),
  ),
];

export const jsonRpcFrames: Strategy = {
  meta: {
    id: 'json-rpc-frames',
    title: 'Broken frames',
    about:
      'Lines that are no JSON, no message or not quite one; afterwards the server has to answer as before.',
    cwe: 'CWE-248',
    optIn: false,
    severity: 'low',
    finding: 'Cannot cope with broken frames',
    fix: 'Answer what is no JSON with -32700 and what is no message with -32600, without telling where in the program that was. Let nothing that comes in end the process.',
  },
  of: 'message',
  fits: ({ kind }) => (kind === 'protocol' ? 1 : 0),
  payloads: () => payloads,
};
