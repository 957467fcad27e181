import type { Rule } from '../../rule.ts';

export const repeatedKeys: Rule = {
  meta: {
    id: 'repeated-keys',
    version: 1,
    title: 'A key stands twice in one object',
    family: 'protocol',
    severity: 'high',
    confidence: 'certain',
    about:
      'JSON readers disagree on repeated keys: most take the last value, some the first. What a checker reads can then be another message than what the client acts on.',
    falsePositives:
      'A server that builds JSON by joining texts may repeat a key by accident, with the same value.',
    fix: 'Write each key once. Build messages with a JSON library, and refuse repeated keys when reading.',
    references: ['OWASP MCP06', 'CWE-436', 'RFC 8259 section 4'],
  },
  watch(report) {
    return {
      frame(frame) {
        if (frame.head.toward !== 'client' || frame.reading === undefined) return;
        for (const fault of frame.reading.faults) {
          if (fault.kind !== 'repeated-key') continue;
          const name = new TextDecoder().decode(frame.payload!.subarray(fault.from, fault.to));
          report({
            at: frame.place('payload', fault.from, fault.to, name),
            says: `The key ${name.slice(0, 120)} stands more than once in the same object; readers take different ones.`,
          });
        }
      },
    };
  },
};
