import type { WalkedFrame } from '../../journal/segment/whole-session.ts';

const WINDOW = 1024 * 1024;
/** What is told by its look may reach this far into the next window. */
const OVERLAP = 32 * 1024;

/** Stretches of a part, each reaching into the next, so that nothing shorter stands in none of them whole. */
export async function* windowsOf(
  frame: WalkedFrame,
  part: 'raw' | 'payload',
  overlap: number,
): AsyncGenerator<{ from: number; bytes: Buffer }> {
  const reach = Math.max(OVERLAP, overlap);
  for (let from = 0; ; from += WINDOW) {
    const bytes = await frame.read(part, from, from + WINDOW + reach);
    if (bytes.length === 0) return;
    yield { from, bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length) };
    if (bytes.length < WINDOW + reach) return;
  }
}
