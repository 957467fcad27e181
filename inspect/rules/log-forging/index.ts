import type { Rule } from '../../rule.ts';
import { TRAIT } from '../../views/traits.ts';

export const logForging: Rule = {
  meta: {
    id: 'log-forging',
    version: 3,
    title: 'A log entry pretends to be several',
    family: 'leak',
    severity: 'low',
    confidence: 'firm',
    about:
      'The text of a log notification goes on after a line end with what looks like an entry of its own (a time or a level), or it holds commands for a terminal. Who reads the log takes it for another entry.',
    falsePositives: 'A server that passes on several lines of another program’s log at once.',
    fix: 'Replace line ends and controls before something is logged, and log values as fields.',
    references: ['OWASP MCP08', 'CWE-117', 'MCP 2025-11-25 server/utilities/logging'],
  },
  reads: { fields: ['log'], traits: TRAIT.uneven | TRAIT.control },
  watch(report) {
    return {
      text(text) {
        // Written as an escape it is one line, and no terminal obeys it.
        if (text.via.length > 0) return;
        const escape = text.value.indexOf('\u001b[');
        const forged = FORGED.exec(text.value.slice(0, MOST));
        if (escape === -1 && forged === null) return;
        const from = forged === null ? escape : forged.index;
        const length = forged === null ? 2 : forged[0].length;
        report({
          at: text.place(from, from + length),
          // Entries differ each time; what lets them through is one fault.
          sameAs: forged === null ? 'commands' : 'entry',
          says:
            forged === null
              ? 'A log entry holds commands for a terminal.'
              : `A log entry goes on with what looks like another: “${/^\S{1,16}/.exec(forged[0].trim())?.[0] ?? ''}…”.`,
        });
      },
    };
  },
};

const FORGED =
  /[\n\r]\s{0,4}(?:\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d|\[?(?:INFO|WARN(?:ING)?|ERROR|DEBUG|FATAL|CRITICAL|NOTICE|AUDIT)\]?[: ])[^\n\r]{0,60}/;
const MOST = 100_000;
