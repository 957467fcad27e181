import type { Rule } from '../../rule.ts';
import { isError } from '../../support/failures.ts';
import { TRAIT } from '../../views/traits.ts';

export const versionBanner: Rule = {
  meta: {
    id: 'version-banner',
    version: 1,
    title: 'Software and version are told',
    family: 'leak',
    severity: 'info',
    confidence: 'firm',
    about:
      'An error or a header names the software behind the server with its version, which saves an attacker the guessing.',
    falsePositives: 'Honest pages of errors from proxies in between.',
    fix: 'Switch banners off (server_tokens, expose_php, X-Powered-By).',
    references: ['OWASP MCP08', 'CWE-497'],
  },
  reads: { fields: ['header', 'error-message', 'error-data', 'result-text'], traits: TRAIT.slash },
  watch(report) {
    return {
      text(text) {
        if (text.field === 'header') {
          const { source } = text;
          if (
            source.kind !== 'bytes' ||
            !/^(?:server|x-powered-by|x-aspnet-version)$/i.test(source.header ?? '')
          )
            return;
        } else if (!isError(text)) return;
        const found = BANNER.exec(text.value.slice(0, MOST));
        if (found === null) return;
        report({
          at: text.place(found.index, found.index + found[0].length),
          sameAs: found[0],
          says: `It runs ${found[0].slice(0, 60)}.`,
        });
      },
    };
  },
};

const BANNER =
  /\b(?:nginx|Apache(?:-Coyote| Tomcat)?|Microsoft-IIS|OpenSSL|PHP|Werkzeug|gunicorn|uvicorn|waitress|Jetty|Kestrel|Express|Phusion Passenger|lighttpd|Caddy|openresty|Python|aiohttp|tornado|WEBrick|Puma)\/\d{1,3}(?:\.\d{1,5}){1,3}/i;
const MOST = 20_000;
