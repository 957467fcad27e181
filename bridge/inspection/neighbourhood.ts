import type { Inventory } from '../inventory/inventory.ts';
import type { Journal } from '../journal/journal.ts';
import { wholePayload } from '../journal/whole-payload.ts';
import type { Session } from '../../protocol/session.ts';
import {
  ALONE,
  joined,
  readLists,
  refOf,
  isSame,
  isSameList,
  type Compared,
  type NeighbourLists,
  type NeighbourRef,
} from './neighbour-lists.ts';

export interface NeighbourhoodOptions {
  journal: Pick<Journal, 'session' | 'bytes'>;
  /** Of a live session. */
  inventory(id: string): Inventory | undefined;
  /** `isAnew`: from the first frame on; otherwise from where it is. */
  compare(session: string, compared: Compared, isAnew: boolean): void;
  onBug(bug: unknown): void;
}

const AFTER_MS = 300;
/** A longer recording is not inspected from its beginning because another server changed its list. */
const MOST_ANEW = 64 * 1024 * 1024;
/** Inspecting anew is given at most this share of the time, so that no server can keep the thread busy with its lists. */
const SHARE = 20;
const BYTES_A_MS = 10_000;
const LEAST_WAIT_MS = 1000;

interface Live {
  /** Of its inventory, when it was looked at last. */
  version: number;
  /** Its own tools, for the others. */
  lists: NeighbourLists | undefined;
  /** What it is compared with: whoever was live at any time while it is. */
  compared: Compared;
  /** Inspected anew because of others not before; of the clock of `performance`. */
  notBefore: number;
}

/** Tells each live session who else the same agent sees. Looks a moment after lists changed, never while bytes pass. */
export class Neighbourhood {
  #o: NeighbourhoodOptions;
  #live = new Map<string, Live>();
  #timer: NodeJS.Timeout | undefined;
  /** It waits for the turn of a session, not for what may still change. */
  #isPatient = false;
  #looking: Promise<void> | undefined;
  #isClosed = false;

  constructor(options: NeighbourhoodOptions) {
    this.#o = options;
  }

  /** Called with every change of a session; costs a comparison of two numbers. */
  changed({ id, inventory, state, probe }: Session): void {
    // No agent sees a server through a probe.
    if (probe !== undefined) return;
    if (state.kind === 'closed' || state.kind === 'failed') return;
    const known = this.#live.get(id);
    if (inventory === undefined || known?.version === inventory) return;
    if (known !== undefined) known.version = inventory;
    else this.#live.set(id, { version: inventory, lists: undefined, compared: ALONE, notBefore: 0 });
    this.#lookIn(AFTER_MS);
  }

  /** It ended: others stay compared with it, it hears of no more. */
  over(session: string): void {
    this.#live.delete(session);
  }

  /** Who is live now, but for a target. */
  others(target: string): Compared {
    const lists = [...this.#live.values()].flatMap((one) =>
      one.lists === undefined || one.lists.target === target ? [] : [one.lists],
    );
    return joined({ lists, notes: [] });
  }

  /** Those that a session was compared with before, from what was recorded of them. */
  async recorded(refs: readonly NeighbourRef[]): Promise<Compared> {
    const lists: NeighbourLists[] = [];
    const notes: string[] = [];
    for (const ref of refs) {
      const read = await this.#read(ref);
      if (read !== undefined) lists.push(read);
      else notes.push(`Not compared with “${ref.server.slice(0, 60)}” again: its recording is gone.`);
    }
    return joined({ lists, notes });
  }

  /** Resolves when everything that changed was told, but for what has to wait its turn. */
  async settled(): Promise<void> {
    while ((this.#timer !== undefined && !this.#isPatient) || this.#looking !== undefined) {
      await this.#looking;
      await new Promise((later) => setTimeout(later, 10));
    }
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #lookIn(ms: number): void {
    if (this.#isClosed) return;
    if (this.#isPatient && ms <= AFTER_MS) clearTimeout(this.#timer);
    else if (this.#timer !== undefined) return;
    this.#isPatient = ms > AFTER_MS;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#isPatient = false;
      if (this.#looking !== undefined) {
        this.#lookIn(AFTER_MS);
        return;
      }
      this.#looking = this.#look()
        .catch((bug: unknown) => this.#o.onBug(bug))
        .finally(() => (this.#looking = undefined));
    }, ms).unref();
  }

  async #look(): Promise<void> {
    // Nobody is beside it.
    if (this.#live.size < 2) return;
    for (const [id, live] of this.#live) {
      const session = this.#o.journal.session(id);
      const frames = this.#o.inventory(id)?.framesOf('tools');
      if (session === undefined || frames === undefined) continue;
      const ref = refOf(session, frames);
      if (live.lists === undefined || !isSameList(live.lists, ref)) live.lists = await this.#read(ref);
    }
    for (const id of this.#live.keys()) this.#tell(id);
  }

  #read(ref: NeighbourRef): Promise<NeighbourLists | undefined> {
    return readLists(ref, (session, seq) => wholePayload(this.#o.journal, session, seq));
  }

  #tell(id: string): void {
    const live = this.#live.get(id)!;
    const session = this.#o.journal.session(id);
    if (session === undefined || this.#isClosed) return;
    const compared = joined(live.compared, this.others(session.target));
    if (isSame(compared, live.compared)) return;
    const now = performance.now();
    if (now < live.notBefore) {
      this.#lookIn(live.notBefore - now);
      return;
    }
    live.compared = compared;
    live.notBefore = now + Math.max(LEAST_WAIT_MS, (session.bytes / BYTES_A_MS) * SHARE);
    this.#o.compare(id, compared, session.bytes <= MOST_ANEW);
  }
}
