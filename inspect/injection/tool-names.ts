import type { Sentence } from './scan.ts';
import type { Surroundings } from './signal.ts';

/** No honest name is longer. */
const LONGEST = 64;
const NAME = /[A-Za-z][A-Za-z0-9]{0,63}(?:[_.-][A-Za-z0-9]{1,63}){1,6}|`[A-Za-z]{2,64}`/g;

/** Whether a sentence names a tool of the same server: what it orders about that is documentation. */
export function namesOwnTool(sentence: Sentence, around: Surroundings): boolean {
  return names(sentence, around).some((name) => name !== around.own && around.isOwnTool(name));
}

export function namesOtherTool(sentence: Sentence, around: Surroundings): boolean {
  return names(sentence, around).some((name) => around.isOtherTool(name));
}

function names(sentence: Sentence, { text }: Surroundings): string[] {
  const said = text.slice(sentence.from, Math.min(sentence.to, sentence.from + 2000));
  return (said.match(NAME) ?? []).map((name) => name.replaceAll('`', '').slice(0, LONGEST));
}
