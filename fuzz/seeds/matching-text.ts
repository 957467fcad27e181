/** Beyond it a pattern asks for more than is worth making. */
const MOST = { characters: 4000, depth: 40 };

const DIGITS = '0123456789';
const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const OTHERS = ' !"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';
const PRINTABLE = DIGITS + LETTERS + OTHERS;

/**
 * One text that should match a regular expression, by the choices `random` makes. Knows what schemas use: classes,
 * groups, choices, repeats. Undefined: what it does not know (look-around, back references), no pattern, or too long a
 * text. `more`: how often what may repeat without end does so beyond its least. Nothing is run against the pattern.
 */
export function textMatching(pattern: string, random: () => number, more: number): string | undefined {
  const maker = new Maker(pattern, random, more);
  try {
    return maker.text();
  } catch (error) {
    if (error instanceof Unknown) return undefined;
    throw error;
  }
}

/** Something in the pattern that no text is made for. */
class Unknown extends Error {}

type Make = () => string;

class Maker {
  #pattern: string;
  #random: () => number;
  #more: number;
  #at = 0;
  #depth = 0;
  #made = 0;

  constructor(pattern: string, random: () => number, more: number) {
    this.#pattern = pattern;
    this.#random = random;
    this.#more = more;
  }

  text(): string {
    const make = this.#choice();
    if (this.#at < this.#pattern.length) throw new Unknown();
    return make();
  }

  #choice(): Make {
    if (++this.#depth > MOST.depth) throw new Unknown();
    const branches = [this.#sequence()];
    while (this.#takes('|')) branches.push(this.#sequence());
    this.#depth--;
    return () => this.#one(branches)();
  }

  #sequence(): Make {
    const parts: Make[] = [];
    while (this.#at < this.#pattern.length && !'|)'.includes(this.#next()))
      parts.push(this.#repeated(this.#atom()));
    return () => parts.map((make) => make()).join('');
  }

  #atom(): Make {
    const sign = this.#take();
    switch (sign) {
      case '(':
        return this.#group();
      case '[':
        return this.#of(this.#class());
      case '.':
        return this.#of(LETTERS);
      case '^':
      case '$':
        return () => '';
      case '\\':
        return this.#escaped();
      case '*':
      case '+':
      case '?':
        throw new Unknown();
      default:
        return () => this.#count(sign);
    }
  }

  #group(): Make {
    if (this.#takes('?')) {
      const name = /^(?::|P?<[A-Za-z_]\w*>)/.exec(this.#pattern.slice(this.#at, this.#at + 100))?.[0];
      if (name === undefined) throw new Unknown();
      this.#at += name.length;
    }
    const make = this.#choice();
    if (!this.#takes(')')) throw new Unknown();
    return make;
  }

  #escaped(): Make {
    const set = this.#set(this.#take());
    return set === '' ? () => '' : this.#of(set);
  }

  /** Characters an escape stands for; empty: it stands between characters. */
  #set(sign: string): string {
    const named = ESCAPES.get(sign);
    if (named !== undefined) return named;
    if (sign === 'x' || sign === 'u') {
      const code = /^(?:\{([0-9a-fA-F]{1,6})\}|([0-9a-fA-F]{2,4}))/.exec(
        this.#pattern.slice(this.#at, this.#at + 8),
      );
      const digits = code?.[1] ?? code?.[2]?.slice(0, sign === 'x' ? 2 : 4);
      if (code === null || digits === undefined || parseInt(digits, 16) > 0x10ffff) throw new Unknown();
      this.#at += code[1] === undefined ? digits.length : code[0].length;
      return String.fromCodePoint(parseInt(digits, 16));
    }
    if (sign === 'p') {
      const name = /^\{(L|Lu|Ll|N|Nd|Letter|Alphabetic)\}/.exec(this.#pattern.slice(this.#at, this.#at + 20));
      if (name === null) throw new Unknown();
      this.#at += name[0].length;
      return name[1]!.startsWith('N') ? DIGITS : name[1] === 'Lu' ? LETTERS.slice(26) : LETTERS.slice(0, 26);
    }
    // A back reference, or a property that is not known.
    if (/[1-9kP]/.test(sign)) throw new Unknown();
    return sign;
  }

  #class(): string {
    const isNegated = this.#takes('^');
    let set = '';
    let isFirst = true;
    while (isFirst || this.#next() !== ']') {
      const from = this.#member();
      isFirst = false;
      const isRange = this.#next() === '-' && this.#pattern[this.#at + 1] !== ']' && [...from].length === 1;
      if (!isRange) {
        set += from;
        continue;
      }
      this.#at++;
      set += between(from, this.#member());
    }
    this.#at++;
    const chosen = isNegated ? [...PRINTABLE].filter((sign) => !set.includes(sign)).join('') : set;
    if (chosen === '') throw new Unknown();
    return chosen;
  }

  #member(): string {
    const sign = this.#take();
    if (sign !== '\\') return sign;
    const set = this.#next() === 'b' ? '\b' : undefined;
    if (set !== undefined) this.#at++;
    return set ?? this.#set(this.#take());
  }

  #repeated(make: Make): Make {
    const found = /^(?:[*+?]|\{(\d{1,9})(,(\d{0,9}))?\})[?+]?/.exec(
      this.#pattern.slice(this.#at, this.#at + 30),
    );
    if (found === null) return make;
    this.#at += found[0].length;
    const sign = found[0][0]!;
    const least = sign === '+' ? 1 : sign === '{' ? Number(found[1]) : 0;
    const isEndless = sign === '*' || sign === '+' || found[3] === '';
    const bound = sign === '?' ? 1 : found[2] === undefined ? least : Number(found[3]);
    const most = isEndless ? least + this.#more : Math.min(bound, least + this.#more);
    return () => {
      const times = least + Math.floor(this.#random() * (most - least + 1));
      let text = '';
      for (let nth = 0; nth < times; nth++) text += this.#count(make());
      return text;
    };
  }

  #of(set: string): Make {
    const signs = [...set];
    return () => this.#count(this.#one(signs));
  }

  /** A turn that makes nothing counts too: hostile repeats are of nothing. */
  #count(text: string): string {
    this.#made += text.length + 1;
    if (this.#made > MOST.characters * 4 || text.length > MOST.characters) throw new Unknown();
    return text;
  }

  #one<One>(list: readonly One[]): One {
    return list[Math.floor(this.#random() * list.length)]!;
  }

  #next(): string {
    if (this.#at >= this.#pattern.length) return '';
    return String.fromCodePoint(this.#pattern.codePointAt(this.#at)!);
  }

  #take(): string {
    const sign = this.#next();
    if (sign === '') throw new Unknown();
    this.#at += sign.length;
    return sign;
  }

  #takes(sign: string): boolean {
    if (this.#pattern[this.#at] !== sign) return false;
    this.#at++;
    return true;
  }
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['d', DIGITS],
  ['w', `${DIGITS}${LETTERS}_`],
  ['s', ' '],
  ['D', LETTERS],
  ['W', '-'],
  ['S', `${LETTERS}${DIGITS}`],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['f', '\f'],
  ['v', '\v'],
  ['0', '\0'],
  ['b', ''],
  ['B', ''],
  ['A', ''],
  ['z', ''],
  ['Z', ''],
]);

/** At most so many of a range as anybody needs. */
function between(from: string, to: string): string {
  const [first, last] = [from.codePointAt(0)!, to.codePointAt(0)!];
  if (last < first) throw new Unknown();
  const count = Math.min(last - first + 1, 128);
  return Array.from({ length: count }, (_, at) => String.fromCodePoint(first + at)).join('');
}
