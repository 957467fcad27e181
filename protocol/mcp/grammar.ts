import { isNumberByte, isWholeNumber, numberStep, SIGN } from './number-grammar.ts';

/**
 * What the grammar tells while it reads. `enter`/`leave` speak of containers, `key` of the raw
 * bytes between a key's quotes; `scalar` of a whole string (with quotes), number or literal.
 * Raw bytes are handed on only where `wants` said so, and only up to its cap.
 */
export interface GrammarListener {
  /** A value begins. Answer: how many of its raw bytes are wanted (0: none). */
  valueStarts(kind: 'object' | 'array' | 'string' | 'number' | 'literal'): number;
  valueEnds(raw: Uint8Array, isContainer: boolean): void;
  /** true when the keys of the container just entered are wanted. */
  wantsKeys(): boolean;
  key(raw: Uint8Array): void;
}

const VALUE = 0;
const VALUE_OR_END = 1;
const KEY_OR_END = 2;
const KEY = 3;
const COLON = 4;
const AFTER = 5;
const STRING = 6;
const ESCAPE = 7;
const UNICODE = 8;
const NUMBER = 9;
const LITERAL = 10;
const BROKEN = 11;

const KEY_CAP = 128;
/** Nothing below this depth is of interest to anybody who listens. */
const KEYS_DEPTH = 12;
const NOTHING = new Uint8Array(0);

/** A wanted value that is open: where it stands in the chunk at hand, and what earlier chunks held of it. */
interface Capture {
  depth: number;
  cap: number;
  from: number;
  kept: Uint8Array | undefined;
}

/**
 * Incremental JSON reader over bytes: a flat loop with its own stack, so depth costs one byte a
 * level and hostile input cannot overflow. Accepts several top-level values in a row.
 */
export class Grammar {
  complaint: string | undefined;
  broken = false;
  #to: GrammarListener;
  #state: number = VALUE;
  #depth = 0;
  /** 1 = object, 0 = array, per level. */
  #stack = new Uint8Array(64);
  #at = 0;
  #inKey = false;
  #wantsKeys = false;
  /** Depth up to which containers said whether their keys are wanted; deeper ones never are. */
  #wants: boolean[] = [];
  #hexLeft = 0;
  #literal = '';
  #literalAt = 0;
  #number = SIGN;
  /** Wanted values that are open, outermost first; a handful at most, whatever the depth. */
  #captures: Capture[] = [];
  #keyFrom = 0;
  #keyKept: Uint8Array | undefined;
  #first = true;

  constructor(to: GrammarListener) {
    this.#to = to;
  }

  push(b: Uint8Array): void {
    if (this.broken) return;
    const n = b.length;
    let i = 0;
    if (this.#first && n > 0) {
      this.#first = false;
      if (b[0] === 0xef && b[1] === 0xbb && b[2] === 0xbf) {
        this.complaint = 'begins with a byte order mark';
        i = 3;
      }
    }
    while (i < n) {
      const state = this.#state;
      if (state === STRING) {
        // The hot loop: most bytes of a big answer are inside strings.
        let c = 0;
        while (i < n && (c = b[i]!) !== 0x22 && c !== 0x5c && c >= 0x20) i++;
        if (i === n) break;
        if (c === 0x22) {
          if (this.#inKey) {
            this.#inKey = false;
            if (this.#wantsKeys) this.#to.key(joined(this.#keyKept, b, this.#keyFrom, i, KEY_CAP));
            this.#state = COLON;
          } else this.#finishValue(b, i + 1);
          i++;
        } else if (c === 0x5c) {
          this.#state = ESCAPE;
          i++;
        } else {
          this.#break(this.#at + i, 'a control character inside a string');
        }
        if (this.broken) return;
        continue;
      }
      const c = b[i]!;
      if (state === NUMBER) {
        if (isNumberByte(c)) {
          this.#number = numberStep(this.#number, c);
          i++;
          continue;
        }
        this.#finishNumber(b, i);
        if (this.broken) return;
        continue;
      }
      if (state === LITERAL) {
        if (c !== this.#literal.charCodeAt(this.#literalAt)) {
          this.#break(this.#at + i, 'an unknown word');
          return;
        }
        this.#literalAt++;
        i++;
        if (this.#literalAt === this.#literal.length) this.#finishValue(b, i);
        continue;
      }
      if (state === ESCAPE) {
        if (c === 0x75) {
          this.#state = UNICODE;
          this.#hexLeft = 4;
        } else if (
          c === 0x22 ||
          c === 0x5c ||
          c === 0x2f ||
          c === 0x62 ||
          c === 0x66 ||
          c === 0x6e ||
          c === 0x72 ||
          c === 0x74
        ) {
          this.#state = STRING;
        } else {
          this.#break(this.#at + i, 'an unknown escape');
          return;
        }
        i++;
        continue;
      }
      if (state === UNICODE) {
        const lower = c | 0x20;
        if (!((c >= 0x30 && c <= 0x39) || (lower >= 0x61 && lower <= 0x66))) {
          this.#break(this.#at + i, 'a broken \\u escape');
          return;
        }
        if (--this.#hexLeft === 0) this.#state = STRING;
        i++;
        continue;
      }
      if (c === 0x20 || c === 0x09 || c === 0x0a || c === 0x0d) {
        i++;
        continue;
      }
      this.#structure(b, c, i);
      if (this.broken) return;
      i++;
    }
    this.#keepOpen(b);
    this.#at += n;
  }

  end(): void {
    if (this.broken) return;
    if (this.#state === NUMBER) this.#finishNumber(NOTHING, 0);
    if (this.broken) return;
    const between = this.#depth === 0 && this.#state === VALUE;
    if (!between) this.#break(this.#at, 'the end of the text inside a value');
  }

  /** One structural byte, or the first byte of a value. */
  #structure(b: Uint8Array, c: number, i: number): void {
    const state = this.#state;
    if (state === COLON) {
      if (c === 0x3a) this.#state = VALUE;
      else this.#break(this.#at + i, 'a key without a colon');
    } else if (state === KEY || state === KEY_OR_END) {
      if (c === 0x22) {
        this.#inKey = true;
        this.#keyFrom = i + 1;
        this.#keyKept = undefined;
        this.#wantsKeys = this.#wants[this.#depth] === true;
        this.#state = STRING;
      } else if (c === 0x7d && state === KEY_OR_END) this.#leave(b, i);
      else this.#break(this.#at + i, 'something that is not a key');
    } else if (state === AFTER) {
      const inObject = this.#stack[this.#depth - 1] === 1;
      if (c === 0x2c) this.#state = inObject ? KEY : VALUE;
      else if (c === (inObject ? 0x7d : 0x5d)) this.#leave(b, i);
      else this.#break(this.#at + i, 'a missing comma or bracket');
    } else if (state === VALUE_OR_END && c === 0x5d) this.#leave(b, i);
    else this.#startValue(c, i);
  }

  #startValue(c: number, i: number): void {
    if (c === 0x7b || c === 0x5b) {
      this.#open(i, this.#to.valueStarts(c === 0x7b ? 'object' : 'array'));
      this.#enter(c === 0x7b);
    } else if (c === 0x22) {
      this.#open(i, this.#to.valueStarts('string'));
      this.#state = STRING;
    } else if (c === 0x2d || (c >= 0x30 && c <= 0x39)) {
      this.#open(i, this.#to.valueStarts('number'));
      this.#number = c === 0x2d ? SIGN : numberStep(SIGN, c);
      this.#state = NUMBER;
    } else if (c === 0x74 || c === 0x66 || c === 0x6e) {
      this.#open(i, this.#to.valueStarts('literal'));
      this.#literal = c === 0x74 ? 'true' : c === 0x66 ? 'false' : 'null';
      this.#literalAt = 1;
      this.#state = LITERAL;
    } else this.#break(this.#at + i, 'something that is not JSON');
  }

  #enter(isObject: boolean): void {
    if (this.#depth === this.#stack.length) {
      const deeper = new Uint8Array(this.#stack.length * 2);
      deeper.set(this.#stack);
      this.#stack = deeper;
    }
    this.#stack[this.#depth++] = isObject ? 1 : 0;
    if (this.#depth <= KEYS_DEPTH) this.#wants[this.#depth] = isObject && this.#to.wantsKeys();
    this.#state = isObject ? KEY_OR_END : VALUE_OR_END;
  }

  #leave(b: Uint8Array, i: number): void {
    this.#depth--;
    this.#finishValue(b, i + 1, true);
  }

  #open(from: number, cap: number): void {
    if (cap > 0) this.#captures.push({ depth: this.#depth, cap, from, kept: undefined });
  }

  #finishValue(b: Uint8Array, to: number, isContainer = false): void {
    this.#state = this.#depth === 0 ? VALUE : AFTER;
    const innermost = this.#captures.at(-1);
    if (innermost === undefined || innermost.depth !== this.#depth) {
      this.#to.valueEnds(NOTHING, isContainer);
      return;
    }
    this.#captures.pop();
    this.#to.valueEnds(joined(innermost.kept, b, innermost.from, to, innermost.cap), isContainer);
  }

  #finishNumber(b: Uint8Array, to: number): void {
    if (isWholeNumber(this.#number)) this.#finishValue(b, to);
    else this.#break(this.#at + to, 'a broken number');
  }

  /** The chunk ends: what is open and wanted is set aside. */
  #keepOpen(b: Uint8Array): void {
    for (const capture of this.#captures) {
      capture.kept = joined(capture.kept, b, capture.from, b.length, capture.cap);
      capture.from = 0;
    }
    if (!this.#inKey) return;
    this.#keyKept = joined(this.#keyKept, b, this.#keyFrom, b.length, KEY_CAP);
    this.#keyFrom = 0;
  }

  #break(at: number, what: string): void {
    this.broken = true;
    this.#state = BROKEN;
    this.complaint = `${what} at byte ${at}`;
  }
}

/** At most `cap` bytes: those kept from earlier chunks, then [from, to) of this one. */
function joined(
  kept: Uint8Array | undefined,
  b: Uint8Array,
  from: number,
  to: number,
  cap: number,
): Uint8Array {
  if (kept === undefined) return b.subarray(from, Math.min(to, from + cap));
  const part = b.subarray(from, Math.min(to, from + cap - kept.length));
  const all = new Uint8Array(kept.length + part.length);
  all.set(kept);
  all.set(part, kept.length);
  return all;
}
