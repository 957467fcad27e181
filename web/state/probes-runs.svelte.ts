import type { ProbeResult, ProbeRun } from '../../protocol/probe.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { ProbesApi } from '../connection/probes-api.ts';
import { STOPPED, UNREACHABLE } from '../connection/ask.ts';
import type { Toast } from './toast.svelte.ts';

/** A run as a list needs it: without what differs and where it was seen. */
export type KnownRun = Pick<ProbeRun, 'id' | 'target' | 'startedAt' | 'state'> & {
  readonly results: readonly Pick<ProbeResult, 'probe' | 'verdict' | 'says'>[];
};

/** Runs there were and the one that is looked at, which alone is held whole. */
export class ProbesRuns {
  #api: Pick<ProbesApi, 'runs' | 'run' | 'stop' | 'remove'>;
  #toast: Toast;
  #all = $state.raw<readonly KnownRun[]>([]);
  #shown = $state.raw<ProbeRun | undefined>(undefined);
  #problem = $state.raw<Problem | undefined>(undefined);
  #isStopping = $state(false);
  /** Results of the run that is looked at, with what differs: lists and the stream leave that out. */
  #whole = $state.raw<ReadonlyMap<string, ProbeResult>>(new Map());
  #wanted: string | undefined;
  #asking: AbortController | undefined;

  constructor(api: Pick<ProbesApi, 'runs' | 'run' | 'stop' | 'remove'>, toast: Toast) {
    this.#api = api;
    this.#toast = toast;
  }

  /** Newest first. */
  of(target: string | undefined): readonly KnownRun[] {
    return this.#all.filter((run) => run.target === target);
  }
  /** What was said last of a probe with this target, and when. */
  lastOf(target: string | undefined, probe: string): { run: KnownRun; result: KnownResult } | undefined {
    for (const run of this.#all) {
      if (run.target !== target) continue;
      const result = run.results.find((one) => one.probe === probe);
      if (result !== undefined) return { run, result };
    }
    return undefined;
  }
  /** The one that is looked at. */
  get shown(): ProbeRun | undefined {
    return this.#shown;
  }
  /** Why it cannot be. */
  get problem(): Problem | undefined {
    return this.#problem;
  }
  get isStopping(): boolean {
    return this.#isStopping;
  }
  /** What a probe said in it; what differs follows when `need` was called. */
  resultOf(probe: string): ProbeResult | undefined {
    return this.#whole.get(probe) ?? this.#shown?.results.find((one) => one.probe === probe);
  }
  /** Whether all that it said is here. */
  isWhole(probe: string): boolean {
    return this.#whole.has(probe);
  }
  /** A result is looked at: what the stream left out of it is asked for, once. */
  need(probe: string | undefined): void {
    const run = this.#shown;
    if (probe === undefined || run === undefined || this.#whole.has(probe) || this.#asking !== undefined)
      return;
    if (run.results.some((one) => one.probe === probe)) void this.#load(run.id);
  }

  show(id: string | undefined): void {
    if (id === this.#wanted) return;
    this.#wanted = id;
    this.#problem = undefined;
    this.#isStopping = false;
    this.#asking?.abort();
    this.#asking = undefined;
    this.#whole = new Map();
    if (this.#shown?.id !== id) this.#shown = undefined;
    if (id !== undefined && this.#shown === undefined) void this.#load(id);
  }
  again(): void {
    void this.loadAll();
    if (this.#wanted !== undefined) void this.#load(this.#wanted);
  }
  close(): void {
    this.#asking?.abort();
  }

  /** Told by the stream, or just begun. */
  heard(run: ProbeRun): void {
    this.#all = [known(run), ...this.#all.filter(({ id }) => id !== run.id)].sort(
      (a, b) => b.startedAt - a.startedAt,
    );
    if (run.id === this.#wanted) this.#take(run);
  }
  /** Just begun here: it is looked at next, and needs not be asked for. */
  begun(run: ProbeRun): void {
    this.#shown = run;
    this.heard(run);
  }

  /** Here or in another page. */
  deleted(id: string): void {
    this.#all = this.#all.filter((run) => run.id !== id);
    if (this.#wanted !== id) return;
    this.#shown = undefined;
    this.#problem = { code: 'no-such-run', message: 'This run was deleted.' };
  }

  async loadAll(): Promise<void> {
    const before = new Set(this.#all.map(({ id }) => id));
    const runs = await this.#api.runs();
    if (!runs.ok) return;
    const listed = new Set(runs.value.map(({ id }) => id));
    // What began since it was asked for need not be in the answer.
    const begun = this.#all.filter(({ id }) => !before.has(id) && !listed.has(id));
    this.#all = [...begun, ...runs.value.map(known)];
  }

  async stop(id: string): Promise<void> {
    if (this.#isStopping) return;
    this.#isStopping = true;
    const stopped = await this.#api.stop(id);
    this.#isStopping = false;
    if (stopped.ok) this.heard(stopped.value);
    else this.#toast.complain(stopped.problem);
  }
  async remove(id: string): Promise<boolean> {
    const done = await this.#api.remove(id);
    if (!done.ok) {
      this.#toast.complain(done.problem);
      return false;
    }
    this.#toast.say('The run is deleted. Its sessions stay until you delete them.');
    this.deleted(id);
    return true;
  }

  /** A message that comes late does not begin an ended run again, nor take results away. */
  #take(run: ProbeRun): void {
    const shown = this.#shown;
    const isOlder =
      shown?.id === run.id &&
      (run.results.length < shown.results.length || (run.state === 'running' && shown.state !== 'running'));
    if (!isOlder) this.#shown = run;
  }

  async #load(id: string): Promise<void> {
    this.#asking?.abort();
    const asking = (this.#asking = new AbortController());
    const run = await this.#api.run(id, asking.signal);
    if (this.#asking !== asking) return;
    this.#asking = undefined;
    if (run.ok) {
      this.#whole = new Map(run.value.results.map((result) => [result.probe, result]));
      this.#problem = undefined;
      this.#take(run.value);
    } else if (run.problem.code !== STOPPED && run.problem.code !== UNREACHABLE) this.#problem = run.problem;
  }
}

type KnownResult = KnownRun['results'][number];

function known({ id, target, startedAt, state, results }: ProbeRun): KnownRun {
  const said = results.map(({ probe, verdict, says }) => ({ probe, verdict, says }));
  return { id, target, startedAt, state, results: said };
}
