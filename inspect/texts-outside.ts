import { headerSpans } from './header-spans.ts';
import type { RecordedFrame } from './message.ts';
import { Text } from './text.ts';

const lenient = new TextDecoder('utf-8', { ignoreBOM: true });
const strict = new TextDecoder('utf-8', { ignoreBOM: true, fatal: true });

/** What of a frame is text but no JSON: standard error, noise on standard output, header values, bodies of other kinds. */
export function* textsOutside(frame: RecordedFrame): Generator<Text> {
  const { head, raw, payload, reading } = frame;
  const field = head.toward === 'server' ? 'sent' : undefined;
  if (head.channel === 'stderr') {
    yield bytesText(frame, 'raw', 0, raw.length, field ?? 'stderr', raw);
  } else if (payload !== undefined) {
    const plain = head.channel === 'stdout' ? 'stdout-noise' : 'error-data';
    // Where no message was found everything is text; where reading ended early, what is left.
    const from = frame.messages.length === 0 ? 0 : (reading?.rest ?? payload.length);
    if (from < payload.length)
      yield bytesText(frame, 'payload', from, payload.length, field ?? plain, payload);
  }
  if (head.http !== undefined) yield* headerTexts(frame, field ?? 'header');
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

function* headerTexts(frame: RecordedFrame, field: Text['field']): Generator<Text> {
  for (const { name, value, from, to } of headerSpans(frame)) {
    if (value === '') continue;
    const words = asUtf8(value, frame.raw.subarray(from, to));
    yield new Text({
      value: words ?? value,
      field,
      source: { kind: 'bytes', part: 'raw', from, to, isLatin1: words === undefined, header: name },
      frame,
    });
  }
}

/** One byte a character by the letter of HTTP; UTF-8 where it is that, since many clients read it so. */
function asUtf8(value: string, bytes: Uint8Array): string | undefined {
  if (!/[\u0080-\u00ff]/.test(value)) return undefined;
  try {
    return strict.decode(bytes);
  } catch {
    return undefined;
  }
}
