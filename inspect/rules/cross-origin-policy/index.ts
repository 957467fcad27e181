import { headersOf, RequestHeads } from '../../support/http-head.ts';
import type { Said, Rule } from '../../rule.ts';

export const crossOriginPolicy: Rule = {
  meta: {
    id: 'cross-origin-policy',
    version: 1,
    title: 'Other web pages may read the answers',
    family: 'http',
    severity: 'high',
    confidence: 'certain',
    about:
      'Access-Control-Allow-Origin tells browsers which pages may read an answer. With “*”, or with the asking page repeated back, any page a person visits can speak MCP with this server, also when it runs on their own machine.',
    falsePositives: 'A public server without accounts may allow every page on purpose.',
    fix: 'Name the few origins that need it, check the Origin header of every request, and never allow credentials for origins you did not choose.',
    references: ['OWASP MCP07', 'CWE-942', 'MCP 2025-11-25 basic/transports', 'WHATWG Fetch CORS protocol'],
  },
  reads: { fields: [] },
  watch(report) {
    const requests = new RequestHeads();
    const said = new Set<string>();
    return {
      frame(frame) {
        requests.take(frame);
        if (frame.head.toward !== 'client') return;
        const [allowed] = headersOf(frame, 'access-control-allow-origin');
        if (allowed === undefined) return;
        const [credentials] = headersOf(frame, 'access-control-allow-credentials');
        const asked = requests.of(frame.head.answers);
        const judged = judge(allowed.value.trim(), credentials?.value.trim() === 'true', asked?.origin);
        if (judged === undefined || asked?.method === 'OPTIONS' || said.has(judged.says)) return;
        if (said.size < 50) said.add(judged.says);
        report({
          at: allowed.place(),
          and: credentials === undefined ? [] : [credentials.place()],
          ...judged,
        });
      },
    };
  },
};

function judge(
  allowed: string,
  withCredentials: boolean,
  origin: string | undefined,
): Pick<Said, 'severity' | 'says'> | undefined {
  if (allowed === '*')
    return withCredentials
      ? {
          severity: 'medium',
          says: 'Every page is allowed to read answers, and credentials are allowed too; browsers refuse the two together, so one of them is a mistake.',
        }
      : { severity: 'low', says: 'Every web page is allowed to read the answers of this server.' };
  if (allowed === 'null')
    return {
      severity: withCredentials ? 'high' : 'medium',
      says: 'The origin “null” is allowed: every page can take it on with a sandboxed frame.',
    };
  if (origin === undefined || allowed !== origin) return undefined;
  return {
    severity: withCredentials ? 'high' : 'low',
    says: `The server allows the origin that asked, ${origin.slice(0, 120)}${withCredentials ? ', and credentials with it' : ''}; ask from another one to see whether it allows any.`,
  };
}
