import { applySplices, type Splice } from '../json/edit.ts';
import type { JsonDocument, JsonNode } from '../json/document.ts';
import { readJson } from '../json/read.ts';
import { stringOf, textOf } from '../json/value.ts';
import { knownIn } from './handle-look.ts';
import { innerOf } from './values.ts';

/** A handle of the recording and the one that went in its place. Plain values: read in a thread too. */
export interface Carried {
  before: string;
  after: string;
  /** Only under one of these names; absent: it is so particular that it is the same wherever it stands. */
  names?: string[];
}

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;

/** What has to be changed in a recorded answer so that it names the handles of the new session; nothing else is touched. */
export function carriedInto(text: string, carried: readonly Carried[]): Splice[] {
  const known = new Map(carried.map((one) => [one.before, one]));
  return known.size === 0 ? [] : splicesIn(readJson(text), known, 0);
}

/** Stretches of a text that was changed, where they stand afterwards; one that was changed itself is left out. */
export function movedBy(
  stretches: readonly { from: number; to: number }[],
  splices: readonly Splice[],
): { from: number; to: number }[] {
  return stretches.flatMap(({ from, to }) => {
    let shift = 0;
    for (const splice of splices) {
      if (splice.from >= to) break;
      if (splice.to > from) return [];
      shift += splice.text.length - (splice.to - splice.from);
    }
    return [{ from: from + shift, to: to + shift }];
  });
}

function splicesIn(document: JsonDocument, known: ReadonlyMap<string, Carried>, depth: number): Splice[] {
  const splices: Splice[] = [];
  const open: { node: JsonNode; name: string }[] =
    document.root === undefined ? [] : [{ node: document.root, name: '' }];
  for (let step = open.pop(); step !== undefined; step = open.pop()) {
    const { node, name } = step;
    if (node.kind === 'object') {
      for (const { key, value } of node.members) {
        const other = known.get(key.name);
        if (other !== undefined && other.names === undefined) splices.push(spliced(key, other.after));
        open.push({ node: value, name: key.name });
      }
    } else if (node.kind === 'array') for (const item of node.items) open.push({ node: item, name });
    else if (node.kind === 'string') {
      const value = stringOf(document, node)!;
      const other = inText(value, name, known, depth);
      if (other !== value) splices.push(spliced(node, other));
    } else if (node.kind === 'number') {
      const other = wholeOf(textOf(document, node), name, known);
      if (other !== undefined)
        splices.push({
          from: node.from,
          to: node.to,
          text: NUMBER.test(other) ? other : JSON.stringify(other),
        });
    }
  }
  return splices.sort((a, b) => a.from - b.from);
}

function inText(value: string, name: string, known: ReadonlyMap<string, Carried>, depth: number): string {
  const whole = wholeOf(value, name, known);
  if (whole !== undefined) return whole;
  const inner = innerOf({ value, kind: 'string' }, depth);
  if (inner !== undefined) return applySplices(value, splicesIn(inner, known, depth + 1));
  let [made, at] = ['', 0];
  const isEverywhere = (piece: string): boolean => {
    const one = known.get(piece);
    return one !== undefined && one.names === undefined;
  };
  for (const { from, text } of knownIn(value, isEverywhere)) {
    made += value.slice(at, from) + known.get(text)!.after;
    at = from + text.length;
  }
  return made + value.slice(at);
}

function wholeOf(value: string, name: string, known: ReadonlyMap<string, Carried>): string | undefined {
  const other = known.get(value);
  return other === undefined || (other.names !== undefined && !other.names.includes(name))
    ? undefined
    : other.after;
}

function spliced({ from, to }: { from: number; to: number }, after: string): Splice {
  return { from, to, text: JSON.stringify(after) };
}
