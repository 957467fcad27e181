import type { Value } from '../../value.ts';
import { below } from '../comparer.ts';
import { TYPES, VALUES, type SchemaTeller, type Sides } from './teller.ts';

interface Branch {
  readonly value: Value;
  readonly index: number;
}

/**
 * Lists of schemas. Those that stand on both sides are the same wherever they stand; the others are compared in
 * their order. `isChoice`: any one of them is enough; otherwise each asks for something.
 */
export function compareBranches(
  teller: SchemaTeller,
  keyword: string,
  isChoice: boolean,
  sides: Sides,
  inside: (sides: Sides) => void,
): void {
  const { was, is, at } = sides;
  const [olds, news] = [branchesOf(was), branchesOf(is)];
  const isOrdered = keyword === 'prefixItems' || keyword === 'items';
  const gone = isOrdered ? elsewhere(olds, news) : without(olds, news);
  const come = isOrdered ? elsewhere(news, olds) : without(news, olds);
  const both = Math.min(gone.length, come.length);
  for (let k = 0; k < both; k++) {
    const pointer = below(at.pointer, String(come[k]!.index));
    inside({ was: gone[k]!.value, is: come[k]!.value, at: { ...at, pointer, depth: at.depth + 1 } });
  }
  if (gone.length !== come.length || (both === 0 && olds.length === 0)) {
    // Without a list nothing is asked; one more branch is one more way, one more part one more demand.
    const isLonger = come.length > both;
    const isLooser = is === undefined || (was !== undefined && isLonger === isChoice);
    teller.limit(keyword, isLooser ? 'looser' : 'tighter', sides, isChoice ? TYPES : VALUES);
  } else if (both === 0)
    teller.tell(
      'schema-changed',
      'info',
      sides,
      `${keyword} of ${teller.subject(at)} stands in another order.`,
    );
}

function branchesOf(list: Value | undefined): Branch[] {
  return (list?.items ?? []).map((value, index) => ({ value, index }));
}

/** Those that the other list does not have in the same place. */
function elsewhere(some: readonly Branch[], others: readonly Branch[]): Branch[] {
  return some.filter(({ value, index }) => others[index]?.value.text !== value.text);
}

function without(some: readonly Branch[], others: readonly Branch[]): Branch[] {
  const counts = new Map<string, number>();
  for (const { value } of others) counts.set(value.text, (counts.get(value.text) ?? 0) + 1);
  return some.filter(({ value }) => {
    const left = counts.get(value.text) ?? 0;
    counts.set(value.text, left - 1);
    return left <= 0;
  });
}
