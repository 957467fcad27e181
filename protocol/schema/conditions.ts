import type { JsonNode } from '../json/document.ts';
import { stringOf } from '../json/value.ts';
import { BOUNDS, clip, listed } from './bounds.ts';
import type { Part } from './gather.ts';
import { aKind } from './gather.ts';
import { summaryOf } from './glance.ts';
import type { Reading } from './reading.ts';

/** Constraints that a form does not express, each as a note. None of them is checked here. */
export function conditionNotes(reading: Reading, parts: readonly Part[]): string[] {
  const notes: string[] = [];
  for (const { keywords } of parts) {
    if (notes.length > BOUNDS.notes) break;
    const { of } = keywords;
    const not = of.get('not');
    if (not !== undefined) notes.push(`Not allowed: ${summaryOf(reading, not)}.`);
    const condition = of.get('if');
    if (condition !== undefined) notes.push(conditional(reading, condition, of.get('then'), of.get('else')));
    for (const name of ['dependentSchemas', 'dependentRequired', 'dependencies'])
      notes.push(...dependents(reading, of.get(name)));
    const names = of.get('propertyNames');
    if (names !== undefined) notes.push(`Each name: ${summaryOf(reading, names)}.`);
    const contains = of.get('contains');
    if (contains !== undefined) {
      const bounds = ['minContains', 'maxContains'].flatMap((name) => {
        const node = of.get(name);
        return node === undefined ? [] : [`${name} ${clip(reading.textOf(node), 20)}`];
      });
      const many = bounds.length === 0 ? '' : ` (${bounds.join(', ')})`;
      notes.push(`Some item: ${summaryOf(reading, contains)}${many}.`);
    }
    const required = of.get('required');
    if (required !== undefined && required.kind !== 'array')
      notes.push(`\`required\` is ${aKind(required)}, not a list of names, and counts for nothing.`);
  }
  return notes;
}

function conditional(
  reading: Reading,
  condition: JsonNode,
  then: JsonNode | undefined,
  otherwise: JsonNode | undefined,
): string {
  const parts = [`If: ${summaryOf(reading, condition)}`];
  if (then !== undefined) parts.push(`then: ${summaryOf(reading, then)}`);
  if (otherwise !== undefined) parts.push(`else: ${summaryOf(reading, otherwise)}`);
  return `${parts.join('; ')}.`;
}

function dependents(reading: Reading, node: JsonNode | undefined): string[] {
  if (node?.kind !== 'object') return [];
  return node.members.slice(0, 10).map(({ key, value }) => {
    const name = clip(key.name, 60);
    if (value.kind !== 'array') return `With ${name}: ${summaryOf(reading, value)}.`;
    const wanted = value.items.slice(0, 20).map((item) => stringOf(reading.document, item) ?? '');
    return `With ${name} also: ${listed(wanted, value.items.length)}.`;
  });
}
