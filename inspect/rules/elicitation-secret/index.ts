import { memberOf } from '../../../protocol/mcp/read-place.ts';
import type { Rule } from '../../rule.ts';
import { asksOf, ELICITATION, fieldsOfForm } from '../../support/asks.ts';
import { secretAskedFor } from '../../support/secret-words.ts';

export const elicitationSecret: Rule = {
  meta: {
    id: 'elicitation-secret',
    version: 2,
    title: 'A form asks for a secret',
    family: 'asking',
    severity: 'high',
    confidence: 'firm',
    about:
      'A form of the server asks the user for a password, a key, a one-time code, a card or a seed phrase. The specification forbids it: what is typed there passes through client and model.',
    falsePositives:
      'Names and settings around a secret (the name of a key, the length of a password) are told apart by the words behind; a new way to say so may not be.',
    fix: 'Use URL mode: the user types secrets into a page of the server, not into the client.',
    references: ['OWASP MCP01', 'CWE-522', 'MCP 2025-11-25 client/elicitation'],
  },
  watch(report) {
    return {
      message(message) {
        for (const ask of asksOf(message)) {
          if (ask.method !== ELICITATION || message.text(memberOf(ask.params, 'mode')) === 'url') continue;
          let isTold = false;
          for (const field of fieldsOfForm(ask)) {
            const type = message.text(memberOf(field, 'type'));
            if (
              type === 'boolean' ||
              memberOf(field, 'enum') !== undefined ||
              memberOf(field, 'oneOf') !== undefined
            )
              continue;
            const word =
              message.text(memberOf(field, 'format')) === 'password'
                ? 'password'
                : (secretAskedFor((field.key?.name ?? '').slice(0, 200), true) ??
                  secretAskedFor((message.text(memberOf(field, 'title')) ?? '').slice(0, 200), true) ??
                  secretAskedFor((message.text(memberOf(field, 'description')) ?? '').slice(0, 400), false));
            if (word === undefined) continue;
            isTold = true;
            report({
              at: message.place(field, 'key'),
              says: `The field “${(field.key?.name ?? '').slice(0, 60)}” of the form asks for a secret (${word}).`,
            });
          }
          const shown = memberOf(ask.params, 'message');
          const word = isTold ? undefined : secretAskedFor((message.text(shown) ?? '').slice(0, 2000), false);
          if (shown !== undefined && word !== undefined)
            report({
              at: message.place(shown),
              severity: 'medium',
              says: `Its message asks for a secret (${word}).`,
            });
        }
      },
    };
  },
};
