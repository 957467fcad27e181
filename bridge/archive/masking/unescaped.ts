/** Bytes with escapes replaced by what they stand for; byte i of it stands at [from[i], to[i]) of what it was made of. */
export interface Unescaped {
  bytes: Buffer;
  from: Uint32Array;
  to: Uint32Array;
}

/** `\"` and `\n` as JSON and most languages write them. */
const SHORT = new Map(
  Object.entries({ '"': 0x22, "'": 0x27, '`': 0x60, '/': 0x2f, n: 10, r: 13, t: 9, b: 8, f: 12 }).map(
    ([sign, byte]) => [sign.charCodeAt(0), byte],
  ),
);
const ENTITY = /^&(?:#(\d{1,7})|#[xX]([0-9A-Fa-f]{1,6})|(amp|lt|gt|quot|apos));/;
const NAMED = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);
const BACKSLASH = 0x5c;
const PERCENT = 0x25;
const AMPERSAND = 0x26;
/** No escape that is read here is longer, runs of backslashes apart. */
const LONGEST = 12;

/**
 * One level of whatever escapes stand in `bytes`, of different languages at once: any program may have written any
 * character as one. Read generously, since it is only looked for what is known. undefined: there is none.
 */
export function unescaped(bytes: Buffer): Unescaped | undefined {
  if (![BACKSLASH, PERCENT, AMPERSAND].some((sign) => bytes.includes(sign))) return undefined;
  const out = Buffer.allocUnsafe(bytes.length);
  const [from, to] = [new Uint32Array(bytes.length), new Uint32Array(bytes.length)];
  let length = 0;
  for (let at = 0; at < bytes.length;) {
    const byte = bytes[at]!;
    const isSign = byte === BACKSLASH || byte === PERCENT || byte === AMPERSAND;
    const escape = isSign ? escapeAt(bytes, at) : undefined;
    if (escape === undefined) {
      out[length] = byte;
      from[length] = at++;
      to[length++] = at;
      continue;
    }
    for (let k = 0; k < escape.bytes.length; k++) {
      out[length] = escape.bytes[k]!;
      from[length] = at;
      to[length++] = escape.to;
    }
    at = escape.to;
  }
  if (length === bytes.length) return undefined;
  return { bytes: out.subarray(0, length), from, to };
}

interface Escape {
  bytes: Uint8Array;
  to: number;
}

function escapeAt(bytes: Buffer, at: number): Escape | undefined {
  switch (bytes[at]) {
    case BACKSLASH:
      return backslashed(bytes, at);
    case PERCENT:
      return percentEncoded(bytes, at);
    case AMPERSAND:
      return entity(bytes, at);
    default:
      return undefined;
  }
}

/** JSON within JSON doubles backslashes: any run of them counts as one. */
function backslashed(bytes: Buffer, at: number): Escape | undefined {
  let sign = at;
  while (bytes[sign] === BACKSLASH) sign++;
  const run = sign - at;
  const means = bytes[sign];
  if (means === 0x75) {
    const unit = hexAt(bytes, sign + 1, 4);
    if (unit === undefined) return undefined;
    const low = unit >= 0xd800 && unit < 0xdc00 ? lowAfter(bytes, sign + 5, run) : undefined;
    const text = low === undefined ? String.fromCharCode(unit) : String.fromCharCode(unit, low);
    return { bytes: Buffer.from(text), to: sign + 5 + (low === undefined ? 0 : run + 5) };
  }
  if (means === 0x78) {
    const byte = hexAt(bytes, sign + 1, 2);
    return byte === undefined ? undefined : { bytes: Uint8Array.of(byte), to: sign + 3 };
  }
  const short = means === undefined ? undefined : SHORT.get(means);
  // After an even number of them a quote ends the string.
  if (short !== undefined && (means !== 0x22 || run % 2 === 1))
    return { bytes: Uint8Array.of(short), to: sign + 1 };
  return run === 1 ? undefined : { bytes: Buffer.alloc(run >> 1, BACKSLASH), to: at + 2 * (run >> 1) };
}

function lowAfter(bytes: Buffer, at: number, run: number): number | undefined {
  for (let k = 0; k < run; k++) if (bytes[at + k] !== BACKSLASH) return undefined;
  if (bytes[at + run] !== 0x75) return undefined;
  const unit = hexAt(bytes, at + run + 1, 4);
  return unit !== undefined && unit >= 0xdc00 && unit < 0xe000 ? unit : undefined;
}

function percentEncoded(bytes: Buffer, at: number): Escape | undefined {
  const byte = hexAt(bytes, at + 1, 2);
  return byte === undefined ? undefined : { bytes: Uint8Array.of(byte), to: at + 3 };
}

function entity(bytes: Buffer, at: number): Escape | undefined {
  const hit = ENTITY.exec(bytes.toString('latin1', at, at + LONGEST));
  if (hit === null) return undefined;
  const [whole, decimal, hex, name] = hit;
  const point = parseInt(decimal ?? hex ?? '0', decimal === undefined ? 16 : 10);
  const text = name === undefined ? (point > 0x10ffff ? '' : String.fromCodePoint(point)) : NAMED.get(name)!;
  return { bytes: Buffer.from(text), to: at + whole.length };
}

function hexAt(bytes: Buffer, at: number, digits: number): number | undefined {
  let value = 0;
  for (let k = 0; k < digits; k++) {
    const byte = bytes[at + k] ?? 0;
    const lower = byte | 0x20;
    const digit =
      byte >= 0x30 && byte <= 0x39 ? byte - 0x30 : lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
    if (digit < 0) return undefined;
    value = value * 16 + digit;
  }
  return value;
}
