import type { JsonArray, JsonDocument, JsonNode, JsonObject, Span } from './document.ts';
import type { Path } from './pointer.ts';
import { nodeAt } from './pointer.ts';

/** One replaced stretch of a text; nothing outside it changes. */
export interface Splice extends Span {
  text: string;
}

export function applySplice(text: string, splice: Splice): string {
  return text.slice(0, splice.from) + splice.text + text.slice(splice.to);
}

/** Splices that do not overlap, in the order of the text. */
export function applySplices(text: string, splices: readonly Splice[]): string {
  const pieces: string[] = [];
  let at = 0;
  for (const { from, to, text: piece } of splices) {
    pieces.push(text.slice(at, from), piece);
    at = to;
  }
  return pieces.join('') + text.slice(at);
}

/**
 * Puts `value` (JSON text) at a path, in one splice: replaces the value that is there, or adds the
 * last member or item in the style of its neighbours, with the objects on the way that are missing.
 * Undefined when something that is no container stands on the way, or a key without a colon.
 */
export function setAt(document: JsonDocument, path: Path, value: string): Splice | undefined {
  const { root } = document;
  if (root === undefined) return addRoot(document.text, nested(path, value));
  let at: JsonNode = root;
  for (const [depth, step] of path.entries()) {
    const next = nodeAt(at, [step]);
    if (next !== undefined) {
      // In the place of a value without a colon there can be no value.
      if (depth === path.length - 1 && !hasColon(document.text, at, step)) return undefined;
      at = next;
      continue;
    }
    const inner = nested(path.slice(depth + 1), value);
    if (at.kind === 'object' && at.isClosed) return addTo(document, at, `${JSON.stringify(step)}: ${inner}`);
    if (at.kind === 'array' && at.isClosed && step === String(at.items.length))
      return addTo(document, at, inner);
    return undefined;
  }
  return { from: at.from, to: at.to, text: value };
}

/** Takes the member or item at a path out, with the comma that belongs to it. Of repeated keys the last one. */
export function removeAt(document: JsonDocument, path: Path): Splice | undefined {
  const found = findAll(document, path);
  const index = found?.indexes.at(-1);
  return found && index !== undefined ? cut(document.text, found.parts, index, index === 0) : undefined;
}

/** Takes out every member of a repeated key (or all but the last, which most readers take). */
export function removeEach(document: JsonDocument, path: Path, but: 'none' | 'last' = 'none'): Splice[] {
  const { parts, indexes } = findAll(document, path) ?? { parts: [], indexes: [] };
  const going = but === 'last' ? indexes.slice(0, -1) : indexes;
  // As long as nothing that stays has come before, each takes the comma behind it, so that no two take the same.
  return going.map((index, nth) => cut(document.text, parts, index, index === nth));
}

/** Where the parts of a container stand, and which of them a path leads to. */
function findAll(document: JsonDocument, path: Path): { parts: Span[]; indexes: number[] } | undefined {
  const parent = nodeAt(document.root, path.slice(0, -1));
  const step = path.at(-1);
  if (step === undefined || (parent?.kind !== 'object' && parent?.kind !== 'array')) return undefined;
  const parts = partsOf(parent);
  if (parent.kind === 'object') {
    return { parts, indexes: [...parts.keys()].filter((index) => parent.members[index]!.key.name === step) };
  }
  const index = /^(0|[1-9]\d*)$/.test(step) ? Number(step) : -1;
  return { parts, indexes: parts[index] === undefined ? [] : [index] };
}

/** A part goes with the comma in front of it and the comments between; a leading one with the comma behind it. */
function cut(text: string, parts: Span[], index: number, isLeading: boolean): Splice {
  const part = parts[index]!;
  if (!isLeading) {
    const before = parts[index - 1]!;
    return { from: commaBehind(text, before.to) ?? before.to, to: part.to, text: '' };
  }
  const comma = commaBehind(text, part.to);
  let to = comma === undefined ? part.to : comma + 1;
  // What comes next, be it a comment, begins where this one began.
  if (index + 1 < parts.length) while (isBlank(text.charCodeAt(to))) to++;
  return { from: part.from, to, text: '' };
}

/** Where the comma behind a part stands, past blanks and comments. Faults are bounded and cannot tell. */
function commaBehind(text: string, from: number): number | undefined {
  const at = behindBlank(text, from);
  return text[at] === ',' ? at : undefined;
}

/** Index of the first character that is neither blank nor in a comment; both as the reader takes them. */
function behindBlank(text: string, from: number): number {
  let at = from;
  for (;;) {
    if (isBlank(text.charCodeAt(at))) at++;
    else if (text.startsWith('//', at)) {
      const end = text.indexOf('\n', at);
      at = end === -1 ? text.length : end;
    } else if (text.startsWith('/*', at)) {
      const end = text.indexOf('*/', at + 2);
      at = end === -1 ? text.length : end + 2;
    } else return at;
  }
}

function isBlank(c: number): boolean {
  return c === 0x20 || c === 0x0a || c === 0x0d || c === 0x09;
}

function partsOf(node: JsonObject | JsonArray): Span[] {
  return node.kind === 'array'
    ? node.items
    : node.members.map(({ key, value }) => ({ from: key.from, to: value.to }));
}

function addTo(document: JsonDocument, node: JsonObject | JsonArray, part: string): Splice {
  const { text } = document;
  const parts = partsOf(node);
  const last = parts.at(-1);
  const end = node.to - 1;
  if (last !== undefined) {
    const lead = leadOf(text, parts, node);
    const comma = commaBehind(text, last.to);
    if (comma === undefined) return { from: last.to, to: last.to, text: `,${lead}${part}` };
    return { from: comma + 1, to: comma + 1, text: `${lead}${part}` };
  }
  const newLine = newLineOf(text);
  const inner = text.slice(node.from + 1, end);
  if (inner.trim() !== '') {
    // Only a comment stands inside: it stays, and what is new begins on a line of its own.
    return { from: end, to: end, text: `${newLine}${part}${newLine}` };
  }
  const outer = indentOf(text, node.from);
  const isMultiline = text.includes('\n');
  if (!isMultiline) return { from: node.from + 1, to: end, text: part };
  return { from: node.from + 1, to: end, text: `${newLine}${outer}  ${part}${newLine}${outer}` };
}

/** To a text that holds no value yet; a byte order mark and comments stay where they are. */
function addRoot(text: string, value: string): Splice | undefined {
  const from = text.startsWith('\ufeff') ? 1 : 0;
  const to = text.length;
  if (/^[ \t\r\n]*$/.test(text.slice(from))) return { from, to, text: value };
  const lead = text.endsWith('\n') ? '' : newLineOf(text);
  // A comment that is never closed would swallow whatever is put behind it.
  const isOutside = behindBlank(`${text}${lead}${value}`, from) === to + lead.length;
  return isOutside ? { from: to, to, text: `${lead}${value}` } : undefined;
}

function hasColon(text: string, node: JsonNode, name: string): boolean {
  if (node.kind !== 'object') return true;
  const { key } = node.members.findLast((member) => member.key.name === name)!;
  return text[behindBlank(text, key.to)] === ':';
}

/** White space in front of a new part: as in front of the last one, where that is only white space. */
function leadOf(text: string, parts: Span[], node: JsonNode): string {
  const last = parts.at(-1)!;
  const before = parts.at(-2);
  const comma = before && commaBehind(text, before.to);
  const lead = text.slice(comma === undefined ? (before?.to ?? node.from + 1) : comma + 1, last.from);
  if (/^[ \t\r\n]*$/.test(lead)) return parts.length > 1 || lead !== '' ? lead : ' ';
  return /\n/.test(lead) ? `${newLineOf(text)}${indentOf(text, last.from)}` : ' ';
}

/** How lines of this text end, going by the first. */
function newLineOf(text: string): string {
  return text[text.indexOf('\n') - 1] === '\r' ? '\r\n' : '\n';
}

/** Blanks at the beginning of the line that `at` stands in. */
function indentOf(text: string, at: number): string {
  const line = text.lastIndexOf('\n', at - 1) + 1;
  return /^[ \t]*/.exec(text.slice(line, at))![0];
}

function nested(path: Path, value: string): string {
  return path.toReversed().reduce((inner, step) => `{ ${JSON.stringify(step)}: ${inner} }`, value);
}
