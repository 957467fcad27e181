import { InjectionReader } from '../../injection/report.ts';
import type { Rule } from '../../rule.ts';
import type { Text } from '../../text.ts';

export const poisonedDefinition: Rule = {
  meta: {
    id: 'poisoned-definition',
    version: 1,
    title: 'A definition gives orders that are not its to give',
    family: 'injection',
    severity: 'high',
    confidence: 'firm',
    about:
      'Descriptions are read by a model as instructions, and act before the tool is ever called. This one tells the model to do more than use the tool: to hide something, to read secrets, to use or avoid other tools, to send things elsewhere, to drop its rules.',
    falsePositives:
      'Long usage guides that give orders about other tools of the same server; products whose honest work is to log conversations or to keep memory.',
    fix: 'Leave the server out until its author explains the text. Authors: describe what the tool does and what its parameters mean, and leave the rest to the client.',
    references: ['OWASP MCP03', 'CWE-1427', 'MCP 2025-11-25 server/tools'],
  },
  reads: {
    fields: [
      'name',
      'definition',
      'schema',
      'annotation',
      'meta',
      'instructions',
      'prompt-definition',
      'resource-definition',
    ],
    views: [],
  },
  watch(report, session) {
    const reader = new InjectionReader(session, report, true, {
      steps: [
        { score: 5, severity: 'medium' },
        { score: 7, severity: 'high' },
      ],
    });
    // What the other tools of the list are called is known only when all of it was walked.
    let waiting: Text[] = [];
    const read = (): void => {
      const texts = waiting;
      waiting = [];
      for (const text of texts) reader.read(text);
    };
    return {
      text: (text) => void waiting.push(text),
      item: (item) => {
        read();
        reader.readTogether(item);
      },
      message: read,
      frame: read,
    };
  },
};
