/** How a stretch of a row is drawn. `gap`: one space that is not in the bytes. `decoded`: what other text stands for. */
export const STYLE = { plain: 0, key: 1, string: 2, literal: 3, mark: 4, gap: 5, decoded: 6 } as const;
export type Style = (typeof STYLE)[keyof typeof STYLE];

/** One row of fixed height: byte ranges of the body in the order they are drawn. */
export interface LaidRow {
  /** Number of the line it belongs to, from 1. */
  line: number;
  /** false: goes on from the row above because the line did not fit. */
  first: boolean;
  /** Columns. */
  indent: number;
  /** Byte where the row begins. */
  from: number;
  /** Triples: style, first byte, byte after the last. */
  spans: number[];
}

/** Bytes a row may stand for, however few columns they take: keeps a row of invisible bytes bounded. */
export const MAX_ROW_BYTES = 4096;
/** A row ends at the last space when that leaves no more columns than this unused. */
const RAGGED = 40;
/** What a character takes that will be drawn as a chip. */
const CHIP = 10;
/** Controls have names of two or three letters and mostly stand beside others of another name. */
const SHORT_CHIP = 5;
const TAB = 4;
/** However deep the indentation, so much is left for the text. */
const MIN_COLUMNS = 32;

/** Columns a byte adds. `run` is true while hidden characters follow each other: they share a chip. */
function columnsOf(bytes: Uint8Array, i: number, run: boolean): number {
  const byte = bytes[i]!;
  if (byte === 0x09) return TAB;
  if (byte < 0x20 || byte === 0x7f) return SHORT_CHIP;
  if (byte < 0x80) return 1;
  if (byte < 0xc0) return 0;
  const next = bytes[i + 1] ?? 0;
  const third = bytes[i + 2] ?? 0;
  if (byte === 0xc2) return next <= 0xa0 || next === 0xad ? (run ? 0 : CHIP) : 1;
  if (byte === 0xe2) {
    const isHidden =
      (next === 0x80 && (third <= 0x8f || (third >= 0xa8 && third <= 0xaf))) ||
      (next === 0x81 && third >= 0x9f && third <= 0xaf);
    return isHidden ? (run ? 0 : CHIP) : 1;
  }
  if (byte === 0xef && ((next === 0xbb && third === 0xbf) || (next === 0xb8 && third <= 0x8f)))
    return run ? 0 : CHIP;
  if (byte === 0xf3 && next >= 0xa0) return run ? 0 : CHIP;
  // Han, Hangul, full-width forms and most pictures are two columns wide.
  return byte >= 0xe3 ? 2 : 1;
}

/**
 * Cuts a body into rows while its bytes pass by once, in constant memory. The state at the start of
 * any row can be kept and taken up again later, so that a row far down is found without reading
 * from the top. Subclasses know where lines end; this knows where they wrap.
 */
export abstract class Layout {
  /** Finished rows. */
  row = 0;
  line = 1;
  /** Called for each finished row, when set. */
  onRow: ((row: LaidRow) => void) | undefined;
  /** Called at the start of a row with the byte it begins at; `state()` may be asked then, and only then. */
  onRowStart: ((from: number) => void) | undefined;

  /** Byte after the last one taken in. */
  protected at = 0;
  protected indent = 0;
  protected isOpen = false;
  #columns: number;
  #limit: number;
  #used = 0;
  #rowFrom = 0;
  #first = true;
  #style: Style = STYLE.plain;
  #spanFrom = -1;
  #spans: number[] = [];
  #breakAt = -1;
  #breakUsed = 0;
  #hiddenRun = false;
  #isSoft = false;

  constructor(columns: number) {
    this.#columns = columns;
    this.#limit = columns;
  }

  abstract push(bytes: Uint8Array): void;
  /** `isSoft`: the row begins after a space that lies behind the byte being looked at. */
  protected abstract keepState(isSoft: boolean): number[];
  protected abstract takeState(state: readonly number[]): void;

  /** Completes the last row. */
  end(): void {
    if (this.isOpen) this.finishRow(this.at);
  }

  /** Numbers, to be stored side by side with many others. */
  state(): number[] {
    const span = this.#spanFrom < 0 ? -1 : this.#style;
    return [
      this.#rowFrom,
      this.row,
      this.line,
      this.#first ? 1 : 0,
      this.indent,
      span,
      ...this.keepState(this.#isSoft),
    ];
  }

  resume(state: readonly number[]): void {
    const [from = 0, row = 0, line = 1, first = 1, indent = 0, span = -1, ...rest] = state;
    this.isOpen = true;
    this.at = this.#rowFrom = from;
    this.row = row;
    this.line = line;
    this.#first = first === 1;
    this.indent = indent;
    this.#limit = this.#limitFor(indent);
    this.#used = indent;
    if (span >= 0) this.openSpan(from, span as Style);
    this.takeState(rest);
  }

  /** Starts a line at byte `from`; the row before it, if there is one, ends at `to`. */
  protected startLine(from: number, to: number, indent: number): void {
    if (this.isOpen) {
      this.finishRow(to);
      this.line++;
    }
    this.isOpen = true;
    this.indent = indent;
    this.#limit = this.#limitFor(indent);
    this.#hiddenRun = false;
    this.#startRow(from, true);
  }

  protected openSpan(at: number, style: Style): void {
    this.#style = style;
    this.#spanFrom = at;
    this.#breakAt = -1;
    this.#hiddenRun = false;
  }

  protected closeSpan(to: number): void {
    if (this.#spanFrom >= 0) this.#keepSpan(to);
    this.#spanFrom = -1;
    this.#breakAt = -1;
  }

  protected gap(at: number): void {
    if (this.onRow !== undefined) this.#spans.push(STYLE.gap, at, at);
    this.#used++;
  }

  /** Makes room for the character at absolute byte `at`, which is `bytes[i]`. */
  protected place(bytes: Uint8Array, i: number, at: number): void {
    const byte = bytes[i]!;
    const isLead = byte < 0x80 || byte >= 0xc0;
    const columns = columnsOf(bytes, i, this.#hiddenRun);
    const isFull = this.#used + columns > this.#limit && this.#used > this.indent;
    const length = at - this.#rowFrom;
    if (isLead ? isFull || length >= MAX_ROW_BYTES : length >= MAX_ROW_BYTES + 4) this.#wrap(at);
    this.#used += columns;
    if (isLead) this.#hiddenRun = columns === CHIP || (columns === 0 && this.#hiddenRun);
    if (byte === 0x20) this.#noteBreak(at + 1, this.#used);
  }

  /** As `place`, for a run of printable ASCII; returns how many of the bytes from `i` were taken, at least one. */
  protected placeRun(bytes: Uint8Array, i: number, to: number, at: number): number {
    const room = Math.min(this.#limit - this.#used, MAX_ROW_BYTES - (at - this.#rowFrom), to - i);
    if (room <= 0) {
      this.place(bytes, i, at);
      return 1;
    }
    for (let k = i + room - 1; k >= i; k--) {
      if (bytes[k] !== 0x20) continue;
      this.#noteBreak(at + k + 1 - i, this.#used + k + 1 - i);
      break;
    }
    this.#used += room;
    this.#hiddenRun = false;
    return room;
  }

  /** Bytes that are not drawn but must not pile up in one row either. */
  protected skip(at: number): void {
    if (at - this.#rowFrom >= MAX_ROW_BYTES) this.#wrap(at);
  }

  protected finishRow(to: number): void {
    if (this.#spanFrom >= 0) this.#keepSpan(to);
    if (this.onRow !== undefined) {
      this.onRow({
        line: this.line,
        first: this.#first,
        indent: this.indent,
        from: this.#rowFrom,
        spans: this.#spans,
      });
      this.#spans = [];
    }
    this.row++;
    this.isOpen = false;
    if (this.#spanFrom >= 0) this.#spanFrom = to;
  }

  #keepSpan(to: number): void {
    if (this.onRow !== undefined && to > this.#spanFrom) this.#spans.push(this.#style, this.#spanFrom, to);
  }

  #noteBreak(at: number, used: number): void {
    this.#breakAt = at;
    this.#breakUsed = used;
  }

  #limitFor(indent: number): number {
    return Math.max(this.#columns, indent + MIN_COLUMNS);
  }

  #wrap(at: number): void {
    const carried = this.#used - this.#breakUsed;
    const isNear = carried <= Math.min(RAGGED, (this.#limit - this.indent) / 2);
    this.#isSoft = isNear && this.#breakAt > Math.max(this.#spanFrom, this.#rowFrom) && this.#breakAt < at;
    const cut = this.#isSoft ? this.#breakAt : at;
    if (!this.#isSoft) this.#hiddenRun = false;
    this.finishRow(cut);
    this.isOpen = true;
    this.#startRow(cut, false);
    if (this.#isSoft) this.#used += carried;
    this.#isSoft = false;
  }

  #startRow(from: number, first: boolean): void {
    this.#rowFrom = from;
    this.#first = first;
    this.#used = this.indent;
    this.#breakAt = -1;
    this.onRowStart?.(from);
  }
}
