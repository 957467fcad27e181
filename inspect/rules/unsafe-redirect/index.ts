import type { Rule, Said } from '../../rule.ts';
import { headersOf, isLoopback, RequestHeads, urlOf } from '../../support/http-head.ts';

export const unsafeRedirect: Rule = {
  meta: {
    id: 'unsafe-redirect',
    version: 1,
    title: 'A redirect leads somewhere else',
    family: 'http',
    severity: 'high',
    confidence: 'firm',
    about:
      'A client that follows a redirect to another host takes the message, and often its credentials, to a server nobody chose. From https to http it gives up encryption.',
    falsePositives: 'A service that moved to another name of the same owner.',
    fix: 'Answer at the address that is published; where a redirect is needed, keep it on the same host and on https.',
    references: ['OWASP MCP07', 'CWE-601', 'CWE-522', 'RFC 9110 section 15.4'],
  },
  reads: { fields: [] },
  watch(report, session) {
    const requests = new RequestHeads();
    return {
      frame(frame) {
        requests.take(frame);
        const { status } = frame.head.http ?? {};
        if (frame.head.toward !== 'client' || status === undefined || status < 300 || status > 399) return;
        const [location] = headersOf(frame, 'location');
        if (location === undefined) return;
        const asked = requests.of(frame.head.answers);
        const judged = judge(location.value, session.target.url, asked?.hasCredentials ?? false);
        if (judged !== undefined) report({ at: location.place(), ...judged });
      },
    };
  },
};

function judge(
  location: string,
  from: string | undefined,
  withCredentials: boolean,
): Pick<Said, 'severity' | 'says' | 'confidence'> | undefined {
  const base = urlOf(from);
  const to = urlOf(location, base?.href);
  if (to === undefined) return undefined;
  const where = to.host.slice(0, 120);
  if (to.protocol !== 'http:' && to.protocol !== 'https:')
    return {
      severity: 'high',
      confidence: 'certain',
      says: `The redirect leads to an address of the kind “${to.protocol.slice(0, 40)}”, which is no web server.`,
    };
  if (base === undefined) return undefined;
  const losesEncryption = base.protocol === 'https:' && to.protocol === 'http:';
  if (losesEncryption)
    return {
      severity: 'high',
      confidence: 'certain',
      says: `The redirect leads from https to plain http at ${where}.`,
    };
  if (to.hostname === base.hostname && (to.port === base.port || base.protocol !== to.protocol))
    return undefined;
  const inward = !isLoopback(base.hostname) && isLoopback(to.hostname);
  return {
    severity: withCredentials || inward ? 'high' : 'medium',
    says: inward
      ? `The redirect leads back to the machine of the client, at ${where}.`
      : `The redirect leads to another server, ${where}${withCredentials ? '; the request carried credentials' : ''}.`,
  };
}
