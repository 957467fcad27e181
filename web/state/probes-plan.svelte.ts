import type { ProbeCall, ProbePlan, ProbeRequest } from '../../protocol/probe.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { ProbesApi } from '../connection/probes-api.ts';
import { STOPPED, UNREACHABLE } from '../connection/ask.ts';

/** ms; whoever ticks several boxes in a row is waited for. */
const PLAN_AFTER = 120;

/** What is to be planned. */
export interface Wanted {
  readonly session: string;
  readonly only: readonly string[];
  readonly calls: readonly ProbeCall[];
  /** Grows when the server offers something else. */
  readonly offers: number;
}

/** The plan of a run before there is one: made anew whenever what is wanted changes. Starts nothing. */
export class ProbesPlan {
  #api: Pick<ProbesApi, 'plan'>;
  #wanted: Wanted | undefined;
  #request: ProbeRequest | undefined;
  #plan = $state.raw<ProbePlan | undefined>(undefined);
  #problem = $state.raw<Problem | undefined>(undefined);
  #isPlanning = $state(false);
  #wasOutdated = $state(false);
  #asking: AbortController | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(api: Pick<ProbesApi, 'plan'>) {
    this.#api = api;
  }

  /** While it is made anew the one before stands here; it cannot be agreed to. */
  get plan(): ProbePlan | undefined {
    return this.#plan;
  }
  get problem(): Problem | undefined {
    return this.#problem;
  }
  get isPlanning(): boolean {
    return this.#isPlanning;
  }
  /** Somebody agreed to a plan that did not hold any more; this is the one in its place. */
  get wasOutdated(): boolean {
    return this.#wasOutdated;
  }
  /** What can be agreed to now: a plan that is shown, and what it was asked with. */
  get agreeable(): { request: ProbeRequest; plan: ProbePlan } | undefined {
    const plan = this.#plan;
    if (plan === undefined || this.#request === undefined || this.#isPlanning) return undefined;
    return this.#problem === undefined && plan.connections > 0 ? { request: this.#request, plan } : undefined;
  }

  show(wanted: Wanted | undefined): void {
    const before = this.#wanted;
    if (isSame(before, wanted)) return;
    this.#wanted = wanted;
    this.#wasOutdated = false;
    clearTimeout(this.#timer);
    this.#asking?.abort();
    this.#asking = undefined;
    if (wanted?.session !== before?.session) this.#plan = this.#problem = undefined;
    this.#isPlanning = wanted !== undefined;
    if (wanted === undefined) return;
    if (before?.session !== wanted.session) void this.#make(wanted);
    else this.#timer = setTimeout(() => void this.#make(wanted), PLAN_AFTER);
  }
  /** The bridge is back, or what was agreed to does not hold any more. */
  again(isOutdated = false): void {
    if (this.#wanted === undefined) return;
    this.#wasOutdated = isOutdated;
    clearTimeout(this.#timer);
    void this.#make(this.#wanted);
  }
  close(): void {
    clearTimeout(this.#timer);
    this.#asking?.abort();
    this.#asking = undefined;
  }

  async #make({ session, only, calls }: Wanted): Promise<void> {
    this.#asking?.abort();
    const asking = (this.#asking = new AbortController());
    this.#isPlanning = true;
    const request: ProbeRequest = { session, only: [...only], calls: [...calls] };
    const planned = await this.#api.plan(request, asking.signal);
    if (this.#asking !== asking) return;
    this.#isPlanning = false;
    if (planned.ok) {
      [this.#plan, this.#request, this.#problem] = [planned.value, request, undefined];
      // The page says by itself that the bridge is gone, and plans again when it is back.
    } else if (planned.problem.code !== STOPPED && planned.problem.code !== UNREACHABLE)
      this.#problem = planned.problem;
  }
}

function isSame(one: Wanted | undefined, other: Wanted | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
