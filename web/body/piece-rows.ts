import type { BodyRow, StyledPiece } from './body.ts';

const INDENT = 2;
const TAB = 4;
const LEAST = 16;
/** Around a chip. */
const CHIP_EDGE = 2;

/** Pieces put side by side and cut into rows of so many columns; a newline in a text ends its row. */
export class PieceRows {
  readonly rows: BodyRow[] = [];
  readonly #columns: number;
  #line = 0;
  #row: BodyRow | undefined;
  #used = 0;

  constructor(columns: number) {
    this.#columns = Math.max(LEAST, columns - INDENT);
  }

  /** A row of its own. */
  line(from: number, pieces: StyledPiece[]): void {
    this.begin(from);
    for (const piece of pieces) this.add(piece, from);
    this.end();
  }
  /** Names what follows. */
  heading(from: number, pieces: StyledPiece[]): void {
    this.rows.push({ line: ++this.#line, indent: 0, from, pieces });
  }

  begin(from: number): void {
    this.#row = { line: ++this.#line, indent: INDENT, from, pieces: [] };
    this.#used = 0;
  }
  end(): void {
    if (this.#row !== undefined) this.rows.push(this.#row);
    this.#row = undefined;
  }

  /** [from, to): the bytes it stands for, so that the row of a byte can be found again. */
  add(piece: StyledPiece, from: number, to = from): void {
    if (piece.kind !== 'text') {
      const width = piece.label.length + CHIP_EDGE;
      if (this.#used > 0 && this.#used + width > this.#columns) this.#wrap(from);
      this.#put(piece, width, from);
      return;
    }
    // A character is a byte or more: what counts characters never runs ahead of the bytes.
    let done = 0;
    for (const [k, text] of piece.text.split('\n').entries()) {
      if (k > 0) this.#wrap(Math.min(from + done, to), true);
      this.#flow(piece, text, (taken) => Math.min(from + done + taken, to));
      done += text.length + 1;
    }
  }

  #flow(piece: StyledPiece & { kind: 'text' }, text: string, byteAt: (taken: number) => number): void {
    let rest = text;
    while (rest !== '') {
      const room = this.#columns - this.#used;
      const fit = fitting(rest, room);
      const from = byteAt(text.length - rest.length);
      if (fit === rest.length) return this.#put({ ...piece, text: rest }, widthOf(rest), from);
      const space = rest.lastIndexOf(' ', fit);
      const cut = space > 0 && fit - space < this.#columns / 2 ? space + 1 : fit;
      if (cut > 0 && (space > 0 || this.#used === 0 || room > this.#columns / 2)) {
        this.#put({ ...piece, text: rest.slice(0, cut) }, 0, from);
        rest = rest.slice(cut);
      }
      this.#wrap(byteAt(text.length - rest.length));
    }
  }

  #put(piece: StyledPiece, width: number, from: number): void {
    const row = this.#row;
    if (row === undefined) return;
    if (row.pieces.length === 0) row.from = from;
    row.pieces.push(piece);
    this.#used += width;
  }

  #wrap(from: number, isLine = false): void {
    this.end();
    this.#used = 0;
    this.#row = { ...(isLine ? { line: ++this.#line } : {}), indent: INDENT, from, pieces: [] };
  }
}

function columnsOf(point: number): number {
  if (point === 9) return TAB;
  // Han, Hangul, full-width forms and most pictures are two columns wide.
  return point >= 0x1100 && (point <= 0x115f || point >= 0x2e80) ? 2 : 1;
}

function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += columnsOf(character.codePointAt(0)!);
  return width;
}

/** How many UTF-16 units of the text fit into so many columns; at least one character. */
function fitting(text: string, columns: number): number {
  let used = 0;
  let at = 0;
  for (const character of text) {
    used += columnsOf(character.codePointAt(0)!);
    if (used > columns) break;
    at += character.length;
  }
  return at > 0 || columns >= 2 ? at : 0;
}
