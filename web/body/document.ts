import type { BodyMode, BodyProgress, BodyRow, StyledPiece } from './body.ts';
import { Extents } from './extents.ts';
import type { MaskedRange, ReadBytes, Stretch } from './extents.ts';
import { bytesPerRow, hexRow, offsetDigits } from './hex.ts';
import type { Hit } from './hits.ts';
import { Hits, markOf, NO_HITS, outwardIn, stretches } from './hits.ts';
import type { LaidRow, Layout } from './layout.ts';
import { STYLE } from './layout.ts';
import { Marks } from './marks.ts';
import { PrettyLayout } from './pretty-layout.ts';
import { RawLayout } from './raw-layout.ts';
import { splitBytes } from './utf8.ts';

/** A row is found by reading at most this much again. */
const MARK_EVERY = 32 * 1024;
/** The first piece is small, so that the first rows are there at once. */
const FIRST_READ = 64 * 1024;
const LARGEST_READ = 4 * 1024 * 1024;

/** Bytes at the end that belong to a character whose rest is still to come. */
function tornTail(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!;
    if ((byte & 0xc0) === 0x80) continue;
    const needs = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return needs > back ? back : 0;
  }
  return 0;
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a.length === 0) return b;
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

function withMasks(
  bytes: Uint8Array,
  from: number,
  masked: readonly MaskedRange[],
  keep: string,
): StyledPiece[] {
  const to = from + bytes.length;
  const pieces: StyledPiece[] = [];
  let done = from;
  for (const range of masked) {
    if (range.to <= done || range.from >= to) continue;
    if (range.from > done) pieces.push(...splitBytes(bytes.subarray(done - from, range.from - from), keep));
    pieces.push({
      kind: 'masked',
      label: `secret ${range.name}, ${(range.to - range.from).toLocaleString('en')} bytes`,
    });
    done = Math.min(to, range.to);
  }
  if (done < to) pieces.push(...splitBytes(bytes.subarray(done - from), keep));
  return pieces;
}

/** A body as rows: read once from its begin to its end, then drawn where it is looked at. */
export interface LaidOutBody {
  index(report: (progress: BodyProgress) => void): Promise<void>;
  rows(from: number, to: number): Promise<BodyRow[]>;
  find(byte: number): Promise<number | undefined>;
  mark(hits: readonly Hit[]): void;
  close(): void;
}

/**
 * A body of any size as rows of fixed height. `index` walks through it once and keeps only marks;
 * `rows` reads again the little that is looked at.
 */
export class BodyDocument implements LaidOutBody {
  readonly #mode: BodyMode;
  readonly #columns: number;
  readonly #total: number;
  readonly #read: ReadBytes;
  readonly #extents: Extents;
  readonly #marks = new Marks();
  readonly #stop = new AbortController();
  #taken = 0;
  #hits = NO_HITS;
  #rows = 0;

  constructor(read: ReadBytes, mode: BodyMode, columns: number, total: number) {
    this.#mode = mode;
    this.#columns = columns;
    this.#total = total;
    this.#read = read;
    this.#extents = new Extents(read, total, this.#stop.signal);
  }

  /** What findings point at; rows asked for from now on show it. */
  mark(hits: readonly Hit[]): void {
    this.#hits = new Hits(hits);
  }

  close(): void {
    this.#stop.abort();
  }

  /** Reports after every piece; the last report is `done`. Stops quietly when closed. */
  async index(report: (progress: BodyProgress) => void): Promise<void> {
    if (this.#mode === 'hex') {
      this.#rows = Math.ceil(this.#total / bytesPerRow(this.#columns));
      this.#taken = this.#total;
      report({ rows: this.#rows, read: this.#total, done: true });
      return;
    }
    const layout = this.#layout();
    let marked = -MARK_EVERY;
    layout.onRowStart = (from) => {
      if (from - marked < MARK_EVERY) return;
      marked = from;
      this.#marks.add(layout.state());
    };
    let tail: Uint8Array = new Uint8Array(0);
    let last = -1;
    for (let from = 0, size = FIRST_READ; from < this.#total; size = Math.min(LARGEST_READ, size * 4)) {
      const { bytes } = await this.#read(from, Math.min(this.#total, from + size), this.#stop.signal);
      if (this.#stop.signal.aborted || bytes.length === 0) break;
      from += bytes.length;
      last = bytes[bytes.length - 1]!;
      const all = joined(tail, bytes);
      const torn = from < this.#total ? tornTail(all) : 0;
      layout.push(all.subarray(0, all.length - torn));
      tail = all.slice(all.length - torn);
      this.#rows = layout.row;
      this.#taken = from;
      if (from < this.#total) report({ rows: this.#rows, read: from, done: false });
    }
    if (this.#stop.signal.aborted) return;
    layout.push(tail);
    layout.end();
    this.#rows = layout.row;
    report({ rows: this.#rows, read: this.#taken, done: true, endsWithNewline: last === 0x0a });
  }

  /** Rows [from, to), fewer where the body ends. */
  async rows(from: number, to: number): Promise<BodyRow[]> {
    if (this.#mode === 'hex') return this.#hexRows(from, to);
    const laid: LaidRow[] = [];
    const { bytes, start, masked } = await this.#walk(this.#marks.beforeRow(from), (row, number) => {
      if (number >= from && number < to) laid.push(row);
      return number + 1 < to;
    });
    return laid.map((row) => this.#draw(row, bytes, start, masked));
  }

  /** Number of the row that holds the byte, or undefined when the body was not read that far. */
  async find(byte: number): Promise<number | undefined> {
    if (this.#mode === 'hex') return Math.floor(byte / bytesPerRow(this.#columns));
    if (byte >= this.#taken) return undefined;
    let found = 0;
    await this.#walk(this.#marks.beforeByte(byte), (row, number) => {
      if (row.from > byte) return false;
      found = number;
      return true;
    });
    return found;
  }

  #layout(): Layout {
    return this.#mode === 'pretty' ? new PrettyLayout(this.#columns) : new RawLayout(this.#columns);
  }

  /** Lays out from a kept state on until `take` has enough; gives the bytes that were passed. */
  async #walk(
    state: number[] | undefined,
    take: (row: LaidRow, number: number) => boolean,
  ): Promise<Stretch & { start: number }> {
    const start = state?.[0] ?? 0;
    let bytes: Uint8Array = new Uint8Array(0);
    const masked: MaskedRange[] = [];
    if (state === undefined) return { bytes, masked, start };
    const layout = this.#layout();
    layout.resume(state);
    let wantsMore = true;
    layout.onRow = (row) => {
      if (wantsMore) wantsMore = take(row, layout.row);
    };
    let given = 0;
    while (wantsMore && start + bytes.length < this.#total) {
      const next = await this.#extents.from(start + bytes.length);
      if (next.bytes.length === 0) break;
      bytes = joined(bytes, next.bytes);
      masked.push(...next.masked);
      const isLast = start + bytes.length >= this.#total;
      const upTo = bytes.length - (isLast ? 0 : tornTail(bytes));
      layout.push(bytes.subarray(given, upTo));
      given = upTo;
    }
    if (wantsMore) layout.end();
    return { bytes, masked, start };
  }

  #draw(row: LaidRow, bytes: Uint8Array, start: number, masked: readonly MaskedRange[]): BodyRow {
    const pieces: StyledPiece[] = [];
    const { spans } = row;
    const keep = this.#mode === 'raw' ? '\t' : '';
    for (let k = 0; k < spans.length; k += 3) {
      const [style, from, to] = [spans[k]! as StyledPiece['style'], spans[k + 1]!, spans[k + 2]!];
      if (style === STYLE.gap) {
        pieces.push({ kind: 'text', text: ' ' });
        continue;
      }
      const over = this.#hits.isEmpty ? [] : this.#hits.over(from, to);
      for (const part of stretches(over, from, to, outwardIn(bytes, start, masked))) {
        const taken = bytes.subarray(part.from - start, part.to - start);
        for (const piece of withMasks(taken, part.from, masked, keep)) {
          if (style !== undefined && style !== STYLE.plain) piece.style = style;
          pieces.push(Object.assign(piece, markOf(part)));
        }
      }
    }
    const last = pieces[pieces.length - 1];
    if (this.#mode === 'raw' && last?.kind === 'hidden' && last.text === '\r') last.isQuiet = true;
    return { ...(row.first ? { line: row.line } : {}), indent: row.indent, from: row.from, pieces };
  }

  async #hexRows(from: number, to: number): Promise<BodyRow[]> {
    const per = bytesPerRow(this.#columns);
    const digits = offsetDigits(this.#total);
    const rows: BodyRow[] = [];
    const end = Math.min(this.#total, to * per);
    let bytes: Uint8Array = new Uint8Array(0);
    const masked: MaskedRange[] = [];
    const start = from * per;
    while (start + bytes.length < end) {
      const next = await this.#extents.from(start + bytes.length);
      if (next.bytes.length === 0) break;
      bytes = joined(bytes, next.bytes);
      masked.push(...next.masked);
    }
    for (let at = start; at < Math.min(end, start + bytes.length); at += per) {
      const part = bytes.subarray(at - start, Math.min(at - start + per, end - start));
      rows.push(hexRow(part, { from: at, per, digits, masked, hits: this.#hits }));
    }
    return rows;
  }
}
