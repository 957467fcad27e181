import {
  type HandlePlace,
  isHandle,
  isSameHandle,
  isSameName,
  looksLikeHandle,
  wordsAround,
} from './handle-look.ts';
import { type Laid, MOST_VALUES } from './laid-beside.ts';

/** A recorded message that was answered. */
export interface AskedThen {
  /** Its seq. */
  step: number;
  method: string;
  /** Of the tool, prompt or resource. */
  name?: string | undefined;
}

/** What the server says now in the place of a value it gave then, and where. */
export interface Given {
  after: string;
  /** seq of the recorded message whose answer gave it. */
  step: number;
  pointer: string;
  place: HandlePlace;
}

interface Cursor {
  step: number;
  /** undefined: the answer has no cursor now. */
  after: string | undefined;
}

const MOST_OF_ONE = 50;

/**
 * What the server gave then and gives now. A value is taken for a handle only where it is plain that the person did not
 * think of it: the server said it first, says something else in its place now, and nowhere says the old one again.
 */
export class Givens {
  #heard = new Set<string>();
  /** Values that stood in a message of the client's before any answer held them. */
  #typed = new Set<string>();
  #given = new Map<string, Given[]>();
  /** Values that came again, and under which names. */
  #constant = new Map<string, Set<string>>();
  #cursors = new Map<string, Cursor>();

  /** What one message of the recording said; told in the order they came. */
  said(toward: 'server' | 'client', values: readonly string[]): void {
    const into = toward === 'client' ? this.#heard : this.#typed;
    for (const value of values) {
      if (into.size >= MOST_VALUES) return;
      if (into === this.#heard || !this.#heard.has(value)) into.add(value);
    }
  }

  /** What a recorded answer and the one that came now tell. */
  learn({ step, method, name = '' }: AskedThen, { given, constant, cursor }: Laid): void {
    if (cursor !== undefined && this.#cursors.size < MOST_VALUES)
      this.#cursors.set(`${method}\n${cursor.before}`, { step, after: cursor.after });
    for (const one of constant) this.#noteConstant(one.value, one.name);
    for (const { value, after, pointer, name: own } of given) {
      const names = pointer.split(/[/#]/).slice(0, -1);
      const place = {
        name: own,
        around: wordsAround([...names, name]),
        isOfAll: wordsAround(names).size === 0,
      };
      this.#give(value, { after, step, pointer, place });
    }
  }

  /** The new cursor of a list; undefined: none is known of. */
  cursor(method: string, value: string): Cursor | undefined {
    return this.#cursors.get(`${method}\n${value}`);
  }

  /** What stands for a whole value at this place. */
  whole(value: string, place: HandlePlace): Given | undefined {
    const strong = this.strong(value);
    if (strong !== undefined) return strong;
    if (this.#typed.has(value) || !isHandle(place.name, value)) return undefined;
    // Short ones mean something only under their name.
    if ([...(this.#constant.get(value) ?? [])].some((name) => isSameName(name, place.name))) return undefined;
    const given = this.#given.get(value);
    return firstSuch(
      given?.filter((one) => isHandle(one.place.name, value) && isSameHandle(one.place, place)),
    );
  }

  /** What stands for a value wherever it is: it is too particular to be there by chance. */
  strong(value: string): Given | undefined {
    if (this.#typed.has(value) || this.#constant.has(value) || !looksLikeHandle(value)) return undefined;
    return firstSuch(this.#given.get(value));
  }

  #give(value: string, given: Given): void {
    const known = this.#given.get(value);
    if (known !== undefined) {
      if (known.length < MOST_OF_ONE) known.push(given);
    } else if (this.#given.size < MOST_VALUES) this.#given.set(value, [given]);
  }

  #noteConstant(value: string, name: string): void {
    const names = this.#constant.get(value);
    if (names !== undefined) {
      if (names.size < MOST_OF_ONE) names.add(name);
    } else if (this.#constant.size < MOST_VALUES) this.#constant.set(value, new Set([name]));
  }
}

/** What it is now, as the newest answer says, and the answer that said so first. */
function firstSuch(all: readonly Given[] | undefined): Given | undefined {
  const newest = all?.at(-1);
  return newest && all!.find(({ after }) => after === newest.after);
}
