import { base64Bytes } from './base64.ts';

/** What the first characters of base64 (either alphabet) come to, one character a byte; undefined when it is none. */
export function base64Start(text: string, characters: number): string | undefined {
  const start = text.slice(0, characters).replace(/\s/g, '');
  // Cut in the middle of four characters it would be refused.
  const whole = start.length % 4 === 1 ? start.slice(0, -1) : start;
  const bytes = whole.length < 4 ? undefined : base64Bytes(whole, characters);
  if (bytes === undefined) return undefined;
  let out = '';
  for (const byte of bytes) out += String.fromCharCode(byte);
  return out;
}
