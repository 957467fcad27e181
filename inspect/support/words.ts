/** Characters of a name that are split; no honest one is longer. */
const MOST_OF_A_NAME = 512;

/**
 * The words of a name in lower case: `getUserByID`, `get_user_by_id` and `get-user-by-id` are the same
 * four. One pass, so that the length of a name costs no more than itself.
 */
export function wordsOfName(name: string): string[] {
  const words: string[] = [];
  let word = '';
  let before: 'lower' | 'upper' | 'digit' | 'none' = 'none';
  const most = Math.min(name.length, MOST_OF_A_NAME);
  for (let at = 0; at < most; at++) {
    const one = name[at]!;
    const kind = kindOf(one);
    if (kind === 'none') {
      if (word !== '') words.push(word.toLowerCase());
      word = '';
    } else {
      const isNewWord =
        word !== '' &&
        kind === 'upper' &&
        (before === 'lower' ||
          before === 'digit' ||
          (before === 'upper' && kindOf(name[at + 1] ?? '') === 'lower'));
      if (isNewWord && !isPlural(name, at)) {
        words.push(word.toLowerCase());
        word = '';
      }
      word += one;
    }
    before = kind;
  }
  if (word !== '') words.push(word.toLowerCase());
  return words;
}

/** `URLs`, `IDs`: the capital before a final s begins no word. */
function isPlural(name: string, at: number): boolean {
  return (
    name[at + 1] === 's' && kindOf(name[at + 2] ?? '') !== 'lower' && kindOf(name[at - 1] ?? '') === 'upper'
  );
}

function kindOf(one: string): 'lower' | 'upper' | 'digit' | 'none' {
  if (one >= 'a' && one <= 'z') return 'lower';
  if (one >= 'A' && one <= 'Z') return 'upper';
  if (one >= '0' && one <= '9') return 'digit';
  return one > '\u007f' ? 'lower' : 'none';
}

/** How many words stand between blanks; stops counting at `most`. */
export function countWords(text: string, most = 1000): number {
  let count = 0;
  let isInside = false;
  for (let at = 0; at < text.length && count < most; at++) {
    const isBlank = text.charCodeAt(at) <= 0x20;
    if (!isBlank && !isInside) count++;
    isInside = !isBlank;
  }
  return count;
}

/** Server text in a sentence of ours: at most 120 characters. */
export function quoted(text: string, most = 120): string {
  const cut = text.length > most ? `${text.slice(0, most - 1)}…` : text;
  return `“${cut}”`;
}
