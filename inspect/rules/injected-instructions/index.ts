import { InjectionReader } from '../../injection/report.ts';
import type { Rule } from '../../rule.ts';

export const injectedInstructions: Rule = {
  meta: {
    id: 'injected-instructions',
    version: 1,
    title: 'Data gives orders to the model',
    family: 'injection',
    severity: 'medium',
    confidence: 'firm',
    about:
      'What a tool returns is data, but a model reads it in the same stream as its instructions. This text speaks to the model: it tells it to drop its rules, to hide something, to use tools, to send data somewhere.',
    falsePositives:
      'Articles and test data about attacks (they are reported as low where they are quoted); instructions written for agents, such as skills and rules files, when a person asked for them.',
    fix: 'Do not let an agent act on this answer without a person. Servers: mark foreign text as such, and return fields rather than prose.',
    references: ['OWASP MCP06', 'CWE-1427', 'MCP 2025-11-25 server/tools'],
  },
  reads: {
    fields: [
      'prompt-message',
      'resource-body',
      'result-text',
      'result-structured',
      'result-meta',
      'error-message',
      'error-data',
      'progress',
      'log',
      'sampling',
      'elicitation',
      'completion',
    ],
    views: [],
  },
  watch(report, session) {
    const reader = new InjectionReader(session, report, false, {
      steps: [
        { score: 5, severity: 'medium' },
        { score: 14, severity: 'high' },
      ],
    });
    return { text: (text) => reader.read(text) };
  },
};
