import type { Rule } from '../../rule.ts';
import { isError } from '../../support/failures.ts';
import { TRAIT } from '../../views/traits.ts';

export const pathDisclosure: Rule = {
  meta: {
    id: 'path-disclosure',
    version: 2,
    title: 'A home folder is told',
    family: 'leak',
    severity: 'low',
    confidence: 'firm',
    about:
      'An error names a file in somebody’s home folder, and with it a user of the machine and how the server is set up.',
    falsePositives: 'A server on your own machine tells you your own paths: only noted there.',
    fix: 'Name files as the user knows them, relative to what they asked for.',
    references: ['OWASP MCP08', 'CWE-209', 'CWE-497'],
  },
  reads: {
    fields: ['error-message', 'error-data', 'result-text', 'result-structured'],
    traits: TRAIT.slash | TRAIT.backslash,
  },
  watch(report, session) {
    return {
      text(text) {
        if (!isError(text)) return;
        const found = HOME.exec(text.value.slice(0, MOST));
        if (found === null || SHARED.test(found[1]!)) return;
        report({
          at: text.place(found.index, found.index + found[0].length),
          // Every file below it tells the same name.
          sameAs: found[1]!,
          severity: session.target.transport === 'stdio' ? 'info' : 'low',
          says: `An error names a home folder: ${found[0].slice(0, 100)}.`,
        });
      },
    };
  },
};

const HOME =
  /(?<![\w./:-])(?:\/home\/|\/Users\/|[A-Za-z]:[\\/]{1,2}Users[\\/]{1,2})([A-Za-z0-9._-]{2,40})[\\/][^\s"'<>]{0,100}/;
const SHARED = /^(?:user|users|node|app|ubuntu|runner|vscode|Shared|Public|username|you|me|name|default)$/i;
const MOST = 100_000;
