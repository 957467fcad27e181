import type { InventoryRow } from '../../protocol/inventory.ts';
import type { Api } from '../connection/api.ts';

/** A list to begin from; Inventory has them all. */
const SHOWN = 30;

/** The first tools of a session, for a Craft that has nothing open. */
export class FirstTools {
  #api: Api;
  #key = '';
  #rows = $state.raw<InventoryRow[]>([]);
  #total = $state(0);

  constructor(api: Api) {
    this.#api = api;
  }

  get rows(): InventoryRow[] {
    return this.#rows;
  }
  get total(): number {
    return this.#total;
  }

  /** Called whenever the session or the version of its lists changes. */
  async show(session: string | undefined, version: number): Promise<void> {
    const key = `${session}/${version}`;
    if (key === this.#key) return;
    const isOther = !this.#key.startsWith(`${session}/`);
    this.#key = key;
    if (isOther) [this.#rows, this.#total] = [[], 0];
    if (session === undefined) return;
    const page = await this.#api.inventory(session, { q: '', sections: ['tools'], from: 0, limit: SHOWN });
    if (this.#key !== key || !page.ok) return;
    this.#rows = page.value.rows;
    this.#total = page.value.total;
  }
}
