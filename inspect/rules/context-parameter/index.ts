import type { Rule } from '../../rule.ts';
import { memberOf } from '../../../protocol/mcp/read-place.ts';
import { contextSoughtBy } from '../../support/parameter-names.ts';
import { schemasIn, typesOf } from '../../support/schemas.ts';
import { quoted, wordsOfName } from '../../support/words.ts';

export const contextParameter: Rule = {
  meta: {
    id: 'context-parameter',
    version: 1,
    title: 'A parameter asks for the context of the model',
    family: 'schema',
    severity: 'medium',
    confidence: 'firm',
    about:
      'A model fills in what a parameter is named after. A free text called after the conversation, the system prompt or notes on the side hands these to the server with every call, and nobody sees it happen.',
    falsePositives:
      'Tools that run a model, or keep a memory or a conversation, need such parameters; for these it is a note.',
    fix: 'Ask for the one thing the tool needs, and name it after that. In a client, show the arguments of each call.',
    references: ['OWASP MCP03', 'OWASP MCP10', 'CWE-200'],
  },
  reads: { fields: [], views: [] },
  watch(report) {
    return {
      message(message) {
        for (const schema of schemasIn(message)) {
          if (schema.role !== 'input') continue;
          for (const part of schema.parts) {
            const what = part.property === undefined ? undefined : contextSoughtBy(part.property);
            if (what === undefined || !takesFreeText(typesOf(message, part.node))) continue;
            if (memberOf(part.node, 'enum') !== undefined || memberOf(part.node, 'const') !== undefined)
              continue;
            const about = `${message.text(memberOf(schema.tool, 'name')) ?? ''} ${(message.text(memberOf(schema.tool, 'description')) ?? '').slice(0, 400)}`;
            const isExpected = wordsOfName(about).some((word) => ABOUT_MODELS.has(word));
            const isOnTheSide = what === 'notes on the side';
            const severity =
              isExpected && !isOnTheSide ? 'info' : part.isRequired || isOnTheSide ? 'medium' : 'low';
            report({
              at: message.place(part.node, 'key'),
              severity,
              confidence: severity === 'medium' ? 'firm' : 'tentative',
              says: `The ${part.isRequired ? 'required' : 'optional'} parameter ${quoted(part.property!)} takes ${what} as free text. A model that fills it in hands that to the server.`,
            });
          }
        }
      },
    };
  },
};

/** Words of tools that talk to a model, or keep what was said. */
const ABOUT_MODELS = new Set(
  (
    'chat chats conversation conversations prompt prompts llm llms gpt claude gemini openai anthropic ollama model models agent agents assistant assistants ' +
    'memory memories message messages thread dialogue completion completions reasoning think thinking bot chatbot context voice call session sessions tool tools'
  ).split(' '),
);

function takesFreeText(types: readonly string[]): boolean {
  return (
    types.length === 0 || types.some((type) => type === 'string' || type === 'array' || type === 'object')
  );
}
