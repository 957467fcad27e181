import type { InventoryPage, InventoryRequest, InventoryRow, ItemRef } from '../../protocol/inventory.ts';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import type { Session } from '../../protocol/session.ts';
import { Inventory } from './inventory.ts';

/** Rebuilt ones that are kept: going to and fro between a few sessions costs nothing. */
const KEPT = 4;

export interface InventoriesOptions {
  session(id: string): Session | undefined;
  /** Of a live session; undefined when it is not live. Before it is open there is an empty one. */
  live(id: string): { inventory: Inventory | undefined } | undefined;
  /** Reads it from what was recorded. */
  rebuild(session: Session): Promise<Outcome<Inventory>>;
  /** A name as it is shown, known secrets masked. */
  shown(name: string): string;
}

/** The inventory of every session, live or recorded. */
export class Inventories {
  #o: InventoriesOptions;
  #rebuilt = new Map<string, Promise<Outcome<Inventory>>>();

  constructor(options: InventoriesOptions) {
    this.#o = options;
  }

  async page(id: string, request: InventoryRequest): Promise<Outcome<InventoryPage>> {
    const found = await this.#of(id);
    return found.ok ? { ok: true, value: found.value.page(request) } : found;
  }

  async item(id: string, ref: ItemRef): Promise<Outcome<InventoryRow>> {
    const found = await this.#of(id);
    if (!found.ok) return found;
    const { section, name, nth } = ref;
    const row =
      found.value.item(ref) ?? found.value.itemLike(section, nth, (one) => this.#o.shown(one) === name);
    return row === undefined ? { ok: false, problem: noSuchItem(ref) } : { ok: true, value: row };
  }

  /** A session is deleted: nothing of it is kept. */
  forget(id: string): void {
    this.#rebuilt.delete(id);
  }

  async #of(id: string): Promise<Outcome<Inventory>> {
    const live = this.#o.live(id);
    if (live !== undefined) return { ok: true, value: live.inventory ?? new Inventory() };
    const session = this.#o.session(id);
    if (session === undefined) {
      this.#rebuilt.delete(id);
      const message = `There is no session ${id.slice(0, 40)}.`;
      return { ok: false, problem: { code: 'no-such-session', message } };
    }
    const rebuilt = this.#rebuilt.get(id) ?? this.#o.rebuild(session);
    // Put anew, so that what is asked for stays longest.
    this.#rebuilt.delete(id);
    this.#rebuilt.set(id, rebuilt);
    const [oldest] = this.#rebuilt.keys();
    if (this.#rebuilt.size > KEPT && oldest !== undefined) this.#rebuilt.delete(oldest);
    const outcome = await rebuilt.catch((bug: unknown) => {
      this.#rebuilt.delete(id);
      throw bug;
    });
    if (!outcome.ok) this.#rebuilt.delete(id);
    return outcome;
  }
}

function noSuchItem({ section, name, nth }: ItemRef): Problem {
  const which = nth === 1 ? '' : ` (number ${nth})`;
  return {
    code: 'no-such-item',
    message: `There is no “${name.slice(0, 80)}”${which} among the ${section}.`,
    hint: 'The list may have changed since. Look for it in Inventory.',
  };
}
