import type { OfferedTool } from '../offered-tool.ts';

/** The different words of a description, in small letters. A letter of Chinese or Japanese is a word. */
export function wordsOf(text: string): ReadonlySet<string> {
  return new Set(text.toLowerCase().match(WORD) ?? []);
}

const WORD = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]|[\p{L}\p{N}]+/gu;

/** What share of `some` stands in `others` too. */
export function shareIn(some: ReadonlySet<string>, others: ReadonlySet<string>): number {
  if (some.size === 0) return 0;
  let shared = 0;
  for (const word of some) if (others.has(word)) shared++;
  return shared / some.size;
}

/** Two descriptions that say the same; shorter ones say the same by chance. */
const FEWEST_WORDS = 5;
const ALIKE = 0.8;
/** A copy with so many words of its own behind it is a copy with an addition. */
const ADDED_WORDS = 8;
/** What was copied has so many: “writes a file” begins many honest descriptions that go on with its arguments. */
const COPIED_WORDS = 8;
/** Where the arguments agree in name, type and need as well. */
const ALIKE_WITH_ARGUMENTS = 0.6;
/** Fewer agree by chance. */
const FEWEST_ARGUMENTS = 2;

export type Likeness = 'copy' | 'copy-with-addition' | 'copied-from-here' | 'none';

/** What the first tool looks to be of the second. */
export function likenessOf(own: OfferedTool, other: OfferedTool): Likeness {
  const [a, b] = [wordsOf(own.description ?? ''), wordsOf(other.description ?? '')];
  if (Math.min(a.size, b.size) < FEWEST_WORDS) return 'none';
  const [inOther, inOwn] = [shareIn(a, b), shareIn(b, a)];
  if (b.size >= COPIED_WORDS && inOwn >= ALIKE && a.size >= b.size + ADDED_WORDS && isSequel(own, other))
    return 'copy-with-addition';
  if (a.size >= COPIED_WORDS && inOther >= ALIKE && b.size >= a.size + ADDED_WORDS && isSequel(other, own))
    return 'copied-from-here';
  const isSameShape = own.shape === other.shape && own.parameters.length >= FEWEST_ARGUMENTS;
  const alike = isSameShape ? ALIKE_WITH_ARGUMENTS : ALIKE;
  return inOther >= alike && inOwn >= alike ? 'copy' : 'none';
}

/** A long text holds the few words of any short one; a copy has its first sentence too. */
function isSequel(
  { description: long = '' }: OfferedTool,
  { description: short = '' }: OfferedTool,
): boolean {
  const sentence = folded(short)
    .split(/[.。!?\n]/, 1)[0]!
    .trim();
  return sentence.length >= 12 && folded(long).includes(sentence);
}

function folded(text: string): string {
  return text.toLowerCase().replace(/\s+/g, ' ');
}
