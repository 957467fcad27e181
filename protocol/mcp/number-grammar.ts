// Where a number stands: RFC 8259 section 6. Complete ones are those in ENDS.
export const SIGN = 0;
const ZERO = 1;
const INT = 2;
const DOT = 3;
const FRACTION = 4;
const E = 5;
const E_SIGN = 6;
const EXPONENT = 7;
const BAD = 8;
const ENDS = [false, true, true, false, true, false, false, true, false];

export function numberStep(state: number, c: number): number {
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

export function isNumberByte(c: number): boolean {
  return (c >= 0x30 && c <= 0x39) || c === 0x2e || c === 0x2b || c === 0x2d || (c | 0x20) === 0x65;
}

/** false: the number stops where it may not, as in `1.` or `-`. */
export function isWholeNumber(state: number): boolean {
  return ENDS[state] === true;
}
