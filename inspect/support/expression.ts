/** A piece of a regular expression (ECMA-262), as far as its shape matters for how long it can take. */
export type Piece =
  | { kind: 'set'; set: bigint }
  | { kind: 'sequence'; of: Piece[] }
  | { kind: 'choice'; of: Piece[] }
  | { kind: 'repeat'; of: Piece; min: number; max: number }
  /** `^`, `$`, `\b`, look-around: takes no character, may fail. */
  | { kind: 'assertion' };

/** Characters 0–127 a bit each, and one bit for all others: enough to see overlaps. */
const ALL = (1n << 129n) - 1n;
const LONGEST = 4096;
const DEEPEST = 100;

/** Undefined: no expression we can read (too long, too deep, or not well formed). */
export function readExpression(source: string): Piece | undefined {
  if (source.length > LONGEST) return undefined;
  const reader = new Reader(source);
  const piece = reader.choice(0);
  return piece !== undefined && reader.isAtEnd ? piece : undefined;
}

class Reader {
  #source: string;
  #at = 0;

  constructor(source: string) {
    this.#source = source;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#source.length;
  }

  choice(depth: number): Piece | undefined {
    if (depth > DEEPEST) return undefined;
    const branches: Piece[] = [];
    for (;;) {
      const branch = this.#sequence(depth);
      if (branch === undefined) return undefined;
      branches.push(branch);
      if (this.#source[this.#at] !== '|') break;
      this.#at++;
    }
    return branches.length === 1 ? branches[0] : { kind: 'choice', of: branches };
  }

  #sequence(depth: number): Piece | undefined {
    const of: Piece[] = [];
    while (!this.isAtEnd && this.#source[this.#at] !== '|' && this.#source[this.#at] !== ')') {
      const atom = this.#atom(depth);
      if (atom === undefined) return undefined;
      of.push(this.#quantified(atom));
    }
    return of.length === 1 ? of[0] : { kind: 'sequence', of };
  }

  #quantified(atom: Piece): Piece {
    const bounds = this.#bounds();
    if (bounds === undefined) return atom;
    if (this.#source[this.#at] === '?') this.#at++;
    return { kind: 'repeat', of: atom, ...bounds };
  }

  #bounds(): { min: number; max: number } | undefined {
    const one = this.#source[this.#at];
    if (one === '*' || one === '+' || one === '?') {
      this.#at++;
      return { min: one === '+' ? 1 : 0, max: one === '?' ? 1 : Infinity };
    }
    if (one !== '{') return undefined;
    const found = /^\{(\d{1,9})(,(\d{0,9}))?\}/.exec(this.#source.slice(this.#at, this.#at + 24));
    if (found === null) return undefined;
    this.#at += found[0].length;
    const min = Number(found[1]);
    const max = found[2] === undefined ? min : found[3] === '' ? Infinity : Number(found[3]);
    return { min, max };
  }

  #atom(depth: number): Piece | undefined {
    const one = this.#source[this.#at++]!;
    switch (one) {
      case '^':
      case '$':
        return { kind: 'assertion' };
      case '.':
        return { kind: 'set', set: ALL & ~bit(10) & ~bit(13) };
      case '(':
        return this.#group(depth);
      case '[':
        return this.#class();
      case '\\':
        return this.#escape();
      default:
        return { kind: 'set', set: bit(one.charCodeAt(0)) };
    }
  }

  #group(depth: number): Piece | undefined {
    const start = /^\?(?::|=|!|<=|<!|<[A-Za-z_]\w{0,60}>)/.exec(
      this.#source.slice(this.#at, this.#at + 70),
    )?.[0];
    this.#at += start?.length ?? 0;
    const inner = this.choice(depth + 1);
    if (inner === undefined || this.#source[this.#at] !== ')') return undefined;
    this.#at++;
    const isLooking = start !== undefined && /[=!]$/.test(start);
    return isLooking ? { kind: 'assertion' } : inner;
  }

  #escape(): Piece | undefined {
    const one = this.#source[this.#at++];
    if (one === undefined) return undefined;
    if (one === 'b' || one === 'B') return { kind: 'assertion' };
    // What a back reference repeats is not known here: anything.
    if (one >= '1' && one <= '9') return { kind: 'set', set: ALL };
    return { kind: 'set', set: this.#escaped(one) };
  }

  #escaped(one: string): bigint {
    const known = CLASSES.get(one);
    if (known !== undefined) return known;
    if (one === 'p' || one === 'P') {
      const end = this.#source[this.#at] === '{' ? this.#source.indexOf('}', this.#at) : -1;
      if (end !== -1) this.#at = end + 1;
      return ALL;
    }
    const hex = /^(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]{1,6})\})/.exec(
      this.#source.slice(this.#at - 1, this.#at + 10),
    );
    if (hex === null) return bit(CONTROLS.get(one) ?? one.charCodeAt(0));
    this.#at += hex[0].length - 1;
    return bit(Number.parseInt(hex[1] ?? hex[2] ?? hex[3]!, 16));
  }

  #class(): Piece | undefined {
    const isNegated = this.#source[this.#at] === '^';
    if (isNegated) this.#at++;
    let set = 0n;
    while (!this.isAtEnd && this.#source[this.#at] !== ']') {
      const from = this.#classAtom();
      const isRange = this.#source[this.#at] === '-' && (this.#source[this.#at + 1] ?? ']') !== ']';
      if (!isRange || from.code === undefined) {
        set |= from.set;
        continue;
      }
      this.#at++;
      const to = this.#classAtom();
      set |= to.code === undefined ? from.set | to.set | bit(45) : span(from.code, to.code);
    }
    if (this.isAtEnd) return undefined;
    this.#at++;
    return { kind: 'set', set: isNegated ? ALL & ~set : set };
  }

  #classAtom(): { set: bigint; code?: number } {
    const one = this.#source[this.#at++]!;
    if (one !== '\\') return { set: bit(one.charCodeAt(0)), code: one.charCodeAt(0) };
    const escaped = this.#source[this.#at++] ?? '\\';
    const set = this.#escaped(escaped);
    const isSingle = (set & (set - 1n)) === 0n && (set & bit(128)) === 0n;
    return isSingle ? { set, code: codeOf(set) } : { set };
  }
}

function bit(code: number): bigint {
  return 1n << BigInt(Math.min(code, 128));
}

function codeOf(single: bigint): number {
  return single.toString(2).length - 1;
}

function span(from: number, to: number): bigint {
  let set = 0n;
  for (let code = from; code <= Math.min(to, 127); code++) set |= bit(code);
  return to > 127 ? set | bit(128) : set;
}

const DIGIT = span(48, 57);
const WORD = DIGIT | span(65, 90) | span(97, 122) | bit(95);
const SPACE = span(9, 13) | bit(32) | bit(128);
const CLASSES = new Map([
  ['d', DIGIT],
  ['D', ALL & ~DIGIT],
  ['w', WORD],
  ['W', ALL & ~WORD],
  ['s', SPACE],
  ['S', (ALL & ~SPACE) | bit(128)],
]);
const CONTROLS = new Map([
  ['n', 10],
  ['r', 13],
  ['t', 9],
  ['v', 11],
  ['f', 12],
  ['0', 0],
]);
