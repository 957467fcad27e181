import type { Rule } from '../../rule.ts';
import { isDisguised, lookalikeOf } from '../../support/host.ts';
import { readUrl, shownUrl, urlsIn, type Url } from '../../support/url.ts';
import type { Severity } from '../../../protocol/finding.ts';
import { TRAIT } from '../../views/traits.ts';

export const deceptiveUrl: Rule = {
  meta: {
    id: 'deceptive-url',
    version: 1,
    title: 'An address that leads elsewhere than it seems',
    family: 'exfiltration',
    severity: 'high',
    confidence: 'firm',
    about:
      'A host before an @, letters of another script that look Latin, an IP address written as one number, a backslash before the real host: a person and a checker read one host, the browser goes to another.',
    falsePositives:
      'Documents about these very tricks, and tests of address parsers; in results they are low.',
    fix: 'Write the real host, in plain letters. Compare hosts only after reading the address as the client will.',
    references: ['OWASP MCP06', 'CWE-451', 'CWE-1007', 'UTS 39', 'WHATWG URL'],
  },
  reads: { traits: TRAIT.slash | TRAIT.backslash },
  watch(report) {
    return {
      text(text) {
        let told = 0;
        for (const url of text.once(urlsIn)) {
          const trick = trickOf(url);
          if (trick === undefined) continue;
          if (++told > MOST_TOLD) break;
          report({
            at: text.place(url.from, url.to),
            severity: text.isDefinition ? trick.severity : 'low',
            confidence: text.isDefinition ? 'firm' : 'tentative',
            says: `“${shownUrl(url, 80)}” ${trick.why}.`,
          });
        }
        const name = text.node?.key?.name ?? '';
        if (
          !text.isKey &&
          (name === 'url' || name === 'src' || name === 'websiteUrl') &&
          /^[\0- ]|[\t\n\r]/.test(text.value)
        ) {
          const url = readUrl(text.value);
          if (url.hasBlankInScheme && url.host !== undefined)
            report({
              at: text.place(0, Math.min(text.value.length, 200)),
              severity: 'medium',
              says: 'Blanks or line ends stand in the scheme of this address: browsers drop them, checkers often do not.',
            });
        }
      },
    };
  },
};

/** Of one text. The engine keeps the worst hundred of a frame, and says so. */
const MOST_TOLD = 200;

const WEB = new Set(['http', 'https', 'ws', 'wss', 'ftp']);

function trickOf(url: Url): { why: string; severity: Severity } | undefined {
  if (url.host === undefined || !WEB.has(url.scheme)) return undefined;
  const host = url.host.name.slice(0, 80);
  if (url.path.startsWith('\\@'))
    return {
      why: 'is read as two different hosts: browsers take the backslash for a slash, others for a part of the name',
      severity: 'high',
    };
  const before = url.userinfo?.split(':')[0] ?? '';
  if (
    /^(?:www\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,12}(?:%2f.*|\/.*)?$/i.test(before.slice(0, 200)) &&
    !before.includes('{')
  )
    return {
      why: `seems to lead to ${before.slice(0, 60)} but leads to ${host}: what stands before the @ is a user name`,
      severity: 'high',
    };
  const alike = lookalikeOf(url.host.name);
  if (alike !== undefined)
    return {
      why: `has a host “${alike.unicode.slice(0, 60)}” ${alike.how === 'mixed' ? 'that mixes Latin letters with look-alikes of another script' : 'whose letters look Latin and are not'}`,
      severity: 'high',
    };
  if (isDisguised(url.host)) return { why: `is another way to write ${host}`, severity: 'medium' };
  if (/%[0-9a-f]{2}/i.test(url.hostWritten) && /^[a-z0-9.-]+$/.test(url.host.name))
    return { why: `hides its host in percent escapes: ${host}`, severity: 'medium' };
  if (/[\uff01-\uff5e\u3002\uff61\u24b6-\u24e9]/.test(url.hostWritten) && /^[a-z0-9.-]+$/.test(url.host.name))
    return { why: `is written with wide or circled letters and leads to ${host}`, severity: 'medium' };
  return undefined;
}
