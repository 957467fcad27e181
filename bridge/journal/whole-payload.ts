import type { Journal } from './journal.ts';

/** 64 MiB: parsing stops there, and so does what is read back for it. */
const MOST = 64 * 1024 * 1024;
const STEP = 4 * 1024 * 1024;

/** The payload of a recorded frame, as far as anything is read of one. */
export async function wholePayload(
  journal: Pick<Journal, 'bytes'>,
  session: string,
  seq: number,
): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for (let from = 0; from < MOST; from += STEP) {
    const read = await journal.bytes(session, seq, 'payload', from, from + STEP);
    if (!read.ok || read.value.bytes.length === 0) break;
    parts.push(read.value.bytes);
    if (from + STEP >= read.value.total) break;
  }
  return parts.length === 1 ? parts[0]! : Buffer.concat(parts);
}
