/** Bytes of base64 or base64url, padded or not; undefined when it is neither, or longer than `most` characters. */
export function base64Bytes(text: string, most = 100_000): Uint8Array | undefined {
  if (text.length > most || !/^[A-Za-z0-9+/_-]*={0,2}$/.test(text)) return undefined;
  const plain = text.replace(/=+$/, '');
  if (plain.length % 4 === 1) return undefined;
  const bytes = new Uint8Array(Math.floor((plain.length * 3) / 4));
  let held = 0;
  let bits = 0;
  let out = 0;
  for (let at = 0; at < plain.length; at++) {
    held = (held << 6) | valueOf(plain.charCodeAt(at));
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[out++] = (held >> bits) & 0xff;
    held &= (1 << bits) - 1;
  }
  return bytes;
}

function valueOf(c: number): number {
  if (c >= 0x61) return c - 71;
  if (c === 0x5f) return 63;
  if (c >= 0x41) return c - 65;
  if (c >= 0x30) return c + 4;
  return c === 0x2b || c === 0x2d ? 62 : 63;
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

export function base64Text(bytes: Uint8Array): string {
  let out = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const three = (bytes[at]! << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    const left = bytes.length - at;
    out += LETTERS[three >> 18]! + LETTERS[(three >> 12) & 63]!;
    out += left > 1 ? LETTERS[(three >> 6) & 63]! : '=';
    out += left > 2 ? LETTERS[three & 63]! : '=';
  }
  return out;
}
