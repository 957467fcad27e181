/** One of these, or one that is none of these. */
export interface Letters {
  kind: 'letters';
  ranges: readonly Range[];
  isNegated: boolean;
}

/** Part of an expression, as far as it matters for how many ways there are to read a text with it. */
export type PatternNode =
  | Letters
  | { kind: 'start' }
  | { kind: 'end' }
  | { kind: 'all'; parts: readonly PatternNode[] }
  | { kind: 'any'; choices: readonly PatternNode[] }
  | { kind: 'repeat'; body: PatternNode; least: number; most: number };

/** Code points, both ends included. */
export type Range = readonly [from: number, to: number];

const MOST = { characters: 2_000, depth: 24, nodes: 1_000, copies: 12 };

const DIGITS: Range[] = [[48, 57]];
const WORD: Range[] = [
  [48, 57],
  [65, 90],
  [95, 95],
  [97, 122],
];
const SPACE: Range[] = [
  [9, 13],
  [32, 32],
  [160, 160],
  [0x2028, 0x2029],
  [0xfeff, 0xfeff],
];
const LINE_ENDS: Range[] = [
  [10, 10],
  [13, 13],
  [0x2028, 0x2029],
];
const CLASSES = new Map<string, readonly [Range[], boolean]>([
  ['d', [DIGITS, false]],
  ['D', [DIGITS, true]],
  ['w', [WORD, false]],
  ['W', [WORD, true]],
  ['s', [SPACE, false]],
  ['S', [SPACE, true]],
]);
const CONTROLS = new Map([
  ['n', 10],
  ['r', 13],
  ['t', 9],
  ['v', 11],
  ['f', 12],
  ['0', 0],
]);
const LAST = 0x10ffff;

/** Thrown inside only: what is not understood is not guessed at. */
class NotRead extends Error {}

/**
 * Reads an ECMAScript expression that a server wrote. Undefined where it is broken, too large, or made of more than
 * is understood here: what looks back at groups. What looks ahead or behind is passed over.
 */
export function readPattern(source: string): PatternNode | undefined {
  if (source.length > MOST.characters) return undefined;
  try {
    return new Reader(source).whole();
  } catch (error) {
    if (error instanceof NotRead) return undefined;
    throw error;
  }
}

class Reader {
  #source: string;
  #at = 0;
  #nodes = 0;

  constructor(source: string) {
    this.#source = source;
  }

  whole(): PatternNode {
    const node = this.#choices(0);
    if (this.#at < this.#source.length) throw new NotRead();
    return node;
  }

  #choices(depth: number): PatternNode {
    // The only recursion, and its depth is bounded.
    if (depth > MOST.depth) throw new NotRead();
    const choices: PatternNode[] = [];
    do choices.push(this.#sequence(depth));
    while (this.#takes('|'));
    return choices.length === 1 ? choices[0]! : { kind: 'any', choices };
  }

  #sequence(depth: number): PatternNode {
    const parts: PatternNode[] = [];
    while (this.#at < this.#source.length && this.#peek() !== '|' && this.#peek() !== ')') {
      if (++this.#nodes > MOST.nodes) throw new NotRead();
      const one = this.#one(depth);
      if (one !== undefined) parts.push(this.#repeated(one));
    }
    return parts.length === 1 ? parts[0]! : { kind: 'all', parts };
  }

  #one(depth: number): PatternNode | undefined {
    const sign = this.#next();
    switch (sign) {
      case '^':
        return { kind: 'start' };
      case '$':
        return { kind: 'end' };
      case '.':
        return { kind: 'letters', ranges: LINE_ENDS, isNegated: true };
      case '[':
        return this.#list();
      case '(':
        return this.#group(depth);
      case '\\':
        return this.#escaped();
      case '*':
      case '+':
      case '?':
        throw new NotRead();
      default:
        return letter(sign.codePointAt(0)!);
    }
  }

  #group(depth: number): PatternNode | undefined {
    const head = /^\?(?::|[=!]|<[=!]|<[A-Za-z_$][\w$]*>)/.exec(
      this.#source.slice(this.#at, this.#at + 100),
    )?.[0];
    if (head === undefined && this.#peek() === '?') throw new NotRead();
    this.#at += head?.length ?? 0;
    const inner = this.#choices(depth + 1);
    if (!this.#takes(')')) throw new NotRead();
    return /^\?<?[=!]/.test(head ?? '') ? undefined : inner;
  }

  #escaped(): PatternNode | undefined {
    const sign = this.#next();
    if (sign === 'b' || sign === 'B') return undefined;
    if (/[1-9k]/.test(sign)) throw new NotRead();
    const known = CLASSES.get(sign);
    if (known !== undefined) return { kind: 'letters', ranges: known[0], isNegated: known[1] };
    // By what Unicode says of a letter: any is right that is not in ASCII, and so are those of it.
    if (/[pP]/.test(sign)) return this.#property(sign === 'P');
    return letter(this.#code(sign));
  }

  #property(isNegated: boolean): Letters {
    const name = /^\{[^}]{1,60}\}/.exec(this.#source.slice(this.#at, this.#at + 64))?.[0];
    if (name === undefined) throw new NotRead();
    this.#at += name.length;
    const ranges: Range[] = /^\{(?:N|Nd)/.test(name)
      ? DIGITS
      : [
          [65, 90],
          [97, 122],
          [0xaa, LAST],
        ];
    return { kind: 'letters', ranges, isNegated };
  }

  #list(): PatternNode {
    const isNegated = this.#takes('^');
    const ranges: Range[] = [];
    while (this.#peek() !== ']') {
      const from = this.#listed();
      if (typeof from !== 'number') {
        ranges.push(...from);
        continue;
      }
      const isRange = this.#peek() === '-' && this.#source[this.#at + 1] !== ']';
      if (!isRange) {
        ranges.push([from, from]);
        continue;
      }
      this.#at++;
      const to = this.#listed();
      if (typeof to !== 'number' || to < from) throw new NotRead();
      ranges.push([from, to]);
    }
    this.#at++;
    return { kind: 'letters', ranges, isNegated };
  }

  /** A letter, or a class of them; `[^\w]` within a list is turned round. */
  #listed(): number | Range[] {
    const sign = this.#next();
    if (sign !== '\\') return sign.codePointAt(0)!;
    const name = this.#next();
    if (name === 'b') return 8;
    const known = CLASSES.get(name);
    if (known !== undefined) return known[1] ? turned(known[0]) : known[0];
    if (/[pP]/.test(name)) {
      const { ranges, isNegated } = this.#property(name === 'P');
      return isNegated ? turned(ranges) : [...ranges];
    }
    return this.#code(name);
  }

  #code(sign: string): number {
    const control = CONTROLS.get(sign);
    if (control !== undefined) return control;
    const rest = this.#source.slice(this.#at, this.#at + 12);
    const found =
      sign === 'x'
        ? /^([0-9a-f]{2})/i.exec(rest)
        : sign === 'u'
          ? /^(?:([0-9a-f]{4})|\{([0-9a-f]{1,6})\})/i.exec(rest)
          : null;
    if (found === null) return sign.codePointAt(0)!;
    this.#at += found[0].length;
    return Number.parseInt(found[1] ?? found[2]!, 16);
  }

  #repeated(body: PatternNode): PatternNode {
    const rest = this.#source.slice(this.#at, this.#at + 24);
    const found = /^(?:([*+?])|\{(\d{1,6})(?:(,)(\d{1,6})?)?\})\??/.exec(rest);
    if (found === null || body.kind === 'start' || body.kind === 'end') return body;
    this.#at += found[0].length;
    const [, sign, from, comma, to] = found;
    if (sign !== undefined)
      return { kind: 'repeat', body, least: sign === '+' ? 1 : 0, most: sign === '?' ? 1 : Infinity };
    const least = Number(from);
    const most = comma === undefined ? least : to === undefined ? Infinity : Number(to);
    if (most < least) throw new NotRead();
    // Many copies are as good as any number of them.
    return {
      kind: 'repeat',
      body,
      least: Math.min(least, MOST.copies),
      most: most > MOST.copies ? Infinity : most,
    };
  }

  #peek(): string | undefined {
    return this.#source[this.#at];
  }

  #next(): string {
    const code = this.#source.codePointAt(this.#at);
    if (code === undefined) throw new NotRead();
    const sign = String.fromCodePoint(code);
    this.#at += sign.length;
    return sign;
  }

  #takes(sign: string): boolean {
    if (this.#peek() !== sign) return false;
    this.#at++;
    return true;
  }
}

function letter(code: number): Letters {
  return { kind: 'letters', ranges: [[code, code]], isNegated: false };
}

function turned(ranges: readonly Range[]): Range[] {
  const out: Range[] = [];
  let at = 0;
  for (const [from, to] of [...ranges].sort(([one], [other]) => one - other)) {
    if (from > at) out.push([at, from - 1]);
    at = Math.max(at, to + 1);
  }
  if (at <= LAST) out.push([at, LAST]);
  return out;
}

export function holds(
  { ranges, isNegated }: Extract<PatternNode, { kind: 'letters' }>,
  code: number,
): boolean {
  return ranges.some(([from, to]) => code >= from && code <= to) !== isNegated;
}
