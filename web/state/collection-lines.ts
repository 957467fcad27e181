import type { Collection, SavedCall } from '../../protocol/collection/collection.ts';
import type { CallResult } from '../../protocol/collection/run.ts';

/** A line of the list: the head of a folder, or a call. */
export type CollectionLine =
  | { kind: 'folder'; folder: string; count: number }
  | { kind: 'call'; call: SavedCall; number: number; result: CallResult | undefined };

/** Folders in the order they first come in, what is in none before them; calls in the order they run in. */
export function linesOf({ calls }: Collection, results: ReadonlyMap<string, CallResult>): CollectionLine[] {
  const folders = new Map<string, CollectionLine[]>([['', []]]);
  for (const [at, call] of calls.entries()) {
    const line: CollectionLine = { kind: 'call', call, number: at + 1, result: results.get(call.id) };
    const known = folders.get(call.folder);
    if (known === undefined) folders.set(call.folder, [line]);
    else known.push(line);
  }
  return [...folders].flatMap(([folder, lines]): CollectionLine[] =>
    folder === '' ? lines : [{ kind: 'folder', folder, count: lines.length }, ...lines],
  );
}

/** With a call one place earlier or later among those of its folder. */
export function moved({ calls }: Collection, id: string, step: -1 | 1): SavedCall[] {
  const at = calls.findIndex((call) => call.id === id);
  const folder = calls[at]?.folder;
  const others = calls.flatMap((call, index) => (call.folder === folder ? [index] : []));
  const to = others[others.indexOf(at) + step];
  if (at === -1 || to === undefined) return calls;
  const next = [...calls];
  [next[at], next[to]] = [next[to]!, next[at]!];
  return next;
}
