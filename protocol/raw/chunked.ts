import { encodeText } from './encode.ts';

/** Chunked transfer coding (RFC 9112, section 7.1): chunks of `size` bytes, the last one shorter, and the end. */
export function chunked(body: Uint8Array, size: number, lineEnd: string): Uint8Array {
  const end = encodeText(lineEnd, 'utf-8');
  const head = (length: number): Uint8Array => encodeText(length.toString(16) + lineEnd, 'utf-8');
  const whole = head(size);
  const out = new Uint8Array(chunkedLength(body.length, size, lineEnd));
  let to = 0;
  const put = (bytes: Uint8Array): void => {
    out.set(bytes, to);
    to += bytes.length;
  };
  for (let at = 0; at < body.length; at += size) {
    const left = body.length - at;
    put(left >= size ? whole : head(left));
    put(body.subarray(at, Math.min(at + size, body.length)));
    put(end);
  }
  put(head(0));
  put(end);
  return out;
}

/** How long a body of so many bytes becomes. */
export function chunkedLength(length: number, size: number, lineEnd: string): number {
  const framing = (bytes: number): number => bytes.toString(16).length + 2 * lineEnd.length;
  const last = length % size;
  const wholes = (length - last) / size;
  return length + wholes * framing(size) + (last === 0 ? 0 : framing(last)) + framing(0);
}
