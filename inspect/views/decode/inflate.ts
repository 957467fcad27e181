import { Gunzip, Inflate, Unzlib } from 'fflate';
import { isReadable, textOfBytes } from './reads.ts';

/** Before more than this is inflated it has to read as text. */
const PROBE = 4096;
const CHUNK = 1024;
/** Input without any output: a header that never ends, which the unpacker would copy again with every chunk. */
const MOST_IN_VAIN = 16 * 1024;

export type Packed = 'gzip' | 'zlib' | 'deflate';

/** By its first two bytes (RFC 1952, RFC 1950); plain deflate has none. */
export function packingOf(bytes: Uint8Array): Packed {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return 'gzip';
  const isZlib = (bytes[0]! & 0x0f) === 8 && ((bytes[0]! << 8) | bytes[1]!) % 31 === 0;
  return isZlib ? 'zlib' : 'deflate';
}

/** What was packed, at most `most` bytes of it; undefined when it is no text. A bomb costs a few kilobytes. */
export function inflated(bytes: Uint8Array, packed: Packed, most: number): string | undefined {
  const parts: Uint8Array[] = [];
  let length = 0;
  const take = (part: Uint8Array): void => {
    parts.push(part);
    length += part.length;
  };
  const stream =
    packed === 'gzip' ? new Gunzip(take) : packed === 'zlib' ? new Unzlib(take) : new Inflate(take);
  try {
    let isText = false;
    for (let at = 0; at < bytes.length && length < most; at += CHUNK) {
      // One chunk grows to a megabyte at most: deflate does not pack denser than 1032 : 1.
      stream.push(bytes.subarray(at, at + CHUNK), at + CHUNK >= bytes.length);
      if (length === 0 && at > MOST_IN_VAIN) return undefined;
      if (isText || length < PROBE) continue;
      if (!isReadable(joined(parts, PROBE), true)) return undefined;
      isText = true;
    }
  } catch {
    // fflate throws on what is not packed that way: then it was something else.
    return undefined;
  }
  const whole = joined(parts, Math.min(length, most));
  return whole.length >= 8 && isReadable(whole, length > most) ? textOfBytes(whole) : undefined;
}

function joined(parts: readonly Uint8Array[], most: number): Uint8Array {
  const whole = new Uint8Array(most);
  let at = 0;
  for (const part of parts) {
    if (at >= most) break;
    whole.set(part.subarray(0, most - at), at);
    at += part.length;
  }
  return whole;
}
