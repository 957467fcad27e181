import type { FuzzTransform } from '../protocol/fuzz.ts';

/** In order, each on what the one before it made. */
export function transformed(text: string, transforms: readonly FuzzTransform[]): string {
  return transforms.reduce((at, one) => TRANSFORMS[one](at), text);
}

const TRANSFORMS: Record<FuzzTransform, (text: string) => string> = {
  url: percent,
  'url-twice': (text) => percent(percent(text)),
  base64,
  hex: (text) =>
    bytesOf(text)
      .map((byte) => byte.toString(16).padStart(2, '0'))
      .join(''),
  html: (text) => Array.from(text, (one) => `&#${one.codePointAt(0)};`).join(''),
  json: (text) => JSON.stringify(text).slice(1, -1),
  unicode: (text) =>
    text
      .split('')
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  upper: (text) => text.toUpperCase(),
};

function bytesOf(text: string): number[] {
  return [...new TextEncoder().encode(text)];
}

/** All but letters, digits and `-._~`. */
function percent(text: string): string {
  return bytesOf(text)
    .map((byte) => {
      const sign = String.fromCharCode(byte);
      return byte < 128 && /[\w.~-]/.test(sign)
        ? sign
        : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    })
    .join('');
}

const SIGNS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function base64(text: string): string {
  const bytes = bytesOf(text);
  let made = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const [one = 0, two, three] = bytes.slice(at, at + 3);
    const bits = (one << 16) | ((two ?? 0) << 8) | (three ?? 0);
    made += SIGNS[bits >> 18]! + SIGNS[(bits >> 12) & 63]!;
    made += two === undefined ? '=' : SIGNS[(bits >> 6) & 63]!;
    made += three === undefined ? '=' : SIGNS[bits & 63]!;
  }
  return made;
}
