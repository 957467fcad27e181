import type { JsonDocument, JsonNode } from '../../../protocol/json/document.ts';
import type { Splice } from '../../../protocol/json/edit.ts';
import { removeAt, setAt } from '../../../protocol/json/edit.ts';
import type { Path } from '../../../protocol/json/pointer.ts';
import { nodeAt } from '../../../protocol/json/pointer.ts';
import { textOf } from '../../../protocol/json/value.ts';
import { quote, retype } from './json-string.ts';
import { kindOfText } from './json-text.ts';
import type { Box } from './seen.ts';

/**
 * What typing comes to. `same`: the text says that already. `written`: `value` is put where it belongs.
 * `kept`: what was typed is no value yet, so the text is left alone. `stuck`: it would be one, but the
 * text around it is not what could take it.
 */
export type Typed =
  | { kind: 'same'; value: string }
  | { kind: 'written'; value: string; splice: Splice }
  | { kind: 'kept' }
  | { kind: 'stuck' };

/** A person made `typed` of what a box showed. */
export function typeInto(document: JsonDocument, path: Path, box: Box, typed: string): Typed {
  const node = nodeAt(document.root, path);
  if (box === 'text') return written(document, path, node, stringFor(document, node, typed));
  const value = inLineEnds(document, typed.trim());
  return kindOfText(value) === 'json' ? written(document, path, node, value) : { kind: 'kept' };
}

/** Puts a value there as it is written, JSON or not. Only what stays in its own place is taken. */
export function writeAsIs(document: JsonDocument, path: Path, typed: string): Typed {
  const value = inLineEnds(document, typed.trim());
  if (kindOfText(value) === 'open') return { kind: 'kept' };
  return written(document, path, nodeAt(document.root, path), value);
}

/** A text box knows `\n` only; a text that has other line ends keeps them. */
function inLineEnds(document: JsonDocument, typed: string): string {
  return document.text.includes('\r\n') ? typed.replaceAll('\n', '\r\n') : typed;
}

function stringFor(document: JsonDocument, node: JsonNode | undefined, typed: string): string {
  return node?.kind === 'string' ? retype(textOf(document, node), typed) : quote(typed);
}

function written(document: JsonDocument, path: Path, node: JsonNode | undefined, value: string): Typed {
  if (node !== undefined && textOf(document, node) === value) return { kind: 'same', value };
  const splice = setAt(document, path, value);
  return splice === undefined ? { kind: 'stuck' } : { kind: 'written', value, splice };
}

/** Takes a value out of the text; undefined when it is not there. */
export function takeOut(document: JsonDocument, path: Path): Splice | undefined {
  return removeAt(document, path);
}

/** A further item, at the end; makes the list when there is none. */
export function addItem(document: JsonDocument, path: Path, item: string): Splice | undefined {
  const node = nodeAt(document.root, path);
  if (node === undefined) return setAt(document, path, `[${item}]`);
  return node.kind === 'array' ? setAt(document, [...path, String(node.items.length)], item) : undefined;
}

/** Lets the item at `index` and the one behind it change places; what stands between them stays. */
export function swapItems(document: JsonDocument, path: Path, index: number): Splice | undefined {
  const node = nodeAt(document.root, path);
  const [first, second] = node?.kind === 'array' ? node.items.slice(index, index + 2) : [];
  if (first === undefined || second === undefined) return undefined;
  const between = document.text.slice(first.to, second.from);
  return {
    from: first.from,
    to: second.to,
    text: textOf(document, second) + between + textOf(document, first),
  };
}

/**
 * The blanks in front of the line a new value will begin in, for start values of several lines;
 * undefined where its neighbours stand on one line, so that it does too.
 */
export function indentFor(document: JsonDocument, path: Path): string | undefined {
  const { text, root } = document;
  const own = nodeAt(root, path);
  if (own !== undefined && text.slice(own.from, own.to).includes('\n')) return lineIndent(text, own.from);
  const parent = nodeAt(root, path.slice(0, -1));
  if (parent?.kind !== 'object' && parent?.kind !== 'array') return undefined;
  const last = parent.kind === 'object' ? parent.members.at(-1)?.key : parent.items.at(-1);
  // An empty one gets lines of its own from the first value on, where the text has lines at all.
  if (last === undefined) return text.includes('\n') ? `${lineIndent(text, parent.from)}  ` : undefined;
  return text.slice(parent.from, parent.to).includes('\n') ? lineIndent(text, last.from) : undefined;
}

function lineIndent(text: string, at: number): string {
  const line = text.lastIndexOf('\n', at - 1) + 1;
  return /^[ \t]*/.exec(text.slice(line, at))![0];
}
