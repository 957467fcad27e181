import type { Session } from '../../protocol/session.ts';
import type { InspectionsOptions } from './inspections-options.ts';
import { ALONE, joined, type Compared, type NeighbourRef } from './neighbour-lists.ts';

/** With which other servers each session is, or is about to be, compared. */
export class Comparisons {
  #neighbours: InspectionsOptions['neighbours'];
  #compared = new Map<string, Compared>();
  #preparing = new Set<string>();

  constructor(neighbours: InspectionsOptions['neighbours']) {
    this.#neighbours = neighbours;
  }

  of(session: string): Compared {
    return this.#compared.get(session) ?? ALONE;
  }

  set(session: string, compared: Compared): void {
    this.#compared.set(session, compared);
  }

  /** Whether its neighbours are being read. */
  isPreparing(session: string): boolean {
    return this.#preparing.has(session);
  }

  /**
   * Reads those that an ended session was compared with when it was live; `isAsked`: and whoever is live now, because
   * the person wants to know how it goes with them. Resolves to false when it was forgotten meanwhile.
   */
  async prepare({ id, target }: Session, kept: readonly NeighbourRef[], isAsked: boolean): Promise<boolean> {
    this.#preparing.add(id);
    const recorded = kept.length === 0 ? ALONE : await this.#neighbours.recorded(kept);
    this.#compared.set(id, isAsked ? joined(recorded, this.#neighbours.others(target)) : recorded);
    return this.#preparing.delete(id);
  }

  forget(session: string): void {
    this.#preparing.delete(session);
    this.#compared.delete(session);
  }
}
