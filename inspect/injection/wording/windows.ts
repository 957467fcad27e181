import type { Around, Read } from '../judge.ts';
import type { Sentence } from '../scan.ts';
import type { Surroundings } from '../signal.ts';
import type { SignalId } from '../signals/index.ts';

/** A sentence with what stands around it and the signs found in it. */
export interface Seen {
  readonly sentence: Sentence;
  readonly around: Surroundings;
  readonly signs: readonly SignalId[];
}

/** Two sentences further apart (characters) do not belong together. */
const APART = 40;

export function isJoined(before: Sentence, after: Sentence): boolean {
  return after.from - before.to < APART;
}

/** Each sentence of a text, in order. */
export function eachSeen(around: Around, { sentences, found }: Read, take: (seen: Seen) => void): void {
  const signs = found.length < 2 ? found : [...found].sort((a, b) => a.from - b.from);
  let sign = 0;
  for (const [at, sentence] of sentences.entries()) {
    while (sign < signs.length && signs[sign]!.from < sentence.from) sign++;
    const mine: SignalId[] = [];
    for (let k = sign; k < signs.length && signs[k]!.from < sentence.to; k++) mine.push(signs[k]!.signal.id);
    take({
      sentence,
      around: { ...around, sentences, before: sentences[at - 1], after: sentences[at + 1] },
      signs: mine,
    });
  }
}
