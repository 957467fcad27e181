import type { RawHeader } from '../frame.ts';
import type { Outcome, Problem } from '../problem.ts';
import type { HttpForm, StdioForm, TextForm, WireForm } from '../wire-form.ts';
import { encodeText, joined, loneSurrogates, NOTHING, surrogateWords, type Encoding } from './encode.ts';
import { readHex } from './hex.ts';
import { httpBytes } from './http-bytes.ts';
import { LONGEST_DRIP, MOST_WIRE_BYTES, tooLong } from './limits.ts';

/** How messages go over stdin when nothing is said of it. */
export const USUAL_STDIO: StdioForm = {
  kind: 'stdio',
  encoding: 'utf-8',
  bom: false,
  end: 'newline',
  parts: 1,
  pause: 0,
};

/** A request with a head that says all, as long as nothing else is wanted. */
export const USUAL_HTTP: HttpForm = {
  kind: 'http',
  head: '',
  lineEnd: 'crlf',
  length: 'fit',
  targetHeaders: true,
  parts: 1,
  pause: 0,
};

export interface ToWire {
  text: string;
  /** Absent: text. */
  form?: TextForm | undefined;
  wire: WireForm;
  /** HTTP, with `targetHeaders`: what is added where the head does not name it; values are latin1 text. */
  targetHeaders?: readonly RawHeader[];
}

/** A message as it goes out, to the last byte. */
export interface WireBytes {
  bytes: Uint8Array;
  /** The message itself: the bytes without line end, head and chunk framing. */
  message: Uint8Array;
  /** Where it stands in `bytes`; absent: it is not one stretch of them. */
  at?: { from: number; to: number };
  /** Offsets at which the writes end; the last one is the end of the bytes. None: there is nothing to write. */
  ends: number[];
  /** ms between two writes. */
  pause: number;
  /** What is worth knowing of it, in words. */
  notes: string[];
}

/** The bytes of a text in its form. The page shows what this answers, and the bridge sends it. */
export function toWire({ text, form = 'text', wire, targetHeaders = [] }: ToWire): Outcome<WireBytes> {
  const problem = dripProblem(wire);
  if (problem !== undefined) return { ok: false, problem };
  if (form === 'text' && text.length > MOST_WIRE_BYTES) return tooLong();
  const encoding = wire.kind === 'stdio' ? wire.encoding : 'utf-8';
  const body = form === 'hex' ? readHex(text) : { ok: true as const, value: encodeText(text, encoding) };
  if (!body.ok) return body;
  const notes: string[] = [];
  if (form === 'text' && encoding === 'utf-8') {
    const lone = loneSurrogates(text);
    if (lone > 0) notes.push(surrogateWords(lone));
  }
  const written =
    wire.kind === 'stdio' ? stdioBytes(wire, body.value) : httpBytes(wire, body.value, targetHeaders);
  if (!written.ok) return written;
  const { bytes, at } = written.value;
  return {
    ok: true,
    value: {
      bytes,
      message: at === undefined ? body.value : bytes.subarray(at.from, at.to),
      ...(at === undefined ? {} : { at }),
      ends: cut(bytes.length, wire.parts),
      pause: wire.pause,
      notes: [...notes, ...written.value.notes],
    },
  };
}

/** As even as can be, and never an empty one: more parts than bytes are as many as there are bytes. */
function cut(length: number, parts: number): number[] {
  const count = Math.min(parts, length);
  return Array.from({ length: count }, (_, at) => Math.floor(((at + 1) * length) / count));
}

function stdioBytes(
  { encoding, bom, end }: StdioForm,
  body: Uint8Array,
): Outcome<{ bytes: Uint8Array; at: { from: number; to: number }; notes: string[] }> {
  const mark = bom ? encodeText('\ufeff', encoding) : NOTHING;
  const tail = encodeText(ENDS[end], encoding);
  const length = mark.length + body.length + tail.length;
  if (length > MOST_WIRE_BYTES) return tooLong();
  const bytes = joined([mark, body, tail].filter((part) => part.length > 0));
  return {
    ok: true,
    value: { bytes, at: { from: 0, to: length - tail.length }, notes: endNotes(encoding, end, body) },
  };
}

const ENDS: Record<StdioForm['end'], string> = { newline: '\n', crlf: '\r\n', none: '' };

function endNotes(encoding: Encoding, end: StdioForm['end'], body: Uint8Array): string[] {
  if (end === 'none')
    return [
      'There is no line end: the server may wait for more, and the next message stands on the same line.',
    ];
  const lines = countLines(body);
  const notes: string[] = [];
  if (encoding !== 'utf-8') notes.push('The line end is written in UTF-16 too, as two bytes a character.');
  if (lines > 0)
    notes.push(
      `There ${lines === 1 ? 'is a line end' : `are ${lines} line ends`} in it: on stdio a line is a message.`,
    );
  return notes;
}

function countLines(bytes: Uint8Array): number {
  let count = 0;
  for (let at = bytes.indexOf(0x0a); at !== -1; at = bytes.indexOf(0x0a, at + 1)) count++;
  return count;
}

function dripProblem({ parts, pause }: WireForm): Problem | undefined {
  if (parts * pause <= LONGEST_DRIP) return undefined;
  return {
    code: 'drip-too-long',
    message: `${parts} parts with ${pause} ms between them take longer than ${LONGEST_DRIP / 60_000} minutes.`,
    hint: 'Take fewer parts or shorter pauses.',
  };
}
