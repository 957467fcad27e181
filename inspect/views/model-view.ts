import { sequenceAt } from './ansi.ts';
import { decodeStretches, isDecodable } from './decode.ts';
import { UNSEEN } from './decode/unseen.ts';
import { isInPlace } from './in-place.ts';
import { invisibleKind, selectorByte, type Invisible } from './invisible.ts';
import { attributesOf, hidingOf, tagsIn } from './tags.ts';
import { sequenceName } from './terminal-words.ts';
import { TRAIT, traitsOf } from './traits.ts';

/** A stretch of a text as it reaches a model; the pieces of a text cover it without gap, in order. */
export interface ModelPiece {
  kind: 'text' | 'hidden' | 'decoded' | 'markup' | 'terminal';
  /** UTF-16 offsets in the text that was given. */
  from: number;
  to: number;
  /** What it is, short enough for a chip; empty for `text`. */
  label: string;
  /** What it comes to, where that is something else than it looks. Untrusted, as the text itself. */
  text?: string;
}

/** Pieces beyond this many are not told apart; the rest of the text is one. */
const MOST_PIECES = 20_000;
const MOST_TEXT = 16 * 1024;

/** What a person does not see and a model does: hidden characters, encoded words, terminal sequences, comments and hidden elements. */
export function modelView(text: string): ModelPiece[] {
  const traits = traitsOf(text);
  const found: ModelPiece[] = [];
  if ((traits & (TRAIT.nonAscii | TRAIT.control)) !== 0)
    for (const piece of invisibles(text)) found.push(piece);
  if ((traits & TRAIT.angle) !== 0) for (const piece of hiddenMarkup(text)) found.push(piece);
  if (isDecodable(text, traits)) for (const piece of decoded(text, traits)) found.push(piece);
  return covering(text, found);
}

/** In order and without overlaps: of two that begin together the longer one, otherwise the first. */
function covering(text: string, found: ModelPiece[]): ModelPiece[] {
  found.sort((one, other) => one.from - other.from || other.to - one.to);
  const pieces: ModelPiece[] = [];
  let at = 0;
  for (const piece of found) {
    if (piece.from < at || pieces.length >= MOST_PIECES) continue;
    if (piece.from > at) pieces.push({ kind: 'text', from: at, to: piece.from, label: '' });
    pieces.push(piece.text === undefined ? piece : { ...piece, text: piece.text.slice(0, MOST_TEXT) });
    at = piece.to;
  }
  if (at < text.length || text === '') pieces.push({ kind: 'text', from: at, to: text.length, label: '' });
  return pieces;
}

const LABELS: Record<Invisible, string> = {
  tag: 'TAG',
  selector: 'VS',
  'zero-width': 'ZERO WIDTH',
  joiner: 'JOINER',
  bidi: 'BIDI',
  filler: 'FILLER',
  control: 'CONTROL',
  broken: 'NO CHARACTER',
};

const NAMES = new Map([
  [0xad, 'SOFT HYPHEN'],
  [0x200b, 'ZWSP'],
  [0x200c, 'ZWNJ'],
  [0x200d, 'ZWJ'],
  [0x200e, 'LRM'],
  [0x200f, 'RLM'],
  [0x202a, 'LRE'],
  [0x202b, 'RLE'],
  [0x202c, 'PDF'],
  [0x202d, 'LRO'],
  [0x202e, 'RLO'],
  [0x2060, 'WJ'],
  [0x2066, 'LRI'],
  [0x2067, 'RLI'],
  [0x2068, 'FSI'],
  [0x2069, 'PDI'],
  [0xfeff, 'BOM'],
  [0x00, 'NUL'],
  [0x08, 'BACKSPACE'],
  [0x1b, 'ESC'],
  [0x7f, 'DEL'],
]);

function* invisibles(text: string): Generator<ModelPiece> {
  for (let at = 0; at < text.length;) {
    const code = text.codePointAt(at)!;
    const kind = invisibleKind(code);
    if (kind === undefined || isInPlace(text, at, code)) {
      at += code > 0xffff ? 2 : 1;
      continue;
    }
    const sequence = kind === 'control' ? sequenceAt(text, at) : undefined;
    if (sequence !== undefined) {
      yield { kind: 'terminal', from: at, to: sequence.to, label: sequenceName(sequence) };
      at = sequence.to;
      continue;
    }
    const piece = run(text, at, kind);
    yield piece;
    at = piece.to;
  }
}

/** Characters of one kind that stand together. */
function run(text: string, from: number, kind: Invisible): ModelPiece {
  const codes: number[] = [];
  let at = from;
  while (at < text.length) {
    const code = text.codePointAt(at)!;
    if (invisibleKind(code) !== kind || (kind === 'control' && sequenceAt(text, at) !== undefined)) break;
    codes.push(code);
    at += code > 0xffff ? 2 : 1;
  }
  const isOne = codes.every((code) => code === codes[0]);
  const name = (isOne ? NAMES.get(codes[0]!) : undefined) ?? LABELS[kind];
  const label = codes.length === 1 ? named(name, codes[0]!) : `${name} ×${codes.length}`;
  const letters = spelt(kind, codes);
  return { kind: 'hidden', from, to: at, label, ...(letters === '' ? {} : { text: letters }) };
}

function named(name: string, code: number): string {
  return NAMES.has(code) ? name : `${name} U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}

const utf8 = new TextDecoder('utf-8');

/** What hidden characters spell: tags are ASCII, variation selectors are bytes. */
export function spelt(kind: Invisible, codes: readonly number[]): string {
  if (kind === 'tag') {
    return codes
      .map((code) => code - 0xe0000)
      .filter((code) => code >= 0x20 && code < 0x7f)
      .map((code) => String.fromCharCode(code))
      .join('');
  }
  if (kind !== 'selector' || codes.length < 2) return '';
  const words = utf8.decode(Uint8Array.from(codes, selectorByte).filter((byte) => byte >= 0));
  const printable = [...words].filter(
    (c) => c >= ' ' && c !== '\ufffd' && (c < '\x7f' || c >= '\xa0'),
  ).length;
  return printable >= words.length * 0.7 ? words : '';
}

function* hiddenMarkup(text: string): Generator<ModelPiece> {
  for (const tag of tagsIn(text)) {
    if (tag.inner !== undefined) {
      const words = text.slice(tag.inner.from, tag.inner.to).trim();
      yield { kind: 'markup', from: tag.from, to: tag.to, label: 'COMMENT', text: words };
      continue;
    }
    const hiding = hidingOf(text, tag);
    if (hiding !== undefined)
      yield { kind: 'markup', from: tag.from, to: tag.to, label: `NOT DRAWN: ${hiding}` };
    else if (tag.name === 'img') {
      const words = attributesOf(text, tag).find(({ name }) => name === 'alt');
      if (words !== undefined && words.to > words.from)
        yield {
          kind: 'markup',
          from: tag.from,
          to: tag.to,
          label: 'ALT',
          text: text.slice(words.from, words.to),
        };
    }
  }
}

function* decoded(text: string, traits: number): Generator<ModelPiece> {
  for (const stretch of decodeStretches(text, traits)) {
    // Told where each of them stands.
    if (UNSEEN.has(stretch.via[0]!)) continue;
    const { from, to } = changed(text, stretch);
    if (to <= from) continue;
    const before = from - stretch.from;
    const after = stretch.to - to;
    const words = stretch.text.slice(before, stretch.text.length - after);
    if (/^[\s"'&<>]*$/.test(words.slice(0, 200)) && words.length <= 200) continue;
    yield { kind: 'decoded', from, to, label: stretch.via.join(', '), text: words };
  }
}

/** Escapes come with the words around them; those are plain to see. */
function changed(
  text: string,
  stretch: { from: number; to: number; text: string },
): { from: number; to: number } {
  const { text: words } = stretch;
  const most = Math.min(stretch.to - stretch.from, words.length);
  let before = 0;
  while (before < most && text.charCodeAt(stretch.from + before) === words.charCodeAt(before)) before++;
  let after = 0;
  while (
    after < most - before &&
    text.charCodeAt(stretch.to - 1 - after) === words.charCodeAt(words.length - 1 - after)
  )
    after++;
  return { from: stretch.from + before, to: stretch.to - after };
}
