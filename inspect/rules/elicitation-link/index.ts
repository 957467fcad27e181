import type { Rule } from '../../rule.ts';
import { asksOf, ELICITATION, wordsOfForm } from '../../support/asks.ts';

export const elicitationLink: Rule = {
  meta: {
    id: 'elicitation-link',
    version: 2,
    title: 'An address in the words of a form',
    family: 'asking',
    severity: 'low',
    confidence: 'certain',
    about:
      'The message of a question or the text of a field holds an address to click. The specification asks servers to leave them out: URL mode shows the whole address and asks first.',
    falsePositives: 'An honest pointer to a manual.',
    fix: 'Use URL mode for what the user is to open.',
    references: ['OWASP MCP07', 'CWE-601', 'MCP 2025-11-25 client/elicitation'],
  },
  watch(report) {
    return {
      message(message) {
        for (const ask of asksOf(message)) {
          if (ask.method !== ELICITATION) continue;
          for (const { node, text, isField } of wordsOfForm(message, ask)) {
            const link = LINK.exec(text.slice(0, 20_000))?.[0];
            if (link === undefined) continue;
            report({
              at: message.place(node),
              says: `${isField ? 'A field of the form' : 'The message'} has an address in it: “${link.slice(0, 100)}”.`,
            });
          }
        }
      },
    };
  },
};

const LINK = /\bhttps?:\/\/[^\s"'<>)\]]{2,400}/i;
