import type { Concept } from '../concepts.ts';

/** Sentences of one language, for the test of all. */
export interface LanguageExamples {
  readonly language: string;
  /** A sentence, and the concepts that must be found in it and be denied by nothing; blanks between them. */
  readonly finds: readonly (readonly [sentence: string, concepts: string])[];
  /** A sentence, and the concept that must be found denied. */
  readonly denies: readonly (readonly [sentence: string, concept: Concept])[];
}
