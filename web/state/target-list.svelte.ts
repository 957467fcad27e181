import type { Target } from '../../protocol/target.ts';
import type { Location } from './location.svelte.ts';
import { reachedBy } from './reached-by.ts';
import type { Targets } from './targets.svelte.ts';

/** Targets as they stand in the table: filtered, and one of them selected. */
export class TargetList {
  #targets: Targets;
  #location: Location;
  filter = $state('');
  #shown = $derived.by(() => {
    const wanted = this.filter.trim().toLowerCase();
    if (wanted === '') return this.#targets.all;
    return this.#targets.all.filter((target) =>
      `${target.name} ${reachedBy(target.spec)}`.toLowerCase().includes(wanted),
    );
  });

  constructor(targets: Targets, location: Location) {
    this.#targets = targets;
    this.#location = location;
  }

  get shown(): Target[] {
    return this.#shown;
  }
  get index(): number | undefined {
    const index = this.#shown.findIndex(({ key }) => key === this.#location.place.target);
    return index < 0 ? undefined : index;
  }
  /** The one that is selected; the first when none is. */
  get selected(): Target | undefined {
    return this.#targets.get(this.#location.place.target) ?? this.#targets.all[0];
  }

  select(index: number, how: 'go' | 'slide' = 'slide'): void {
    const next = this.#shown[Math.max(0, Math.min(this.#shown.length - 1, index))];
    if (next !== undefined) this.#location[how]({ target: next.key });
  }
  move(step: number): void {
    this.select(this.index === undefined ? (step > 0 ? 0 : this.#shown.length - 1) : this.index + step);
  }
}
