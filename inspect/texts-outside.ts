import type { RecordedFrame } from './message.ts';
import { Text } from './text.ts';

const lenient = new TextDecoder('utf-8', { ignoreBOM: true });

/** What of a frame is text but no JSON: standard error, noise on standard output, header values, bodies of other kinds. */
export function* textsOutside(frame: RecordedFrame): Generator<Text> {
  const { head, raw, payload, reading } = frame;
  const field = head.toward === 'server' ? 'sent' : undefined;
  if (head.channel === 'stderr') {
    yield bytesText(frame, 'raw', 0, raw.length, field ?? 'stderr', raw);
  } else if (payload !== undefined && (reading === undefined || !reading.roots.some(isStructured))) {
    const plain = head.channel === 'stdout' ? 'stdout-noise' : 'error-data';
    yield bytesText(frame, 'payload', 0, payload.length, field ?? plain, payload);
  }
  if (head.http !== undefined) yield* headerTexts(frame, field ?? 'header');
}

function isStructured(root: { kind: string }): boolean {
  return root.kind === 'object' || root.kind === 'array';
}

function bytesText(
  frame: RecordedFrame,
  part: 'raw' | 'payload',
  from: number,
  to: number,
  field: Text['field'],
  bytes: Uint8Array,
): Text {
  const value = lenient.decode(bytes.subarray(from, to));
  return new Text({ value, field, source: { kind: 'bytes', part, from, to, isLatin1: false }, frame });
}

/** Header values where they stand in the head: one byte a character (RFC 9110 section 5.5). */
function* headerTexts(frame: RecordedFrame, field: Text['field']): Generator<Text> {
  const { http } = frame.head;
  if (http === undefined) return;
  let at = http.startLine.length;
  for (const [header, value] of http.headers) {
    if (value === '') continue;
    const from = find(frame.raw, value, at, http.bodyAt);
    if (from === undefined) continue;
    at = from + value.length;
    yield new Text({
      value,
      field,
      source: { kind: 'bytes', part: 'raw', from, to: at, isLatin1: true, header },
      frame,
    });
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
