import { parseChallenges } from '../../../protocol/mcp/www-authenticate.ts';
import type { Rule, Said } from '../../rule.ts';
import { headersOf, isLoopback, startLinePlace, urlOf } from '../../support/http-head.ts';

export const challengeWithoutMetadata: Rule = {
  meta: {
    id: 'challenge-without-metadata',
    version: 1,
    title: 'A refusal does not say how to sign in',
    family: 'http',
    severity: 'medium',
    confidence: 'certain',
    about:
      'A 401 should name its scheme and where the metadata of the protected resource is (WWW-Authenticate, RFC 9728). Without it clients guess addresses, and a guess can end at another server.',
    falsePositives: 'Servers with fixed keys and no OAuth need no metadata; gateways answer 401 for them.',
    fix: 'Answer 401 with WWW-Authenticate: Bearer resource_metadata="https://…", on the same host and over https.',
    references: ['OWASP MCP07', 'MCP 2025-11-25 basic/authorization', 'RFC 9728 section 5.1'],
  },
  reads: { fields: [] },
  watch(report, session) {
    const said = new Set<string>();
    return {
      frame(frame) {
        if (frame.head.toward !== 'client' || frame.head.http?.status !== 401) return;
        const headers = headersOf(frame, 'www-authenticate');
        const judged = judge(
          headers.map(({ value }) => value),
          session.target.url,
        );
        if (judged === undefined || said.has(judged.says) || said.size >= 20) return;
        said.add(judged.says);
        report({ at: headers[0]?.place() ?? startLinePlace(frame), ...judged });
      },
    };
  },
};

function judge(values: string[], asked: string | undefined): Pick<Said, 'severity' | 'says'> | undefined {
  if (values.length === 0)
    return {
      severity: 'low',
      says: 'The server answered 401 without WWW-Authenticate; clients have to guess.',
    };
  const bearer = parseChallenges(values).find(({ scheme }) => scheme.toLowerCase() === 'bearer');
  if (bearer === undefined) return undefined;
  const metadata = bearer.params.find(({ name }) => name.toLowerCase() === 'resource_metadata')?.value;
  if (metadata === undefined)
    return {
      severity: 'low',
      says: 'The Bearer challenge has no resource_metadata; clients have to guess where it is.',
    };
  const [at, base] = [urlOf(metadata), urlOf(asked)];
  const shown = metadata.slice(0, 120);
  if (at === undefined || (at.protocol !== 'https:' && at.protocol !== 'http:'))
    return { severity: 'medium', says: `The metadata is said to be at “${shown}”, which is no web address.` };
  if (at.protocol === 'http:' && !isLoopback(at.hostname))
    return { severity: 'medium', says: `The metadata is fetched without encryption from ${shown}.` };
  if (base !== undefined && !isLoopback(base.hostname) && isLoopback(at.hostname))
    return { severity: 'medium', says: `The metadata is said to be on the machine of the client: ${shown}.` };
  if (base !== undefined && at.origin !== base.origin)
    return { severity: 'low', says: `The metadata is on another server than the one asked: ${shown}.` };
  return undefined;
}
