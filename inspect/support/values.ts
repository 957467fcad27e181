import { memberOf } from '../../protocol/mcp/read-place.ts';
import { readBytes, type ReadNode, type Reading } from '../../protocol/mcp/reading.ts';

/** A value and what it was read from. */
export interface Value {
  readonly reading: Reading;
  readonly node: ReadNode;
}

const MOST_COMPARED = 20_000;
const MOST_PARSED = 1024 * 1024;

/** The value that a text of JSON means; undefined for any other text. */
export function valueIn(text: string): Value | undefined {
  const start = text.slice(0, 100).trimStart()[0];
  if ((start !== '{' && start !== '[') || text.length > MOST_PARSED) return undefined;
  const reading = readBytes(new TextEncoder().encode(text));
  const node = reading.roots[0];
  const isWhole =
    reading.roots.length === 1 &&
    reading.stoppedAt === undefined &&
    reading.faults.every(({ kind }) => kind === 'repeated-key');
  return isWhole && node !== undefined ? { reading, node } : undefined;
}

/**
 * The first place where both say something, and not the same. What only one of them has is no
 * difference, nor is a list that was cut, nor how a number or a blank is written.
 */
export function differenceOf(one: Value, other: Value): { one: ReadNode; other: ReadNode } | undefined {
  const stack: { a: ReadNode; b: ReadNode }[] = [{ a: one.node, b: other.node }];
  for (let count = 0; stack.length > 0 && count < MOST_COMPARED; count++) {
    const { a, b } = stack.pop()!;
    if (a.kind === 'object' && b.kind === 'object') {
      // Looking names up in a wide object costs its width each time.
      const names =
        b.children.length > 16 ? new Map(b.children.map((child) => [child.key!.name, child])) : undefined;
      for (let at = a.children.length - 1; at >= 0; at--) {
        const name = a.children[at]!.key!.name;
        const twin = names === undefined ? memberOf(b, name) : names.get(name);
        if (twin !== undefined) stack.push({ a: a.children[at]!, b: twin });
      }
    } else if (a.kind === 'array' && b.kind === 'array') {
      if (a.children.length !== b.children.length) continue;
      for (let at = a.children.length - 1; at >= 0; at--)
        stack.push({ a: a.children[at]!, b: b.children[at]! });
    } else if (isScalar(a) && isScalar(b) && !isSameScalar(plainOf(one, a), plainOf(other, b)))
      return { one: a, other: b };
  }
  return undefined;
}

function isScalar({ kind }: ReadNode): boolean {
  return kind !== 'object' && kind !== 'array';
}

function plainOf({ reading }: Value, node: ReadNode): string {
  return reading.text(node).slice(0, 10_000).replace(/\s+/g, ' ').trim();
}

/** With its zone: what a text without one means depends on the machine. */
const MOMENT = /^\d{4}-\d\d-\d\d(?:T[\d:.]{5,20}(?:Z|[+-]\d\d:\d\d))?$/;

function isSameScalar(a: string, b: string): boolean {
  if (a === b || a.toLowerCase() === b.toLowerCase()) return true;
  // `none` for null, and texts that were cut for people.
  if (a === 'null' || b === 'null' || a === '' || b === '') return true;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (/(?:…|\.\.\.)$/.test(short) && long.startsWith(short.replace(/(?:…|\.\.\.)$/, ''))) return true;
  const [x, y] = [Number(a), Number(b)];
  if (Number.isNaN(x) || Number.isNaN(y))
    return MOMENT.test(a) && MOMENT.test(b) && Date.parse(a) === Date.parse(b);
  return Math.abs(x - y) <= Math.max(Math.abs(x), Math.abs(y)) * 0.005;
}
