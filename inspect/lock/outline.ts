/** What is wrong with the text, and where. Thrown within this folder only. */
export class Fault extends Error {
  readonly at: number;

  constructor(words: string, at: number) {
    super(words);
    this.at = at;
  }
}

const BLANK = new Set([' ', '\t', '\n', '\r']);

/**
 * Walks the outline of a JSON text whose structure is known, strictly; what nobody asks for is passed over without
 * being built. Depth costs no call stack, and length no memory.
 */
export class Outline {
  readonly text: string;
  at = 0;

  constructor(text: string) {
    this.text = text;
  }

  /** Calls `visit` at the value of each key; it has to move behind it. */
  object(what: string, visit: (key: string, at: number) => void): void {
    this.#open('{', what);
    const seen = new Set<string>();
    if (this.#closes('}')) return;
    for (;;) {
      const from = this.#blank();
      const key = this.string('a key');
      if (seen.has(key)) throw new Fault(`${what} has the key ${JSON.stringify(key)} twice`, from);
      seen.add(key);
      this.#blank();
      if (this.text[this.at] !== ':') throw new Fault('a colon is missing', this.at);
      this.at++;
      this.#blank();
      visit(key, from);
      if (!this.#goesOn('}', what)) return;
    }
  }

  array(what: string, visit: (at: number) => void): void {
    this.#open('[', what);
    if (this.#closes(']')) return;
    for (;;) {
      visit(this.#blank());
      if (!this.#goesOn(']', what)) return;
    }
  }

  string(what: string): string {
    const from = this.#blank();
    if (this.text[from] !== '"') throw new Fault(`${what} has to be a string`, from);
    return this.#parsed(this.#endOfString(from), what) as string;
  }

  number(what: string): number {
    const from = this.#blank();
    const { text } = this;
    let to = from;
    while (to < text.length && /[-+.\deE]/.test(text[to]!)) to++;
    if (to === from) throw new Fault(`${what} has to be a number`, from);
    return this.#parsed(to, what) as number;
  }

  /** The text of a value, whatever it holds. */
  raw(what: string): string {
    const from = this.#blank();
    const { text } = this;
    let depth = 0;
    let at = from;
    while (at < text.length) {
      const char = text[at]!;
      if (char === '"') at = this.#endOfString(at);
      else {
        if (depth === 0 && (char === ',' || char === '}' || char === ']' || BLANK.has(char))) break;
        if (char === '{' || char === '[') depth++;
        else if (char === '}' || char === ']') depth--;
        at++;
      }
      if (depth === 0 && /["\]}]/.test(text[at - 1]!)) break;
    }
    if (depth > 0 || at === from) throw new Fault(`${what} does not end`, from);
    this.at = at;
    return text.slice(from, at);
  }

  end(): void {
    if (this.#blank() < this.text.length) throw new Fault('something follows after the end', this.at);
  }

  #open(bracket: string, what: string): void {
    const from = this.#blank();
    if (this.text[from] !== bracket)
      throw new Fault(`${what} has to be ${bracket === '{' ? 'an object' : 'a list'}`, from);
    this.at++;
  }

  #closes(bracket: string): boolean {
    if (this.text[this.#blank()] !== bracket) return false;
    this.at++;
    return true;
  }

  #goesOn(bracket: string, what: string): boolean {
    if (this.#closes(bracket)) return false;
    if (this.text[this.at] !== ',') throw new Fault(`${what} does not go on as it should`, this.at);
    this.at++;
    return true;
  }

  #blank(): number {
    while (BLANK.has(this.text[this.at]!)) this.at++;
    return this.at;
  }

  #endOfString(from: number): number {
    const { text } = this;
    for (let at = text.indexOf('"', from + 1); at !== -1; at = text.indexOf('"', at + 1)) {
      let slashes = 0;
      while (text[at - 1 - slashes] === '\\') slashes++;
      if (slashes % 2 === 0) return at + 1;
    }
    throw new Fault('a string does not end', from);
  }

  #parsed(to: number, what: string): unknown {
    const from = this.at;
    try {
      const value: unknown = JSON.parse(this.text.slice(from, to));
      this.at = to;
      return value;
    } catch {
      // SyntaxError: a bad escape, a raw control character, no number.
      throw new Fault(`${what} is no JSON`, from);
    }
  }
}
