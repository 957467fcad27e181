import type { JsonDocument, JsonNode } from '../../../protocol/json/document.ts';
import { readJson } from '../../../protocol/json/read.ts';
import { stringOf, valueOf } from '../../../protocol/json/value.ts';

/**
 * `json`: one JSON value. `self-contained`: no JSON, but it can stand as a value without changing how
 * the text around it is read (`NaN`, a trailing comma). `open`: it would swallow its neighbours.
 */
export type TextKind = 'json' | 'self-contained' | 'open';

export function kindOfText(text: string): TextKind {
  if (text === '' || text !== text.trim()) return 'open';
  // Between neighbours: whatever is not closed swallows them or is closed by them.
  const document = readJson(`[${text}\n,0]`);
  const { root } = document;
  const [value, neighbour] = root?.kind === 'array' ? root.items : [];
  const stands =
    root?.kind === 'array' &&
    root.isClosed &&
    root.items.length === 2 &&
    root.to === document.text.length &&
    value?.from === 1 &&
    value.to === 1 + text.length &&
    neighbour?.kind === 'number';
  // On one line the end of a `//` comment is not there.
  if (!stands || endsInComment(text)) return 'open';
  const faults = document.faults.filter((fault) => fault.kind !== 'repeated-key');
  return faults.length === 0 ? 'json' : 'self-contained';
}

function endsInComment(text: string): boolean {
  return readJson(`[${text},0]`).faults.some((fault) => fault.kind === 'not-closed');
}

/** Whether two JSON texts say the same; order of keys counts. */
export function isSameJson(a: string, b: string): boolean {
  return a === b || canonical(a) === canonical(b);
}

/** The same for texts that say the same; numbers as most readers take them. */
export function canonical(text: string): string {
  const document = readJson(text);
  return document.root === undefined ? text : JSON.stringify(valueOf(document, document.root));
}

/** How a JSON text is called in a list: strings without their quotes. */
export function wordsOfJson(text: string): string {
  const document = readJson(text);
  return stringOf(document, document.root) ?? text;
}

/** RFC 8259 has one kind of number; JSON Schema calls 1.0 and 1e400 integers. */
export function isInteger(text: string): boolean {
  const parts = /^-?(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text);
  if (parts === null) return false;
  const digits = `${parts[1]!}${parts[2] ?? ''}`;
  // By hand: a pattern that looks for zeros at the end is quadratic in a row of zeros.
  let end = digits.length;
  while (end > 0 && digits[end - 1] === '0') end--;
  if (!/[1-9]/.test(digits)) return true;
  const places = end - parts[1]!.length;
  return places <= Number(parts[3] ?? 0);
}

/** JSON text on one line and cut, for a preview. */
export function previewOf(document: JsonDocument, node: JsonNode, most = 120): string {
  const text = document.text.slice(node.from, Math.min(node.to, node.from + most * 4));
  const line = text.replace(/\s*\n\s*/g, ' ');
  return line.length < most && text.length === node.to - node.from ? line : `${line.slice(0, most)}…`;
}

/** What the value of a JSON text is. */
export function kindOfValue(text: string): JsonNode['kind'] {
  return readJson(text).root?.kind ?? 'broken';
}
