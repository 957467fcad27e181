/** What was asked about the tools of this server while a text was read: a name without its style, and the answer. */
export interface Asked {
  readonly skeleton: string;
  readonly isOwn: boolean;
}

/** Texts that are remembered, how long one may be, and how much all of them. */
const MOST = 4096;
const LONGEST = 8192;
const MOST_CHARACTERS = 1 << 19;
/** A text that hangs on more answers is read each time. */
const MOST_ASKED = 64;

/**
 * Texts in which nothing was found. Tools say the same of their parameters, and servers answer the same again: as
 * long as what was asked about the tools has the same answers, reading them again finds nothing again.
 */
export class QuietTexts {
  #asked = new Map<string, readonly Asked[]>();
  #characters = 0;

  /** `own`: the tool it belongs to. */
  has(text: string, own: string | undefined, isOwnTool: (skeleton: string) => boolean): boolean {
    if (text.length > LONGEST) return false;
    const asked = this.#asked.get(text);
    if (asked === undefined) return false;
    if (asked.length === 0) return true;
    // Its own name is not asked about.
    if (own !== undefined && text.includes(own)) return false;
    return asked.every(({ skeleton, isOwn }) => isOwnTool(skeleton) === isOwn);
  }

  /** A text that has the name of its own tool may mean another thing where another tool has it. */
  add(text: string, own: string | undefined, asked: readonly Asked[]): void {
    if (text.length > LONGEST || asked.length > MOST_ASKED || (own !== undefined && text.includes(own)))
      return;
    if (this.#asked.size === MOST || this.#characters + text.length > MOST_CHARACTERS) {
      this.#asked.clear();
      this.#characters = 0;
    }
    if (!this.#asked.has(text)) this.#characters += text.length;
    this.#asked.set(text, asked);
  }
}
