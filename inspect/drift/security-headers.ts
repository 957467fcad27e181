import type { RawHeader } from '../../protocol/frame.ts';

/** Headers of an answer that guard whoever asks, or say who answers. None that differ from one answer to the next. */
const READERS = new Map<string, (values: readonly string[]) => string[]>([
  ['access-control-allow-origin', lowerCase],
  ['access-control-allow-credentials', lowerCase],
  ['strict-transport-security', directives],
  ['content-security-policy', policies],
  ['x-content-type-options', lowerCase],
  ['x-frame-options', lowerCase],
  ['server', asSent],
  ['x-powered-by', asSent],
  ['www-authenticate', challenges],
  ['set-cookie', cookies],
  ['mcp-protocol-version', asSent],
]);
const LONGEST = 4000;
const MOST_LINES = 50;
/** A nonce is another one with every answer; that there is one is what counts. */
const NONCE = /^'nonce-[^']*'$/i;
/** Where complaints go: nothing is allowed or refused by it. */
const REPORTS: ReadonlySet<string> = new Set(['report-uri', 'report-to']);
/** Attributes of cookies whose values are meant to be the same each time. */
const LASTING: ReadonlySet<string> = new Set(['samesite', 'path', 'domain']);
const ATTRIBUTES: ReadonlySet<string> = new Set([
  ...LASTING,
  'secure',
  'httponly',
  'partitioned',
  'max-age',
  'expires',
]);

/** Of one answer, by name: each a list of lines in one spelling. Of cookies never the value. */
export type AnswerHeaders = ReadonlyMap<string, readonly string[]>;

export function securityHeaders(pairs: readonly RawHeader[]): AnswerHeaders {
  const sent = new Map<string, string[]>();
  for (const [name, value] of pairs) {
    const known = name.toLowerCase();
    if (!READERS.has(known)) continue;
    const values = sent.get(known);
    if (values === undefined) sent.set(known, [value.trim()]);
    else values.push(value.trim());
  }
  const read = new Map<string, string[]>();
  for (const [name, values] of sent) {
    const lines = READERS.get(name)!(values).filter((line) => line !== '');
    if (lines.length > 0) read.set(name, lines);
  }
  return read;
}

/** Of several answers together: every line that stood in any of them. A line end stands in no header, so it divides. */
export function mergedHeaders(answers: Iterable<AnswerHeaders>): Record<string, string> {
  const lines = new Map<string, Set<string>>();
  for (const answer of answers)
    for (const [name, own] of answer) {
      const known = lines.get(name) ?? new Set();
      lines.set(name, known);
      for (const line of own) known.add(line);
    }
  const names = [...lines.keys()].sort();
  return Object.fromEntries(names.map((name) => [name, bounded([...lines.get(name)!].sort())]));
}

function bounded(lines: string[]): string {
  const told = lines.slice(0, MOST_LINES);
  if (lines.length > MOST_LINES) told.push(`… and ${lines.length - MOST_LINES} more`);
  const text = told.join('\n');
  return text.length > LONGEST
    ? `${text.slice(0, LONGEST)}… and ${text.length - LONGEST} more characters`
    : text;
}

function asSent(values: readonly string[]): string[] {
  return [values.join(', ')];
}

function lowerCase(values: readonly string[]): string[] {
  return [values.join(', ').toLowerCase()];
}

/** The first one counts (RFC 6797). */
function directives([first = '']: readonly string[]): string[] {
  const parts = first.split(';').map((part) => part.replace(/[\s"]/g, '').toLowerCase());
  return [parts.filter(Boolean).sort().join('; ')];
}

/** Several policies all hold; they stay together in one line. */
function policies(values: readonly string[]): string[] {
  const all = values
    .join(',')
    .split(',')
    .map((policy) => {
      const known = new Map<string, string>();
      for (const directive of policy.split(';')) {
        const [name = '', ...sources] = directive.trim().split(/\s+/);
        const key = name.toLowerCase();
        if (key === '' || known.has(key) || REPORTS.has(key)) continue;
        const spelt = sources.map((source) => (NONCE.test(source) ? "'nonce-…'" : source));
        known.set(key, [key, ...new Set(spelt.sort())].join(' '));
      }
      return [...known.values()].sort().join('; ');
    });
  return [all.filter(Boolean).sort().join(', ')];
}

/** A quoted text, also one without end; a word; a sign. Nothing is gone through twice. */
const TOKENS = /"(?:[^"\\]|\\.)*"?|[^\s",=]+|[,=]/gs;

/** Schemes with their realms; tokens, nonces and addresses of a challenge are left out. */
function challenges(values: readonly string[]): string[] {
  const found: { scheme: string; realm: string }[] = [];
  for (const value of values) {
    const tokens = value.match(TOKENS) ?? [];
    for (const [at, token] of tokens.entries()) {
      const before = tokens[at - 1] ?? ',';
      if (tokens[at + 1] === '=') {
        const last = found.at(-1);
        // Each challenge has one realm.
        if (token.toLowerCase() === 'realm' && last?.realm === '') last.realm = tokens[at + 2] ?? '';
      } else if (before === ',' && token !== ',') found.push({ scheme: token.toLowerCase(), realm: '' });
    }
  }
  return found.map(({ scheme, realm }) => {
    if (realm === '') return scheme;
    return `${scheme} realm=${realm.startsWith('"') ? realm : `"${realm}"`}`;
  });
}

const NAMELESS = '(no name)';

function cookies(values: readonly string[]): string[] {
  return values.map((cookie) => {
    const [pair = '', ...attributes] = cookie.split(';');
    const at = pair.indexOf('=');
    // Without a sign of equality all of it is the value.
    const name = at === -1 ? '' : pair.slice(0, at).trim();
    const told = attributes.flatMap((attribute) => {
      const [key = '', ...rest] = attribute.split('=');
      const known = key.trim().toLowerCase();
      if (!ATTRIBUTES.has(known)) return [];
      return LASTING.has(known) ? [`${known}=${rest.join('=').trim().toLowerCase()}`] : [known];
    });
    return [name === '' ? NAMELESS : name, ...new Set(told.sort())].join('; ');
  });
}
