import type { RawHeader } from '../frame.ts';
import type { Outcome } from '../problem.ts';
import type { HttpForm } from '../wire-form.ts';
import { chunked, chunkedLength } from './chunked.ts';
import { encodeText, joined, NOTHING } from './encode.ts';
import { MOST_WIRE_BYTES, tooLong } from './limits.ts';
import { readRequestHead } from './request-head.ts';

export interface HttpBytes {
  bytes: Uint8Array;
  /** Where the message stands in them; absent: it is not one stretch of them, or nobody said where it begins. */
  at?: { from: number; to: number };
  notes: string[];
}

/** A header line whose name ends at its colon; what else stands in a head is nobody's to change. */
const LINE = /^([^\s:]+)(:[ \t]*)(.*?)([ \t]*)$/s;

/** A request as its form says. `added`: headers that go in where the head does not name them. */
export function httpBytes(form: HttpForm, body: Uint8Array, added: readonly RawHeader[]): Outcome<HttpBytes> {
  const eol = form.lineEnd === 'crlf' ? '\r\n' : '\n';
  if (form.head === '') {
    const notes =
      form.chunk === undefined
        ? []
        : ['Without a head there is nothing to say that it is chunked: sent as it is.'];
    if (body.length > MOST_WIRE_BYTES) return tooLong();
    const bodyAt = readRequestHead(body)?.bodyAt;
    const at = bodyAt === undefined ? {} : { at: { from: bodyAt, to: body.length } };
    return { ok: true, value: { bytes: body, ...at, notes } };
  }
  const { chunk } = form;
  const length = chunk === undefined ? body.length : chunkedLength(body.length, chunk, eol);
  if (length + form.head.length > MOST_WIRE_BYTES) return tooLong();
  const { lines, notes } = headLines(form, body.length, added);
  const head = joined(
    lines.flatMap((line) => [line, encodeText(eol, 'utf-8')]).concat(encodeText(eol, 'utf-8')),
  );
  if (chunk !== undefined) {
    return { ok: true, value: { bytes: joined([head, chunked(body, chunk, eol)]), notes } };
  }
  const at = { from: head.length, to: head.length + body.length };
  return { ok: true, value: { bytes: joined([head, body]), at, notes } };
}

/** The start line and the header lines; a line end after the last of them, as editors like it, is no line. */
function linesOf(head: string): string[] {
  return head.replace(/\r?\n$/, '').split(/\r?\n/);
}

function headLines(
  { head, length, chunk, targetHeaders }: HttpForm,
  bodyBytes: number,
  added: readonly RawHeader[],
): { lines: Uint8Array[]; notes: string[] } {
  const lines = linesOf(head);
  // For a server the head ends at the first empty line, so that whatever is added has to stand before it.
  const empty = lines.indexOf('', 1);
  const end = empty === -1 ? lines.length : empty;
  const notes: string[] = [];
  if (empty !== -1)
    notes.push('There is an empty line in the head: for the server the body begins behind it.');
  const named = lines.slice(1, end).map((line) => LINE.exec(line)?.[1]?.toLowerCase());
  const more = (targetHeaders ? added : [])
    .filter(([name]) => !named.includes(name.toLowerCase()))
    .map(([name, value]) => latin1(value === '' ? `${name}:` : `${name}: ${value}`));
  if (chunk !== undefined) {
    if (!named.includes('transfer-encoding')) more.push(latin1('Transfer-Encoding: chunked'));
    if (named.includes('content-length'))
      notes.push(
        'Content-Length stays as it is written beside the chunked body; servers disagree about which of the two counts.',
      );
  } else if (length === 'fit') {
    const at = named.indexOf('content-length');
    if (at !== -1) lines[at + 1] = fitted(lines[at + 1]!, bodyBytes);
    else if (bodyBytes > 0) more.push(latin1(`Content-Length: ${bodyBytes}`));
    if (at !== -1 && named.lastIndexOf('content-length') !== at)
      notes.push(
        'Content-Length stands there several times: the first was fitted, the others are as they are written.',
      );
  }
  const bytes = lines.map((line) => encodeText(line, 'utf-8'));
  bytes.splice(end, 0, ...more);
  return { lines: bytes, notes };
}

/** Only the value is another one. */
function fitted(line: string, length: number): string {
  const [, name = '', colon = '', , blanks = ''] = LINE.exec(line) ?? [];
  return `${name}${colon}${length}${blanks}`;
}

function latin1(text: string): Uint8Array {
  return text === '' ? NOTHING : Uint8Array.from(text, (char) => char.charCodeAt(0));
}
