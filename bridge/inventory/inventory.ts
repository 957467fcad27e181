import type {
  InventoryPage,
  InventoryRequest,
  InventoryRow,
  InventorySection,
  ItemRef,
  SectionName,
} from '../../protocol/inventory.ts';
import type { ListEntry } from '../../protocol/mcp/list-entry.ts';
import { type HeldItem, Section } from './section.ts';

export const SECTIONS: readonly SectionName[] = ['server', 'tools', 'prompts', 'resources', 'templates'];

/** Of one session, all sections together; while lists are walked again, the old rows come on top. */
export const MOST_ITEMS = 100_000;
export const MOST_BYTES = 64 * 1024 * 1024;
const MOST_WORDS = 20;

export type WalkState = 'done' | 'failed' | 'absent';

interface Slot {
  state: InventorySection['state'];
  words: string | undefined;
  shown: Section;
  /** Set while the list is walked again: rows are replaced when that walk is done, never in between. */
  next: Section | undefined;
}

export interface InventoryBounds {
  items: number;
  bytes: number;
}

/** What one server offers, section by section: names and places, never the bodies. */
export class Inventory {
  /** Grows with every change. */
  version: number;
  #bounds: InventoryBounds;
  #slots = new Map<SectionName, Slot>();
  #matched: { key: string; version: number; perSection: Map<SectionName, HeldItem[]> } | undefined;

  constructor(version = 0, bounds: InventoryBounds = { items: MOST_ITEMS, bytes: MOST_BYTES }) {
    this.version = version;
    this.#bounds = bounds;
    for (const name of SECTIONS) this.#slots.set(name, emptySlot(name));
  }

  /** Nothing will be asked for: no such capability was declared. */
  absent(name: SectionName, words?: string): void {
    this.#slots.set(name, { ...emptySlot(name), state: 'absent', words });
    this.version++;
  }

  /** A walk begins. Rows of the first one are seen as they come, of a later one when it is done. */
  begin(name: SectionName): Walk {
    const slot = this.#slot(name);
    const isFirst = slot.shown.counted === 0;
    const section = new Section(name);
    slot.state = 'listing';
    slot.words = undefined;
    if (isFirst) slot.shown = section;
    else slot.next = section;
    this.version++;
    return new Walk(section, {
      hasRoom: () => this.#hasRoom(),
      changed: () => void this.version++,
      end: (state, words) => this.#end(slot, section, state, words),
    });
  }

  /** Entries that came, by section; only of sections that were asked for. */
  counts(): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const [name, slot] of this.#slots) {
      if (name !== 'server' && slot.shown.frame !== undefined) counts[name] = slot.shown.counted;
    }
    return counts;
  }

  /** The pages of what is shown; undefined while they come for the first time, or before. */
  framesOf(name: SectionName): number[] | undefined {
    const { state, shown, next } = this.#slot(name);
    if (next === undefined && (state === 'waiting' || state === 'listing')) return undefined;
    return [...new Set(shown.items.map(({ frame }) => frame))];
  }

  item(ref: ItemRef): InventoryRow | undefined {
    const { shown } = this.#slot(ref.section);
    const item = shown.find(ref.name, ref.nth);
    return item === undefined ? undefined : shown.row(item);
  }

  /** For names that are shown masked: the first item whose name looks like this. */
  itemLike(section: SectionName, nth: number, isIt: (name: string) => boolean): InventoryRow | undefined {
    const { shown } = this.#slot(section);
    const item = shown.items.find((one) => one.nth === nth && isIt(one.name));
    return item === undefined ? undefined : shown.row(item);
  }

  page({ q, sections: wanted, from, limit }: InventoryRequest): InventoryPage {
    const names = SECTIONS.filter((name) => wanted.length === 0 || wanted.includes(name));
    const matched = this.#match(q);
    const rows: InventoryRow[] = [];
    let total = 0;
    for (const name of names) {
      const items = matched.get(name)!;
      const start = Math.max(0, from - total);
      const room = limit - rows.length;
      if (room > 0 && start < items.length) {
        const { shown } = this.#slot(name);
        for (const item of items.slice(start, start + room)) rows.push(shown.row(item));
      }
      total += items.length;
    }
    return {
      version: this.version,
      sections: SECTIONS.map((name) => this.#describe(name, matched.get(name)!.length)),
      total,
      from: Math.min(from, total),
      rows,
    };
  }

  #describe(section: SectionName, matched: number): InventorySection {
    const { state, words, shown } = this.#slot(section);
    const { counted, marked, items, frame } = shown;
    const beyond =
      counted > items.length
        ? `${items.length} of ${counted} are held here; the others are in their frames only`
        : undefined;
    const said = [words, beyond].filter((one) => one !== undefined).join('; ');
    return {
      section,
      state,
      total: counted,
      matched,
      marked,
      ...(said === '' ? {} : { words: said }),
      ...(frame === undefined ? {} : { frame }),
    };
  }

  /** Each word is somewhere in the name, title or description. The last answer is kept for its other windows. */
  #match(q: string): Map<SectionName, HeldItem[]> {
    const needles = q.toLowerCase().split(/\s+/).filter(Boolean).slice(0, MOST_WORDS);
    const key = needles.join(' ');
    if (this.#matched?.key === key && this.#matched.version === this.version) return this.#matched.perSection;
    const perSection = new Map<SectionName, HeldItem[]>();
    for (const [name, { shown }] of this.#slots) {
      const found =
        needles.length === 0
          ? shown.items
          : shown.items.filter(({ search }) => needles.every((needle) => search.includes(needle)));
      perSection.set(name, found);
    }
    this.#matched = { key, version: this.version, perSection };
    return perSection;
  }

  #end(slot: Slot, section: Section, state: WalkState, words: string | undefined): void {
    const isAgain = slot.next === section;
    slot.next = isAgain ? undefined : slot.next;
    if (isAgain && state !== 'failed') slot.shown = section;
    slot.state = state;
    slot.words =
      isAgain && state === 'failed'
        ? `${words ?? 'it failed'}; the rows are those of the walk before`
        : words;
    this.version++;
  }

  #hasRoom(): boolean {
    let items = 0;
    let bytes = 0;
    for (const { shown, next } of this.#slots.values()) {
      items += (next ?? shown).items.length;
      bytes += (next ?? shown).bytes;
    }
    return items < this.#bounds.items && bytes < this.#bounds.bytes;
  }

  #slot(name: SectionName): Slot {
    return this.#slots.get(name)!;
  }
}

function emptySlot(name: SectionName): Slot {
  return { state: 'waiting', words: undefined, shown: new Section(name), next: undefined };
}

interface WalkEnds {
  hasRoom(): boolean;
  changed(): void;
  end(state: WalkState, words: string | undefined): void;
}

/** One walk through one list, as it fills its section. */
export class Walk {
  #section: Section;
  #to: WalkEnds;

  constructor(section: Section, to: WalkEnds) {
    this.#section = section;
    this.#to = to;
  }

  /** false: no more is held; what comes is only counted, by `paged`. */
  take(entry: ListEntry, frame: number): boolean {
    if (!this.#to.hasRoom()) return false;
    this.#section.add(entry, frame);
    return true;
  }

  /** A page of so many entries has come as this frame. */
  paged(frame: number, entries: number): void {
    this.#section.frame = frame;
    this.#section.counted += entries;
    this.#to.changed();
  }

  /** Entries that came so far. */
  get counted(): number {
    return this.#section.counted;
  }

  end(state: WalkState, words?: string): void {
    this.#to.end(state, words);
  }
}
