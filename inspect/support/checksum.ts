/** Checks that tokens and numbers carry in themselves: what passes one was not typed at random. */

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = (c & 1) === 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

export function crc32(text: string): number {
  let c = 0xffffffff;
  for (let at = 0; at < text.length; at++) c = CRC_TABLE[(c ^ text.charCodeAt(at)) & 0xff]! ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
}

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** The six characters GitHub and npm put behind the random part of a token. */
export function tokenChecksum(random: string): string {
  let rest = crc32(random);
  let out = '';
  for (; rest > 0; rest = Math.floor(rest / 62)) out = BASE62[rest % 62]! + out;
  return out.padStart(6, '0');
}

/** Whether the last six characters of `body` (a token without its prefix) fit the rest. */
export function tokenChecksumFits(body: string): boolean {
  return body.length > 6 && tokenChecksum(body.slice(0, -6)) === body.slice(-6);
}

/** Card numbers (ISO/IEC 7812-1 annex B). */
export function luhnFits(digits: string): boolean {
  let sum = 0;
  for (let at = digits.length - 1, isDoubled = false; at >= 0; at--, isDoubled = !isDoubled) {
    const digit = digits.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) return false;
    const counted = isDoubled ? digit * 2 : digit;
    sum += counted > 9 ? counted - 9 : counted;
  }
  return digits.length > 1 && sum % 10 === 0;
}

/** Account numbers (ISO 13616), without blanks. */
export function ibanFits(iban: string): boolean {
  if (!/^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$/.test(iban)) return false;
  let rest = 0;
  for (const c of iban.slice(4) + iban.slice(0, 4)) {
    const value = c >= 'A' ? c.charCodeAt(0) - 55 : c.charCodeAt(0) - 48;
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}
