import type { ProbeCall, ProbeRun } from '../../protocol/probe.ts';
import type { Probes } from './probes.svelte.ts';

/** How far a run is that goes on. */
export interface GoingRun {
  readonly id: string;
  readonly target: string;
  readonly done: number;
  readonly of: number;
}

const NO_CALLS: readonly ProbeCall[] = [];

/** What is known of probes before their screen is shown: which runs go on, and the calls a person named. */
export class ProbesNews {
  #going = $state.raw<ReadonlyMap<string, GoingRun>>(new Map());
  #calls = $state.raw<ReadonlyMap<string, readonly ProbeCall[]>>(new Map());
  /** The state of the screen, while it is shown. */
  shown = $state.raw<Probes | undefined>(undefined);

  /** The one that began last, of all that go on. */
  get going(): GoingRun | undefined {
    return [...this.#going.values()].at(-1);
  }
  goingWith(target: string | undefined): GoingRun | undefined {
    return [...this.#going.values()].find((run) => run.target === target);
  }

  /** Calls a person named for a target. For as long as the page lives: arguments belong into no address. */
  callsOf(target: string | undefined): readonly ProbeCall[] {
    return (target === undefined ? undefined : this.#calls.get(target)) ?? NO_CALLS;
  }
  nameCalls(target: string, calls: readonly ProbeCall[]): void {
    this.#calls = new Map(this.#calls).set(target, calls);
  }

  heard(run: ProbeRun): void {
    const going = new Map(this.#going);
    if (run.state === 'running')
      going.set(run.id, {
        id: run.id,
        target: run.target,
        done: run.results.length,
        of: run.probes.length,
      });
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
