import type { FlowTagName, FlowTool } from '../../protocol/flows.ts';
import type { FlowsApi } from '../connection/flows-api.ts';
import type { LookedAt } from './place.ts';

const MOST_ASKED = 200;
const AHEAD = 40;
const MOST_KEPT = 2000;

/** All tools of what is connected, as a window over what the bridge holds. */
export class FlowTools {
  #api: Pick<FlowsApi, 'tools'>;
  #onselect: (tool: FlowTool) => void;
  #rows = $state.raw(new Map<number, FlowTool>());
  #total = $state<number | undefined>(undefined);
  #revealed = $state.raw<{ index: number } | undefined>(undefined);
  #query: { q: string; tag: FlowTagName | undefined } | undefined;
  #window: [number, number] = [0, 0];
  #asking: AbortController | undefined;
  #sought: number | undefined;

  constructor(api: Pick<FlowsApi, 'tools'>, onselect: (tool: FlowTool) => void) {
    this.#api = api;
    this.#onselect = onselect;
  }

  /** undefined: not known yet. */
  get total(): number | undefined {
    return this.#total;
  }
  get revealed(): { index: number } | undefined {
    return this.#revealed;
  }
  row(index: number): FlowTool | undefined {
    return this.#rows.get(index);
  }
  indexOf(tool: LookedAt | undefined): number | undefined {
    if (tool === undefined) return undefined;
    for (const [index, row] of this.#rows)
      if (row.definition === tool.definition && row.target === tool.target) return index;
    return undefined;
  }

  show(q: string, tag: FlowTagName | undefined): void {
    if (this.#query?.q === q && this.#query.tag === tag) return this.again();
    this.#query = { q, tag };
    this.#rows = new Map();
    this.#total = undefined;
    void this.#ask(0, MOST_ASKED, true);
  }
  again(): void {
    if (this.#query === undefined) return;
    const from = Math.max(0, this.#window[0] - AHEAD);
    void this.#ask(from, Math.min(MOST_ASKED, this.#window[1] - from + AHEAD), true);
  }
  look(from: number, to: number): void {
    this.#window = [from, to];
    this.#fill();
  }

  select(index: number): void {
    if (this.#total === undefined || this.#total === 0) return;
    const at = Math.max(0, Math.min(this.#total - 1, index));
    this.#revealed = { index: at };
    const row = this.#rows.get(at);
    this.#sought = row === undefined ? at : undefined;
    if (row !== undefined) this.#onselect(row);
    else this.#fill();
  }
  move(step: number, from: LookedAt | undefined): void {
    const at = this.indexOf(from) ?? (step > 0 ? -1 : (this.#total ?? 0));
    this.select(at + step);
  }

  #fill(): void {
    if (this.#asking !== undefined || this.#total === undefined) return;
    let from = Math.max(0, this.#window[0]);
    let to = Math.min(this.#total, this.#window[1]);
    if (this.#sought !== undefined) [from, to] = [this.#sought, this.#sought + 1];
    while (from < to && this.#rows.has(from)) from++;
    if (from >= to) return;
    void this.#ask(Math.max(0, from - AHEAD), MOST_ASKED, false);
  }

  async #ask(from: number, limit: number, isAnew: boolean): Promise<void> {
    const query = this.#query;
    if (query === undefined) return;
    this.#asking?.abort();
    const asking = (this.#asking = new AbortController());
    const { q, tag } = query;
    const page = await this.#api.tools(
      { q, from, limit, ...(tag === undefined ? {} : { tag }) },
      asking.signal,
    );
    if (this.#asking !== asking) return;
    this.#asking = undefined;
    // The page says by itself when the bridge is gone, and asks again when it is back.
    if (!page.ok) return;
    const next = isAnew || this.#rows.size > MOST_KEPT ? new Map<number, FlowTool>() : new Map(this.#rows);
    for (const [k, row] of page.value.rows.entries()) next.set(page.value.from + k, row);
    this.#rows = next;
    this.#total = page.value.total;
    if (this.#sought !== undefined && next.has(this.#sought)) this.select(this.#sought);
    this.#fill();
  }
}
