import type { Stretch } from '../decode.ts';
import { isKnown, isTelling, LONGEST_WORD } from './known-words.ts';

/** Letters that are looked at for words where nothing parts the words; a longer spelling is read so far. */
const MOST_UNPARTED = 4096;

/** Letters that stand apart in a text, collected to words. */
export class Spelling {
  #letters: string[] = [];
  /** Where each letter stands, and the words begin. */
  #from: number[] = [];
  #to: number[] = [];
  #begins = new Set<number>();

  get length(): number {
    return this.#letters.length;
  }

  add(letter: string, from: number, to: number): void {
    this.#letters.push(letter);
    this.#from.push(from);
    this.#to.push(to);
  }

  /** The next letter begins a word. */
  part(): void {
    this.#begins.add(this.#letters.length);
  }

  /** If it comes to known words. */
  stretch(via: string): Stretch | undefined {
    const begins = this.#begins.size > 0 ? this.#begins : this.#found();
    const words: string[] = [''];
    // For each character of the text, the letter it is; a blank is the letter behind it.
    const at: number[] = [];
    for (const [k, letter] of this.#letters.entries()) {
      if (begins.has(k) && k > 0) {
        words.push('');
        at.push(k);
      }
      words[words.length - 1] += letter;
      at.push(k);
    }
    if (!isTelling(words.map((word) => word.toLowerCase()))) return undefined;
    const last = this.#letters.length - 1;
    return {
      from: this.#from[0]!,
      to: this.#to[last]!,
      via: [via],
      text: words.join(' '),
      origin: (a, b) => ({
        from: this.#from[at[Math.min(a, at.length - 1)]!]!,
        to: this.#to[at[Math.min(Math.max(a, b - 1), at.length - 1)]!]!,
      }),
    };
  }

  /** Where words begin that nothing parts: the longest known one at each place, and what is left between. */
  #found(): Set<number> {
    const begins = new Set<number>();
    const all = this.#letters.slice(0, MOST_UNPARTED).join('').toLowerCase();
    for (let at = 0; at < all.length;) {
      let length = Math.min(LONGEST_WORD, all.length - at);
      while (length > 0 && !isKnown(all.slice(at, at + length))) length--;
      if (length === 0) {
        at++;
        continue;
      }
      begins.add(at);
      begins.add(at + length);
      at += length;
    }
    return begins;
  }
}
