import type { InventorySection, SectionName } from '../../protocol/inventory.ts';

/** A row of the list: the head of a section, or an item by its place among the matches of its section. */
export type Line =
  { kind: 'head'; section: InventorySection } | { kind: 'item'; section: InventorySection; index: number };

export interface ItemPlace {
  section: SectionName;
  /** Among the matching items of the section. */
  index: number;
}

export function isSamePlace(a: ItemPlace | undefined, b: ItemPlace | undefined): boolean {
  return a?.section === b?.section && a?.index === b?.index;
}

/** Where the heads and the items of the sections stand when they are written one below the other. */
export class InventoryLines {
  readonly sections: readonly InventorySection[];
  readonly count: number;
  /** Line of each section's head. */
  readonly #heads: number[] = [];

  constructor(sections: readonly InventorySection[]) {
    this.sections = sections;
    let count = 0;
    for (const { matched } of sections) {
      this.#heads.push(count);
      count += 1 + matched;
    }
    this.count = count;
  }

  at(line: number): Line | undefined {
    const found = this.#heads.findLastIndex((head) => head <= line);
    const section = this.sections[found];
    if (section === undefined || line >= this.count) return undefined;
    const index = line - this.#heads[found]! - 1;
    return index < 0 ? { kind: 'head', section } : { kind: 'item', section, index };
  }

  /** The line of an item; undefined when its section has no such place. */
  lineOf({ section, index }: ItemPlace): number | undefined {
    const found = this.sections.findIndex((one) => one.section === section);
    if (found < 0 || index >= this.sections[found]!.matched) return undefined;
    return this.#heads[found]! + 1 + index;
  }

  /** The nearest item at or behind `line` in the direction of `step`, else in the other one. */
  itemNear(line: number, step: number): ItemPlace | undefined {
    const wanted = Math.max(0, Math.min(this.count - 1, line));
    return this.#itemFrom(wanted, step < 0 ? -1 : 1) ?? this.#itemFrom(wanted, step < 0 ? 1 : -1);
  }

  /** The matches that lines [from, to) stand for, counted over all sections. */
  itemsIn(from: number, to: number): [number, number] {
    return [this.#itemsBefore(from), this.#itemsBefore(to)];
  }

  /** The place of the nth match over all sections. */
  placeOf(item: number): ItemPlace | undefined {
    let before = 0;
    for (const { section, matched } of this.sections) {
      if (item < before + matched) return { section, index: item - before };
      before += matched;
    }
    return undefined;
  }

  /** How far a line stands below where it stood in `before`; 0 when it is in one of them only. */
  movedSince(before: InventoryLines, line: Line): number {
    const place = { section: line.section.section, index: line.kind === 'item' ? line.index : 0 };
    const [was, is] = [before.lineOf(place), this.lineOf(place)];
    return was === undefined || is === undefined ? 0 : is - was;
  }

  #itemFrom(line: number, step: 1 | -1): ItemPlace | undefined {
    for (let at = line; at >= 0 && at < this.count; at += step) {
      const found = this.at(at);
      if (found?.kind === 'item') return { section: found.section.section, index: found.index };
    }
    return undefined;
  }

  #itemsBefore(line: number): number {
    let items = 0;
    for (const [k, { matched }] of this.sections.entries())
      items += Math.max(0, Math.min(matched, line - this.#heads[k]! - 1));
    return items;
  }
}
