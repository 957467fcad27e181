import { looksLike, takesText } from '../affinity.ts';
import { plainSeed, written } from '../proofs.ts';
import type { Making, Payload, Strategy } from '../strategy.ts';

/** Ends of a line, and what becomes one on the way. */
const ENDS: readonly { id: string; end: string; isCore: boolean }[] = [
  { id: 'crlf', end: '\r\n', isCore: true },
  { id: 'lf', end: '\n', isCore: true },
  { id: 'cr', end: '\r', isCore: false },
  { id: 'encoded', end: '%0d%0a', isCore: true },
  { id: 'encoded-lf', end: '%0a', isCore: false },
  { id: 'encoded-upper', end: '%0D%0A', isCore: false },
  { id: 'encoded-twice', end: '%250d%250a', isCore: false },
  { id: 'crcrlf', end: '\r\r\n', isCore: false },
  { id: 'crlf-inside', end: '\r\r\n\n', isCore: false },
  { id: 'space', end: ' \r\n', isCore: false },
  // Letters whose lower byte is a line end, for those who cut them down to one.
  { id: 'wide', end: '\u560d\u560a', isCore: false },
  { id: 'wide-lower', end: '\u010d\u010a', isCore: false },
  { id: 'escaped', end: '\\r\\n', isCore: false },
];

/** A header of its own: its name begins a line at the listener, or it does not. */
const headers = (seed: string): Payload[] =>
  ENDS.map(({ id, end, isCore }) =>
    written(`header-${id}`, isCore, ({ listener, token }) =>
      listener === undefined
        ? undefined
        : {
            text: `${seed}${end}X-${token}: 1`,
            expects: [{ kind: 'listener', as: `x-${token}` }],
          },
    ),
  );

/** A whole request of its own behind the first. */
const requests = (seed: string): Payload[] =>
  ENDS.slice(0, 4).map(({ id, end }) =>
    written(`request-${id}`, false, ({ listener, token }) =>
      listener === undefined
        ? undefined
        : {
            text: `${seed}${end}${end}GET /${token} HTTP/1.1${end}Host: ${listener.host}${end}${end}`,
            expects: [{ kind: 'listener', as: `/${token}` }],
          },
    ),
  );

/** Nine digits that nobody has written before. */
const nine = ({ random }: Making): number => 100_000_007 + Math.floor(random() * 400_000_000);

/** Commands of their own for a store that is spoken to in lines: it adds two numbers. */
function commands(seed: string): Payload[] {
  return ENDS.filter(({ id }) => !id.startsWith('wide')).flatMap(({ id, end, isCore }) => {
    const added = (
      name: string,
      inCore: boolean,
      write: (key: string, one: number, other: number) => string[],
    ): Payload =>
      written(`${name}-${id}`, inCore, (making) => {
        const [one, other] = [nine(making), nine(making)];
        return {
          text: [seed, ...write(`k_${making.token}`, one, other)].join(end),
          expects: [{ kind: 'computed', value: String(one + other) }],
        };
      });
    return [
      added('memcached', isCore && id !== 'encoded', (key, one, other) => [
        `set ${key} 0 0 9`,
        String(one),
        `incr ${key} ${other}`,
        `get ${key}`,
      ]),
      added('redis', false, (key, one, other) => [
        `SET ${key} ${one}`,
        `INCRBY ${key} ${other}`,
        `GET ${key}`,
      ]),
    ];
  });
}

export const headerInjection: Strategy = {
  meta: {
    id: 'header-injection',
    title: 'Lines of their own',
    about:
      'Line ends in values that become part of a header, a request or a command, and a line of our own behind them.',
    cwe: 'CWE-93',
    optIn: false,
    severity: 'high',
    finding: 'A line end in a value begins a line of its own',
    fix: 'Refuse control characters in values that go into headers or commands, after all decoding. Use a client that does, instead of putting texts together.',
  },
  of: 'value',
  fits(subject, position) {
    if (position === undefined || subject.kind === 'protocol' || !takesText(position)) return 0;
    return Math.max(
      looksLike(position, 'header', subject),
      looksLike(position, 'url', subject) * 0.7,
      looksLike(position, 'id', subject) * 0.5,
    );
  },
  payloads(_subject, position) {
    if (position === undefined) return [];
    const seed = plainSeed(position);
    return [...headers(seed), ...commands(seed), ...requests(seed)];
  },
};
