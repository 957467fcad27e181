/**
 * Common words of English sentences and orders. A text that is written in another way could be turned back
 * always; only one that comes to several of these is taken for words.
 */
const KNOWN = new Set(
  (
    'ignore ignoring disregard forget override bypass follow obey all any every each previous prior above earlier ' +
    'instruction instructions rule rules guidelines prompt system hidden developer the and you your this that with ' +
    'not never from for into are was will must should now then before after always only also what when where which ' +
    'tell say mention show reveal print user users human assistant model agent send forward email mail post upload ' +
    'copy file files folder read open load password passwords secret secrets key keys token tokens credentials ' +
    'private contents content conversation history context message messages answer reply response tool tools call ' +
    'use run execute command delete remove write save install download transfer money account address without ' +
    'asking telling have has been told please first new act pretend everything anything about its their them him her ' +
    'attack hack malware exploit'
  ).split(' '),
);

export const LONGEST_WORD = Math.max(...[...KNOWN].map(({ length }) => length));
const SHORTEST_WORD = 3;

/** In lower case. */
export function isKnown(word: string): boolean {
  return word.length >= SHORTEST_WORD && word.length <= LONGEST_WORD && KNOWN.has(word);
}

/** Fewer letters of known words, or a single word, may be chance. */
const FEWEST_LETTERS = 9;
const FEWEST_WORDS = 2;

export function isTelling(words: Iterable<string>, fewest = FEWEST_WORDS): boolean {
  const seen = new Set<string>();
  let letters = 0;
  for (const word of words) {
    if (!isKnown(word) || seen.has(word)) continue;
    seen.add(word);
    letters += word.length;
    if (seen.size >= fewest && letters >= FEWEST_LETTERS) return true;
  }
  return false;
}
