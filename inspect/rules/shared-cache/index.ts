import { memberOf } from '../../../protocol/mcp/read-place.ts';
import type { Rule } from '../../rule.ts';
import { RequestHeads } from '../../support/http-head.ts';
import { RecentKeys } from '../../support/recent-keys.ts';

export const sharedCache: Rule = {
  meta: {
    id: 'shared-cache',
    version: 1,
    title: 'A result may be kept for others',
    family: 'protocol',
    severity: 'medium',
    confidence: 'firm',
    about:
      'From 2026-07-28 on a result says how long it may be kept (ttlMs) and by whom (cacheScope). “public” lets a gateway give it to other users; a result made for one user must not be public.',
    falsePositives: 'Lists that are the same for every user, asked for with a token all the same.',
    fix: 'Say cacheScope “private” unless the result is the same without credentials, and a ttlMs of hours at most.',
    references: ['OWASP MCP10', 'CWE-524', 'MCP 2026-07-28 server/utilities/caching'],
  },
  reads: { fields: [] },
  watch(report) {
    const requests = new RequestHeads();
    const scopes = new Map<string, string>();
    const said = new RecentKeys();
    const isNew = (key: string): boolean => {
      if (said.has(key) || said.size >= 200) return false;
      said.add(key);
      return true;
    };
    return {
      frame: (frame) => requests.take(frame),
      message(message) {
        if (message.toward !== 'client' || message.kind !== 'result') return;
        const result = message.member('result');
        const method = message.method ?? '';
        const scope = memberOf(result, 'cacheScope');
        const words = message.text(scope);
        if (scope !== undefined && words === 'public') {
          const asked = requests.of(message.frame.head.answers ?? message.request?.seq);
          const isCall =
            method === 'tools/call' || method === 'prompts/get' || method === 'completion/complete';
          if ((asked?.hasCredentials === true || isCall) && isNew(`public ${method}`))
            report({
              at: message.place(scope),
              severity: asked?.hasCredentials === true ? 'medium' : 'low',
              says:
                asked?.hasCredentials === true
                  ? `The answer to ${method.slice(0, 60)} may be given to others, though it was asked for with credentials.`
                  : `The answer to ${method.slice(0, 60)} may be given to others; it belongs to one call.`,
            });
        }
        if (scope !== undefined && words !== undefined && message.request?.cursor !== undefined) {
          const first = scopes.get(method);
          if (first !== undefined && first !== words && isNew(`pages ${method}`))
            report({
              at: message.place(scope),
              severity: 'low',
              title: 'Pages of one list are kept differently',
              says: `This page says “${words.slice(0, 40)}”, the page before it “${first.slice(0, 40)}”; a cache would mix users.`,
            });
        }
        if (words !== undefined && scopes.size < 200) scopes.set(method, words.slice(0, 100));
        const ttl = memberOf(result, 'ttlMs');
        if (ttl === undefined) return;
        const value = ttl.kind === 'number' ? Number(message.reading.text(ttl)) : Number.NaN;
        if (value >= 0 && value <= LONGEST && Number.isInteger(value)) return;
        if (isNew(`ttl ${method}`))
          report({
            at: message.place(ttl),
            severity: 'low',
            title: 'A strange time to keep a result',
            says:
              value > LONGEST
                ? 'The result may be kept for more than a year: a changed tool would not be seen.'
                : 'ttlMs is not a whole number of milliseconds from 0 up.',
          });
      },
    };
  },
};

const LONGEST = 366 * 24 * 3600 * 1000;
