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
  /** A comma between two values of an array. */
  nextElement(): void;
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
const NOTHING = new Uint8Array(0);

// Where a number stands: RFC 8259 section 6. Complete ones are those in ENDS.
const SIGN = 0;
const ZERO = 1;
const INT = 2;
const DOT = 3;
const FRACTION = 4;
const E = 5;
const E_SIGN = 6;
const EXPONENT = 7;
const BAD = 8;
const ENDS = [false, true, true, false, true, false, false, true, false];

function numberStep(state: number, c: number): number {
  const digit = c >= 0x30 && c <= 0x39;
  if (digit) {
    if (state === INT || state === FRACTION || state === EXPONENT) return state;
    if (state === SIGN) return c === 0x30 ? ZERO : INT;
    if (state === DOT) return FRACTION;
    return state === E || state === E_SIGN ? EXPONENT : BAD;
  }
  if (c === 0x2e) return state === ZERO || state === INT ? DOT : BAD;
  if ((c | 0x20) === 0x65) return state === ZERO || state === INT || state === FRACTION ? E : BAD;
  return state === E ? E_SIGN : BAD;
}

function isNumberByte(c: number): boolean {
  return (c >= 0x30 && c <= 0x39) || c === 0x2e || c === 0x2b || c === 0x2d || (c | 0x20) === 0x65;
}

interface Capture {
  depth: number;
  bytes: Uint8Array;
  length: number;
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
  #wants = new Uint8Array(64);
  #hexLeft = 0;
  #literal = '';
  #literalAt = 0;
  #number = SIGN;
  /** Wanted values that are open, outermost first; a handful at most, whatever the depth. */
  #captures: Capture[] = [];
  #keyBytes = new Uint8Array(KEY_CAP);
  #keyLength = 0;
  #first = true;

  constructor(to: GrammarListener) {
    this.#to = to;
  }

  push(b: Uint8Array): void {
    if (this.broken) return;
    const n = b.length;
    let from = 0;
    let i = 0;
    if (this.#first && n > 0) {
      this.#first = false;
      if (b[0] === 0xef && b[1] === 0xbb && b[2] === 0xbf) {
        this.complaint = 'begins with a byte order mark';
        from = i = 3;
      }
    }
    while (i < n) {
      const state = this.#state;
      if (state === STRING) {
        // The hot loop: most bytes of a big answer are inside strings.
        let c = 0;
        const begin = i;
        while (i < n && (c = b[i]!) !== 0x22 && c !== 0x5c && c >= 0x20) i++;
        if (this.#inKey && this.#wantsKeys) this.#keepKey(b, begin, i);
        if (i === n) break;
        if (c === 0x22) {
          i++;
          if (this.#inKey) {
            this.#inKey = false;
            if (this.#wantsKeys) this.#to.key(this.#keyBytes.subarray(0, this.#keyLength));
            this.#state = COLON;
          } else {
            this.#take(b, from, i);
            from = i;
            this.#finishValue();
          }
        } else if (c === 0x5c) {
          if (this.#inKey && this.#wantsKeys) this.#keepKey(b, i, i + 1);
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
        this.#take(b, from, i);
        from = i;
        this.#finishNumber(this.#at + i);
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
        if (this.#literalAt === this.#literal.length) {
          this.#take(b, from, i);
          from = i;
          this.#finishValue();
        }
        continue;
      }
      if (state === ESCAPE) {
        if (this.#inKey && this.#wantsKeys) this.#keepKey(b, i, i + 1);
        if (c === 0x75) {
          this.#state = UNICODE;
          this.#hexLeft = 4;
        } else if (
          c === 0x22 || c === 0x5c || c === 0x2f || c === 0x62 || c === 0x66 || c === 0x6e || c === 0x72 || c === 0x74
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
        if (this.#inKey && this.#wantsKeys) this.#keepKey(b, i, i + 1);
        if (--this.#hexLeft === 0) this.#state = STRING;
        i++;
        continue;
      }
      if (c === 0x20 || c === 0x09 || c === 0x0a || c === 0x0d) {
        i++;
        continue;
      }
      from = this.#structure(b, c, i, from);
      if (this.broken) return;
      i++;
    }
    this.#take(b, from, n);
    this.#at += n;
  }

  end(): void {
    if (this.broken) return;
    if (this.#state === NUMBER) this.#finishNumber(this.#at);
    if (this.broken) return;
    const between = this.#depth === 0 && this.#state === VALUE;
    if (!between) this.#break(this.#at, 'the end of the text inside a value');
  }

  /** One structural byte, or the first byte of a value. Returns where uncaptured bytes begin. */
  #structure(b: Uint8Array, c: number, i: number, from: number): number {
    const at = this.#at + i;
    const state = this.#state;
    if (state === COLON) {
      if (c !== 0x3a) this.#break(at, 'a key without a colon');
      else this.#state = VALUE;
      return from;
    }
    if (state === KEY || state === KEY_OR_END) {
      if (c === 0x22) {
        this.#inKey = true;
        this.#keyLength = 0;
        this.#wantsKeys = this.#depth < this.#wants.length && this.#wants[this.#depth] === 1;
        this.#state = STRING;
        return from;
      }
      if (c === 0x7d && state === KEY_OR_END) return this.#leave(b, i, from);
      this.#break(at, 'something that is not a key');
      return from;
    }
    if (state === AFTER) {
      const inObject = this.#stack[this.#depth - 1] === 1;
      if (c === 0x2c) {
        if (inObject) this.#state = KEY;
        else {
          this.#state = VALUE;
          this.#to.nextElement();
        }
        return from;
      }
      if (c === (inObject ? 0x7d : 0x5d)) return this.#leave(b, i, from);
      this.#break(at, 'a missing comma or bracket');
      return from;
    }
    if (state === VALUE_OR_END && c === 0x5d) return this.#leave(b, i, from);
    return this.#startValue(b, c, i, from);
  }

  #startValue(b: Uint8Array, c: number, i: number, from: number): number {
    const isObject = c === 0x7b;
    if (isObject || c === 0x5b) {
      from = this.#open(b, i, from, this.#to.valueStarts(isObject ? 'object' : 'array'));
      this.#enter(isObject);
      return from;
    }
    if (c === 0x22) {
      from = this.#open(b, i, from, this.#to.valueStarts('string'));
      this.#state = STRING;
    } else if (c === 0x2d || (c >= 0x30 && c <= 0x39)) {
      from = this.#open(b, i, from, this.#to.valueStarts('number'));
      this.#number = c === 0x2d ? SIGN : numberStep(SIGN, c);
      this.#state = NUMBER;
    } else if (c === 0x74 || c === 0x66 || c === 0x6e) {
      from = this.#open(b, i, from, this.#to.valueStarts('literal'));
      this.#literal = c === 0x74 ? 'true' : c === 0x66 ? 'false' : 'null';
      this.#literalAt = 1;
      this.#state = LITERAL;
    } else {
      this.#break(this.#at + i, 'something that is not JSON');
    }
    return from;
  }

  #enter(isObject: boolean): void {
    if (this.#depth === this.#stack.length) {
      const wider = new Uint8Array(this.#stack.length * 2);
      wider.set(this.#stack);
      this.#stack = wider;
    }
    this.#stack[this.#depth++] = isObject ? 1 : 0;
    if (this.#depth < this.#wants.length) this.#wants[this.#depth] = isObject && this.#to.wantsKeys() ? 1 : 0;
    this.#state = isObject ? KEY_OR_END : VALUE_OR_END;
  }

  #leave(b: Uint8Array, i: number, from: number): number {
    this.#take(b, from, i + 1);
    this.#depth--;
    this.#finishValue(true);
    return i + 1;
  }

  #open(b: Uint8Array, i: number, from: number, cap: number): number {
    this.#take(b, from, i);
    if (cap > 0) this.#captures.push({ depth: this.#depth, bytes: new Uint8Array(cap), length: 0 });
    return i;
  }

  /** Bytes [from, to) belong to every value that is open and still has room. */
  #take(b: Uint8Array, from: number, to: number): void {
    if (to <= from) return;
    for (const capture of this.#captures) {
      const room = capture.bytes.length - capture.length;
      if (room <= 0) continue;
      const part = b.subarray(from, Math.min(to, from + room));
      capture.bytes.set(part, capture.length);
      capture.length += part.length;
    }
  }

  #finishValue(isContainer = false): void {
    this.#state = this.#depth === 0 ? VALUE : AFTER;
    const innermost = this.#captures.at(-1);
    if (innermost === undefined || innermost.depth !== this.#depth) {
      this.#to.valueEnds(NOTHING, isContainer);
      return;
    }
    this.#captures.pop();
    this.#to.valueEnds(innermost.bytes.subarray(0, innermost.length), isContainer);
  }

  #finishNumber(at: number): void {
    if (ENDS[this.#number] === true) this.#finishValue();
    else this.#break(at, 'a broken number');
  }

  #keepKey(b: Uint8Array, from: number, to: number): void {
    const part = b.subarray(from, Math.min(to, from + KEY_CAP - this.#keyLength));
    this.#keyBytes.set(part, this.#keyLength);
    this.#keyLength += part.length;
  }

  #break(at: number, what: string): void {
    this.broken = true;
    this.#state = BROKEN;
    this.complaint = `${what} at byte ${at}`;
  }
}
