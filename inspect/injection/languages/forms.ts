/**
 * Verbs in the forms in which they order: stems and endings, so that a lexicon names a verb once.
 * Both are comma separated; an ending may end in `*`.
 */
export function forms(stems: string, endings: string): string {
  const ends = parts(endings);
  return parts(stems)
    .flatMap((stem) => ends.map((ending) => stem + ending))
    .join(', ');
}

/** Stems as they are spelt before another vowel: Spanish `busc-ar` but `busqu-e`. */
export function respelt(stems: string, spelling: Readonly<Record<string, string>>): string {
  return parts(stems)
    .map((stem) => {
      const last = stem.at(-1)!;
      return Object.hasOwn(spelling, last) ? stem.slice(0, -1) + spelling[last]! : stem;
    })
    .join(', ');
}

/** Lists of terms as one. */
export function terms(...lists: readonly string[]): string {
  return lists.join(', ');
}

function parts(list: string): string[] {
  return list
    .split(',')
    .map((one) => one.trimStart())
    .filter((one) => one !== '');
}
