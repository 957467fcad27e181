import type { Made, Payload, Strategy } from '../strategy.ts';

const ping = (token: string, n = 0): string => `{"jsonrpc":"2.0","id":"${token}-${n}","method":"ping"}`;
const many = (token: string, count: number): string =>
  `[${Array.from({ length: count }, (_, n) => ping(token, n)).join(',')}]`;
const NOTICE =
  '{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":0,"progress":1}}';

function payload(id: string, isCore: boolean, message: (token: string) => string): Payload {
  return {
    id,
    isCore,
    make: ({ token }): Made => ({ message: message(token), isAnswered: false, expects: [{ kind: 'crash' }] }),
  };
}

/** No revision but 2025-03-26 has lists; a server of that one may answer. */
const taken: Payload = {
  id: 'of-one',
  isCore: true,
  make: ({ token }) => ({
    message: `[${ping(token)}]`,
    isAnswered: true,
    expects: [{ kind: 'refusal' }, { kind: 'crash' }],
  }),
};

const payloads: readonly Payload[] = [
  taken,
  payload('empty', true, () => '[]'),
  payload('of-nulls', true, () => '[null,null]'),
  payload('of-numbers', false, () => '[1,2,3]'),
  payload('of-texts', false, (token) => `["${token}"]`),
  payload('nested', true, (token) => `[[${ping(token)}]]`),
  payload('nested-deep', true, () => `${'['.repeat(10_000)}${']'.repeat(10_000)}`),
  payload('mixed', false, (token) => `[${ping(token)},null,7,{},"a",${NOTICE}]`),
  payload('notices-only', false, () => `[${NOTICE},${NOTICE}]`),
  payload('thousand', false, (token) => many(token, 1_000)),
  payload('same-id', false, (token) => `[${ping(token)},${ping(token)}]`),
  payload(
    'with-initialize',
    false,
    (token) =>
      `[{"jsonrpc":"2.0","id":"${token}-i","method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"a","version":"1"}}},${ping(token)}]`,
  ),
];

export const batch: Strategy = {
  meta: {
    id: 'batch',
    title: 'Several in one',
    about: 'Lists of messages: empty, nested, of what is no message, a thousand at once.',
    cwe: 'CWE-20',
    optIn: false,
    severity: 'low',
    finding: 'Cannot cope with lists of messages',
    fix: 'Refuse lists with one -32600 where the revision that was agreed on has none. Where it has, look at each entry as at a message of its own, and bound their number.',
  },
  of: 'message',
  fits: ({ kind }) => (kind === 'protocol' ? 1 : 0),
  payloads: () => payloads,
};
