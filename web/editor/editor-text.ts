/** A replaced stretch [from, to) of UTF-16 code units. */
export interface TextEdit {
  from: number;
  to: number;
  text: string;
}

interface Snapshot {
  text: string;
  bom: 0 | 1;
  pairs: number[];
}

const BOM = '\ufeff';
const MOST_SNAPSHOTS = 200;
const MOST_SNAPSHOT_UNITS = 8_000_000;

/**
 * An editor shows every line end as `\n` and no byte order mark; our text must keep what it has.
 * `text` is the truth; `shown` is what the editor holds. An edit of either becomes one of the other,
 * and nothing outside of it changes: not a line end, not a lone surrogate.
 */
export class EditorText {
  #text = '';
  #bom: 0 | 1 = 0;
  /** Offsets in the shown text of line ends that are two units long in ours, ascending. */
  #pairs: number[] = [];
  /** What new lines end with where there is no neighbour to follow. */
  #lineEnd = '\n';
  #snapshots = new Map<number, Snapshot>();
  #snapshotUnits = 0;

  constructor(text: string) {
    this.#set(text);
    this.#lineEnd = /\r\n|\r|\n/.exec(text)?.[0] ?? '\n';
  }

  get text(): string {
    return this.#text;
  }

  get shown(): string {
    let from: number = this.#bom;
    const parts = this.#pairs.map((pair, k) => {
      const to = pair + k + this.#bom;
      const part = this.#text.slice(from, to);
      from = to + 2;
      return part;
    });
    // One by one: a lone \r that met a \n when what stood between was deleted is still a line end of its own.
    return [...parts, this.#text.slice(from)].map((part) => part.replaceAll('\r', '\n')).join('\n');
  }

  get shownLength(): number {
    return this.#text.length - this.#bom - this.#pairs.length;
  }

  /** What the editor did, as a change of our text; offsets count in the shown text before all of `edits`. */
  edited(edits: readonly TextEdit[]): void {
    // From the end, so that the offsets of those before stay right.
    for (const { from, to, text } of [...edits].sort((a, b) => b.from - a.from)) {
      this.#replace(from, to, text.replaceAll('\n', this.#lineEndAt(from)), text.length);
    }
  }

  /**
   * Takes a text that was changed elsewhere; gives the edit that makes the editor show it.
   * Undefined when it is the same.
   */
  become(text: string): TextEdit | undefined {
    if (text === this.#text) return undefined;
    let { from, to, end } = difference(this.#text, text);
    // Half a line end cannot be told to the editor, nor can a byte order mark.
    if (from < this.#bom || this.#isInPair(from)) from = Math.max(0, from - 1);
    if (this.#isInPair(to)) {
      to++;
      end++;
    }
    if (from < this.#bom || (from === 0 && text.startsWith(BOM) && this.#bom === 0))
      return this.#becomeWhole(text);
    const inserted = text.slice(from, end);
    const shown: TextEdit = { from: this.#shownAt(from), to: this.#shownAt(to), text: shownOf(inserted) };
    this.#replace(shown.from, shown.to, inserted, shown.text.length);
    return shown;
  }

  /** Offset in the shown text of an offset in ours. */
  shownAt(at: number): number {
    return this.#shownAt(Math.max(this.#bom, Math.min(at, this.#text.length)));
  }

  /** Offset in our text of an offset in the shown one. */
  textAt(shown: number): number {
    return this.#bom + shown + firstFrom(this.#pairs, shown);
  }

  /** Remembers the text under a version of the editor's, for `restore`. */
  remember(version: number): void {
    if (this.#snapshots.has(version)) return;
    this.#snapshots.set(version, { text: this.#text, bom: this.#bom, pairs: this.#pairs });
    this.#snapshotUnits += this.#text.length;
    for (const [oldest, { text }] of this.#snapshots) {
      if (this.#snapshots.size <= MOST_SNAPSHOTS && this.#snapshotUnits <= MOST_SNAPSHOT_UNITS) break;
      this.#snapshots.delete(oldest);
      this.#snapshotUnits -= text.length;
    }
  }

  /** After undo: the very text of that version, line ends included. False when it is not known any more. */
  restore(version: number): boolean {
    const snapshot = this.#snapshots.get(version);
    if (snapshot === undefined) return false;
    this.#text = snapshot.text;
    this.#bom = snapshot.bom;
    this.#pairs = snapshot.pairs;
    return true;
  }

  #set(text: string): void {
    this.#text = text;
    this.#bom = text.startsWith(BOM) ? 1 : 0;
    this.#pairs = pairsOf(text.slice(this.#bom), 0);
  }

  #becomeWhole(text: string): TextEdit {
    const to = this.shownLength;
    this.#set(text);
    return { from: 0, to, text: this.shown };
  }

  /** Replaces a stretch of the shown text by a text of ours that is `shownLength` units long in the editor. */
  #replace(from: number, to: number, text: string, shownLength: number): void {
    const [first, behind] = [firstFrom(this.#pairs, from), firstFrom(this.#pairs, to)];
    this.#text = this.#text.slice(0, this.textAt(from)) + text + this.#text.slice(this.textAt(to));
    const moved = shownLength - (to - from);
    this.#pairs = [
      ...this.#pairs.slice(0, first),
      ...pairsOf(text, from),
      ...this.#pairs.slice(behind).map((at) => at + moved),
    ];
  }

  /** The line end in front of an offset of the shown text, else the one behind, else that of the whole text. */
  #lineEndAt(shown: number): string {
    const at = this.textAt(shown);
    const before = Math.max(this.#text.lastIndexOf('\n', at - 1), this.#text.lastIndexOf('\r', at - 1));
    if (at > 0 && before >= this.#bom) {
      const isPair = this.#text[before] === '\n' && this.#isInPair(before);
      return isPair ? '\r\n' : this.#text[before]!;
    }
    return /\r\n|\r|\n/.exec(this.#text.slice(at))?.[0] ?? this.#lineEnd;
  }

  #shownAt(at: number): number {
    return at - this.#bom - this.#pairsBefore(at);
  }

  /** How many two-unit line ends lie whole before an offset of our text. */
  #pairsBefore(at: number): number {
    let [low, high] = [0, this.#pairs.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#pairs[middle]! + middle + 2 + this.#bom <= at) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #isInPair(at: number): boolean {
    const k = this.#pairsBefore(at);
    return this.#pairs[k] !== undefined && this.#pairs[k] + k + 1 + this.#bom === at;
  }
}

function shownOf(text: string): string {
  return text.includes('\r') ? text.replaceAll(/\r\n|\r/g, '\n') : text;
}

function pairsOf(text: string, offset: number): number[] {
  const pairs: number[] = [];
  for (let at = text.indexOf('\r\n'); at !== -1; at = text.indexOf('\r\n', at + 2))
    pairs.push(offset + at - pairs.length);
  return pairs;
}

/** Index of the first number that is not less than `least`. */
function firstFrom(numbers: readonly number[], least: number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle]! < least) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The stretch [from, to) of `a` that became [from, end) in `b`. */
function difference(a: string, b: string): { from: number; to: number; end: number } {
  const most = Math.min(a.length, b.length);
  let from = 0;
  while (from < most && a.charCodeAt(from) === b.charCodeAt(from)) from++;
  let same = 0;
  while (same < most - from && a.charCodeAt(a.length - 1 - same) === b.charCodeAt(b.length - 1 - same))
    same++;
  let [to, end] = [a.length - same, b.length - same];
  // No editor lets an edit begin or end between the halves of a pair.
  if (from > 0 && isHigh(a.charCodeAt(from - 1))) from--;
  if (to < a.length && isLow(a.charCodeAt(to))) {
    to++;
    end++;
  }
  return { from, to, end };
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00;
}
function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit < 0xe000;
}

/** What a plain text box did to its text: it says only how it looks now. */
export function editBetween(before: string, after: string): TextEdit {
  const { from, to, end } = difference(before, after);
  return { from, to, text: after.slice(from, end) };
}

/** How the lines end and what stands in front, in the words of the head of the text. */
export function encodingWords(text: string): string {
  const kinds: string[] = [];
  if (text.includes('\r\n')) kinds.push('CRLF');
  if (/(?<!\r)\n/.test(text)) kinds.push('LF');
  if (/\r(?!\n)/.test(text)) kinds.push('CR');
  const ends = kinds.length > 1 ? `mixed ${kinds.join(' and ')}` : (kinds[0] ?? 'one line');
  return `UTF-8${text.startsWith(BOM) ? ' with BOM' : ''}, ${ends}`;
}
