import type { Rule } from '../../rule.ts';
import { soughtBy } from '../../support/parameter-names.ts';
import { schemasIn, typesOf } from '../../support/schemas.ts';
import { quoted } from '../../support/words.ts';

export const secretParameter: Rule = {
  meta: {
    id: 'secret-parameter',
    version: 1,
    title: 'A tool asks the model for a secret',
    family: 'schema',
    severity: 'high',
    confidence: 'firm',
    about:
      'What a tool takes passes through the model: it stands in the conversation, in logs of the host, and a model may be talked into using it elsewhere. A parameter named after a file of secrets asks the model to go and read it.',
    falsePositives:
      'Many honest tools take a key or a password as a parameter; that is why these are low. Only names of files of secrets are high.',
    fix: 'Give secrets to the server by its configuration or by authorization, and not through the model. Refuse tools that ask for what is in such files.',
    references: ['OWASP MCP01', 'OWASP MCP03', 'CWE-522'],
  },
  reads: { fields: [], views: [] },
  watch(report) {
    return {
      message(message) {
        for (const schema of schemasIn(message)) {
          if (schema.role !== 'input') continue;
          const secrets = [];
          for (const part of schema.parts) {
            if (part.property === undefined || !takesText(typesOf(message, part.node))) continue;
            const sought = soughtBy(part.property);
            if (sought === 'secret-file')
              report({
                at: message.place(part.node, 'key'),
                severity: 'high',
                title: 'A parameter asks for a file of secrets',
                says: `The parameter ${quoted(part.property)} is named after what is in a file of secrets: a model that fills it in goes and reads it.`,
              });
            else if (sought !== undefined) secrets.push({ part, sought });
          }
          const first = secrets[0];
          if (first === undefined) continue;
          const names = secrets.slice(0, 4).map(({ part }) => quoted(part.property!, 28));
          const more = secrets.length > 4 ? ` and ${secrets.length - 4} more` : '';
          report({
            at: message.place(first.part.node, 'key'),
            and: secrets.slice(1, 9).map(({ part }) => message.place(part.node, 'key')),
            severity: 'low',
            confidence: 'tentative',
            says: `By its name ${names.join(', ')}${more} is ${first.sought === 'personal' ? 'personal' : 'secret'}. It passes through the model and stands in what the host records.`,
            sameAs: secrets
              .map(({ part }) => part.property)
              .join(' ')
              .slice(0, 1000),
          });
        }
      },
    };
  },
};

/** A switch or a number of that name is no secret. */
function takesText(types: readonly string[]): boolean {
  return (
    types.length === 0 || types.some((type) => type === 'string' || type === 'object' || type === 'array')
  );
}
