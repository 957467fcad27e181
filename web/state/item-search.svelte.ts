import type { InventoryRow } from '../../protocol/inventory.ts';
import type { Api } from '../connection/api.ts';

const MOST = 12;

/** Items of a session found by a text while it is typed. One request at a time; the newest text wins. */
export class ItemSearch {
  #api: Api;
  #wanted: { session: string; q: string } | undefined;
  #isAsking = false;
  #found = $state.raw<{ session: string; q: string; rows: InventoryRow[]; total: number } | undefined>(
    undefined,
  );

  constructor(api: Api) {
    this.#api = api;
  }

  /** What was found last; of an older text until the newest is answered. */
  get rows(): InventoryRow[] {
    return this.#found?.rows ?? [];
  }
  get total(): number {
    return this.#found?.total ?? 0;
  }

  search(session: string | undefined, q: string): void {
    this.#wanted = session === undefined || q === '' ? undefined : { session, q };
    if (this.#wanted === undefined) this.#found = undefined;
    else if (!this.#isAsking) void this.#ask();
  }

  async #ask(): Promise<void> {
    this.#isAsking = true;
    while (this.#wanted !== undefined) {
      const wanted = this.#wanted;
      const { session, q } = wanted;
      const page = await this.#api.inventory(session, {
        q,
        sections: ['tools', 'prompts', 'resources', 'templates'],
        from: 0,
        limit: MOST,
      });
      if (this.#wanted !== wanted) continue;
      this.#wanted = undefined;
      // The palette offers what else it knows when the bridge does not answer, which is told elsewhere.
      this.#found = page.ok ? { session, q, rows: page.value.rows, total: page.value.total } : undefined;
    }
    this.#isAsking = false;
  }
}
