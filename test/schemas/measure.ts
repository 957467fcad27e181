import type { JsonDocument, JsonNode } from '../../protocol/json/document.ts';
import { applySplice, setAt } from '../../protocol/json/edit.ts';
import { nodeAt } from '../../protocol/json/pointer.ts';
import { readJson } from '../../protocol/json/read.ts';
import { textOf } from '../../protocol/json/value.ts';
import { branchFor } from '../../protocol/schema/branch.ts';
import type { Field } from '../../protocol/schema/field.ts';
import { schemaOf } from '../../protocol/schema/schema.ts';
import { startOf, startText } from '../../protocol/schema/start.ts';
import { openedAtFirst, treeOf } from '../../protocol/schema/tree.ts';

/** What one schema came to when everything a form does was done with it once. */
export interface Measure {
  kinds: Map<Field['kind'], number>;
  /** Why parts fell back to raw. */
  raw: string[];
  notes: string[];
  leaves: number;
  defaults: number;
  branches: { tried: number; found: number };
  /** Lines of the whole tree, with what opens at first. */
  lines: number;
  start: string;
  startLeftOut: string[];
  /** What went wrong; has to be empty. */
  problems: string[];
  work: number;
}

const MOST_FIELDS = 20_000;
/** Texts that a careless editor rewrites: numbers, escapes, repeated keys, white space. */
const KEPT = String.raw`"kept": [1e400, 9007199254740993, -0.0, "a\/bé\ud800"],  "kept" : {"z":1 ,"a":[ ]}`;

export function measure(document: JsonDocument, root: JsonNode): Measure {
  const schema = schemaOf(document, root);
  const top = schema.field();
  const start = startOf(top, '');
  const found: Measure = {
    kinds: new Map(),
    raw: [],
    notes: [],
    leaves: 0,
    defaults: 0,
    branches: { tried: 0, found: 0 },
    lines: treeOf(schema.field, 'inputSchema', openedAtFirst(schema.field, 1_000)).length,
    start: start.text,
    startLeftOut: start.leftOut,
    problems: [],
    work: 0,
  };
  for (const field of fieldsBelow(top)) {
    found.kinds.set(field.kind, (found.kinds.get(field.kind) ?? 0) + 1);
    if (field.kind === 'raw') found.raw.push(field.why);
    found.notes.push(...field.notes);
    for (const indent of [undefined, '    ']) checkText(startText(field, indent), found);
  }
  if (top.kind === 'object') useForm(top, found);
  found.work = schema.work;
  return found;
}

/** Every field once, in the order a person would open them. */
export function fieldsBelow(top: Field): Field[] {
  const seen = new Set<Field>([top]);
  for (const field of seen) {
    for (const next of fieldsIn(field)) {
      if (seen.size >= MOST_FIELDS) return [...seen];
      seen.add(next);
    }
  }
  return [...seen];
}

function fieldsIn(field: Field): Field[] {
  switch (field.kind) {
    case 'object': {
      const fields = field.properties.map(({ field: ref }) => ref());
      return field.extra.kind === 'schema' ? [...fields, field.extra.field()] : fields;
    }
    case 'array':
      return field.item === undefined ? [] : [field.item()];
    case 'tuple':
      return [...field.items, ...(typeof field.rest === 'function' ? [field.rest] : [])].map((ref) => ref());
    case 'union':
      return field.branches.map(({ field: ref }) => ref());
    default:
      return [];
  }
}

function checkText(text: string, found: Measure): void {
  const { faults } = readJson(text);
  if (faults.some(({ kind }) => kind !== 'repeated-key'))
    found.problems.push(`start value is no JSON: ${text.slice(0, 80)}`);
}

/** Sets every property that can be reached through objects, as a form would, beside texts that must stay. */
function useForm(top: Extract<Field, { kind: 'object' }>, found: Measure): void {
  const own = startText(top, '');
  const text = own === '{}' ? `{ ${KEPT} }` : own.replace('{', `{ ${KEPT},`);
  const before = readJson(text);
  const open: { field: Field; path: string[]; isCertain: boolean }[] = [
    { field: top, path: [], isCertain: top.start === undefined },
  ];
  const seen = new Set<Field>();
  for (let used = 0; open.length > 0 && used < 2_000; used++) {
    const { field, path, isCertain } = open.shift()!;
    if (path.length > 0) useOne(before, field, path, isCertain, found);
    if (field.kind !== 'object' || seen.has(field)) continue;
    seen.add(field);
    for (const { name, isRequired, field: ref } of field.properties)
      open.push({
        field: ref(),
        path: [...path, name],
        isCertain: isCertain && isRequired && (path.length === 0 || field.start === undefined),
      });
  }
}

function useOne(
  before: JsonDocument,
  field: Field,
  path: string[],
  isCertain: boolean,
  found: Measure,
): void {
  found.leaves++;
  if (field.fallback !== undefined) {
    found.defaults++;
    const node = nodeAt(before.root, path);
    if (isCertain && (node === undefined || textOf(before, node) !== field.fallback))
      found.problems.push(`default of ${path.join('/')} is not in the start value as it stands`);
    setOne(before, path, field.fallback, found);
  }
  setOne(before, path, startText(field), found);
  if (field.kind !== 'union') return;
  for (const [at, { field: ref }] of field.branches.entries()) {
    const value = startText(ref());
    const after = setOne(before, path, value, found);
    const node = after === undefined ? undefined : nodeAt(after.root, path);
    if (after === undefined || node === undefined) continue;
    found.branches.tried++;
    if (branchFor(field, after, node) === at) found.branches.found++;
  }
}

/** One edit; everything else in the text has to be what it was. */
export function setOne(
  before: JsonDocument,
  path: string[],
  value: string,
  found: { problems: string[] },
): JsonDocument | undefined {
  const where = path.join('/');
  const splice = setAt(before, path, value);
  const old = nodeAt(before.root, path);
  if (splice === undefined) {
    // A value that is no object stands on the way: the form shows that instead of what is below.
    const isBlocked = path.some((_, depth) => {
      const node = nodeAt(before.root, path.slice(0, depth));
      return node !== undefined && node.kind !== 'object';
    });
    if (!isBlocked) found.problems.push(`${where} cannot be set`);
    return undefined;
  }
  const after = readJson(applySplice(before.text, splice));
  const removed = before.text.slice(splice.from, splice.to);
  const isOwn = old === undefined ? removed.trim() === '' : old.from === splice.from && old.to === splice.to;
  if (!isOwn) found.problems.push(`setting ${where} takes more than its own text: ${removed.slice(0, 80)}`);
  const node = nodeAt(after.root, path);
  if (node === undefined || textOf(after, node) !== value)
    found.problems.push(`${where} is not what it was set to`);
  const faults = (document: JsonDocument): number =>
    document.faults.filter(({ kind }) => kind !== 'repeated-key').length;
  if (faults(after) !== faults(before)) found.problems.push(`setting ${where} breaks the text`);
  const [others, now] = [before, after].map((document) => textsBeside(document, path));
  if (others !== now) found.problems.push(`setting ${where} changes a neighbour`);
  return after;
}

/** Texts of everything that is neither on the path nor below it, in order; repeated keys included. */
function textsBeside(document: JsonDocument, path: readonly string[]): string {
  const texts: string[] = [];
  let at = document.root;
  for (const step of path) {
    if (at?.kind !== 'object') break;
    const own = at.members.findLast(({ key }) => key.name === step);
    for (const member of at.members)
      if (member !== own) texts.push(document.text.slice(member.key.from, member.value.to));
    at = own?.value;
  }
  return texts.join('\n');
}
