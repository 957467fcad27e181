import { nodeAt, parsePointer } from '../../protocol/json/pointer.ts';
import { readJson } from '../../protocol/json/read.ts';
import { textOf } from '../../protocol/json/value.ts';
import type { Oracle } from '../oracle.ts';
import { expected } from '../said.ts';

export const agreedValue: Oracle = {
  meta: {
    id: 'agreed-value',
    title: 'It agrees to what it may not',
    about: 'At a place of the answer stands what was asked for, where only something else may stand.',
    falseAlarm: 'None is known: the specification leaves no choice at that place.',
    certainty: 'certain',
  },
  judge(seen) {
    const wanted = expected(seen, 'agrees');
    if (wanted.length === 0 || seen.heard.text === '') return undefined;
    const document = readJson(seen.heard.text);
    for (const { at, value } of wanted) {
      const node = nodeAt(document.root, parsePointer(at) ?? []);
      if (node !== undefined && textOf(document, node).replace(/\s+$/, '') === value)
        return { says: `The answer has ${value} at ${at}.` };
    }
    return undefined;
  },
};
