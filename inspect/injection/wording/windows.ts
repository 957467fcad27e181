import { hereIn, moved, type Around, type Read } from '../around.ts';
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

const NO_SIGNS: readonly SignalId[] = [];

/** Each sentence of a text, in order. What is around one is true until the next. */
export function eachSeen(around: Around, { sentences, found }: Read, take: (seen: Seen) => void): void {
  const signs = found.length < 2 ? found : [...found].sort((a, b) => a.from - b.from);
  const here = hereIn(around, sentences);
  let sign = 0;
  for (let at = 0; at < sentences.length; at++) {
    const sentence = moved(here, at);
    while (sign < signs.length && signs[sign]!.from < sentence.from) sign++;
    const first = sign;
    let last = first;
    while (last < signs.length && signs[last]!.from < sentence.to) last++;
    const mine = first === last ? NO_SIGNS : signs.slice(first, last).map(({ signal }) => signal.id);
    take({ sentence, around: here, signs: mine });
  }
}
