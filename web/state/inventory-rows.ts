import type { InventoryPage, InventoryRow, ItemRef, SectionName } from '../../protocol/inventory.ts';
import type { InventoryLines, ItemPlace } from './inventory-lines.ts';

const MOST_KEPT = 3000;
/** When the cache is full, what is farther from the window than this goes. */
const KEPT_AROUND = 1000;

interface Kept {
  row: InventoryRow;
  version: number;
}

export function isSameItem(a: ItemRef | undefined, b: ItemRef | undefined): boolean {
  return a?.section === b?.section && a?.name === b?.name && a?.nth === b?.nth;
}

/**
 * Rows that were looked at lately, by their place in their section, so that a section that grows
 * moves none of another. Rows of an older version are drawn until the newer ones are here.
 */
export class InventoryRows {
  #kept = new Map<SectionName, Map<number, Kept>>();
  #version = 0;

  get size(): number {
    return [...this.#kept.values()].reduce((sum, { size }) => sum + size, 0);
  }

  clear(): void {
    this.#kept.clear();
  }

  at({ section, index }: ItemPlace): InventoryRow | undefined {
    return this.#kept.get(section)?.get(index)?.row;
  }

  /** Where an item stands, when it is here and of the newest version. */
  find(ref: ItemRef): ItemPlace | undefined {
    for (const [index, { row, version }] of this.#kept.get(ref.section) ?? [])
      if (version === this.#version && isSameItem(row.ref, ref)) return { section: ref.section, index };
    return undefined;
  }

  /** The stretch of matches in [from, to) from the first to the last one that is not here, or not as new. */
  missing(lines: InventoryLines, from: number, to: number): [number, number] | undefined {
    let first = from;
    let last = to - 1;
    while (first <= last && this.#isFresh(lines.placeOf(first))) first++;
    while (last > first && this.#isFresh(lines.placeOf(last))) last--;
    return first <= last ? [first, last + 1] : undefined;
  }

  take({ version, from, rows, sections }: InventoryPage, lines: InventoryLines): void {
    this.#version = version;
    for (const { section, matched } of sections) {
      const kept = this.#kept.get(section);
      for (const index of kept?.keys() ?? []) if (index >= matched) kept?.delete(index);
    }
    for (const [k, row] of rows.entries()) {
      const place = lines.placeOf(from + k);
      if (place === undefined) continue;
      let kept = this.#kept.get(place.section);
      if (kept === undefined) this.#kept.set(place.section, (kept = new Map()));
      kept.set(place.index, { row, version });
    }
    if (this.size > MOST_KEPT) this.#evict(lines, from, from + rows.length);
  }

  #isFresh(place: ItemPlace | undefined): boolean {
    return place === undefined || this.#kept.get(place.section)?.get(place.index)?.version === this.#version;
  }

  #evict(lines: InventoryLines, from: number, to: number): void {
    let before = 0;
    for (const { section, matched } of lines.sections) {
      const kept = this.#kept.get(section);
      for (const index of kept?.keys() ?? []) {
        const item = before + index;
        if (item < from - KEPT_AROUND || item >= to + KEPT_AROUND) kept?.delete(index);
      }
      before += matched;
    }
  }
}
