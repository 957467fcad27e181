import type { SendText } from '../../protocol/craft.ts';
import { CANARY_PLACE } from '../../protocol/race.ts';

const CANARY = /msi-[0-9a-f]{16}/g;
/** Of an answer; what lies beyond is not looked through. */
export const MOST_LOOKED_THROUGH = 8 * 1024 * 1024;

/** A word of its own for a text that wants one. Bytes given as hex have no place for it. */
export function canaryFor(
  { text, form, wire }: Pick<SendText, 'text' | 'form' | 'wire'>,
  random: (size: number) => Buffer,
): string | undefined {
  const isWanted =
    (form !== 'hex' && text.includes(CANARY_PLACE)) ||
    (wire?.kind === 'http' && wire.head.includes(CANARY_PLACE));
  return isWanted ? `msi-${random(8).toString('hex')}` : undefined;
}

export function withCanary(sent: SendText, canary: string | undefined): SendText {
  if (canary === undefined) return sent;
  const { form, wire } = sent;
  const text = form === 'hex' ? sent.text : sent.text.replaceAll(CANARY_PLACE, canary);
  return wire?.kind === 'http'
    ? { ...sent, text, wire: { ...wire, head: wire.head.replaceAll(CANARY_PLACE, canary) } }
    : { ...sent, text };
}

/** Words that look like canaries, each once, in order. */
export function canariesIn(bytes: Uint8Array): string[] {
  const { buffer, byteOffset, length } = bytes;
  const text = Buffer.from(buffer, byteOffset, Math.min(length, MOST_LOOKED_THROUGH)).toString('latin1');
  return [...new Set(Array.from(text.matchAll(CANARY), ([canary]) => canary))];
}
