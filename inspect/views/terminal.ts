import { parameters, sequenceAt, type Sequence } from './ansi.ts';
import { TRAIT } from './traits.ts';
import type { View } from './view.ts';

/** Moves reach no farther than a large terminal is; text that simply goes on does. */
const MOST_COLUMNS = 500;
const MOST_ROWS = 2000;
/** Empty cells that moves may leave; beyond that, what is written goes where the line ends. */
const MOST_PADDING = 64 * 1024;

/** What a terminal would show: after moves, erasures, overwriting and letters in the colour of the ground. */
export function terminalView(parsed: View, traits: number): View {
  const { text } = parsed;
  if ((traits & TRAIT.control) === 0 && !text.includes('\r')) return parsed;
  const screen = new Screen();
  for (let at = 0; at < text.length;) {
    const sequence = sequenceAt(text, at);
    if (sequence !== undefined) {
      screen.obey(sequence);
      at = sequence.to;
      continue;
    }
    const length = text.codePointAt(at)! > 0xffff ? 2 : 1;
    screen.type(text.slice(at, at + length), at);
    at += length;
  }
  const { shown, from, to } = screen.read();
  if (shown === text) return parsed;
  return {
    kind: 'terminal',
    text: shown,
    origin: (start, end) => {
      let least = Infinity;
      let most = 0;
      for (let at = Math.max(0, start); at < Math.min(end, shown.length); at++) {
        if (from[at]! < 0) continue;
        least = Math.min(least, from[at]!);
        most = Math.max(most, to[at]!);
      }
      return least <= most ? { from: least, to: most } : { from: 0, to: text.length };
    },
  };
}

interface Cell {
  character: string;
  at: number;
}

class Screen {
  #rows: (Cell | undefined)[][] = [[]];
  #row = 0;
  #column = 0;
  #saved = { row: 0, column: 0 };
  #isConcealed = false;
  #letters = -1;
  #ground = -1;
  /** Work that one sequence may cost more than its own length; then such sequences do nothing. */
  #effort = 4_000_000;
  #padding = MOST_PADDING;

  type(character: string, at: number): void {
    if (character === '\n') {
      // Of a log nobody expects a line feed to stay in its column.
      this.#column = 0;
      this.#row++;
    } else if (character === '\r') this.#column = 0;
    else if (character === '\b') this.#column = Math.max(0, this.#column - 1);
    else if (character === '\t') this.#column += 8 - (this.#column % 8);
    else if (character === '\v' || character === '\f') this.#row++;
    else if (character >= ' ' && character !== '\x7f') {
      const isHidden = this.#isConcealed || (this.#letters >= 0 && this.#letters === this.#ground);
      const line = this.#line();
      const gap = this.#column - line.length;
      if (gap > 0 && (this.#padding -= gap) < 0) this.#column = line.length;
      line[this.#column++] = isHidden ? undefined : { character, at };
    }
    if (character === '\n') this.#line();
  }

  obey(sequence: Sequence): void {
    if (sequence.kind === 'esc') {
      if (sequence.final === '7') this.#saved = { row: this.#row, column: this.#column };
      if (sequence.final === '8') this.#go(this.#saved.row, this.#saved.column);
      if (sequence.final === 'c') this.#clear();
      return;
    }
    if (sequence.kind !== 'csi') return;
    const [first = 0, second = 0] = parameters(sequence.body);
    const steps = Math.max(1, first);
    switch (sequence.final) {
      case 'A':
        return this.#go(this.#row - steps, this.#column);
      case 'B':
        return this.#go(this.#row + steps, this.#column);
      case 'C':
        return this.#go(this.#row, this.#column + steps);
      case 'D':
        return this.#go(this.#row, this.#column - steps);
      case 'E':
        return this.#go(this.#row + steps, 0);
      case 'F':
        return this.#go(this.#row - steps, 0);
      case 'G':
      case '`':
        return this.#go(this.#row, steps - 1);
      case 'd':
        return this.#go(steps - 1, this.#column);
      case 'H':
      case 'f':
        return this.#go(steps - 1, Math.max(1, second) - 1);
      case 's':
        this.#saved = { row: this.#row, column: this.#column };
        return;
      case 'u':
        return this.#go(this.#saved.row, this.#saved.column);
      case 'J':
        return this.#eraseScreen(first);
      case 'K':
        return this.#eraseLine(first);
      case 'X':
        return this.#erase(this.#column, this.#column + steps);
      case 'P':
        this.#effort -= this.#line().length;
        if (this.#effort > 0) this.#line().splice(this.#column, steps);
        return;
      case 'm':
        return this.#dress(parameters(sequence.body));
    }
  }

  #dress(codes: readonly number[]): void {
    for (let k = 0; k < codes.length; k++) {
      const code = codes[k]!;
      if (code === 0) {
        this.#isConcealed = false;
        this.#letters = this.#ground = -1;
      } else if (code === 8) this.#isConcealed = true;
      else if (code === 28) this.#isConcealed = false;
      else if (code === 38 || code === 48) {
        const isIndexed = codes[k + 1] === 5;
        const colour = isIndexed
          ? codes[k + 2]!
          : 1000 + codes.slice(k + 2, k + 5).reduce((sum, part) => sum * 256 + part, 0);
        if (code === 38) this.#letters = colour;
        else this.#ground = colour;
        k += isIndexed ? 2 : 4;
      } else if (code === 39) this.#letters = -1;
      else if (code === 49) this.#ground = -1;
      else if ((code >= 30 && code <= 37) || (code >= 90 && code <= 97))
        this.#letters = (code % 10) + (code >= 90 ? 8 : 0);
      else if ((code >= 40 && code <= 47) || (code >= 100 && code <= 107))
        this.#ground = (code % 10) + (code >= 100 ? 8 : 0);
    }
  }

  #go(row: number, column: number): void {
    this.#row = Math.max(0, Math.min(row, Math.max(MOST_ROWS, this.#rows.length)));
    this.#column = Math.max(0, Math.min(column, Math.max(MOST_COLUMNS, this.#column)));
  }

  #clear(): void {
    this.#rows = [];
    this.#line();
  }

  #eraseScreen(what: number): void {
    if (what >= 2) return this.#clear();
    this.#effort -= this.#rows.length;
    if (this.#effort <= 0) return;
    if (what === 0) {
      this.#eraseLine(0);
      this.#rows.length = Math.min(this.#rows.length, this.#row + 1);
    } else {
      for (let row = 0; row < this.#row && row < this.#rows.length; row++) this.#rows[row] = [];
      this.#eraseLine(1);
    }
  }

  #eraseLine(what: number): void {
    const line = this.#line();
    if (what === 0) line.length = Math.min(line.length, this.#column);
    else if (what === 1) this.#erase(0, this.#column + 1);
    else line.length = 0;
  }

  #erase(from: number, to: number): void {
    const line = this.#line();
    const end = Math.min(to, line.length);
    this.#effort -= Math.max(0, end - from);
    if (this.#effort > 0 && end > from) line.fill(undefined, from, end);
  }

  #line(): (Cell | undefined)[] {
    while (this.#rows.length <= this.#row) this.#rows.push([]);
    return this.#rows[this.#row]!;
  }

  read(): { shown: string; from: Int32Array; to: Int32Array } {
    const parts: string[] = [];
    const from: number[] = [];
    const to: number[] = [];
    const put = (part: string, at: number): void => {
      parts.push(part);
      for (let k = 0; k < part.length; k++) {
        from.push(at);
        to.push(at < 0 ? -1 : at + part.length);
      }
    };
    for (const [row, line] of this.#rows.entries()) {
      if (row > 0) put('\n', -1);
      let written = 0;
      line.forEach((cell, column) => {
        if (cell === undefined) return;
        const gap = column - written;
        if (gap > 0) put(' '.repeat(gap), -1);
        put(cell.character, cell.at);
        written = column + 1;
      });
    }
    return { shown: parts.join(''), from: Int32Array.from(from), to: Int32Array.from(to) };
  }
}
