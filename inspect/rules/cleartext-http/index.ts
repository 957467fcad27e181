import { isLoopback, hasCredentials, startLinePlace, urlOf } from '../../support/http-head.ts';
import type { Rule } from '../../rule.ts';

export const cleartextHttp: Rule = {
  meta: {
    id: 'cleartext-http',
    version: 1,
    title: 'The server is reached without encryption',
    family: 'http',
    severity: 'high',
    confidence: 'certain',
    about:
      'Over plain http anyone on the way reads and changes every message: tool definitions, results and credentials. Only an address of this machine needs no encryption.',
    falsePositives:
      'A name that leads to this machine, or a network that is encrypted below HTTP (a VPN, a service mesh).',
    fix: 'Serve MCP over https, and let the http address answer with nothing but a redirect.',
    references: ['OWASP MCP07', 'CWE-319', 'MCP 2025-11-25 basic/transports'],
  },
  reads: { fields: [] },
  watch(report, session) {
    const url = session.target.transport === 'http' ? urlOf(session.target.url) : undefined;
    const isCleartext = url?.protocol === 'http:' && !isLoopback(url.hostname);
    const said = new Set<boolean>();
    return {
      frame(frame) {
        if (!isCleartext || frame.head.toward !== 'server' || frame.head.http === undefined) return;
        const withCredentials = hasCredentials(frame);
        if (said.has(withCredentials)) return;
        said.add(withCredentials);
        report({
          at: startLinePlace(frame),
          severity: withCredentials ? 'high' : 'medium',
          ...(withCredentials ? { title: 'Credentials go to the server without encryption' } : {}),
          says: withCredentials
            ? `Credentials are sent to ${url.host.slice(0, 120)} in clear text; anyone on the way can read and use them.`
            : `Messages go to ${url.host.slice(0, 120)} in clear text; anyone on the way can read and change them.`,
          sameAs: withCredentials ? 'credentials' : 'messages',
        });
      },
    };
  },
};
