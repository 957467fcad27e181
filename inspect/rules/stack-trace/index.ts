import type { Rule } from '../../rule.ts';
import { isError } from '../../support/failures.ts';
import { TRAIT } from '../../views/traits.ts';
import { traceIn } from '../../../protocol/spilled/trace.ts';

export const stackTrace: Rule = {
  meta: {
    id: 'stack-trace',
    version: 1,
    title: 'The inside of a program is told',
    family: 'leak',
    severity: 'low',
    confidence: 'firm',
    about:
      'Frames of a stack trace (Python, Node, Java, Go, .NET, Ruby, PHP, Rust) stand in an error or an answer: names of files, versions and functions that help an attacker and no user.',
    falsePositives:
      'Tools that run or debug code return traces as their answer; an answer that is no error is only noted.',
    fix: 'Log the trace, and answer with a short message and a number to find it by.',
    references: ['OWASP MCP08', 'CWE-209'],
  },
  reads: {
    fields: ['error-message', 'error-data', 'result-text', 'result-structured'],
    traits: TRAIT.uneven,
  },
  watch(report) {
    return {
      text(text) {
        const trace = traceIn(text.value);
        if (trace === undefined) return;
        report({
          at: text.place(trace.from, trace.to),
          severity: isError(text) ? 'low' : 'info',
          sameAs: trace.language,
          says: `${trace.count} frames of a ${trace.language} stack trace stand here.`,
        });
      },
    };
  },
};
