import type { FuzzRun } from '../../protocol/fuzz.ts';
import type { FuzzSetup } from './fuzz-setup.ts';
import { FuzzSetups, newSeed, usualSetup } from './fuzz-setup.ts';
import type { Fuzz } from './fuzz.svelte.ts';

/** Sends, or would if it was let. */
export function isGoing({ state }: Pick<FuzzRun, 'state'>): boolean {
  return state === 'running' || state === 'paused';
}

/** What is known of fuzzing before its screen is shown: which runs go on, and what was chosen for each target. */
export class FuzzNews {
  #going = $state.raw<ReadonlyMap<string, FuzzRun>>(new Map());
  #setups = new FuzzSetups(sessionStorage);
  #changes = $state(0);
  /** The state of the screen, while it is shown. */
  shown = $state.raw<Fuzz | undefined>(undefined);

  /** The one that began last, of all that go on. */
  get going(): FuzzRun | undefined {
    return [...this.#going.values()].at(-1);
  }
  goingWith(target: string | undefined): FuzzRun | undefined {
    return [...this.#going.values()].find((run) => run.target === target);
  }

  setupOf(target: string): FuzzSetup | undefined {
    return (void this.#changes, this.#setups.of(target));
  }
  change(target: string, part: Partial<FuzzSetup>): void {
    const setup = { ...(this.#setups.of(target) ?? usualSetup(newSeed())), ...part };
    for (const name of ['only', 'marked', 'strategies', 'rate', 'case'] as const)
      if (setup[name] === undefined) Reflect.deleteProperty(setup, name);
    this.#setups.keep(target, setup);
    this.#changes++;
  }

  heard(run: FuzzRun): void {
    const going = new Map(this.#going);
    if (isGoing(run)) going.set(run.id, run);
    else going.delete(run.id);
    this.#going = going;
    this.shown?.runs.heard(run);
  }
  deleted(id: string): void {
    this.#going = new Map([...this.#going].filter(([one]) => one !== id));
    this.shown?.runs.deleted(id);
  }
  /** The stream was lost: whatever still goes on is told again at its next step. */
  again(): void {
    this.#going = new Map();
    this.shown?.again();
  }
}
