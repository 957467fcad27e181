import type { BodyProgress, BodyRow, StyledPiece } from './body.ts';
import type { LaidOutBody } from './document.ts';
import type { ReadBytes } from './extents.ts';
import { splitHidden } from './hidden.ts';
import type { Hit } from './hits.ts';
import { Hits, NO_HITS } from './hits.ts';
import { STYLE } from './layout.ts';
import type { ModelText } from './model-texts.ts';
import { modelPieces, ours } from './model-pieces.ts';
import { modelTexts } from './model-texts.ts';
import { PieceRows } from './piece-rows.ts';
import { unitsOfBytes } from './unit-places.ts';

/** So much of a message is written out; the other views show all of it. */
const MOST_READ = 2 * 1024 * 1024;
const MOST_AT_ONCE = 512 * 1024;

/**
 * The strings of a message as a model takes them in: escapes of JSON read, hidden characters as chips with
 * what they spell, encoded stretches decoded, markup and terminal sequences resolved. Held whole, hence bounded.
 */
export class ModelDocument implements LaidOutBody {
  readonly #read: ReadBytes;
  readonly #columns: number;
  readonly #total: number;
  readonly #stop = new AbortController();
  #bytes: Uint8Array = new Uint8Array(0);
  #texts: ModelText[] = [];
  #hits = NO_HITS;
  #rows: BodyRow[] = [];

  constructor(read: ReadBytes, columns: number, total: number) {
    this.#read = read;
    this.#columns = columns;
    this.#total = total;
  }

  mark(hits: readonly Hit[]): void {
    this.#hits = new Hits(hits);
    if (this.#texts.length > 0) this.#lay();
  }

  close(): void {
    this.#stop.abort();
  }

  async index(report: (progress: BodyProgress) => void): Promise<void> {
    const wanted = Math.min(this.#total, MOST_READ);
    const bytes = new Uint8Array(wanted);
    let at = 0;
    while (at < wanted) {
      const part = await this.#read(at, Math.min(wanted, at + MOST_AT_ONCE), this.#stop.signal);
      if (this.#stop.signal.aborted) return;
      if (part.bytes.length === 0) break;
      bytes.set(part.bytes.subarray(0, wanted - at), at);
      at += part.bytes.length;
    }
    this.#bytes = bytes.subarray(0, Math.min(at, wanted));
    this.#texts = modelTexts(this.#bytes);
    this.#lay();
    report({ rows: this.#rows.length, read: this.#total, done: true });
  }

  rows(from: number, to: number): Promise<BodyRow[]> {
    return Promise.resolve(this.#rows.slice(from, to));
  }

  find(byte: number): Promise<number | undefined> {
    let low = 0;
    let high = this.#rows.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#rows[middle]!.from <= byte) low = middle + 1;
      else high = middle;
    }
    return Promise.resolve(this.#rows.length === 0 ? undefined : Math.max(0, low - 1));
  }

  #lay(): void {
    const rows = new PieceRows(this.#columns);
    for (const text of this.#texts) {
      if (text.pointer !== '') rows.heading(text.from, headingOf(text));
      if (text.isMedia)
        rows.line(text.from, [ours(`media, ${count(text.to - text.from)} characters of base64`)]);
      else this.#layText(rows, text);
    }
    if (this.#texts.length === 0) rows.line(0, [ours('No text in it reaches a model.')]);
    const left = this.#total - this.#bytes.length;
    if (left > 0)
      rows.line(this.#bytes.length, [
        ours(`${count(left)} more bytes are not written out here: Raw shows them.`),
      ]);
    this.#rows = rows.rows;
  }

  #layText(rows: PieceRows, text: ModelText): void {
    const over = this.#hits.isEmpty ? [] : this.#hits.over(text.from, text.to);
    // Where characters stand is only worked out for a text that something points into.
    const units = over.length === 0 ? undefined : unitsOfBytes(this.#bytes, text);
    const hits = over.map((hit) => ({
      ...hit,
      from: units?.unitAt(hit.from) ?? 0,
      to: Math.max(units?.unitAt(hit.to) ?? 0, (units?.unitAt(hit.from) ?? 0) + 1),
    }));
    const byteAt = (unit: number): number => units?.byteAt(unit) ?? text.from;
    rows.begin(text.from);
    for (const { piece, from, to } of modelPieces(text.text, hits)) rows.add(piece, byteAt(from), byteAt(to));
    rows.end();
  }
}

function headingOf({ pointer }: ModelText): StyledPiece[] {
  return splitHidden(pointer).map((piece) => ({ ...piece, style: STYLE.mark, isOurs: true }));
}

function count(number: number): string {
  return number.toLocaleString('en');
}
