/** Characters without which there is no literal, banner or turn in a text: most texts need not be looked through. */
export const MARK = {
  /** `<`, `[` or `«`, or two signs that banners are made of in a row. */
  banner: 2,
  /** A colon, or anything that is not ASCII. */
  colon: 4,
  /** What stands in calls and results of tools as clients write them. */
  call: 8,
  /** A digit, `@`, `/`, `\`, or a full stop before a letter or digit. */
  literal: 16,
} as const;

const SIGN = 32;
const POINT = 64;

const ofUnit = new Uint8Array(256);
for (const [marks, bits] of [
  ['<[«', MARK.banner],
  ['{#=!@§-~+%/*', SIGN],
  [':', MARK.colon],
  ['"<_=', MARK.call],
  ['0123456789@/\\', MARK.literal],
  ['.', POINT],
] as const)
  for (const one of marks) ofUnit[one.charCodeAt(0)]! |= bits;
for (let unit = 0x80; unit < 256; unit++) ofUnit[unit]! |= MARK.colon;

/** Bits of `MARK`. */
export function marksIn(text: string): number {
  let bits = 0;
  let last = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    const of = unit < 256 ? ofUnit[unit]! : MARK.colon;
    bits |= of;
    if ((last & of & SIGN) !== 0) bits |= MARK.banner;
    if ((last & POINT) !== 0 && isAlphanumeric(unit)) bits |= MARK.literal;
    last = of;
  }
  return bits & (SIGN - 1);
}

function isAlphanumeric(unit: number): boolean {
  const small = unit | 0x20;
  return (unit >= 0x30 && unit <= 0x39) || (small >= 0x61 && small <= 0x7a);
}
