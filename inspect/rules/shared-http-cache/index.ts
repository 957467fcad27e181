import type { Rule } from '../../rule.ts';
import { headersOf, headerOf, RequestHeads } from '../../support/http-head.ts';

export const sharedHttpCache: Rule = {
  meta: {
    id: 'shared-http-cache',
    version: 1,
    title: 'A shared cache may keep private answers',
    family: 'http',
    severity: 'medium',
    confidence: 'firm',
    about:
      'Cache-Control public or s-maxage allows a proxy to keep an answer and to give it to others, even where the request carried credentials.',
    falsePositives: 'Answers that are the same for every user, such as a public list of tools.',
    fix: 'Answer with Cache-Control: no-store, or private, wherever a user is known.',
    references: ['OWASP MCP10', 'CWE-524', 'RFC 9111 section 3.5'],
  },
  reads: { fields: [] },
  watch(report) {
    const requests = new RequestHeads();
    let told = 0;
    return {
      frame(frame) {
        requests.take(frame);
        const { head } = frame;
        if (head.toward !== 'client' || head.http?.status === undefined || told >= 20) return;
        const [control] = headersOf(frame, 'cache-control');
        if (control === undefined) return;
        const words = control.value
          .toLowerCase()
          .split(',')
          .map((word) => word.trim());
        const shares = words.find((word) => word === 'public' || /^s-maxage=["']?0*[1-9]/.test(word));
        if (shares === undefined || words.includes('no-store') || words.includes('private')) return;
        const asked = requests.of(head.answers);
        const ofSession = headerOf(frame, 'mcp-session-id') !== undefined;
        const setsCookie = headerOf(frame, 'set-cookie') !== undefined;
        if (!(asked?.hasCredentials ?? false) && !ofSession && !setsCookie) return;
        told++;
        report({
          at: control.place(),
          severity: asked?.hasCredentials === true || setsCookie ? 'medium' : 'low',
          says: `“${shares.slice(0, 80)}” lets shared caches keep an answer that belongs to ${asked?.hasCredentials === true ? 'the credentials of one user' : setsCookie ? 'the one whose cookie it sets' : 'one session'}.`,
        });
      },
    };
  },
};
