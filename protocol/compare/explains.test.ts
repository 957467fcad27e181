import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Difference } from '../comparison.ts';
import { parsePointer } from '../json/pointer.ts';
import { compareAnswers } from './answers.ts';

const key = fc.constantFrom('name', 'id', 'type', 'a', 'b~/', '__proto__x');
const leaf = fc.oneof(
  fc.integer({ min: 0, max: 3 }),
  fc.constantFrom('', 'one', 'two', '{no', 'é\u{1f600}'),
  fc.boolean(),
  fc.constant(null),
);
const { value: json } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(key, tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
}));

type Tree = { [step: string]: Tree } & Tree[];

/** Not a guard of types: a tree is a list and a record at once. */
const isList = (tree: Tree): boolean => Array.isArray(tree);

function walk(tree: Tree, path: readonly string[]): Tree {
  return path.reduce((at, step) => at[step]!, tree);
}

/** Carries out what was listed: values changed and taken out where they stood, then put in where they stand. */
function applied(before: unknown, after: string, differences: readonly Difference[]): unknown {
  const written = ({ right }: Difference): Tree => JSON.parse(after.slice(right!.from, right!.to)) as Tree;
  const box = { root: structuredClone(before) } as unknown as Tree;
  const pathOf = (pointer: string): string[] => ['root', ...parsePointer(pointer)!];
  const parts = (pointer: string): [Tree, string] => {
    const path = pathOf(pointer);
    return [walk(box, path.slice(0, -1)), path.at(-1)!];
  };
  for (const difference of differences)
    if (difference.kind === 'changed' || difference.kind === 'type') {
      const [parent, last] = parts(difference.left!.pointer);
      parent[last] = written(difference);
    }
  const gone = differences.filter(({ kind }) => kind === 'removed' || kind === 'moved');
  const moved = new Map<Difference, unknown>();
  // From behind, and the inside before the outside, so that places stay true.
  const byPlace = (side: 'left' | 'right') => (a: Difference, b: Difference) => {
    const [one, other] = [pathOf(a[side]!.pointer), pathOf(b[side]!.pointer)];
    for (let at = 0; at < Math.min(one.length, other.length); at++) {
      const order = Number(one[at]) - Number(other[at]);
      if (one[at] !== other[at]) return Number.isNaN(order) ? (one[at]! < other[at]! ? -1 : 1) : order;
    }
    return one.length - other.length;
  };
  for (const difference of gone.sort(byPlace('left')).reverse()) {
    const [parent, last] = parts(difference.left!.pointer);
    if (difference.kind === 'moved') moved.set(difference, parent[last]);
    if (Array.isArray(parent)) parent.splice(Number(last), 1);
    else delete parent[last];
  }
  const come = differences.filter(({ kind }) => kind === 'added' || kind === 'moved').sort(byPlace('right'));
  for (const difference of come) {
    const [parent, last] = parts(difference.right!.pointer);
    const value = difference.kind === 'moved' ? (moved.get(difference) as Tree) : written(difference);
    if (isList(parent)) parent.splice(Number(last), 0, value);
    else parent[last] = value;
  }
  return (box as unknown as { root: unknown }).root;
}

it('finds nothing between a text and itself, however it is laid out', () => {
  fc.assert(
    fc.property(json, (value) => {
      const text = JSON.stringify(value);
      expect(compareAnswers(text, text)).toMatchObject({ verdict: 'same', differences: [] });
      const spread = JSON.stringify(value, null, 2);
      expect(compareAnswers(text, spread)).toMatchObject({ verdict: 'same', differences: [] });
    }),
  );
});

it('lists differences that make the left one the right one', () => {
  fc.assert(
    fc.property(json, json, (before, after) => {
      const { differences } = compareAnswers(JSON.stringify(before), JSON.stringify(after));
      expect(applied(before, JSON.stringify(after), differences)).toEqual(after);
    }),
    { numRuns: 500 },
  );
});

it('says of both directions that they differ, and mirrors what came and went', () => {
  fc.assert(
    fc.property(json, json, (before, after) => {
      const [one, other] = [JSON.stringify(before), JSON.stringify(after)];
      expect(compareAnswers(one, other).verdict).toBe(compareAnswers(other, one).verdict);
    }),
  );
  const flat = fc.dictionary(key, leaf);
  fc.assert(
    fc.property(flat, flat, (before, after) => {
      const kinds = (one: unknown, other: unknown): string[] =>
        compareAnswers(JSON.stringify(one), JSON.stringify(other)).differences.map(({ kind }) => kind);
      const mirror: Record<string, string> = { added: 'removed', removed: 'added' };
      expect(kinds(before, after).sort()).toEqual(
        kinds(after, before)
          .map((kind) => mirror[kind] ?? kind)
          .sort(),
      );
    }),
  );
});
