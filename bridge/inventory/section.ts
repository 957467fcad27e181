import type { InventoryRow, ItemMark, SectionName } from '../../protocol/inventory.ts';
import type { ListEntry } from '../../protocol/mcp/list-entry.ts';

/** One entry as it is held: where its bytes are and what a filter looks in. */
export interface HeldItem {
  section: SectionName;
  name: string;
  nth: number;
  /** Items without a name share the empty one, which makes no duplicates of them. */
  isNamed: boolean;
  title: string | undefined;
  frame: number;
  from: number;
  to: number;
  marks: ItemMark[];
  search: string;
}

const ITEM_BYTES = 300;
const NOUNS: Record<SectionName, string> = {
  server: 'keys',
  tools: 'tools',
  prompts: 'prompts',
  resources: 'resources',
  templates: 'templates',
};

/** The entries of one walk through one list, in the order of the server. */
export class Section {
  readonly items: HeldItem[] = [];
  /** Entries that came, also those beyond what is held. */
  counted = 0;
  marked = 0;
  /** Estimate of the memory it takes. */
  bytes = 0;
  frame: number | undefined;
  #name: SectionName;
  /** A Map: names are the server's. */
  #byName = new Map<string, { first: HeldItem; count: number }>();

  constructor(name: SectionName) {
    this.#name = name;
  }

  add(entry: ListEntry, frame: number): void {
    const name = entry.name ?? '';
    const same = this.#byName.get(name);
    const item: HeldItem = {
      section: this.#name,
      name,
      nth: (same?.count ?? 0) + 1,
      isNamed: entry.name !== undefined,
      title: entry.title,
      frame,
      from: entry.from,
      to: entry.to,
      marks: entry.marks,
      search: entry.search,
    };
    this.items.push(item);
    this.bytes += sizeOf(item);
    if (same === undefined) this.#byName.set(name, { first: item, count: 1 });
    else same.count++;
    if (item.marks.length > 0 || this.#isDuplicate(item)) this.marked++;
    // Only now the first of that name is one of several.
    const becomesMarked = same?.count === 2 && this.#isDuplicate(same.first) && same.first.marks.length === 0;
    if (becomesMarked) this.marked++;
  }

  find(name: string, nth: number): HeldItem | undefined {
    const same = this.#byName.get(name);
    if (same === undefined || nth < 1 || nth > same.count) return undefined;
    return nth === 1 ? same.first : this.items.find((item) => item.nth === nth && item.name === name);
  }

  row(item: HeldItem): InventoryRow {
    const { section, name, nth, title, frame, from, to } = item;
    const count = this.#byName.get(name)?.count ?? 1;
    const duplicate: ItemMark[] = this.#isDuplicate(item)
      ? [{ kind: 'duplicate', words: `${count} ${NOUNS[section]} have this name; this is number ${nth}` }]
      : [];
    return {
      ref: { section, name, nth },
      ...(title === undefined ? {} : { title }),
      bytes: to - from,
      at: { frame, from, to },
      marks: [...duplicate, ...item.marks],
    };
  }

  #isDuplicate(item: HeldItem): boolean {
    return item.isNamed && (this.#byName.get(item.name)?.count ?? 1) > 1;
  }
}

function sizeOf(item: HeldItem): number {
  const marks = item.marks.reduce((sum, { words }) => sum + 100 + textBytes(words), 0);
  return ITEM_BYTES + textBytes(item.name) + textBytes(item.title ?? '') + textBytes(item.search) + marks;
}

function textBytes(text: string): number {
  return /[^\u0000-\u00ff]/.test(text) ? text.length * 2 : text.length;
}
