import type { Sentence } from './scan.ts';
import type { Sign, Signal, Surroundings } from './signal.ts';

/** What is known of a text before it is read. */
export type Around = Omit<Surroundings, 'sentences' | 'before' | 'after'>;

/** Around one sentence after the other: made once for a text and moved, since texts have many. */
export interface Here extends Surroundings {
  before: Sentence | undefined;
  after: Sentence | undefined;
}

export function hereIn(around: Around, sentences: readonly Sentence[]): Here {
  return { ...around, sentences, before: undefined, after: undefined };
}

/** To the sentence of this number, which is returned. */
export function moved(here: Here, at: number): Sentence {
  const { sentences } = here;
  here.before = at === 0 ? undefined : sentences[at - 1];
  here.after = at + 1 < sentences.length ? sentences[at + 1] : undefined;
  return sentences[at]!;
}

export interface Read {
  readonly sentences: readonly Sentence[];
  readonly found: readonly Found[];
}

/** A signal that was found, and where in the view. */
export interface Found extends Sign {
  readonly signal: Signal;
  readonly weight: number;
}
