import type { Concept } from './concepts.ts';

/**
 * The words of one language for each concept, comma separated. `word`: this form only. `stem*`: any ending.
 * A blank stands for any white space. In scripts without blanks a term is found anywhere.
 * Write lower case; accents, alef forms and full-width letters are folded before comparing (see `fold.ts`).
 */
export interface Lexicon {
  readonly language: string;
  readonly words: Partial<Readonly<Record<Concept, string>>>;
  /** Words that carry their own denial: Turkish "söyleme", do not tell. */
  readonly denied?: Partial<Readonly<Record<Concept, string>>>;
  /** Words of this language that others spell alike; there they count only beside another word of that language. */
  readonly alike?: string;
  /** Words that hold one of the others and mean something else: read over. */
  readonly passed?: string;
  /**
   * Where negation stands: `before` the verb (English), or `after` it (Japanese), so that "not" there counts
   * for what came before. Absent: before.
   * A language that has both is two lexicons; a word in both of them counts both ways.
   */
  readonly negation?: 'before' | 'after';
}
