import { wordDiff } from '../../inspect/drift/words.ts';
import type { Difference, DifferenceSide, WordComparison } from '../../protocol/comparison.ts';
import { decodeString } from '../../protocol/json/lexemes.ts';
import { nodeAt, parsePointer } from '../../protocol/json/pointer.ts';
import { readJson } from '../../protocol/json/read.ts';

/** Values told word by word, and characters of one of them and of all together. */
const MOST_VALUES = 300;
const LONGEST_VALUE = 200_000;
const MOST_CHARACTERS = 1_000_000;
/** What is the same is shown this far around what is not. */
const AROUND = 240;

/** What was listed as different, word by word. */
export function wordsOf(differences: readonly Difference[], left: string, right: string): WordComparison[] {
  const insides = new Insides();
  let room = MOST_CHARACTERS;
  const told: WordComparison[] = [];
  for (const { kind, standing, recogniser, left: was, right: is } of differences) {
    if (kind === 'moved' || told.length >= MOST_VALUES) continue;
    const side = is ?? was;
    if (side === undefined) continue;
    const [before, after] = [insides.value(left, was), insides.value(right, is)];
    const characters = before.length + after.length;
    const face = {
      kind,
      standing,
      ...(recogniser === undefined ? {} : { recogniser }),
      pointer: side.pointer,
      ...(side.within === undefined ? {} : { within: side.within }),
    };
    if (characters > LONGEST_VALUE || characters > room) {
      const words = `${characters} characters are too many to be compared word by word.`;
      told.push({ ...face, pieces: [], words });
      continue;
    }
    room -= characters;
    told.push({ ...face, pieces: [...wordDiff(before, after)] });
  }
  return told;
}

type Piece = WordComparison['pieces'][number];

/** What is the same, but for what is around a difference, is left out and counted. */
export function aroundChanges(piece: Piece, at: number, all: readonly Piece[]): Piece[] {
  if (piece.kind !== 'same' || piece.text.length <= 3 * AROUND) return [piece];
  const head = at === 0 ? '' : piece.text.slice(0, AROUND);
  const tail = at === all.length - 1 ? '' : piece.text.slice(-AROUND);
  const skipped = piece.text.length - head.length - tail.length;
  return [
    { kind: 'same', text: head, skipped },
    ...(tail === '' ? [] : [{ kind: 'same' as const, text: tail }]),
  ];
}

/** Values by their places; JSON within a string is read once for all that differs in it. */
class Insides {
  #last: { from: number; whole: string; text: string; root: ReturnType<typeof readJson>['root'] } | undefined;

  value(whole: string, side: DifferenceSide | undefined): string {
    if (side === undefined) return '';
    const own = plain(whole.slice(side.from, side.to));
    if (side.within === undefined) return own;
    if (this.#last?.from !== side.from || this.#last.whole !== whole)
      this.#last = { from: side.from, whole, text: own, root: readJson(own).root };
    const node = nodeAt(this.#last.root, parsePointer(side.within.pointer) ?? []);
    return node === undefined ? side.text : plain(own.slice(node.from, node.to));
  }
}

/** A string without its quotes and escapes; anything else as it is written. */
function plain(text: string): string {
  return text.length > 1 && text.startsWith('"') && text.endsWith('"') ? decodeString(text) : text;
}
