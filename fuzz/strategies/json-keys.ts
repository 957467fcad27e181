import { withId, withValue } from '../changed-text.ts';
import type { Payload, Strategy, Subject } from '../strategy.ts';

/** A change of a message that a strict reader refuses, or reads as a method nobody has. */
interface Trick {
  id: string;
  isCore?: boolean;
  change(text: string, method: string, token: string): string;
}

const member = (name: string, from: string, to: string) => (text: string) =>
  text.replace(`"${name}":${from}`, to);

const TRICKS: readonly Trick[] = [
  {
    // Whoever takes the last of them, as most do, knows no such method.
    id: 'method-twice',
    isCore: true,
    change: (text, method, token) =>
      text.replace(`"method":${method}`, `"method":${method},"method":"none/${token}"`),
  },
  { id: 'method-upper', isCore: true, change: (text) => text.replace('"method":', '"METHOD":') },
  { id: 'method-title', change: (text) => text.replace('"method":', '"Method":') },
  {
    id: 'params-title',
    change: (text, method) =>
      text.replace('"method":', '"Method":').replace('"params":', '"Params":').replace(method, method),
  },
  { id: 'method-space', change: (text) => text.replace('"method":', '"method ":') },
  // Whoever copies the members into an object of its own gives that another prototype.
  {
    id: 'method-inherited',
    isCore: true,
    change: (text, method) => text.replace(`"method":${method}`, `"__proto__":{"method":${method}}`),
  },
  { id: 'method-value-upper', change: (text, method) => text.replace(method, method.toUpperCase()) },
  { id: 'method-value-space', change: (text, method) => text.replace(method, `${method.slice(0, -1)} "`) },
  {
    id: 'method-value-nul',
    change: (text, method) => text.replace(method, `${method.slice(0, -1)}\\u0000"`),
  },
  { id: 'method-value-slashes', change: (text, method) => text.replace(method, method.replace('/', '//')) },
  { id: 'method-list', change: (text, method) => text.replace(method, `[${method}]`) },
  { id: 'version-missing', isCore: true, change: (text) => text.replace('"jsonrpc":"2.0",', '') },
  { id: 'version-one', change: member('jsonrpc', '"2.0"', '"jsonrpc":"1.0"') },
  { id: 'version-number', change: member('jsonrpc', '"2.0"', '"jsonrpc":2') },
  { id: 'version-upper', change: (text) => text.replace('"jsonrpc":', '"JSONRPC":') },
  { id: 'version-null', change: member('jsonrpc', '"2.0"', '"jsonrpc":null') },
];

function tricks(subject: Subject): Payload[] {
  const method = JSON.stringify(subject.method);
  return TRICKS.map(({ id, isCore = false, change }) => ({
    id,
    isCore,
    make({ token }) {
      const text = withId(subject.text, token);
      const message = change(text, method, token);
      if (message === text) return undefined;
      return { message, isAnswered: false, expects: [{ kind: 'refusal' }, { kind: 'crash' }] };
    },
  }));
}

/** Names that every object has already, where a server looks names up or copies members. */
const INHERITED = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];

const inherited: readonly Payload[] = INHERITED.map((name) => ({
  id: `member-${name.replaceAll('_', '').toLowerCase()}`,
  isCore: name === '__proto__',
  make({ token }) {
    const message = `{"jsonrpc":"2.0","id":"${token}","${name}":{"${token}":true},"method":"ping","params":{"${name}":{"${token}":true},"_meta":{"${name}":null}}}`;
    return { message, isAnswered: true, expects: [{ kind: 'crash' }] };
  },
}));

/** A tool is named as often as there are readers to disagree on it. */
function names(subject: Subject): Payload[] {
  if (subject.method !== 'tools/call') return [];
  const name = JSON.stringify(subject.name);
  return [
    {
      id: 'tool-name-twice',
      isCore: false,
      make({ token }) {
        const text = withId(subject.text, token);
        const message = text.replace(`"name":${name}`, `"name":${name},"name":"none-${token}"`);
        if (message === text) return undefined;
        return { message, isAnswered: true, expects: [{ kind: 'refusal' }, { kind: 'crash' }] };
      },
    },
    {
      id: 'tool-name-list',
      isCore: false,
      make: ({ token }) => ({
        message: withValue(withId(subject.text, token), ['params', 'name'], `[${name}]`),
        isAnswered: true,
        expects: [{ kind: 'refusal' }, { kind: 'crash' }],
      }),
    },
  ];
}

export const jsonKeys: Strategy = {
  meta: {
    id: 'json-keys',
    title: 'Keys read otherwise',
    about:
      'Repeated, misspelt and missing members of the envelope: what a strict reader refuses, and a lenient one carries out.',
    cwe: 'CWE-436',
    optIn: false,
    severity: 'low',
    finding: 'Takes messages that strict readers refuse',
    fix: 'Check the envelope before anything else: jsonrpc is "2.0", each name stands there once and exactly as written. A gate in front of a server otherwise sees another message than the server.',
  },
  of: 'message',
  fits: ({ kind }) => (kind === 'protocol' ? 1 : kind === 'tool' ? 0.3 : 0),
  payloads: (subject) =>
    subject.kind === 'protocol' ? [...tricks(subject), ...inherited] : names(subject).map(asCore),
};

const asCore = (payload: Payload): Payload => ({ ...payload, isCore: true });
