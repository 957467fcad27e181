/**
 * Server text as it may be drawn: `text` as it stands; `hidden` as a chip with `label` that stands for
 * the characters in `text`, which would not be seen or would disturb their neighbours; `bytes` as a
 * chip for bytes that are not UTF-8; `masked` as a chip for a secret that the bridge left out.
 */
export type Piece =
  | { kind: 'text'; text: string }
  | { kind: 'hidden'; label: string; text: string }
  | { kind: 'bytes'; label: string; hex: string }
  | { kind: 'masked'; label: string };

/** Controls, format and bidi characters, odd spaces, fillers, variation selectors, private use, lone surrogates. */
const HIDDEN =
  /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}\p{Cs}\u00a0\u034f\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200a\u202f\u205f\u2800\u3164\ufe00-\ufe0f\uffa0\ufffc\u{e0100}-\u{e01ef}]/u;
const PICTURE = /\p{Extended_Pictographic}/u;

const C0 =
  'NUL SOH STX ETX EOT ENQ ACK BEL BS TAB LF VT FF CR SO SI DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC FS GS RS US';
const C0_NAMES = C0.split(' ');
const NAMES = new Map<number, string>([
  [0x7f, 'DEL'], [0x85, 'NEL'], [0x9b, 'CSI'], [0xa0, 'NBSP'], [0xad, 'SHY'], [0x34f, 'CGJ'], [0x61c, 'ALM'],
  [0x180e, 'MVS'], [0x200b, 'ZWSP'], [0x200c, 'ZWNJ'], [0x200d, 'ZWJ'], [0x200e, 'LRM'], [0x200f, 'RLM'],
  [0x2028, 'LS'], [0x2029, 'PS'], [0x202a, 'LRE'], [0x202b, 'RLE'], [0x202c, 'PDF'], [0x202d, 'LRO'],
  [0x202e, 'RLO'], [0x202f, 'NNBSP'], [0x2060, 'WJ'], [0x2066, 'LRI'], [0x2067, 'RLI'], [0x2068, 'FSI'],
  [0x2069, 'PDI'], [0x3164, 'HF'], [0xfeff, 'BOM'],
]); // prettier-ignore

const ZERO_WIDTH = new Set([
  0x200b, 0x200c, 0x200d, 0x200e, 0x200f, 0x2060, 0x2061, 0x2062, 0x2063, 0x2064, 0xfeff, 0xad, 0x34f, 0x180e,
]);
/** Shorter runs of different zero-width characters are drawn one by one, longer ones as one chip. */
const MIXED_RUN = 4;
/** Chips side by side. */
const MOST_IN_A_ROW = 24;

function isTag(point: number): boolean {
  return point >= 0xe0000 && point <= 0xe007f;
}
function isVariation(point: number): boolean {
  return (point >= 0xfe00 && point <= 0xfe0f) || (point >= 0xe0100 && point <= 0xe01ef);
}

/** `U+202E RLO`, `ESC`, `U+E000`. */
export function nameOfCharacter(point: number): string {
  const control = C0_NAMES[point];
  if (control !== undefined) return control;
  const hex = `U+${point.toString(16).toUpperCase().padStart(4, '0')}`;
  const name = NAMES.get(point) ?? (isVariation(point) ? 'VS' : undefined);
  return name === undefined ? hex : `${hex} ${name}`;
}

/** Characters of one kind are drawn as one chip with their count. */
function kindOf(point: number): string {
  if (isTag(point)) return 'TAG';
  if (isVariation(point)) return 'VS';
  return nameOfCharacter(point);
}

/** The selector that makes a picture colourful is seen in it; a joiner is not, and may hide among pictures. */
function belongsToPicture(text: string, at: number, point: number): boolean {
  if (point !== 0xfe0f) return false;
  const last = [...text.slice(Math.max(0, at - 2), at)].pop();
  return last !== undefined && PICTURE.test(last);
}

/** Length of a CSI sequence (`ESC [ parameters letter`, ECMA-48 section 5.4) at `at`, or 1. */
function escapeLength(text: string, at: number): number {
  if (text[at + 1] !== '[') return 1;
  const limit = Math.min(text.length, at + 34);
  for (let end = at + 2; end < limit; end++) {
    const code = text.charCodeAt(end);
    if (code >= 0x40 && code <= 0x7e) return end + 1 - at;
    if (code < 0x20 || code > 0x3f) return 1;
  }
  return 1;
}

function counted(label: string, count: number): string {
  return count === 1 ? label : `${label} ×${count.toLocaleString('en')}`;
}

interface Run {
  kind: string;
  from: number;
  to: number;
  count: number;
  zeroWidth: boolean;
}

/** Joins neighbouring runs of zero-width characters that alternate, as hidden messages do. */
function joinMixed(runs: Run[]): Run[] {
  const joined: Run[] = [];
  let group: Run[] = [];
  const close = () => {
    const [first] = group;
    if (first !== undefined && group.length > MIXED_RUN) {
      const count = group.reduce((sum, run) => sum + run.count, 0);
      joined.push({ ...first, kind: 'ZERO-WIDTH', to: group[group.length - 1]!.to, count });
    } else joined.push(...group);
    group = [];
  };
  for (const run of runs) {
    const last = group[group.length - 1];
    if (run.zeroWidth && (last === undefined || last.to === run.from)) group.push(run);
    else {
      close();
      if (run.zeroWidth) group.push(run);
      else joined.push(run);
    }
  }
  close();
  return joined;
}

/** Characters that would be one chip after the other for rows on end: the first ones, then how many more. */
function joinLong(runs: Run[]): Run[] {
  const joined: Run[] = [];
  let row = 0;
  for (const run of runs) {
    const last = joined[joined.length - 1];
    row = last?.to === run.from ? row + 1 : 1;
    if (last === undefined || row <= MOST_IN_A_ROW) joined.push(run);
    else if (row === MOST_IN_A_ROW + 1) joined.push({ ...run, kind: 'MORE HIDDEN' });
    else [last.to, last.count] = [run.to, last.count + run.count];
  }
  return joined;
}

function findRuns(text: string, keep: string): Run[] {
  const runs: Run[] = [];
  for (let at = 0; at < text.length;) {
    const point = text.codePointAt(at)!;
    const length = point > 0xffff ? 2 : 1;
    const isPlain = point >= 0x20 && point < 0x7f;
    if (isPlain || !HIDDEN.test(String.fromCodePoint(point)) || keep.includes(text.slice(at, at + length))) {
      at += length;
      continue;
    }
    if (belongsToPicture(text, at, point)) {
      at += length;
      continue;
    }
    const sequence = point === 0x1b ? escapeLength(text, at) : 1;
    const to = at + Math.max(length, sequence);
    const kind = sequence > 1 ? `ESC${text.slice(at + 1, to)}` : kindOf(point);
    const last = runs[runs.length - 1];
    if (last !== undefined && last.to === at && last.kind === kind && sequence === 1) {
      last.to = to;
      last.count++;
    } else runs.push({ kind, from: at, to, count: 1, zeroWidth: ZERO_WIDTH.has(point) });
    at = to;
  }
  return runs;
}

/**
 * Cuts text into what can be drawn as it is and what must be drawn as chips; joining the `text` of
 * all pieces gives the input. `keep` lists control characters to leave alone, such as newlines in
 * a block that wraps.
 */
export function splitHidden(text: string, keep = ''): Piece[] {
  if (!HIDDEN.test(text)) return text === '' ? [] : [{ kind: 'text', text }];
  const pieces: Piece[] = [];
  let done = 0;
  for (const run of joinLong(joinMixed(findRuns(text, keep)))) {
    if (run.from > done) pieces.push({ kind: 'text', text: text.slice(done, run.from) });
    const isAlone = run.count === 1 && run.kind === 'VS';
    const label = isAlone ? nameOfCharacter(text.codePointAt(run.from)!) : counted(run.kind, run.count);
    pieces.push({ kind: 'hidden', label, text: text.slice(run.from, run.to) });
    done = run.to;
  }
  if (done < text.length) pieces.push({ kind: 'text', text: text.slice(done) });
  return pieces;
}

/** For places that hold nothing but a string (a tooltip, the window's title): chips written as ‹U+202E RLO›. */
export function withoutHidden(text: string): string {
  return splitHidden(text)
    .map((piece) => (piece.kind === 'text' ? piece.text : `‹${piece.label}›`))
    .join('');
}
