import type { PlannedProbe, ProbeCall, ProbeCard, ProbeResult } from '../../protocol/probe.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Session } from '../../protocol/session.ts';
import type { Api } from '../connection/api.ts';
import { UNREACHABLE } from '../connection/ask.ts';
import type { Location } from './location.svelte.ts';
import type { ProbesNews } from './probes-news.svelte.ts';
import { ProbesPlan } from './probes-plan.svelte.ts';
import { ProbesRuns } from './probes-runs.svelte.ts';
import { isLive } from './sessions.svelte.ts';
import { withSession } from './session-term.ts';
import type { Toast } from './toast.svelte.ts';

interface Parts {
  api: Pick<Api, 'probes'>;
  location: Location;
  toast: Toast;
  news: ProbesNews;
}

/** A probe as a row: what it is, and what is planned, going on or known of it. */
export interface ProbeRow {
  readonly id: string;
  /** Absent: of a run of another version. */
  readonly card: ProbeCard | undefined;
  readonly isChosen: boolean;
  readonly planned: PlannedProbe | undefined;
  /** Of the run that is looked at; before one, what the newest run said. */
  readonly result: (Pick<ProbeResult, 'verdict' | 'says'> & Partial<ProbeResult>) | undefined;
  /** When that was, where it was an earlier run. */
  readonly at: number | undefined;
  /** In a run: `now` while it is its turn. */
  readonly turn: 'waits' | 'now' | 'over' | undefined;
}

/** The screen Probes: what could be run against a target, its plan, and the run that is looked at. */
export class Probes {
  readonly plan: ProbesPlan;
  readonly runs: ProbesRuns;
  #parts: Parts;
  #cards = $state.raw<readonly ProbeCard[] | undefined>(undefined);
  #problem = $state.raw<Problem | undefined>(undefined);
  #session = $state.raw<Session | undefined>(undefined);
  #target = $state<string | undefined>(undefined);
  #isStarting = $state(false);
  #isAdding = $state.raw<{ tool: string } | undefined>(undefined);
  #rows = $derived.by(() => (this.#place.run === undefined ? this.#planRows() : this.#runRows()));

  constructor(parts: Parts) {
    this.#parts = parts;
    this.plan = new ProbesPlan(parts.api.probes);
    this.runs = new ProbesRuns(parts.api.probes, parts.toast);
  }

  /** undefined: not known yet. */
  get cards(): readonly ProbeCard[] | undefined {
    return this.#cards;
  }
  get problem(): Problem | undefined {
    return this.#problem;
  }
  get rows(): readonly ProbeRow[] {
    return this.#rows;
  }
  get selected(): ProbeRow | undefined {
    return this.#rows.find(({ id }) => id === this.#place.probe);
  }
  get calls(): readonly ProbeCall[] {
    return this.#parts.news.callsOf(this.#target);
  }
  get isStarting(): boolean {
    return this.#isStarting;
  }
  /** A call that is being written; its tool may be chosen already. */
  get adding(): { tool: string } | undefined {
    return this.#isAdding;
  }
  /** What keeps a run from being started, besides a plan that is not there yet. */
  get going(): { id: string } | undefined {
    return this.#parts.news.goingWith(this.#target);
  }
  cardOf(id: string): ProbeCard | undefined {
    return this.#cards?.find((card) => card.id === id);
  }

  /** Called whenever the target that is looked at, its session or the address changes. */
  show(target: string | undefined, session: Session | undefined): void {
    if (this.#cards === undefined && this.#problem === undefined) void this.#loadCards();
    const { run, skipped } = this.#place;
    if (target !== this.#target) {
      this.#target = target;
      this.#isAdding = undefined;
      // Whoever comes while a run goes on comes to see it.
      const going = this.#parts.news.goingWith(target);
      if (going !== undefined && run === undefined) this.#parts.location.slide({ run: going.id });
    }
    this.#session = isLive(session) && session.state.kind === 'open' ? session : undefined;
    this.runs.show(this.#place.run);
    const only = this.#cards?.map(({ id }) => id).filter((id) => !skipped.includes(id)) ?? [];
    const offers = this.#session?.inventory ?? 0;
    const isWanted = this.#session !== undefined && this.#place.run === undefined && only.length > 0;
    this.plan.show(isWanted ? { session: this.#session!.id, only, calls: this.calls, offers } : undefined);
  }
  /** The bridge is back. */
  again(): void {
    if (this.#cards === undefined) void this.#loadCards();
    this.runs.again();
    this.plan.again();
  }
  close(): void {
    this.plan.close();
    this.runs.close();
  }

  select(probe: string, how: 'go' | 'slide' = 'go'): void {
    this.#parts.location[how]({ probe });
  }
  move(step: number): void {
    const at = this.#rows.findIndex(({ id }) => id === this.#place.probe);
    const next = this.#rows[at < 0 ? (step > 0 ? 0 : this.#rows.length - 1) : at + step];
    if (next !== undefined) this.select(next.id, 'slide');
  }
  /** First the call that is being written, then the probe, then the run. */
  leave(): void {
    const { probe, run } = this.#place;
    if (this.#isAdding !== undefined) this.#isAdding = undefined;
    else if (probe !== undefined) this.#parts.location.go({ probe: undefined });
    else if (run !== undefined) this.#parts.location.go({ run: undefined });
  }

  /** Takes a probe into the plan, or out of it. */
  choose(probe: string, isChosen: boolean): void {
    const others = this.#place.skipped.filter((id) => id !== probe);
    this.#parts.location.slide({ skipped: isChosen ? others : [...others, probe] });
  }
  chooseAll(areChosen: boolean): void {
    this.#parts.location.slide({ skipped: areChosen ? [] : (this.#cards ?? []).map(({ id }) => id) });
  }

  /** Opens the form for a call, of a tool that was spared or of any. */
  ask(tool: string | undefined): void {
    this.#isAdding = tool === undefined ? undefined : { tool };
  }
  addCall(call: ProbeCall): void {
    this.#isAdding = undefined;
    const others = this.calls.filter((one) => !isSameCall(one, call));
    if (this.#target !== undefined) this.#parts.news.nameCalls(this.#target, [...others, call]);
  }
  removeCall(call: ProbeCall): void {
    const others = this.calls.filter((one) => !isSameCall(one, call));
    if (this.#target !== undefined) this.#parts.news.nameCalls(this.#target, others);
  }
  isNamed(call: ProbeCall): boolean {
    return this.calls.some((one) => isSameCall(one, call));
  }

  /** Yes to the plan that is on the screen. */
  async start(): Promise<void> {
    const agreed = this.plan.agreeable;
    if (agreed === undefined || this.#isStarting || this.going !== undefined) return;
    const { location, news, toast } = this.#parts;
    this.#isStarting = true;
    const run = await this.#parts.api.probes.start(agreed.request, agreed.plan.confirmation);
    this.#isStarting = false;
    if (run.ok) {
      this.runs.begun(run.value);
      news.heard(run.value);
      // Traffic goes on being about the session of the person, not about the dozens that follow now.
      const q = this.#session === undefined ? '' : withSession('', this.#session.number);
      location.go({ run: run.value.id, probe: undefined, ...(this.#place.q === '' ? { q } : {}) });
    } else if (run.problem.code === 'not-confirmed') this.plan.again(true);
    else toast.complain(run.problem);
  }
  async remove(id: string): Promise<void> {
    if ((await this.runs.remove(id)) && this.#place.run === id)
      this.#parts.location.go({ run: undefined, probe: undefined });
  }

  get #place(): Location['place'] {
    return this.#parts.location.place;
  }

  #planRows(): ProbeRow[] {
    const planned = new Map(this.plan.plan?.probes.map((one) => [one.probe, one]));
    return (this.#cards ?? []).map((card) => {
      const last = this.runs.lastOf(this.#target, card.id);
      const isChosen = !this.#place.skipped.includes(card.id);
      return {
        id: card.id,
        card,
        isChosen,
        planned: isChosen ? planned.get(card.id) : undefined,
        result: last?.result,
        at: last?.run.startedAt,
        turn: undefined,
      };
    });
  }

  #runRows(): ProbeRow[] {
    const run = this.runs.shown;
    if (run === undefined) return [];
    const results = new Map(run.results.map((result) => [result.probe, result]));
    const isOver = run.state !== 'running';
    return run.probes.map((id) => {
      const result = results.get(id);
      const isNow = run.now?.probe === id && !isOver;
      return {
        id,
        card: this.cardOf(id),
        isChosen: true,
        planned: undefined,
        result,
        at: undefined,
        turn: isNow && result === undefined ? 'now' : result !== undefined || isOver ? 'over' : 'waits',
      };
    });
  }

  async #loadCards(): Promise<void> {
    void this.runs.loadAll();
    const cards = await this.#parts.api.probes.cards();
    if (cards.ok) [this.#cards, this.#problem] = [cards.value, undefined];
    else if (cards.problem.code !== UNREACHABLE) this.#problem = cards.problem;
  }
}

function isSameCall(one: ProbeCall, other: ProbeCall): boolean {
  return one.tool === other.tool && one.args === other.args;
}
