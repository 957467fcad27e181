import type { Expectation, Payload, Strategy } from '../strategy.ts';

const VERSIONS: readonly { id: string; version: string; isCore?: boolean }[] = [
  { id: 'version-unknown', version: '1900-01-01', isCore: true },
  { id: 'version-future', version: '2999-12-31' },
  { id: 'version-empty', version: '' },
  { id: 'version-word', version: 'latest' },
  { id: 'version-spelt', version: '2025-06-18 ' },
  { id: 'version-markup', version: '<b>2025-06-18</b>' },
  { id: 'version-inherited', version: '__proto__' },
];

function hello(token: string, params: string): string {
  return `{"jsonrpc":"2.0","id":"${token}","method":"initialize","params":${params}}`;
}

const usual = (version: string): string =>
  `{"protocolVersion":${version},"capabilities":{},"clientInfo":{"name":"mcp-sec-inspect","version":"1.0.0"}}`;

function payload(
  id: string,
  isCore: boolean,
  message: (token: string) => string,
  more: readonly Expectation[] = [],
): Payload {
  const isAnswered = !id.startsWith('notice-');
  return {
    id,
    isCore,
    make: ({ token }) => ({ message: message(token), isAnswered, expects: [...more, { kind: 'crash' }] }),
  };
}

const versions: readonly Payload[] = VERSIONS.map(({ id, version, isCore = false }) => {
  const value = JSON.stringify(version);
  // To agree to one that does not exist is to have agreed on nothing.
  return payload(id, isCore, (token) => hello(token, usual(value)), [
    { kind: 'agrees', at: '/result/protocolVersion', value },
  ]);
});

/** What is asked for when there is nobody of that name: objects have more names than were put into them. */
const INHERITED = ['constructor', 'toString', '__proto__', 'hasOwnProperty', 'valueOf'];

const payloads: readonly Payload[] = [
  payload('again', true, (token) => hello(token, usual('"2025-06-18"'))),
  payload('again-no-client', true, (token) =>
    hello(token, '{"protocolVersion":"2025-06-18","capabilities":{}}'),
  ),
  payload('again-no-params', true, (token) => `{"jsonrpc":"2.0","id":"${token}","method":"initialize"}`),
  payload('again-null', false, (token) =>
    hello(token, '{"protocolVersion":null,"capabilities":null,"clientInfo":null}'),
  ),
  payload('again-types', false, (token) =>
    hello(token, '{"protocolVersion":7,"capabilities":[],"clientInfo":"text"}'),
  ),
  ...versions,
  payload('notice-initialized-again', false, () => '{"jsonrpc":"2.0","method":"notifications/initialized"}'),
  payload(
    'notice-roots-changed',
    false,
    () => '{"jsonrpc":"2.0","method":"notifications/roots/list_changed"}',
  ),
  payload('notice-unknown', false, () => '{"jsonrpc":"2.0","method":"notifications/none"}'),
  payload('shutdown', true, (token) => `{"jsonrpc":"2.0","id":"${token}","method":"shutdown"}`),
  payload('notice-exit', true, () => '{"jsonrpc":"2.0","method":"exit"}'),
  payload('method-empty', false, (token) => `{"jsonrpc":"2.0","id":"${token}","method":""}`, [
    { kind: 'refusal' },
  ]),
  payload('method-none', false, (token) => `{"jsonrpc":"2.0","id":"${token}","method":"none/none"}`, [
    { kind: 'refusal' },
  ]),
  payload('method-reserved', false, (token) => `{"jsonrpc":"2.0","id":"${token}","method":"rpc.discover"}`),
  payload(
    'level-unknown',
    false,
    (token) => `{"jsonrpc":"2.0","id":"${token}","method":"logging/setLevel","params":{"level":"__proto__"}}`,
    [{ kind: 'refusal' }],
  ),
  payload(
    'cursor-none',
    true,
    (token) => `{"jsonrpc":"2.0","id":"${token}","method":"tools/list","params":{"cursor":"${token}"}}`,
  ),
  payload(
    'tool-none',
    true,
    (token) =>
      `{"jsonrpc":"2.0","id":"${token}","method":"tools/call","params":{"name":"none-${token}","arguments":{}}}`,
    [{ kind: 'refusal' }],
  ),
  ...INHERITED.flatMap((name, n) => [
    payload(
      `method-${name.replaceAll('_', '').toLowerCase()}`,
      n < 2,
      (token) => `{"jsonrpc":"2.0","id":"${token}","method":"${name}","params":{}}`,
      [{ kind: 'refusal' }],
    ),
    payload(
      `tool-${name.replaceAll('_', '').toLowerCase()}`,
      n < 2,
      (token) =>
        `{"jsonrpc":"2.0","id":"${token}","method":"tools/call","params":{"name":"${name}","arguments":{}}}`,
      [{ kind: 'refusal' }],
    ),
  ]),
];

export const lifecycle: Strategy = {
  meta: {
    id: 'lifecycle',
    title: 'Out of order',
    about: 'A second greeting, versions that do not exist, an end in the middle, methods that nobody wrote.',
    cwe: 'CWE-841',
    optIn: false,
    severity: 'low',
    finding: 'Does not keep to the order of a session',
    fix: 'Agree only to versions that are spoken, refuse a second greeting or answer it like the first, and look methods up where nothing is inherited. Let nothing a client says end the process.',
  },
  of: 'message',
  fits: ({ kind }) => (kind === 'protocol' ? 1 : 0),
  payloads: () => payloads,
};
