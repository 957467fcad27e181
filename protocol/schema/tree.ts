import { formatPointer } from '../json/pointer.ts';
import type { Field, FieldRef } from './field.ts';
import { constraintWords, typeWords } from './field-words.ts';

export interface TreeRow {
  /** Names the row among those of its tree, also after others were opened. */
  path: string;
  depth: number;
  /** A property's name as the server wrote it, or a word of ours: `items`, `[0]`, the words of a branch. */
  name: string;
  /** `name` is the server's text. */
  isNamed: boolean;
  isRequired: boolean;
  typeWords: string;
  constraintWords: string;
  hasChildren: boolean;
  isOpen: boolean;
  field: Field;
}

/** A schema as lines, those below an opened one included. Only lines that are asked for look at their field. */
export interface SchemaTree {
  readonly length: number;
  /** Lines that were left out because there are too many, or too deep. */
  readonly leftOut: number;
  rows(from: number, to: number): TreeRow[];
}

/** A line before its field is looked at. */
interface Line {
  path: string;
  depth: number;
  name: string;
  isNamed: boolean;
  isRequired: boolean;
  ref: FieldRef;
}

const MOST_LINES = 100_000;
const MOST_DEPTH = 256;
const LONGEST_STEP = 64;

/** The path of the root is ``. `opened` holds paths of rows; what is not in it is closed. */
export function treeOf(root: FieldRef, name: string, opened: ReadonlySet<string>): SchemaTree {
  const lines: Line[] = [];
  let leftOut = 0;
  const open: Line[] = [{ path: '', depth: 0, name, isNamed: false, isRequired: false, ref: root }];
  while (open.length > 0) {
    const line = open.pop()!;
    if (lines.length >= MOST_LINES) {
      leftOut = open.length + 1;
      break;
    }
    lines.push(line);
    if (!opened.has(line.path) || line.depth >= MOST_DEPTH) continue;
    for (const child of childrenOf(line, line.ref()).reverse()) open.push(child);
  }
  return {
    length: lines.length,
    leftOut,
    rows: (from, to) => lines.slice(from, to).map((line) => rowOf(line, opened)),
  };
}

/** Paths to open at first, level by level, until about `most` lines are seen. The root always is; a schema that holds itself opens once. */
export function openedAtFirst(root: FieldRef, most = 40): Set<string> {
  const opened = new Set<string>();
  const seen = new Set<Field>();
  let lines = 1;
  let level: Line[] = [{ path: '', depth: 0, name: '', isNamed: false, isRequired: false, ref: root }];
  while (level.length > 0 && level[0]!.depth < MOST_DEPTH) {
    const next: Line[] = [];
    for (const line of level) {
      const field = line.ref();
      const count = childCount(field);
      if (count === 0 || seen.has(field) || (opened.size > 0 && lines + count > most)) continue;
      seen.add(field);
      opened.add(line.path);
      lines += count;
      next.push(...(lines > most ? [] : childrenOf(line, field)));
    }
    level = next;
  }
  return opened;
}

function rowOf(line: Line, opened: ReadonlySet<string>): TreeRow {
  const { ref, ...rest } = line;
  const field = ref();
  const hasChildren = line.depth < MOST_DEPTH && childCount(field) > 0;
  return {
    ...rest,
    typeWords: typeWords(field),
    constraintWords: constraintWords(field),
    hasChildren,
    isOpen: hasChildren && opened.has(line.path),
    field,
  };
}

function childCount(field: Field): number {
  switch (field.kind) {
    case 'object':
      return field.properties.length + (field.extra.kind === 'schema' ? 1 : 0);
    case 'array':
      return field.item === undefined ? 0 : 1;
    case 'tuple':
      return field.items.length + (typeof field.rest === 'function' ? 1 : 0);
    case 'union':
      return field.branches.length;
    case 'choice':
    case 'string':
    case 'number':
    case 'integer':
    case 'boolean':
    case 'null':
    case 'any':
    case 'raw':
      return 0;
  }
}

function childrenOf(line: Line, field: Field): Line[] {
  const child = (
    steps: string[],
    name: string,
    ref: FieldRef,
    isNamed = false,
    isRequired = false,
  ): Line => ({
    path: line.path + formatPointer(steps),
    depth: line.depth + 1,
    name,
    isNamed,
    isRequired,
    ref,
  });
  switch (field.kind) {
    case 'object': {
      const rows = field.properties.map(({ name, isRequired, field: ref }, at) =>
        // Long names would make the paths below them long, once for each level.
        child(['properties', name.length > LONGEST_STEP ? `#${at}` : name], name, ref, true, isRequired),
      );
      const { extra } = field;
      if (extra.kind === 'schema') rows.push(child(['additionalProperties'], 'any other', extra.field));
      return rows;
    }
    case 'array':
      return field.item === undefined ? [] : [child(['items'], 'items', field.item)];
    case 'tuple': {
      const rows = field.items.map((ref, at) => child(['items', String(at)], `[${at}]`, ref));
      if (typeof field.rest === 'function') rows.push(child(['items', 'rest'], 'further items', field.rest));
      return rows;
    }
    case 'union':
      return field.branches.map(({ words, field: ref }, at) => child(['branches', String(at)], words, ref));
    case 'choice':
    case 'string':
    case 'number':
    case 'integer':
    case 'boolean':
    case 'null':
    case 'any':
    case 'raw':
      return [];
  }
}
