import type { FuzzPlan, FuzzRequest } from '../../protocol/fuzz.ts';
import type { Problem } from '../../protocol/problem.ts';
import { STOPPED, UNREACHABLE } from '../connection/ask.ts';
import type { FuzzApi } from '../connection/fuzz-api.ts';

/** ms; whoever ticks several boxes in a row, or writes, is waited for. */
const PLAN_AFTER = 250;

/** What is to be planned. */
interface Wanted {
  readonly request: FuzzRequest;
  /** Grows when the server offers something else. */
  readonly offers: number;
}

/** The plan of a run before there is one: made anew whenever what is wanted changes. Starts nothing. */
export class FuzzPlanning {
  #api: Pick<FuzzApi, 'plan'>;
  #wanted: Wanted | undefined;
  #key: string | undefined;
  #request: FuzzRequest | undefined;
  #plan = $state.raw<FuzzPlan | undefined>(undefined);
  #problem = $state.raw<Problem | undefined>(undefined);
  #isPlanning = $state(false);
  #wasOutdated = $state(false);
  #asking: AbortController | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(api: Pick<FuzzApi, 'plan'>) {
    this.#api = api;
  }

  /** While it is made anew the one before stands here; it cannot be agreed to. */
  get plan(): FuzzPlan | undefined {
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
  get agreeable(): { request: FuzzRequest; plan: FuzzPlan } | undefined {
    const [plan, request] = [this.#plan, this.#request];
    if (plan === undefined || request === undefined || this.#isPlanning) return undefined;
    if (this.#problem !== undefined || plan.cases === 0) return undefined;
    const isAuthorised = plan.mustAuthorise === undefined || request.authorisedHost === plan.mustAuthorise;
    return isAuthorised ? { request, plan } : undefined;
  }

  show(wanted: Wanted | undefined): void {
    const key = wanted === undefined ? undefined : JSON.stringify(wanted);
    if (key === this.#key) return;
    const before = this.#wanted;
    this.#wanted = wanted;
    this.#key = key;
    this.#wasOutdated = false;
    clearTimeout(this.#timer);
    this.#asking?.abort();
    this.#asking = undefined;
    if (wanted?.request.session !== before?.request.session) this.#plan = this.#problem = undefined;
    this.#isPlanning = wanted !== undefined;
    if (wanted === undefined) return;
    if (this.#plan === undefined && before === undefined) void this.#make(wanted);
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

  async #make({ request }: Wanted): Promise<void> {
    this.#asking?.abort();
    const asking = (this.#asking = new AbortController());
    this.#isPlanning = true;
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
