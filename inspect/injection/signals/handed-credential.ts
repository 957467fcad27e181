import { meets, slots } from '../concepts.ts';
import { tokensIn } from '../../support/secrets/tokens.ts';
import type { Signal } from '../signal.ts';

const TOUCHED = slots('secret', 'call', 'include', 'authority', 'parameter');
const LONG_WORD = /[\w-]{16}/;
const USE =
  /\b(?:use|using|uses|set|pass|authenticat|authoriz|include|with|connect|log in|header|bearer|default|key)\b/i;

/** A definition that brings a working credential along and has it used: what is done with it is done in somebody else's account. */
export const handedCredential: Signal = {
  id: 'handed-credential',
  says: 'hands the model a credential to use',
  weight: { definition: 5, data: 3 },
  inText({ text, isDefinition, sentences }) {
    if (!isDefinition || text.length > 20_000 || !sentences.some((one) => meets(one, TOUCHED)))
      return undefined;
    // A credential is a long word of letters and digits.
    if (!LONG_WORD.test(text) || !USE.test(text)) return undefined;
    const [token] = tokensIn(text);
    return token === undefined ? undefined : { from: token.from, to: token.to };
  },
};
