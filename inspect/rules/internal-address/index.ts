import type { Severity } from '../../../protocol/finding.ts';
import type { Rule } from '../../rule.ts';
import type { SessionFacts } from '../../session-facts.ts';
import type { Reach } from '../../support/host.ts';
import { isWeb, readUrl, shownUrl, urlsIn } from '../../support/url.ts';
import type { Text } from '../../text.ts';
import { TRAIT } from '../../views/traits.ts';

export const internalAddress: Rule = {
  meta: {
    id: 'internal-address',
    version: 2,
    title: 'An address inside the network of the user',
    family: 'exfiltration',
    severity: 'medium',
    confidence: 'tentative',
    about:
      'A server out on the internet that names addresses of the local machine or network has the client, or a tool, fetch them for it. The metadata services of clouds hand out credentials to whoever asks from inside.',
    falsePositives:
      'Loopback addresses are in the documentation of nearly everything and are only told where a remote server wants them opened.',
    fix: 'Refuse private, link-local and metadata addresses wherever a server names something to fetch.',
    references: ['OWASP MCP05', 'CWE-918'],
  },
  reads: { traits: TRAIT.slash },
  watch(report, session) {
    const isRemote = reachesOut(session);
    return {
      text(text) {
        let told = 0;
        const urls = text.once(urlsIn);
        for (const url of urls) {
          if (!isWeb(url)) continue;
          const { reach, name } = url.host!;
          const severity = severityOf(reach, text, isRemote);
          if (severity === undefined) continue;
          if (++told > MOST_TOLD) break;
          report({
            at: text.place(url.from, url.to),
            severity,
            sameAs: name,
            says: `“${shownUrl(url, 80)}” leads to ${WORDS[reach]}${isRemote && reach !== 'metadata' ? ', named by a server that is outside' : ''}.`,
          });
        }
        const bare = bareMetadataIn(text.value);
        if (bare === undefined || urls.some(({ from, to }) => bare.from < to && from < bare.to)) return;
        report({
          at: text.place(bare.from, bare.to),
          severity: text.isDefinition ? 'medium' : 'info',
          sameAs: bare.name,
          says: `“${bare.name}” is ${WORDS.metadata}.`,
        });
      },
    };
  },
};

const METADATA_HOSTS = ['169.254.169.254', '169.254.170.2', 'metadata.google.internal'];

/** What curl and its like take without a scheme: the host and a path. */
function bareMetadataIn(value: string): { from: number; to: number; name: string } | undefined {
  for (const name of METADATA_HOSTS) {
    const from = value.indexOf(`${name}/`);
    if (from !== -1 && !/[\w.-]/.test(value[from - 1] ?? ' ')) return { from, to: from + name.length, name };
  }
  return undefined;
}

/** Of one text. The engine keeps the worst hundred of a frame, and says so. */
const MOST_TOLD = 200;

const WORDS: Record<Reach, string> = {
  public: 'a public address',
  loopback: 'the machine it is opened on',
  unspecified: 'the machine it is opened on',
  private: 'a private network',
  'link-local': 'the local network',
  'internal-name': 'a name that only exists inside a network',
  metadata: 'the metadata service of a cloud, which hands out credentials',
};

function reachesOut({ target }: SessionFacts): boolean {
  if (target.transport !== 'http' || target.url === undefined) return false;
  return readUrl(target.url).host?.reach === 'public';
}

/** Fields a client is meant to open or load by itself. */
const OPENED = new Set(['url', 'src', 'websiteUrl']);

function severityOf(reach: Reach, text: Text, isRemote: boolean): Severity | undefined {
  if (reach === 'public') return undefined;
  if (reach === 'metadata') return text.isDefinition ? 'medium' : 'info';
  const key = text.node?.key?.name ?? '';
  const isOpened =
    !text.isKey &&
    OPENED.has(key) &&
    (text.field === 'icon' || text.field === 'meta' || text.field === 'elicitation');
  if (isRemote && isOpened) return 'medium';
  if (isRemote && text.isDefinition && reach !== 'loopback' && reach !== 'unspecified') return 'low';
  return undefined;
}
