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

/**
 * Puts `value` (JSON text) at a path, in one splice: replaces the value that is there, or adds the
 * last member or item in the style of its neighbours, with the objects on the way that are missing.
 * Undefined when something that is no container stands on the way.
 */
export function setAt(document: JsonDocument, path: Path, value: string): Splice | undefined {
  const { root } = document;
  if (root === undefined) return { from: 0, to: document.text.length, text: nested(path, value) };
  let at: JsonNode = root;
  for (const [depth, step] of path.entries()) {
    const next = nodeAt(at, [step]);
    if (next !== undefined) {
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
  const parent = nodeAt(document.root, path.slice(0, -1));
  const step = path.at(-1);
  if (step === undefined || (parent?.kind !== 'object' && parent?.kind !== 'array')) return undefined;
  const parts = partsOf(parent);
  const index =
    parent.kind === 'object'
      ? parent.members.findLastIndex(({ key }) => key.name === step)
      : /^(0|[1-9]\d*)$/.test(step)
        ? Number(step)
        : -1;
  const part = parts[index];
  if (part === undefined) return undefined;
  const before = parts[index - 1];
  const after = parts[index + 1];
  // The comma behind the part before goes with it, comments included; the first one takes the comma behind it.
  if (before !== undefined) return cut(document.text, before.to, part.to);
  if (after !== undefined) return { from: part.from, to: after.from, text: '' };
  return { from: part.from, to: part.to, text: '' };
}

/** From the end of the part before up to the end of this one; comments in between stay. */
function cut(text: string, from: number, to: number): Splice {
  const comma = text.indexOf(',', from);
  return { from: comma === -1 || comma > to ? from : comma, to, text: '' };
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
    const hasComma = isTrailingComma(document, last.to, end);
    if (!hasComma) return { from: last.to, to: last.to, text: `,${lead}${part}` };
    const comma = text.indexOf(',', last.to) + 1;
    return { from: comma, to: comma, text: `${lead}${part}` };
  }
  const inner = text.slice(node.from + 1, end);
  if (inner.trim() !== '') {
    // Only a comment stands inside: it stays, and what is new begins on a line of its own.
    return { from: end, to: end, text: `\n${part}\n` };
  }
  const outer = indentOf(text, node.from);
  const isMultiline = text.includes('\n');
  if (!isMultiline) return { from: node.from + 1, to: end, text: part };
  return { from: node.from + 1, to: end, text: `\n${outer}  ${part}\n${outer}` };
}

function isTrailingComma(document: JsonDocument, from: number, to: number): boolean {
  return document.faults.some(
    (fault) => fault.kind === 'trailing-comma' && fault.from >= from && fault.to <= to,
  );
}

/** White space in front of a new part: as in front of the last one, where that is only white space. */
function leadOf(text: string, parts: Span[], node: JsonNode): string {
  const last = parts.at(-1)!;
  const from = parts.length > 1 ? text.lastIndexOf(',', last.from) + 1 : node.from + 1;
  const lead = text.slice(Math.max(from, node.from + 1), last.from);
  if (/^[ \t\r\n]*$/.test(lead)) return parts.length > 1 || lead !== '' ? lead : ' ';
  return /\n/.test(lead) ? `\n${indentOf(text, last.from)}` : ' ';
}

/** Blanks at the beginning of the line that `at` stands in. */
function indentOf(text: string, at: number): string {
  const line = text.lastIndexOf('\n', at - 1) + 1;
  return /^[ \t]*/.exec(text.slice(line, at))![0];
}

function nested(path: Path, value: string): string {
  return path.toReversed().reduce((inner, step) => `{ ${JSON.stringify(step)}: ${inner} }`, value);
}
