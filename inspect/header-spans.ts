import type { RecordedFrame } from './message.ts';

/** One header pair and the bytes of its value in the raw bytes of its frame. */
export interface HeaderSpan {
  readonly name: string;
  readonly value: string;
  readonly from: number;
  readonly to: number;
}

/**
 * Header values where they stand in the head: one byte a character (RFC 9110 section 5.5). A value is
 * looked for behind its own name, since short values also stand in names.
 */
export function* headerSpans(frame: RecordedFrame): Generator<HeaderSpan> {
  const { http } = frame.head;
  if (http === undefined) return;
  let at = http.startLine.length;
  for (const [name, value] of http.headers) {
    const named = find(frame.raw, `${name}:`, at, http.bodyAt);
    const from =
      named === undefined ? undefined : find(frame.raw, value, named + name.length + 1, http.bodyAt);
    if (from === undefined) continue;
    at = from + value.length;
    yield { name, value, from, to: at };
  }
}

function find(bytes: Uint8Array, text: string, from: number, to: number): number | undefined {
  for (let at = from; at + text.length <= to; at++) {
    let k = 0;
    while (k < text.length && bytes[at + k] === text.charCodeAt(k)) k++;
    if (k === text.length) return at;
  }
  return undefined;
}
