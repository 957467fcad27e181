import { setTimeout as later } from 'node:timers/promises';
import type { Writable } from 'node:stream';
import type { WireBytes } from '../../protocol/raw/to-wire.ts';
import type { RequestFrame } from './request.ts';
import type { Hold } from './transport.ts';

/** How far writing got. `error`: why it did not get to the end. */
export interface Dripped {
  parts: number;
  bytes: number;
  error?: Error;
}

/** Writes bytes in parts with pauses between them; each is handed to the operating system before the next pause begins. */
export async function drip(
  to: Writable,
  { bytes, ends, pause }: Pick<WireBytes, 'bytes' | 'ends' | 'pause'>,
): Promise<Dripped> {
  const closing = new AbortController();
  const { signal } = closing;
  const stop = (): void => closing.abort();
  to.once('close', stop);
  const done: Dripped = { parts: 0, bytes: 0 };
  try {
    for (const end of ends) {
      // AbortError: it was closed in the pause, which the next line finds out.
      if (done.parts > 0) await later(pause, undefined, { signal }).catch(() => undefined);
      if (!to.writable) return { ...done, error: new Error('it was closed') };
      const error = await write(to, bytes.subarray(done.bytes, end));
      if (error) return { ...done, error };
      done.parts += 1;
      done.bytes = end;
    }
    return done;
  } finally {
    to.off('close', stop);
  }
}

function write(to: Writable, bytes: Uint8Array): Promise<Error | null | undefined> {
  return new Promise((resolve) => void to.write(bytes, resolve));
}

/** Writes a request as it is to be written, or as far as the connection lets it. */
export async function writeOut(
  to: Writable,
  { bytes, parts, hold }: Pick<RequestFrame, 'bytes' | 'parts' | 'hold'>,
): Promise<Dripped> {
  if (hold !== undefined) return writeHeld(to, bytes, hold);
  return drip(to, { bytes, ...(parts ?? { ends: [bytes.length], pause: 0 }) });
}

/** The last byte is what makes a request of it: it is kept back, and all else is on its way before. */
async function writeHeld(to: Writable, bytes: Uint8Array, hold: Hold): Promise<Dripped> {
  const most = Math.max(0, bytes.length - 1);
  const first = await drip(to, { bytes, ends: most === 0 ? [] : [most], pause: 0 });
  hold.ready();
  if (first.error !== undefined) return first;
  await hold.released;
  return drip(to, {
    bytes: bytes.subarray(most),
    ends: most === bytes.length ? [] : [bytes.length - most],
    pause: 0,
  });
}
