import { quoted, readResponseHead, type ResponseHead } from './response-head.ts';

/** Longest head, and longest line of chunk framing, that is read; Node's own default is 16 KiB. */
export const MOST_HEAD_BYTES = 256 * 1024;
const MOST_CHUNK_LINE = 16 * 1024;
const LF = 0x0a;
const CR = 0x0d;

/** Consecutive parts of what arrived; put together they are exactly what arrived. */
export type Stretch =
  | { kind: 'head'; head: ResponseHead; bytes: Buffer }
  | { kind: 'framing'; bytes: Buffer }
  | { kind: 'body'; bytes: Buffer }
  /** The answer ends here; no bytes of its own. */
  | { kind: 'complete' }
  /** From `bytes` on nothing can be read any more; `problem` says why. */
  | { kind: 'broken'; problem: string; bytes: Buffer }
  /** After the end, or after what could not be read. */
  | { kind: 'excess'; bytes: Buffer };

type State =
  'head' | 'length' | 'until-close' | 'chunk-size' | 'chunk-body' | 'chunk-end' | 'trailer' | 'over';

/**
 * Finds where the parts of one HTTP/1 answer begin and end (RFC 9112). Every byte given comes out
 * again, in order, in exactly one stretch; only an unfinished head is held back, up to its cap.
 */
export class ResponseReader {
  #method: string;
  #state: State = 'head';
  #head: Buffer[] = [];
  #headBytes = 0;
  /** Bytes of the head's current line: none, CR alone, or more. */
  #line: 'empty' | 'return' | 'text' = 'empty';
  #hasStartLine = false;
  #isSeenAsHttp = false;
  #left = 0;
  #bodyBytes = 0;
  #expected: number | undefined;
  #chunkLine = '';

  constructor(method: string) {
    this.#method = method;
  }

  /** Bytes of body read so far, framing not counted. */
  get bodyBytes(): number {
    return this.#bodyBytes;
  }

  feed(chunk: Buffer): Stretch[] {
    const out: Stretch[] = [];
    let at = 0;
    while (at < chunk.length) at = this.#step(chunk, at, out);
    return out;
  }

  /** The other side is done sending. What was still missing, in words; nothing when the answer was whole. */
  end(): { stretches: Stretch[]; missing?: string } {
    const state = this.#state;
    this.#state = 'over';
    const read = `${this.#bodyBytes.toLocaleString('en')} bytes of the body`;
    switch (state) {
      case 'over':
        return { stretches: [] };
      case 'until-close':
        return { stretches: [{ kind: 'complete' }] };
      case 'head': {
        const bytes = this.#takeHead();
        if (bytes.length === 0)
          return { stretches: [], missing: 'the connection was closed without an answer' };
        const missing = `the head of the answer is cut off after ${bytes.length} bytes`;
        return { stretches: [{ kind: 'broken', problem: missing, bytes }], missing };
      }
      case 'length':
        return { stretches: [], missing: `cut off after ${read} of ${this.#expected!.toLocaleString('en')}` };
      case 'chunk-size':
      case 'chunk-body':
      case 'chunk-end':
      case 'trailer':
        return { stretches: [], missing: `cut off after ${read}: the last chunk never came` };
    }
  }

  #step(chunk: Buffer, at: number, out: Stretch[]): number {
    switch (this.#state) {
      case 'head':
        return this.#readHead(chunk, at, out);
      case 'until-close':
        return this.#body(chunk, at, chunk.length, out);
      case 'length':
      case 'chunk-body':
        return this.#counted(chunk, at, out);
      case 'chunk-size':
        return this.#chunkSize(chunk, at, out);
      case 'chunk-end':
        return this.#chunkEnd(chunk, at, out);
      case 'trailer':
        return this.#trailer(chunk, at, out);
      case 'over':
        out.push({ kind: 'excess', bytes: chunk.subarray(at) });
        return chunk.length;
    }
  }

  #readHead(chunk: Buffer, from: number, out: Stretch[]): number {
    const room = MOST_HEAD_BYTES - this.#headBytes;
    const stop = Math.min(chunk.length, from + room);
    for (let at = from; at < stop; at++) {
      const byte = chunk[at]!;
      if (byte === CR && this.#line === 'empty') {
        this.#line = 'return';
      } else if (byte !== LF) {
        this.#line = 'text';
      } else if (this.#line === 'text') {
        this.#hasStartLine = true;
        this.#line = 'empty';
      } else if (this.#hasStartLine) {
        this.#holdHead(chunk.subarray(from, at + 1));
        this.#finishHead(out);
        return at + 1;
      } else {
        this.#line = 'empty';
      }
    }
    this.#holdHead(chunk.subarray(from, stop));
    const impossible = this.#isSeenAsHttp ? undefined : notHttp(this.#firstBytes());
    this.#isSeenAsHttp = impossible === undefined && this.#headBytes > 64;
    if (impossible !== undefined) this.#break(impossible, this.#takeHead(), out);
    else if (this.#headBytes >= MOST_HEAD_BYTES) {
      this.#break(
        `the head of the answer is longer than ${MOST_HEAD_BYTES / 1024} KiB`,
        this.#takeHead(),
        out,
      );
    }
    return stop;
  }

  #finishHead(out: Stretch[]): void {
    const bytes = this.#takeHead();
    const head = readResponseHead(bytes, this.#method);
    if (typeof head === 'string') {
      this.#break(head, bytes, out);
      return;
    }
    out.push({ kind: 'head', head, bytes });
    if (head.isInterim) return;
    const { framing } = head;
    switch (framing.kind) {
      case 'none':
        this.#complete(out);
        break;
      case 'length':
        this.#expected = this.#left = framing.length;
        this.#state = 'length';
        if (this.#left === 0) this.#complete(out);
        break;
      case 'chunked':
        this.#state = 'chunk-size';
        break;
      case 'until-close':
        this.#state = 'until-close';
        break;
    }
  }

  #counted(chunk: Buffer, at: number, out: Stretch[]): number {
    const to = Math.min(chunk.length, at + this.#left);
    this.#left -= to - at;
    this.#body(chunk, at, to, out);
    if (this.#left > 0) return to;
    if (this.#state === 'length') this.#complete(out);
    else this.#state = 'chunk-end';
    return to;
  }

  #body(chunk: Buffer, from: number, to: number, out: Stretch[]): number {
    this.#bodyBytes += to - from;
    out.push({ kind: 'body', bytes: chunk.subarray(from, to) });
    return to;
  }

  #chunkSize(chunk: Buffer, at: number, out: Stretch[]): number {
    const line = this.#framingLine(chunk, at, out);
    if (line === undefined) return chunk.length;
    const { text, to, isWhole } = line;
    const digits = isWhole ? /^([0-9a-f]{1,16})[ \t]*(?:;.*)?$/is.exec(text)?.[1] : undefined;
    const size = digits === undefined ? Number.NaN : Number.parseInt(digits, 16);
    if (!Number.isSafeInteger(size)) {
      this.#break(`a chunk size that is not one: ${quoted(text)}`, chunk.subarray(at, to), out);
      return to;
    }
    out.push({ kind: 'framing', bytes: chunk.subarray(at, to) });
    this.#left = size;
    this.#state = this.#left === 0 ? 'trailer' : 'chunk-body';
    return to;
  }

  #chunkEnd(chunk: Buffer, at: number, out: Stretch[]): number {
    const line = this.#framingLine(chunk, at, out, 2);
    if (line === undefined) return chunk.length;
    const { text, to, isWhole } = line;
    if (isWhole && text === '') {
      out.push({ kind: 'framing', bytes: chunk.subarray(at, to) });
      this.#state = 'chunk-size';
    } else {
      this.#break(
        `a chunk that is longer than its size says: ${quoted(text)} follows it`,
        chunk.subarray(at, to),
        out,
      );
    }
    return to;
  }

  #trailer(chunk: Buffer, at: number, out: Stretch[]): number {
    const line = this.#framingLine(chunk, at, out);
    if (line === undefined) return chunk.length;
    const { text, to, isWhole } = line;
    if (!isWhole) {
      this.#break(`a trailer line longer than ${MOST_CHUNK_LINE / 1024} KiB`, chunk.subarray(at, to), out);
      return to;
    }
    out.push({ kind: 'framing', bytes: chunk.subarray(at, to) });
    if (text === '') this.#complete(out);
    return to;
  }

  /**
   * The rest of a line of chunk framing; undefined when it does not end in this chunk (it is put out
   * as framing then). Past `most` bytes it is given back unfinished, as not whole.
   */
  #framingLine(
    chunk: Buffer,
    at: number,
    out: Stretch[],
    most = MOST_CHUNK_LINE,
  ): { text: string; to: number; isWhole: boolean } | undefined {
    const found = chunk.indexOf(LF, at);
    const end = found === -1 ? chunk.length : found + 1;
    const to = Math.min(end, at + Math.max(most - this.#chunkLine.length, 1));
    this.#chunkLine += chunk.toString('latin1', at, to);
    const isWhole = this.#chunkLine.endsWith('\n');
    if (!isWhole && this.#chunkLine.length < most) {
      out.push({ kind: 'framing', bytes: chunk.subarray(at, to) });
      return undefined;
    }
    const text = this.#chunkLine.replace(/\r?\n$/, '');
    this.#chunkLine = '';
    return { text, to, isWhole };
  }

  #complete(out: Stretch[]): void {
    this.#state = 'over';
    out.push({ kind: 'complete' });
  }

  #break(problem: string, bytes: Buffer, out: Stretch[]): void {
    this.#state = 'over';
    out.push({ kind: 'broken', problem, bytes });
  }

  #holdHead(bytes: Buffer): void {
    if (bytes.length === 0) return;
    this.#head.push(bytes);
    this.#headBytes += bytes.length;
  }

  /** Enough of the head to see whether it can be HTTP at all. */
  #firstBytes(): Buffer {
    const enough: Buffer[] = [];
    for (let at = 0, size = 0; at < this.#head.length && size < 64; at++) {
      enough.push(this.#head[at]!);
      size += this.#head[at]!.length;
    }
    return enough.length === 1 ? enough[0]! : Buffer.concat(enough);
  }

  #takeHead(): Buffer {
    const bytes = this.#head.length === 1 ? this.#head[0]! : Buffer.concat(this.#head);
    this.#head = [];
    this.#headBytes = 0;
    this.#line = 'empty';
    this.#hasStartLine = false;
    this.#isSeenAsHttp = false;
    return bytes;
  }
}

/** Said as soon as it is certain, since a server that does not speak HTTP may wait for us for ever. */
function notHttp(bytes: Buffer): string | undefined {
  let at = 0;
  while (at < bytes.length && (bytes[at] === CR || bytes[at] === LF)) at++;
  const start = bytes.toString('latin1', at, at + 5);
  if ('HTTP/'.startsWith(start)) return undefined;
  const isTls = (bytes[at] === 0x15 || bytes[at] === 0x16) && bytes[at + 1] === 0x03;
  if (isTls) return 'the answer is TLS, not HTTP: the address probably needs https://';
  return `the answer does not begin with an HTTP status line: ${quoted(bytes.toString('latin1', at, at + 80))}`;
}
