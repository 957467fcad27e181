import { contextSoughtBy, guardSwitch, soughtBy } from '../../support/parameter-names.ts';
import { sinkOf } from '../../support/sink-names.ts';
import { wordsOfName } from '../../support/words.ts';

/** Names under which a model writes down what it was not asked for. */
const ASIDE = new Set(
  'note notes context memo remark remarks reason reasoning rationale thought thoughts history summary background metadata feedback'.split(
    ' ',
  ),
);

/** Why a parameter of that name deserves a look, as the end of a sentence; undefined: nothing that stands out. */
export function riskOf(name: string): string | undefined {
  const context = contextSoughtBy(name);
  if (context !== undefined) return `it asks for ${context}`;
  const sought = soughtBy(name);
  if (sought !== undefined)
    return sought === 'personal' ? 'it asks for something personal' : 'it asks for a secret';
  if (guardSwitch(name) !== undefined) return 'it is named after turning a check off';
  const sink = sinkOf(name);
  if (sink !== undefined) return `a text there is used as ${/^[aeiou]/.test(sink) ? 'an' : 'a'} ${sink}`;
  const last = wordsOfName(name).at(-1);
  return last !== undefined && ASIDE.has(last) ? 'a model may write into it what it knows' : undefined;
}
