import type { Rule } from '../../rule.ts';
import { headersOf, isLoopback, urlOf } from '../../support/http-head.ts';

export const insecureCookie: Rule = {
  meta: {
    id: 'insecure-cookie',
    version: 1,
    title: 'A cookie lacks its protection',
    family: 'http',
    severity: 'medium',
    confidence: 'certain',
    about:
      'A browser sends cookies by itself. Without SameSite other pages can use them, without HttpOnly scripts can read them, without Secure they go out in clear text.',
    falsePositives:
      'Cookies of load balancers, and cookies that no browser ever gets because only programs speak with the server.',
    fix: 'Send Secure, HttpOnly and SameSite=Lax or Strict, and use the Authorization header instead of cookies for MCP.',
    references: ['OWASP MCP07', 'CWE-614', 'CWE-1004', 'CWE-1275', 'RFC 6265 section 5'],
  },
  reads: { fields: [] },
  watch(report, session) {
    const url = urlOf(session.target.url);
    const needsSecure = url === undefined || !isLoopback(url.hostname);
    const said = new Set<string>();
    return {
      frame(frame) {
        if (frame.head.toward !== 'client') return;
        for (const cookie of headersOf(frame, 'set-cookie')) {
          const [pair = '', ...attributes] = cookie.value.split(';', 40).map((part) => part.trim());
          const name = pair.split('=', 1)[0]!;
          const value = pair.slice(name.length + 1);
          if (value === '' || said.has(name) || said.size >= 100 || isGone(attributes)) continue;
          const missing = missingOf(attributes, needsSecure);
          if (missing.length === 0) continue;
          said.add(name);
          report({
            at: cookie.place(0, name.length),
            severity: NAMES_A_SESSION.test(name) ? 'medium' : 'low',
            says: `The cookie “${name.slice(0, 80)}” is set without ${missing.join(', ')}.`,
            sameAs: `${name} ${missing.join(' ')}`,
          });
        }
      },
    };
  },
};

const NAMES_A_SESSION = /sess|auth|token|jwt|sid$|user|login/i;

function missingOf(attributes: string[], needsSecure: boolean): string[] {
  const names = new Map(
    attributes.map((attribute) => {
      const [name = '', value = ''] = attribute.toLowerCase().split('=', 2);
      return [name.trim(), value.trim()];
    }),
  );
  return [
    ...(needsSecure && !names.has('secure') ? ['Secure'] : []),
    ...(names.has('httponly') ? [] : ['HttpOnly']),
    ...(['lax', 'strict'].includes(names.get('samesite') ?? '') ? [] : ['SameSite=Lax or Strict']),
  ];
}

/** Set to be deleted. */
function isGone(attributes: string[]): boolean {
  return attributes.some((attribute) => /^max-age=(?:0|-\d{1,15})$|^expires=.{0,20}1970/i.test(attribute));
}
