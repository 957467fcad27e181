import type { Rule } from '../../rule.ts';
import { isSameSite } from '../../support/host.ts';
import { isWeb, readUrl } from '../../support/url.ts';

export const foreignResourceLink: Rule = {
  meta: {
    id: 'foreign-resource-link',
    version: 2,
    title: 'A resource that is somewhere else than the server',
    family: 'exfiltration',
    severity: 'medium',
    confidence: 'tentative',
    about:
      'A client that follows the address of a resource by itself reaches what the server named: a file of the user for a server that is out on the internet, or a host nobody agreed to.',
    falsePositives:
      'Search and storage servers link to files of other hosts all the time; that is information only.',
    fix: 'Let the client read resources through the server that offered them, and ask before it follows anything else.',
    references: ['OWASP MCP06', 'CWE-918', 'MCP 2025-11-25 server/resources'],
  },
  reads: { fields: ['resource-definition'] },
  watch(report, session) {
    const { target } = session;
    const own = target.url === undefined ? undefined : readUrl(target.url).host;
    return {
      text(text) {
        if (text.isKey || text.via.length > 0 || text.node?.key?.name !== 'uri' || own?.reach !== 'public')
          return;
        const url = readUrl(text.value);
        if (url.scheme === 'file')
          report({
            at: text.place(),
            // Files of one folder are one decision.
            sameAs: text.value.slice(0, text.value.lastIndexOf('/') + 1),
            title: 'A server outside points at a file of the user',
            says: `“${text.value.slice(0, 90)}” is a file; read by the client it is one of the user’s machine.`,
          });
        else if (isWeb(url) && !isSameSite(own, url.host!))
          report({
            at: text.place(),
            severity: 'info',
            sameAs: url.host!.name,
            says: `The resource is at “${url.host!.name.slice(0, 80)}”, not at the host of the server.`,
          });
      },
    };
  },
};
