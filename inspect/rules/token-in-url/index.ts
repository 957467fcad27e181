import type { Rule } from '../../rule.ts';
import { headersOf, masked, startLinePlace } from '../../support/http-head.ts';
import type { RecordedFrame } from '../../message.ts';
import type { Place } from '../../place.ts';

export const tokenInUrl: Rule = {
  meta: {
    id: 'token-in-url',
    version: 1,
    title: 'A secret stands in an address',
    family: 'http',
    severity: 'high',
    confidence: 'firm',
    about:
      'Addresses are kept in logs, histories and proxies, and passed on as Referer. A token in one is known to more people than it should be. MCP forbids access tokens in the query.',
    falsePositives: 'A parameter that is only called token: a page number, a nonce, a public key.',
    fix: 'Send it in the Authorization header; replace the one that was sent.',
    references: ['OWASP MCP01', 'CWE-598', 'MCP 2025-11-25 basic/authorization', 'RFC 6750 section 5.3'],
  },
  reads: { fields: [] },
  watch(report) {
    const said = new Set<string>();
    const look = (text: string, where: string, place: (from: number, to: number) => Place): void => {
      for (const found of secretsIn(text)) {
        const key = `${where} ${found.name} ${found.value}`;
        if (said.has(key) || said.size >= 100) continue;
        said.add(key);
        report({
          at: place(found.from, found.to),
          says: `The ${where} carries ${found.name === '' ? 'a password' : `“${found.name.slice(0, 60)}”`} in the address: ${masked(found.value)}.`,
          // Another token is another leak.
          sameAs: `${found.name} ${found.value}`,
        });
      }
    };
    return {
      frame(frame: RecordedFrame) {
        const { http, toward } = frame.head;
        if (http === undefined) return;
        if (toward === 'server')
          look(http.startLine, 'request', (from, to) => startLinePlace(frame, from, to));
        else
          for (const location of headersOf(frame, 'location'))
            look(location.value, 'redirect', (from, to) => location.place(from, to));
      },
    };
  },
};

interface Secret {
  name: string;
  value: string;
  from: number;
  to: number;
}

const NAMED =
  /[?&#]((?:access|auth|id|refresh|bearer|api|session)?[_-]?token|api[_-]?key|apikey|client[_-]?secret|secret|password|passwd|pwd|jwt|auth|authorization|bearer|smitheryapikey|code_verifier)=([^&#\s]{8,2000})/dgi;
const PASSWORD = /^[a-z]{1,8}:\/\/[^\s/:@]{1,200}:([^\s/@]{3,200})@/di;

function secretsIn(text: string): Secret[] {
  const found: Secret[] = [];
  for (const hit of text.slice(0, 20_000).matchAll(NAMED)) {
    const [from, to] = hit.indices![2]!;
    found.push({ name: hit[1]!, value: hit[2]!, from, to });
    if (found.length >= 20) break;
  }
  const password = PASSWORD.exec(text);
  if (password !== null) {
    const [from, to] = password.indices![1]!;
    found.push({ name: '', value: password[1]!, from, to });
  }
  return found;
}
