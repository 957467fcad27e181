import type { JsonArray, JsonNode } from '../json/document.ts';
import { BOUNDS, clip, plural } from './bounds.ts';
import type { Choice } from './choice.ts';
import { titledChoice } from './choice.ts';
import type { Conjunction, Gathered, Part } from './gather.ts';
import { aKind, valuesOf } from './gather.ts';
import { branchWords, glance, summaryOf } from './glance.ts';
import { isConstraint } from './keywords.ts';
import type { Reading } from './reading.ts';
import { typesOf } from './types.ts';

/** What became of one `anyOf` or `oneOf`. */
export type Split =
  /** It only asks for more of what is there: said as a note. */
  | { kind: 'noted'; list: JsonArray; note: string }
  /** One branch is left, to be read together with the rest. */
  | { kind: 'merged'; list: JsonArray; node: JsonNode; hasNull: boolean }
  | { kind: 'null' }
  | { kind: 'choice'; choice: Choice; hasNull: boolean }
  | {
      kind: 'union';
      branches: { words: string; conjunction: Conjunction }[];
      hasNull: boolean;
      notes: string[];
    };

/** The first `anyOf` or `oneOf` that no branch was picked from yet. */
export function splitOf(reading: Reading, conjunction: Conjunction, gathered: Gathered): Split | undefined {
  const lists = [...valuesOf(gathered.parts, 'oneOf'), ...valuesOf(gathered.parts, 'anyOf')];
  const list = lists.find((one): one is JsonArray => one.kind === 'array' && !conjunction.picked.has(one));
  if (list === undefined) return undefined;
  const shown = list.items.slice(0, BOUNDS.options);
  const present = shown.filter((node) => !isOnlyNull(reading, node));
  const hasNull = present.length < shown.length;
  const branches = present.slice(0, BOUNDS.branches);
  if (list.items.length === 0)
    return { kind: 'noted', list, note: 'A list of branches is empty, and counts for nothing.' };
  if (branches.length === 0) return { kind: 'null' };
  if (branches.length === 1) return { kind: 'merged', list, node: branches[0]!, hasNull };

  const base = baseKeywords(gathered.parts);
  if (base.has('properties') && branches.every((node) => isOnlyAsking(reading, node))) {
    const asked = branches.slice(0, 5).map((node) => summaryOf(reading, node));
    return { kind: 'noted', list, note: clip(`One of: ${asked.join('; or ')}.`, 300) };
  }
  const choice = [...base].every((name) => name === 'type') ? titledChoice(reading, present) : undefined;
  if (choice !== undefined) {
    const rest = list.items.length - shown.length;
    if (rest > 0) choice.notes.push(`${plural(rest, 'option')} more than are shown.`);
    return { kind: 'choice', choice, hasNull };
  }

  const leftOut = list.items.length - shown.length + present.length - branches.length;
  const isPlain = base.size === 0 && lists.every((one) => one === list || conjunction.picked.has(one));
  const words = distinct(branches.map((node) => branchWords(reading, node)));
  return {
    kind: 'union',
    hasNull,
    notes: leftOut > 0 ? [`${plural(leftOut, 'branch', 'branches')} more than are shown.`] : [],
    branches: branches.map((node, at) => ({
      words: words[at]!,
      conjunction: isPlain
        ? { nodes: [node], quiet: new Set(), picked: new Set(), only: conjunction.only }
        : beside(conjunction, node, list),
    })),
  };
}

/** A branch read together with what stands beside the list; what describes the whole is not said again. */
function beside(conjunction: Conjunction, node: JsonNode, list: JsonArray): Conjunction {
  return {
    nodes: [node, ...conjunction.nodes],
    quiet: new Set([...conjunction.quiet, ...conjunction.nodes]),
    picked: new Set([...conjunction.picked, list]),
    only: conjunction.only,
  };
}

const BRANCHING: ReadonlySet<string> = new Set(['anyOf', 'oneOf', 'discriminator', 'nullable']);

/** What the parts say of a value beside lists of branches. */
function baseKeywords(parts: readonly Part[]): Set<string> {
  const names = parts.flatMap(({ keywords }) => [...keywords.of.keys()]);
  return new Set(names.filter((name) => isConstraint(name) && !BRANCHING.has(name)));
}

function isOnlyNull(reading: Reading, node: JsonNode): boolean {
  const parts = glance(reading, node);
  const { names, isNullable } = typesOf(reading, parts);
  if (names !== undefined && names.size === 0 && isNullable) return true;
  const constant = valuesOf(parts, 'const')[0] ?? valuesOf(parts, 'enum')[0];
  if (constant?.kind === 'array')
    return constant.items.length > 0 && constant.items.every(({ kind }) => kind === 'null');
  return constant?.kind === 'null';
}

const ASKING: ReadonlySet<string> = new Set(['required', 'not', 'title', 'description', 'type', '$comment']);

/** `{ required: [...] }` and the like, which add no property of their own. */
function isOnlyAsking(reading: Reading, node: JsonNode): boolean {
  if (node.kind !== 'object') return false;
  const { of } = reading.keywordsOf(node);
  return (of.has('required') || of.has('not')) && [...of.keys()].every((name) => ASKING.has(name));
}

function distinct(words: string[]): string[] {
  const counts = new Map<string, number>();
  return words.map((word) => {
    const count = (counts.get(word) ?? 0) + 1;
    counts.set(word, count);
    return count === 1 ? word : `${word} (${count})`;
  });
}

/** `anyOf` and `oneOf` that are no lists. */
export function brokenLists(parts: readonly Part[]): string[] {
  return ['anyOf', 'oneOf'].flatMap((name) =>
    valuesOf(parts, name).flatMap((node) =>
      node.kind === 'array' ? [] : [`\`${name}\` is ${aKind(node)}, not a list, and counts for nothing.`],
    ),
  );
}
