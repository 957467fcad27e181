import type { RawHeader } from '../../protocol/frame.ts';

export type BodyFraming =
  { kind: 'none' } | { kind: 'length'; length: number } | { kind: 'chunked' } | { kind: 'until-close' };

/** The head of an answer as it was sent. `remarks` say in words what breaks HTTP or invites misreading. */
export interface ResponseHead {
  startLine: string;
  headers: RawHeader[];
  status: number;
  /** 1xx: another head follows. */
  isInterim: boolean;
  framing: BodyFraming;
  /** Another request may follow on the connection, as far as this head is concerned. */
  staysOpen: boolean;
  remarks: string[];
}

const STATUS_LINE = /^HTTP\/(\d)\.(\d) +(\d{3})(?: .*)?$/s;
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/**
 * Reads a head that ends with its empty line (RFC 9112, sections 2 to 6). Lenient: what is wrong
 * becomes a remark, so that the answer can still be shown. Answers a sentence when the first line is
 * no HTTP status line. `method` is the request's, which decides whether there is a body.
 */
export function readResponseHead(bytes: Buffer, method: string): ResponseHead | string {
  const lines = bytes.toString('latin1').split('\n');
  const remarks: string[] = [];
  const first = lines.findIndex((line) => line !== '' && line !== '\r');
  const startLine = stripReturn(lines[first] ?? '');
  const status = STATUS_LINE.exec(startLine);
  if (status === null) return `the answer does not begin with an HTTP status line: ${quoted(startLine)}`;
  if (first > 0) remarks.push('empty lines before the status line');
  const hasBareLf = lines.some((line, at) => at < lines.length - 1 && !line.endsWith('\r'));
  if (hasBareLf) remarks.push('lines that end in LF alone');
  const headers = readHeaders(lines.slice(first + 1, -2), remarks);
  const code = Number(status[3]);
  const isHttp10 = status[1] === '1' && status[2] === '0';
  if (status[1] !== '1') remarks.push(`a version that is not HTTP/1: ${quoted(startLine)}`);
  if (code < 100) remarks.push(`a status below 100: ${code}`);
  const framing = framingOf(method, code, headers, remarks);
  const connection = valuesOf(headers, 'connection').join(',').toLowerCase();
  const saysClose = /(^|[\s,])close($|[\s,])/.test(connection);
  const saysKeep = /(^|[\s,])keep-alive($|[\s,])/.test(connection);
  return {
    startLine,
    headers,
    status: code,
    isInterim: code >= 100 && code < 200 && code !== 101,
    framing,
    staysOpen:
      !saysClose && (saysKeep || !isHttp10) && framing.kind !== 'until-close' && remarks.length === 0,
    remarks,
  };
}

/** Values of a header, in order, whatever its case. */
export function valuesOf(headers: readonly RawHeader[], name: string): string[] {
  return headers.filter(([key]) => key.toLowerCase() === name).map(([, value]) => value);
}

/** Target text as it may stand in one of our sentences: short, on one line, nothing invisible in it. */
export function quoted(text: string, most = 200): string {
  const short = text.length > most ? `${text.slice(0, most)}…` : text;
  const plain = short.replace(/[\p{C}\p{Zl}\p{Zp}"\\]/gu, (char) =>
    char === '"' || char === '\\' ? `\\${char}` : `\\u{${char.codePointAt(0)!.toString(16)}}`,
  );
  return `"${plain}"`;
}

function stripReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}

function readHeaders(lines: string[], remarks: string[]): RawHeader[] {
  const headers: RawHeader[] = [];
  const say = (remark: string): void => {
    if (!remarks.includes(remark)) remarks.push(remark);
  };
  for (const line of lines) {
    const text = stripReturn(line);
    const last = headers.at(-1);
    if (/^[ \t]/.test(text) && last !== undefined) {
      say('a header continued on the next line (obsolete folding)');
      last[1] = `${last[1]} ${trimBlanks(text)}`;
      continue;
    }
    const colon = text.indexOf(':');
    if (colon === -1) {
      say(`a header line without a colon: ${quoted(text)}`);
      headers.push([text, '']);
      continue;
    }
    const name = text.slice(0, colon);
    const value = trimBlanks(text.slice(colon + 1));
    if (!TOKEN.test(name)) say(`a header name that HTTP does not allow: ${quoted(name)}`);
    if (/[\0-\x08\x0a-\x1f\x7f]/.test(value)) say(`control characters in the value of ${quoted(name)}`);
    headers.push([name, value]);
  }
  return headers;
}

function trimBlanks(text: string): string {
  let from = 0;
  let to = text.length;
  while (from < to && isBlank(text.charCodeAt(from))) from++;
  while (to > from && isBlank(text.charCodeAt(to - 1))) to--;
  return text.slice(from, to);
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09;
}

/** RFC 9112, section 6.3; where two headers disagree, the reading is named in a remark. */
function framingOf(method: string, status: number, headers: RawHeader[], remarks: string[]): BodyFraming {
  const codings = valuesOf(headers, 'transfer-encoding').join(',').toLowerCase();
  const lengths = valuesOf(headers, 'content-length').flatMap((value) =>
    value.split(',').map((one) => one.trim()),
  );
  if (codings !== '' && lengths.length > 0) {
    remarks.push('both Transfer-Encoding and Content-Length (request smuggling); read by Transfer-Encoding');
  }
  const isTunnel = method === 'CONNECT' && status >= 200 && status < 300;
  if (method === 'HEAD' || isTunnel || status === 204 || status === 304) return { kind: 'none' };
  if (status === 101) {
    remarks.push('a change of protocol nobody asked for');
    return { kind: 'until-close' };
  }
  if (status >= 100 && status < 200) return { kind: 'none' };
  if (codings !== '') {
    const names = codings.split(',').map((coding) => coding.trim());
    const others = names.filter((name) => name !== 'chunked' && name !== 'identity');
    if (others.length > 0) remarks.push(`a transfer coding that is not read: ${quoted(others.join(', '))}`);
    if (names.at(-1) === 'chunked') return { kind: 'chunked' };
    remarks.push('a Transfer-Encoding that does not end in chunked; read until the connection closes');
    return { kind: 'until-close' };
  }
  const [length] = lengths;
  if (length === undefined) return { kind: 'until-close' };
  if (lengths.some((other) => other !== length)) {
    remarks.push(
      `Content-Length values that disagree: ${quoted(lengths.join(', '))}; read until the connection closes`,
    );
    return { kind: 'until-close' };
  }
  if (!/^\d{1,15}$/.test(length)) {
    remarks.push(
      `a Content-Length that is not a length: ${quoted(length)}; read until the connection closes`,
    );
    return { kind: 'until-close' };
  }
  return { kind: 'length', length: Number(length) };
}
