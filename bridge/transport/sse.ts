const LF = 0x0a;
const CR = 0x0d;
const COLON = 0x3a;
const BLANK = 0x20;
const BOM = [0xef, 0xbb, 0xbf];
/** Longer ids are no use as a header; longer event names and numbers only show that somebody tries something. */
const MOST_FIELD_BYTES = 4096;
const LONGEST_NAME = 'event'.length;

export interface SseFields {
  event?: string;
  id?: string;
  /** ms */
  retry?: number;
}

/** What an event stream consists of, in order. All bytes come out, as `other` or as `data`. */
export interface SseListener {
  /** Field names, comments, line ends, and values other than data. */
  other(bytes: Buffer): void;
  /** A part of the value of a `data` line. */
  data(bytes: Buffer): void;
  /** Another data line begins: a line feed belongs between the values. */
  nextData(): void;
  /** A blank line ended what stood before it. `hasData`: it is an event; otherwise fields or comments only. */
  block(fields: SseFields, hasData: boolean): void;
}

type Field = 'data' | 'event' | 'id' | 'retry' | 'comment' | 'unknown';

/**
 * Reads a stream of server-sent events as the HTML standard says (section 9.2.6): CR, LF and CRLF, a
 * byte order mark, data over several lines. Bytes are never decoded, so a character split between two
 * chunks is nothing special; an event may be of any length without being held.
 */
export class SseReader {
  #listener: SseListener;
  /** Bytes of a byte order mark seen so far; 3: past it. */
  #bom = 0;
  /** Where the bytes of the chunk begin that were not reported yet. */
  #from = 0;
  #skipsLf = false;
  #part: 'name' | 'blank' | 'value' = 'name';
  #isLineEmpty = true;
  #name = '';
  #field: Field = 'unknown';
  #value: Buffer[] = [];
  #valueBytes = 0;
  #fields: SseFields = {};
  #hasData = false;
  #hasFields = false;
  #hasComments = false;

  constructor(listener: SseListener) {
    this.#listener = listener;
  }

  /** true between blocks, also right after complete comment lines: what was read so far may be a frame. */
  get isBetweenEvents(): boolean {
    return this.#isLineEmpty && !this.#hasFields;
  }

  /** true when at least one comment line was read since the last block. */
  get hasComments(): boolean {
    return this.#hasComments;
  }

  /** The comments read so far were recorded on their own. */
  forgetComments(): void {
    this.#hasComments = false;
  }

  feed(bytes: Buffer): void {
    this.#from = 0;
    let at = this.#skipBom(bytes);
    let nextLf = -1;
    let nextCr = -1;
    while (at < bytes.length) {
      if (this.#skipsLf) {
        this.#skipsLf = false;
        if (bytes[at] === LF) {
          at++;
          continue;
        }
      }
      // Remembered between lines: a chunk without any CR is searched for one only once.
      if (nextLf < at) nextLf = indexOrEnd(bytes, LF, at);
      if (nextCr < at) nextCr = indexOrEnd(bytes, CR, at);
      const end = Math.min(nextLf, nextCr);
      if (end > at) this.#text(bytes, at, end);
      at = end === bytes.length ? end : this.#lineEnd(bytes, end);
    }
    this.#tellOther(bytes, at);
  }

  /** Everything since the last report that was not data, in one go: most lines cost no call at all. */
  #tellOther(bytes: Buffer, to: number): void {
    if (to > this.#from) this.#listener.other(bytes.subarray(this.#from, to));
    this.#from = to;
  }

  #skipBom(bytes: Buffer): number {
    let at = 0;
    while (this.#bom < 3 && at < bytes.length && bytes[at] === BOM[this.#bom]) {
      this.#bom++;
      at++;
    }
    if (at < bytes.length) {
      // One or two of its three bytes were not the mark after all: they began a field name nobody knows.
      if (this.#bom > 0 && this.#bom < 3) this.#unknownField();
      this.#bom = 3;
    }
    return at;
  }

  #unknownField(): void {
    this.#isLineEmpty = false;
    this.#hasFields = true;
    this.#part = 'value';
    this.#field = 'unknown';
  }

  /** [from, to) holds no line end. */
  #text(bytes: Buffer, from: number, to: number): void {
    this.#isLineEmpty = false;
    let at = from;
    if (this.#part === 'name') {
      while (at < to && bytes[at] !== COLON) {
        if (this.#name.length <= LONGEST_NAME) this.#name += String.fromCharCode(bytes[at]!);
        at++;
      }
      if (at === to) return;
      at++;
      this.#beginValue();
      this.#part = 'blank';
    }
    if (this.#part === 'blank' && at < to) {
      if (bytes[at] === BLANK) at++;
      this.#part = 'value';
    }
    if (at === to) return;
    if (this.#field === 'data') {
      this.#tellOther(bytes, at);
      this.#listener.data(bytes.subarray(at, to));
      this.#from = to;
    } else if (this.#field !== 'comment' && this.#field !== 'unknown') {
      this.#keepValue(bytes.subarray(at, to));
    }
  }

  #beginValue(): void {
    this.#field = fieldNamed(this.#name);
    if (this.#field === 'comment') this.#hasComments = true;
    else this.#hasFields = true;
    if (this.#field !== 'data') return;
    if (this.#hasData) this.#listener.nextData();
    this.#hasData = true;
  }

  #keepValue(value: Buffer): void {
    this.#valueBytes += value.length;
    // One byte more than allowed is enough to see that it is too long.
    if (this.#valueBytes - value.length <= MOST_FIELD_BYTES)
      this.#value.push(value.subarray(0, MOST_FIELD_BYTES + 1));
  }

  #lineEnd(bytes: Buffer, at: number): number {
    let to = at + 1;
    if (bytes[at] === CR) {
      if (to === bytes.length) this.#skipsLf = true;
      else if (bytes[to] === LF) to++;
    }
    if (this.#isLineEmpty) this.#endBlock(bytes, to);
    else this.#endField();
    return to;
  }

  #endField(): void {
    // A line without a colon is a name with an empty value.
    if (this.#part === 'name') this.#beginValue();
    if (this.#valueBytes <= MOST_FIELD_BYTES) this.#setField();
    this.#isLineEmpty = true;
    this.#part = 'name';
    this.#name = '';
    if (this.#valueBytes === 0) return;
    this.#value = [];
    this.#valueBytes = 0;
  }

  #setField(): void {
    if (this.#field === 'event') this.#fields.event = this.#valueText();
    if (this.#field === 'id') {
      const id = this.#valueText();
      if (!id.includes('\0')) this.#fields.id = id;
    }
    if (this.#field === 'retry') {
      const digits = this.#valueText();
      if (/^\d{1,15}$/.test(digits)) this.#fields.retry = Number(digits);
    }
  }

  #valueText(): string {
    return Buffer.concat(this.#value).toString('utf8');
  }

  #endBlock(bytes: Buffer, to: number): void {
    if (!this.#hasFields && !this.#hasComments) return;
    this.#tellOther(bytes, to);
    const fields = this.#fields;
    const hasData = this.#hasData;
    this.#fields = {};
    this.#hasData = this.#hasFields = this.#hasComments = false;
    this.#listener.block(fields, hasData);
  }
}

function indexOrEnd(bytes: Buffer, byte: number, from: number): number {
  const found = bytes.indexOf(byte, from);
  return found === -1 ? bytes.length : found;
}

function fieldNamed(name: string): Field {
  switch (name) {
    case '':
      return 'comment';
    case 'data':
    case 'event':
    case 'id':
    case 'retry':
      return name;
    default:
      return 'unknown';
  }
}
