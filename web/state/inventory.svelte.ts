import type { InventoryPage, InventoryRow, InventorySection, ItemRef } from '../../protocol/inventory.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Session } from '../../protocol/session.ts';
import type { Api } from '../connection/api.ts';
import { STOPPED, UNREACHABLE } from '../connection/ask.ts';
import { findItem } from './find-item.ts';
import type { ItemPlace, Line } from './inventory-lines.ts';
import { InventoryLines, isSamePlace } from './inventory-lines.ts';
import { InventoryRows, isSameItem } from './inventory-rows.ts';
import type { Location } from './location.svelte.ts';

/** Rows asked for beyond the window on each side, and the most in one request. */
const MARGIN = 60;
const MOST_ASKED = 200;
/** Rows above and below the view that are drawn already. */
const AHEAD = 6;
/** ms between two requests while the lists are walked. */
const REFRESH_EVERY = 200;

const NOTHING = new InventoryLines([]);

/**
 * The list of Inventory: a window over the matching items of one session. At most one request is
 * under way; what changed meanwhile is one more request afterwards, however much it was.
 */
export class Inventory {
  #api: Api;
  #location: Location;
  #rows = new InventoryRows();
  /** Raised when the rows, which are not reactive themselves, have changed. */
  #changes = $state(0);
  #lines = $state.raw(NOTHING);
  #version = $state<number | undefined>(undefined);
  #problem = $state.raw<Problem | undefined>(undefined);
  #asked: { session: string; target: string; q: string } | undefined;
  /** The filter that the lines are of. */
  #q = $state('');
  #newest = 0;
  #isNew = true;
  #isDirty = false;
  #asking: AbortController | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #lastAsked = -Infinity;
  #window: [number, number] = [0, 0];
  /** The item that the list has dealt with: selected, being looked for, or not among the matches. */
  #heeded: ItemRef | undefined;
  #selected = $state.raw<ItemPlace | undefined>(undefined);
  /** The selection was moved to a row that is not here yet: it gets its name from it. */
  #isUnnamed = false;
  #isSought = false;
  #isLocating = false;
  #revealed = $state.raw<{ index: number } | undefined>(undefined);
  /** How far the lines moved under the window, in all; the list scrolls along. */
  #moved = $state(0);

  constructor(api: Api, location: Location) {
    this.#api = api;
    this.#location = location;
  }

  /** Heads and items. */
  get count(): number {
    return this.#lines.count;
  }
  get sections(): readonly InventorySection[] {
    return this.#lines.sections;
  }
  get total(): number {
    return this.sections.reduce((sum, { total }) => sum + total, 0);
  }
  get matched(): number {
    return this.sections.reduce((sum, { matched }) => sum + matched, 0);
  }
  /** The filter that is shown, which follows the one that is typed. */
  get q(): string {
    return this.#q;
  }
  /** The first answer is here. */
  get isKnown(): boolean {
    return this.#version !== undefined;
  }
  get problem(): Problem | undefined {
    return this.#problem;
  }
  /** Line of the selected item. */
  get selected(): number | undefined {
    return this.#selected === undefined ? undefined : this.#lines.lineOf(this.#selected);
  }
  get revealed(): { index: number } | undefined {
    return this.#revealed;
  }
  get moved(): number {
    return this.#moved;
  }
  line(line: number): Line | undefined {
    return this.#lines.at(line);
  }
  row(place: ItemPlace): InventoryRow | undefined {
    return (void this.#changes, this.#rows.at(place));
  }

  /** Shows the items of a session that match. Called whenever either changes; asks only when it differs. */
  show(session: Session | undefined, q: string): void {
    const known = this.#asked;
    if (known?.session === session?.id && known?.q === q) return;
    if (known?.session !== session?.id) this.#forget();
    this.#asked = session === undefined ? undefined : { session: session.id, target: session.target, q };
    this.#asking?.abort();
    this.#asking = undefined;
    this.#isNew = this.#isDirty = true;
    this.#lastAsked = -Infinity;
    this.#seek();
  }

  /** The lists of the session are at this version. */
  heard(version: number): void {
    if (version <= this.#newest) return;
    this.#newest = version;
    this.#isDirty = true;
    this.#pump();
  }

  /** The bridge is back: nothing is as new as it says. */
  again(): void {
    this.#newest = 0;
    this.#isDirty = true;
    this.#pump();
  }

  /** The address names another item than the one selected: by Back, a link or the palette. */
  atChanged(item: ItemRef | undefined): void {
    if (isSameItem(this.#heeded, item)) return;
    this.#seek();
  }

  /** The list shows lines [from, to). */
  look(from: number, to: number): void {
    this.#window = [from, to];
    this.#pump();
  }

  /** The item at a line, or the one behind it where that is the head of a section. */
  select(line: number, how: 'go' | 'slide' = 'slide'): void {
    const place = this.#lines.itemNear(line, line - (this.selected ?? -1));
    if (place === undefined) return;
    this.#isSought = false;
    this.#isUnnamed = true;
    this.#selected = place;
    this.#reveal();
    // A row that is not here yet is named in the address as soon as it is.
    this.#nameSelected(how);
    this.#pump();
  }

  move(step: number): void {
    const from = this.selected ?? (step > 0 ? this.#window[0] - 1 : this.#window[1]);
    this.select(from + step);
  }

  unselect(): void {
    this.#selected = this.#heeded = undefined;
    this.#location.slide({ item: undefined, compared: undefined });
  }

  #forget(): void {
    this.#rows.clear();
    this.#lines = NOTHING;
    this.#version = this.#problem = undefined;
    this.#newest = 0;
    this.#changes++;
  }

  /** Looks for the item that the address names among the matches. */
  #seek(): void {
    this.#heeded = this.#location.place.item;
    this.#selected = undefined;
    this.#isUnnamed = false;
    this.#isSought = this.#heeded !== undefined;
    if (this.#isNew || this.#version === undefined) this.#pump();
    else void this.#locate();
  }

  #pump(): void {
    if (this.#asking !== undefined || this.#asked === undefined) return;
    if (this.#isDirty) return this.#refreshSoon();
    const missing = this.#missing();
    if (missing === undefined) return;
    const start = Math.max(0, missing[0] - MARGIN);
    void this.#ask(start, Math.min(MOST_ASKED, missing[1] - start + MARGIN));
  }

  #missing(): [number, number] | undefined {
    const [from, to] = this.#window;
    return this.#rows.missing(this.#lines, ...this.#lines.itemsIn(from - AHEAD, to + AHEAD));
  }

  #refreshSoon(): void {
    const wait = this.#lastAsked + REFRESH_EVERY - performance.now();
    if (wait > 0) {
      this.#timer ??= setTimeout(() => {
        this.#timer = undefined;
        this.#pump();
      }, wait);
      return;
    }
    this.#isDirty = false;
    const [from, to] = this.#isNew ? [0, 0] : this.#lines.itemsIn(this.#window[0] - AHEAD, this.#window[1]);
    void this.#ask(from, Math.min(MOST_ASKED, to - from + MARGIN));
  }

  async #ask(from: number, limit: number): Promise<void> {
    const { session, q } = this.#asked!;
    const asking = (this.#asking = new AbortController());
    this.#lastAsked = performance.now();
    const answer = await this.#api.inventory(session, { q, sections: [], from, limit }, asking.signal);
    if (this.#asking !== asking) return;
    this.#asking = undefined;
    if (!answer.ok) {
      // When the bridge is back, or the lists change, it is asked for again.
      if (answer.problem.code === UNREACHABLE) this.#isDirty = true;
      else if (answer.problem.code !== STOPPED) this.#problem = answer.problem;
      return;
    }
    this.#problem = undefined;
    this.#takeIn(answer.value, q);
    this.#pump();
  }

  #takeIn(page: InventoryPage, q: string): void {
    if (this.#isNew) this.#rows.clear();
    const top = this.#isNew ? undefined : this.#lines.at(this.#window[0]);
    const lines = new InventoryLines(page.sections);
    this.#rows.take(page, lines);
    if (this.#isNew) this.#revealed = { index: 0 };
    if (page.version < this.#newest) this.#isDirty = true;
    if (top !== undefined && this.#window[0] > 0) this.#keepInView(top, lines);
    this.#lines = lines;
    this.#version = page.version;
    this.#q = q;
    this.#isNew = false;
    this.#changes++;
    this.#nameSelected('slide');
    if (this.#isSought) void this.#locate();
    else this.#holdSelected();
  }

  /** What was at the top stays there when sections above it grow. */
  #keepInView(top: Line, lines: InventoryLines): void {
    const moved = lines.movedSince(this.#lines, top);
    if (moved === 0) return;
    this.#moved += moved;
    this.#window = [this.#window[0] + moved, this.#window[1] + moved];
  }

  /** A list that was walked anew may have the selected item elsewhere. */
  #holdSelected(): void {
    const [selected, ref] = [this.#selected, this.#heeded];
    if (selected === undefined || ref === undefined || this.#isUnnamed) return;
    const row = this.#rows.at(selected);
    if (row !== undefined && isSameItem(row.ref, ref)) return;
    if (row === undefined && this.#lines.lineOf(selected) !== undefined) return;
    this.#isSought = true;
    void this.#locate();
  }

  #nameSelected(how: 'go' | 'slide'): void {
    if (this.#selected === undefined || this.#asked === undefined || !this.#isUnnamed) return;
    const row = this.#rows.at(this.#selected);
    if (row === undefined) return;
    this.#isUnnamed = false;
    this.#heeded = row.ref;
    if (!isSameItem(row.ref, this.#location.place.item))
      this.#location[how]({ item: row.ref, target: this.#asked.target });
  }

  #reveal(): void {
    const index = this.selected;
    if (index !== undefined) this.#revealed = { index };
  }

  async #locate(): Promise<void> {
    const { item } = this.#location.place;
    const asked = this.#asked;
    if (item === undefined || asked === undefined || this.#isLocating) return;
    this.#isLocating = true;
    const place =
      this.#rows.find(item) ??
      (await findItem(item, (from, limit) =>
        this.#api.inventory(asked.session, { q: asked.q, sections: [item.section], from, limit }),
      ));
    this.#isLocating = false;
    if (!this.#isSought) return;
    if (this.#asked !== asked || !isSameItem(item, this.#location.place.item)) return this.#locate();
    this.#isSought = false;
    if (isSamePlace(place, this.#selected)) return;
    this.#selected = place;
    this.#reveal();
  }
}
