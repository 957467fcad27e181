import { withId, withValue } from '../changed-text.ts';
import type { Payload, Strategy } from '../strategy.ts';

const cancelled = (params: string): string =>
  `{"jsonrpc":"2.0","method":"notifications/cancelled","params":${params}}`;
const progress = (params: string): string =>
  `{"jsonrpc":"2.0","method":"notifications/progress","params":${params}}`;

const NOTICES: readonly { id: string; message(token: string): string; isCore?: boolean }[] = [
  {
    id: 'unknown',
    message: (token) => cancelled(`{"requestId":"${token}","reason":"${token}"}`),
    isCore: true,
  },
  { id: 'no-params', message: () => '{"jsonrpc":"2.0","method":"notifications/cancelled"}', isCore: true },
  { id: 'nameless', message: () => cancelled('{}'), isCore: true },
  { id: 'null', message: () => cancelled('{"requestId":null}') },
  { id: 'object', message: () => cancelled('{"requestId":{"toString":null}}') },
  { id: 'inherited', message: () => cancelled('{"requestId":"__proto__"}'), isCore: true },
  { id: 'inherited-method', message: () => cancelled('{"requestId":"constructor"}') },
  { id: 'greeting', message: () => cancelled('{"requestId":0}') },
  { id: 'long-over', message: () => cancelled('{"requestId":1,"reason":null}') },
  { id: 'reason-object', message: (token) => cancelled(`{"requestId":"${token}","reason":{"a":[1]}}`) },
  {
    id: 'progress-unknown',
    message: (token) => progress(`{"progressToken":"${token}","progress":1}`),
    isCore: true,
  },
  { id: 'progress-no-params', message: () => '{"jsonrpc":"2.0","method":"notifications/progress"}' },
  { id: 'progress-nameless', message: () => progress('{"progress":1}') },
  { id: 'progress-inherited', message: () => progress('{"progressToken":"__proto__","progress":1}') },
  { id: 'progress-types', message: () => progress('{"progressToken":{},"progress":"much","total":-1}') },
  { id: 'progress-infinite', message: (token) => progress(`{"progressToken":"${token}","progress":1e400}`) },
  // One write of many lines.
  {
    id: 'storm',
    message: (token) =>
      Array.from({ length: 500 }, (_, n) => cancelled(`{"requestId":"${token}-${n}"}`)).join('\n'),
  },
  {
    id: 'progress-storm',
    message: (token) =>
      Array.from({ length: 1_000 }, (_, n) =>
        progress(`{"progressToken":"${token}-${n}","progress":${n}}`),
      ).join('\n'),
  },
];

/** Under what progress of this request is to be told. */
const TOKENS: readonly { id: string; json: string; isCore?: boolean }[] = [
  { id: 'token-null', json: 'null', isCore: true },
  { id: 'token-object', json: '{}', isCore: true },
  { id: 'token-list', json: '[1]' },
  { id: 'token-true', json: 'true' },
  { id: 'token-inherited', json: '"__proto__"' },
  { id: 'token-beyond-exact', json: '9007199254740993' },
  { id: 'token-long', json: `"${'t'.repeat(65_536)}"` },
];

const notices: readonly Payload[] = NOTICES.map(({ id, message, isCore = false }) => ({
  id,
  isCore,
  make: ({ token }) => ({ message: message(token), isAnswered: false, expects: [{ kind: 'crash' }] }),
}));

export const cancel: Strategy = {
  meta: {
    id: 'cancel',
    title: 'Cancelled and told of progress',
    about: 'Cancellations and progress of requests that nobody made, and tokens that are none.',
    cwe: 'CWE-248',
    optIn: false,
    severity: 'low',
    finding: 'Cannot cope with cancellations or progress',
    fix: 'Pass over cancellations and progress of what is not under way. Take texts and whole numbers as tokens and nothing else.',
  },
  of: 'message',
  fits: ({ kind }) => (kind === 'protocol' ? 1 : kind === 'tool' ? 0.3 : 0),
  payloads(subject) {
    const tokens = TOKENS.map(({ id, json, isCore = false }): Payload => ({
      id,
      isCore,
      make: ({ token }) => ({
        message: withValue(withId(subject.text, token), ['params', '_meta', 'progressToken'], json),
        isAnswered: true,
        expects: [{ kind: 'crash' }],
      }),
    }));
    return subject.kind === 'protocol' ? [...notices, ...tokens] : tokens;
  },
};
