import type { ChangeKind } from '../../../protocol/drift.ts';
import type { Severity } from '../../../protocol/finding.ts';
import type { SnapshotSource } from '../../../protocol/snapshot.ts';
import { quoted } from '../../support/words.ts';
import { Value } from '../value.ts';
import type { Report } from './comparer.ts';
import { compareCookies } from './cookies.ts';
import { policyLoss } from './content-policy.ts';

/** One header on both sides, as lines; none where it was not sent. */
export interface HeaderPair {
  readonly name: string;
  readonly was: readonly string[];
  readonly is: readonly string[];
}
/** How bad it is, and what it means: a sentence without its end. */
export interface HeaderNews {
  readonly kind: Extract<ChangeKind, 'header-weakened' | 'header-changed'>;
  readonly severity: Severity;
  readonly means: string;
}

const weakened = (severity: Severity, means: string): HeaderNews => ({
  kind: 'header-weakened',
  severity,
  means,
});
const changed = (severity: Severity, means: string): HeaderNews => ({
  kind: 'header-changed',
  severity,
  means,
});

/** What guards those who ask, where both sides know of it: lists kept before they were read do not. */
export function compareHeaders(before: SnapshotSource, after: SnapshotSource, report: Report): void {
  if (before.headers === undefined || after.headers === undefined) return;
  const sides = [new Map(Object.entries(before.headers)), new Map(Object.entries(after.headers))] as const;
  const pairOf = (name: string): HeaderPair => {
    const [was = [], is = []] = sides.map((side) => side.get(name)?.split('\n'));
    return { name, was, is };
  };
  const tell = (pair: HeaderPair, { kind, severity, means }: HeaderNews): void =>
    report({
      kind,
      severity,
      says: `${means}: ${pair.name} was ${spoken(pair.was)} and is ${spoken(pair.is)}.`,
      before: valueOf(pair.was),
      after: valueOf(pair.is),
    });
  const [origin, credentials] = [pairOf(ORIGIN), pairOf(CREDENTIALS)];
  const shared = sharing(origin, credentials);
  if (shared !== undefined) tell(shared.pair, shared.news);
  for (const [name, mean] of MEANINGS) {
    const pair = pairOf(name);
    if (spelling(pair.was) !== spelling(pair.is)) tell(pair, mean(pair, pairOf));
  }
  compareCookies(pairOf('set-cookie'), tell);
}

const ORIGIN = 'access-control-allow-origin';
const CREDENTIALS = 'access-control-allow-credentials';

/** Whose pages may read the answers, and whether with what the browser of a person holds. */
function sharing(
  origin: HeaderPair,
  credentials: HeaderPair,
): { pair: HeaderPair; news: HeaderNews } | undefined {
  const [had, has] = [credentials.was.includes('true'), credentials.is.includes('true')];
  const fresh = origin.is.filter((one) => !origin.was.includes(one));
  const whose = (origins: readonly string[]): string =>
    origins.includes('*')
      ? 'Any web page'
      : origins.includes('null')
        ? 'A web page that hides where it is from'
        : `Web pages of ${quoted(origins.join(', '), 80)}`;
  if (fresh.length > 0 && (has || !origin.was.includes('*'))) {
    const means = `${whose(fresh)} may read its answers now${has ? ', with the cookies and logins of a person' : ''}`;
    return { pair: origin, news: weakened(has ? 'high' : 'medium', means) };
  }
  if (has && !had && origin.is.length > 0) {
    const means = `${whose(origin.is)} may read its answers with the cookies and logins of a person now`;
    return { pair: credentials, news: weakened('high', means) };
  }
  const differs = [origin, credentials].find(({ was, is }) => spelling(was) !== spelling(is));
  if (differs === undefined) return undefined;
  return { pair: differs, news: changed('info', 'Which web pages may read its answers differs') };
}

type Meaning = (pair: HeaderPair, other: (name: string) => HeaderPair) => HeaderNews;

const MEANINGS: readonly (readonly [string, Meaning])[] = [
  ['strict-transport-security', keepingToHttps],
  ['content-security-policy', policy],
  ['x-content-type-options', sniffing],
  ['x-frame-options', framing],
  ['server', () => changed('info', 'Other software answers')],
  ['x-powered-by', () => changed('info', 'Other software answers')],
  ['www-authenticate', asking],
  ['mcp-protocol-version', () => changed('info', 'It answers in another revision of the protocol')],
];

function keepingToHttps({ was, is }: HeaderPair): HeaderNews {
  const [old, now] = [httpsOf(was), httpsOf(is)];
  if (old.age > 0 && now.age === 0) return weakened('medium', 'Browsers are no longer told to keep to HTTPS');
  if (now.age < old.age) return weakened('low', 'Browsers are told to keep to HTTPS for a shorter time');
  if (old.isWide && !now.isWide)
    return weakened('low', 'Browsers are no longer told to keep to HTTPS for hosts below it');
  return changed('info', 'What browsers are told of HTTPS differs');
}

/** What the weakest of the answers says. */
function httpsOf(lines: readonly string[]): { age: number; isWide: boolean } {
  if (lines.length === 0) return { age: 0, isWide: false };
  const ages = lines.map((line) => Number(/(?:^|; )max-age=(\d{1,15})(?:;|$)/.exec(line)?.[1] ?? 0));
  const isWide = lines.every((line) => line.split('; ').includes('includesubdomains'));
  return { age: Math.min(...ages), isWide };
}

function policy({ was, is }: HeaderPair): HeaderNews {
  if (was.length > 0 && is.length === 0)
    return weakened('medium', 'Nothing limits any more what a page of its may load and run');
  const loss = was.length === 0 ? undefined : policyLoss(was, is);
  if (loss === undefined) return changed('info', 'What limits a page of its differs');
  return weakened(loss.isGrave ? 'medium' : 'low', `A page of its may load or run more (${loss.words})`);
}

function sniffing({ was, is }: HeaderPair): HeaderNews {
  const holds = (lines: readonly string[]): boolean =>
    lines.length > 0 && lines.every((line) => line.split(',')[0] === 'nosniff');
  return holds(was) && !holds(is)
    ? weakened('low', 'Browsers may guess what kind of content it sends')
    : changed('info', 'Whether browsers may guess its kind of content differs');
}

function framing({ was, is }: HeaderPair, other: (name: string) => HeaderPair): HeaderNews {
  const rank = (lines: readonly string[]): number =>
    lines.length === 0 ? 0 : Math.min(...lines.map((line) => ['sameorigin', 'deny'].indexOf(line) + 1));
  // The newer header says the same, and counts where both are sent.
  const isSaidElsewhere = other('content-security-policy').is.some((line) =>
    line.includes('frame-ancestors'),
  );
  return rank(is) < rank(was) && !isSaidElsewhere
    ? weakened('low', 'More pages may show it inside themselves')
    : changed('info', 'Which pages may show it inside themselves differs');
}

function asking({ was, is }: HeaderPair): HeaderNews {
  const schemes = (lines: readonly string[]): string =>
    [...new Set(lines.map((line) => line.split(' ')[0]))].sort().join(', ');
  if (was.length === 0) return changed('info', 'It says how to log in');
  if (is.length === 0) return weakened('medium', 'It no longer asks for a login');
  return schemes(was) === schemes(is)
    ? changed('low', 'It asks for a login by another name')
    : changed('medium', 'It asks for another kind of login');
}

function spelling(lines: readonly string[]): string {
  return lines.join('\n');
}

function spoken(lines: readonly string[]): string {
  return lines.length === 0 ? 'absent' : quoted(lines.join(' | '), 80);
}

function valueOf(lines: readonly string[]): Value | undefined {
  return lines.length === 0 ? undefined : Value.of(JSON.stringify(lines.join('\n')));
}
