import type { InventoryPage, ItemRef } from '../../protocol/inventory.ts';
import type { Outcome } from '../../protocol/problem.ts';
import type { ItemPlace } from './inventory-lines.ts';
import { isSameItem } from './inventory-rows.ts';

const ASKED_AT_ONCE = 1000;
/** Beyond this an item is shown without its row in the list being known. */
const MOST_LOOKED_THROUGH = 100_000;

/** Where an item stands among the matches of its section; undefined when it is none of them. */
export async function findItem(
  ref: ItemRef,
  ask: (from: number, limit: number) => Promise<Outcome<InventoryPage>>,
): Promise<ItemPlace | undefined> {
  for (let from = 0; from < MOST_LOOKED_THROUGH;) {
    const page = await ask(from, ASKED_AT_ONCE);
    if (!page.ok || page.value.rows.length === 0) return undefined;
    const found = page.value.rows.findIndex((row) => isSameItem(row.ref, ref));
    if (found >= 0) return { section: ref.section, index: from + found };
    from += page.value.rows.length;
  }
  return undefined;
}
