import type { FrameHead, FrameKind, Payload } from '../../../protocol/frame.ts';
import { BORDER, JsonText } from './json-text.ts';

/** A frame whose text is wanted; `read` gives bytes [from, to) of its raw or stored bytes, at most 1 MiB at once. */
export interface ReadableFrame {
  head: FrameHead;
  payload: Payload;
  kind: FrameKind;
  rawBytes: number;
  read(part: 'raw' | 'stored', from: number, to: number): Uint8Array;
}

/** Text is not looked for beyond this many bytes of one frame. */
export const TEXT_CAP = 64 * 1024 * 1024;
const STEP = 512 * 1024;

/**
 * What of a frame can be searched, in pieces: start line and headers of HTTP, then strings, keys and
 * numbers of its message decoded, or the bytes as UTF-8 where they are no JSON.
 */
export function* textOf(frame: ReadableFrame): Generator<string> {
  const { http } = frame.head;
  if (http !== undefined) {
    yield http.startLine + BORDER;
    for (const [name, value] of http.headers) yield `${name}: ${value}${BORDER}`;
  }
  const { payload } = frame;
  if (payload.kind === 'slice') yield* bodyText(frame, 'raw', payload.from, payload.to);
  else if (payload.kind === 'stored') yield* bodyText(frame, 'stored', 0, payload.bytes);
  else yield* bodyText(frame, 'raw', http?.bodyAt ?? 0, frame.rawBytes);
}

function* bodyText(
  frame: ReadableFrame,
  part: 'raw' | 'stored',
  from: number,
  to: number,
): Generator<string> {
  const end = Math.min(to, from + TEXT_CAP);
  const decoder = new TextDecoder();
  let json: JsonText | undefined;
  for (let at = from; at < end; at += STEP) {
    const bytes = frame.read(part, at, Math.min(end, at + STEP));
    if (at === from && isJson(frame, bytes)) json = new JsonText();
    const piece = decoder.decode(bytes, { stream: true });
    yield json === undefined ? piece : json.read(piece);
  }
}

function isJson({ kind, head }: ReadableFrame, bytes: Uint8Array): boolean {
  if (kind === 'not-json' || kind === 'log') return false;
  if (kind !== 'http') return true;
  const isSaid =
    head.http?.headers.some(([name, value]) => /^content-type$/i.test(name) && /json/i.test(value)) ?? false;
  const first = bytes.find((byte) => byte > 0x20);
  return isSaid && (first === 0x7b || first === 0x5b);
}
