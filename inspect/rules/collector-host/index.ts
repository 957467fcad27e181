import type { Severity } from '../../../protocol/finding.ts';
import type { Rule } from '../../rule.ts';
import { isWeb, readUrl, shownUrl, urlsIn, type Url } from '../../support/url.ts';
import type { Text } from '../../text.ts';
import { TRAIT } from '../../views/traits.ts';
import { COLLECTORS, type CollectorKind } from './collectors.ts';

export const collectorHost: Rule = {
  meta: {
    id: 'collector-host',
    version: 1,
    title: 'An address of a service that collects what is sent to it',
    family: 'exfiltration',
    severity: 'medium',
    confidence: 'firm',
    about:
      'Request catchers, tunnels, drop boxes and webhooks of chat services take anything from anyone. They are the usual other end where data is carried away, and rarely part of a finished server.',
    falsePositives:
      'Tools for these very services, examples of how to configure a webhook, and documents about attacks.',
    fix: 'Ask the author what the address is for. Replace it by a host of the vendor, and block such services where the client runs.',
    references: ['OWASP MCP06', 'OWASP MCP10', 'CWE-201'],
  },
  reads: { traits: TRAIT.dot },
  watch(report) {
    return {
      text(text) {
        let count = 0;
        const urls = text.has(TRAIT.slash) ? text.once(urlsIn) : [];
        for (const url of urls) {
          const kind = isWeb(url) ? kindOf(url) : undefined;
          if (kind !== undefined && ++count <= MOST_TOLD) told(text, url, kind, url);
        }
        if (!text.isDefinition) return;
        for (const host of CATCHERS) {
          const at = text.value.indexOf(host);
          if (at === -1 || urls.some((url) => at >= url.from && at < url.to)) continue;
          const span = nameAround(text.value, at, at + host.length);
          const url = readUrl(`//${text.value.slice(span.from, span.to)}`);
          if (isWeb(url) && kindOf(url) === 'catcher') told(text, url, 'catcher', span);
        }
      },
    };

    function told(text: Text, url: Url, kind: CollectorKind, at: { from: number; to: number }): void {
      const host = url.host!.name;
      report({
        at: text.place(at.from, at.to),
        severity: severityOf(text, url, kind),
        confidence: kind === 'catcher' ? 'firm' : 'tentative',
        // Webhooks carry their key in the path.
        says: `“${kind === 'webhook' ? host : shownUrl(url, 80)}” is ${WORDS[kind]}.`,
      });
    }
  },
};

const CATCHERS = COLLECTORS.filter(([kind]) => kind === 'catcher').map(([, host]) => host);

/** The whole name that a part of it stands in. */
function nameAround(text: string, from: number, to: number): { from: number; to: number } {
  while (from > 0 && /[a-zA-Z0-9.-]/.test(text[from - 1]!)) from--;
  while (to < text.length && /[a-zA-Z0-9-]/.test(text[to]!)) to++;
  return { from, to };
}

/** Of one text. The engine keeps the worst hundred of a frame, and says so. */
const MOST_TOLD = 200;

const WORDS: Record<CollectorKind, string> = {
  catcher: 'a service that records every request for whoever made the address',
  tunnel: 'a tunnel to somebody’s own machine',
  paste: 'raw text that anyone can put there and change',
  drop: 'a place where anyone can leave and fetch files',
  webhook: 'a webhook: what is sent there appears in a chat of whoever holds the key',
};

function kindOf(url: Url): CollectorKind | undefined {
  const { name } = url.host!;
  for (const [kind, host, path] of COLLECTORS) {
    if (!name.endsWith(host) || (name.length > host.length && name[name.length - host.length - 1] !== '.'))
      continue;
    if (path === undefined || url.path.startsWith(path)) return kind;
  }
  return undefined;
}

/** An address that somebody made for himself, rather than the front page or a template. */
function isConcrete(url: Url): boolean {
  const label = url.host!.name.split('.')[0]!;
  const last = url.path.split('/').find((part) => part !== '' && part !== 'api' && part !== 'webhooks') ?? '';
  return [label, last].some(
    (part) => /^[a-z0-9:-]{8,}$/i.test(part) && /[0-9]/.test(part) && /[a-z]/i.test(part),
  );
}

function severityOf(text: Text, url: Url, kind: CollectorKind): Severity {
  if (!text.isDefinition) return kind === 'catcher' ? 'low' : 'info';
  if (kind === 'catcher') return 'medium';
  return isConcrete(url) && kind !== 'paste' ? 'medium' : 'low';
}
