import type { Rule } from '../../rule.ts';
import { variablesIn } from './variables.ts';

export const environmentDump: Rule = {
  meta: {
    id: 'environment-dump',
    version: 2,
    title: 'A whole environment is told',
    family: 'leak',
    severity: 'high',
    confidence: 'firm',
    about:
      'Many variables of a process environment stand together, PATH or HOME among them. Environments hold the keys of the server and of what started it.',
    falsePositives: 'A tool whose purpose is to show the environment; a shell tool on which env was run.',
    fix: 'Never answer with the environment; name the variables a tool may read.',
    references: ['OWASP MCP01', 'CWE-497', 'CWE-200'],
  },
  reads: {
    fields: [
      'result-text',
      'result-structured',
      'error-message',
      'error-data',
      'log',
      'stderr',
      'resource-body',
      'stdout-noise',
    ],
  },
  watch(report) {
    return {
      text(text) {
        const found = variablesIn(text);
        if (found === undefined) return;
        report({
          at: text.place(found.from, found.to, text.via.length > 0 ? '' : undefined),
          sameAs: found.names.join(' '),
          severity: text.field === 'resource-body' ? 'medium' : 'high',
          says: `${found.names.length} variables of an environment stand here: ${found.names.slice(0, 8).join(', ').slice(0, 110)}.`,
        });
      },
    };
  },
};
