import type { JsonDocument, JsonNode } from '../json/document.ts';
import { formatPointer } from '../json/pointer.ts';
import { readJson } from '../json/read.ts';
import { stringOf, textOf } from '../json/value.ts';

/** A string or number of a message, and where it stands. */
export interface Scalar {
  /** Of a string its content, of a number its text. */
  value: string;
  kind: 'string' | 'number';
  /** RFC 6901; `#` leads into a string that holds JSON: `/result/content/0/text#/id`. */
  pointer: string;
  /** Name of the nearest member around it. */
  name: string;
}

/** Values looked at in one message; a longer one is looked at in part. */
const MOST = 20_000;
const LONGEST_INNER = 256 * 1024;
const DEEPEST_INNER = 2;
/** Below, nothing is looked at: no handle is given so deep. */
const DEEPEST = 64;

export interface Visits {
  scalar(scalar: Scalar): void;
  name?(name: string): void;
}

/** All strings and numbers of a text, those of JSON inside strings too. */
export function eachScalar(document: JsonDocument, visits: Visits): void {
  if (document.root !== undefined) walk([document], [document.root], '', visits);
}

/** Two messages of the same make, side by side: `pair` gets what stands at the same place. Arrays of different lengths are left out: what is there is not the same thing. */
export function eachPair(
  recorded: JsonDocument,
  now: JsonDocument,
  pair: (before: Scalar, after: Scalar) => void,
  names: (before: string, after: string, pointer: string) => void,
): void {
  if (recorded.root === undefined || now.root === undefined) return;
  walkPair([recorded, now], [recorded.root, now.root], '', pair, names);
}

interface Open {
  nodes: JsonNode[];
  path: string[];
  name: string;
}

function walk(documents: JsonDocument[], roots: JsonNode[], prefix: string, visits: Visits, depth = 0): void {
  const [document] = documents;
  const open: Open[] = [{ nodes: roots, path: [], name: '' }];
  for (let seen = 0; open.length > 0 && seen < MOST; seen++) {
    const { nodes, path, name } = open.pop()!;
    const node = nodes[0]!;
    if (path.length > DEEPEST) continue;
    if (node.kind === 'object')
      for (const { key, value } of node.members.slice(0, MOST).toReversed()) {
        visits.name?.(key.name);
        open.push({ nodes: [value], path: [...path, key.name], name: key.name });
      }
    else if (node.kind === 'array')
      for (const [at, item] of [...node.items.slice(0, MOST).entries()].toReversed())
        open.push({ nodes: [item], path: [...path, String(at)], name });
    const scalar = scalarOf(document!, node, `${prefix}${formatPointer(path)}`, name);
    if (scalar === undefined) continue;
    visits.scalar(scalar);
    const inner = innerOf(scalar, depth);
    if (inner?.root !== undefined) walk([inner], [inner.root], `${scalar.pointer}#`, visits, depth + 1);
  }
}

function walkPair(
  documents: JsonDocument[],
  roots: JsonNode[],
  prefix: string,
  pair: (before: Scalar, after: Scalar) => void,
  names: (before: string, after: string, pointer: string) => void,
  depth = 0,
): void {
  const open: Open[] = [{ nodes: roots, path: [], name: '' }];
  for (let seen = 0; open.length > 0 && seen < MOST; seen++) {
    const { nodes, path, name } = open.pop()!;
    const [before, after] = nodes as [JsonNode, JsonNode];
    if (path.length > DEEPEST) continue;
    if (before.kind === 'object' && after.kind === 'object') {
      const there = new Map(after.members.map((member) => [member.key.name, member]));
      const known = new Set(before.members.map(({ key }) => key.name));
      const isSameCount = before.members.length === after.members.length;
      for (const [at, { key, value }] of before.members.slice(0, MOST).entries()) {
        const same = there.get(key.name);
        const other = isSameCount ? after.members[at] : undefined;
        const inPlace = same ?? (other !== undefined && !known.has(other.key.name) ? other : undefined);
        if (inPlace === undefined) continue;
        const inner = [...path, key.name];
        if (same === undefined) names(key.name, inPlace.key.name, `${prefix}${formatPointer(inner)}`);
        open.push({ nodes: [value, inPlace.value], path: inner, name: key.name });
      }
    } else if (before.kind === 'array' && after.kind === 'array') {
      if (before.items.length !== after.items.length) continue;
      for (const [at, item] of before.items.slice(0, MOST).entries())
        open.push({ nodes: [item, after.items[at]!], path: [...path, String(at)], name });
    } else {
      const pointer = `${prefix}${formatPointer(path)}`;
      const one = scalarOf(documents[0]!, before, pointer, name);
      const other = scalarOf(documents[1]!, after, pointer, name);
      if (one === undefined || other === undefined) continue;
      pair(one, other);
      const inner = [innerOf(one, depth), innerOf(other, depth)];
      const innerRoots = inner.flatMap((document) => document?.root ?? []);
      if (innerRoots.length === 2)
        walkPair(inner as JsonDocument[], innerRoots, `${pointer}#`, pair, names, depth + 1);
    }
  }
}

function scalarOf(document: JsonDocument, node: JsonNode, pointer: string, name: string): Scalar | undefined {
  if (node.kind === 'number') return { value: textOf(document, node), kind: 'number', pointer, name };
  if (node.kind !== 'string') return undefined;
  return { value: stringOf(document, node)!, kind: 'string', pointer, name };
}

/** Many tools answer with JSON as text. */
export function innerOf(
  { value, kind }: Pick<Scalar, 'value' | 'kind'>,
  depth: number,
): JsonDocument | undefined {
  if (kind !== 'string' || depth >= DEEPEST_INNER || value.length > LONGEST_INNER) return undefined;
  if (!/^\s*[[{]/.test(value)) return undefined;
  const document = readJson(value);
  const { root, faults } = document;
  return faults.length === 0 && (root?.kind === 'object' || root?.kind === 'array') ? document : undefined;
}
