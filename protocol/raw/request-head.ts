import type { HttpHead, RawHeader } from '../frame.ts';

/** No head is looked for beyond. */
const MOST_HEAD_BYTES = 256 * 1024;
const LF = 0x0a;
const CR = 0x0d;
const METHOD = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+)(?: |$)/;

/** The head of a request as bytes have it: up to the first empty line that follows another. Absent: there is none. */
export function readRequestHead(bytes: Uint8Array): HttpHead | undefined {
  const lines: string[] = [];
  let from = 0;
  while (from < MOST_HEAD_BYTES) {
    const end = bytes.indexOf(LF, from);
    if (end === -1) return undefined;
    const line = latin1(bytes, from, bytes[end - 1] === CR && end > from ? end - 1 : end);
    from = end + 1;
    if (line !== '') lines.push(line);
    else if (lines.length > 0) return headOf(lines, from);
  }
  return undefined;
}

/** Which method's answer is read; undefined: the start line says none. */
export function methodOf(startLine: string): string | undefined {
  return METHOD.exec(startLine)?.[1];
}

function headOf([startLine = '', ...rest]: string[], bodyAt: number): HttpHead {
  const headers = rest.map((line): RawHeader => {
    const colon = line.indexOf(':');
    return colon === -1 ? [line, ''] : [line.slice(0, colon), trimmed(line.slice(colon + 1))];
  });
  return { startLine, headers, bodyAt };
}

function trimmed(text: string): string {
  let [from, to] = [0, text.length];
  while (from < to && (text[from] === ' ' || text[from] === '\t')) from++;
  while (to > from && (text[to - 1] === ' ' || text[to - 1] === '\t')) to--;
  return text.slice(from, to);
}

function latin1(bytes: Uint8Array, from: number, to: number): string {
  let text = '';
  for (let at = from; at < to; at += 8192) {
    text += String.fromCharCode(...bytes.subarray(at, Math.min(at + 8192, to)));
  }
  return text;
}
