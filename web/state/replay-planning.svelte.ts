import type { PlannedMessage, ReplayPace, ReplayPlan, ReplayRequest } from '../../protocol/replay.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { ReplaysApi } from '../connection/replays-api.ts';
import { STOPPED, UNREACHABLE } from '../connection/ask.ts';
import { type FrameSpan, isWithin } from './frame-span.ts';

/** ms; whoever ticks several boxes in a row is waited for. */
const PLAN_AFTER = 150;

/** What a person chose for a replay; '' is: as the target is known. */
export interface Chosen {
  target: string;
  opening: string;
  profile: string;
  pace: ReplayPace;
}

/** The plan of a replay before there is one: made anew whenever what is chosen changes. Starts nothing. */
export class ReplayPlanning {
  #api: Pick<ReplaysApi, 'plan'>;
  #session = $state<string | undefined>(undefined);
  #chosen = $state.raw<Chosen>({ target: '', opening: '', profile: '', pace: 'fast' });
  /** seqs that are left out. */
  #without = $state.raw<ReadonlySet<number>>(new Set());
  #span = $state.raw<FrameSpan | undefined>(undefined);
  #selected = $state<number | undefined>(undefined);
  #plan = $state.raw<ReplayPlan | undefined>(undefined);
  /** All there are to choose from: the plan of everything. */
  #all = $state.raw<readonly PlannedMessage[]>([]);
  #problem = $state.raw<Problem | undefined>(undefined);
  #isPlanning = $state(false);
  #wasOutdated = $state(false);
  #asking: AbortController | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(api: Pick<ReplaysApi, 'plan'>) {
    this.#api = api;
  }

  get session(): string | undefined {
    return this.#session;
  }
  get chosen(): Chosen {
    return this.#chosen;
  }
  /** While it is made anew the one before stands here; it cannot be agreed to. */
  get plan(): ReplayPlan | undefined {
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
  /** Messages of the recording, also those that are left out. */
  get messages(): readonly PlannedMessage[] {
    return this.#all;
  }
  get agreeable(): ReplayPlan | undefined {
    return this.#isPlanning || this.#problem !== undefined ? undefined : this.#plan;
  }
  /** The run that is sent; undefined: everything. */
  get span(): FrameSpan | undefined {
    return this.#span;
  }
  isInSpan(seq: number): boolean {
    return isWithin(seq, this.#span);
  }
  isSent(seq: number): boolean {
    return this.isInSpan(seq) && !this.#without.has(seq);
  }
  /** By its place among `messages`. */
  get selected(): number | undefined {
    const at = this.#all.findIndex(({ seq }) => seq === this.#selected);
    return at < 0 ? undefined : at;
  }
  get message(): PlannedMessage | undefined {
    return this.selected === undefined ? undefined : this.#all[this.selected];
  }
  select(at: number | undefined): void {
    this.#selected = at === undefined ? undefined : this.#all[at]?.seq;
  }
  move(by: number): void {
    const at = this.selected ?? (by > 0 ? -1 : this.#all.length);
    this.select(Math.max(0, Math.min(this.#all.length - 1, at + by)));
  }

  /** Another recorded session, against the target it was recorded from where that is known; or another run of the same. */
  begin(session: string, target: string, span: FrameSpan | undefined): void {
    const isOther = span?.from !== this.#span?.from || span?.to !== this.#span?.to;
    this.#span = span;
    if (session === this.#session) {
      if (isOther) this.#later();
      return;
    }
    this.#session = session;
    this.#chosen = { ...this.#chosen, target, opening: '', profile: '' };
    this.#without = new Set();
    this.#all = [];
    this.#selected = undefined;
    this.#plan = this.#problem = undefined;
    this.#wasOutdated = false;
    void this.#make();
  }
  choose(patch: Partial<Chosen>): void {
    this.#chosen = { ...this.#chosen, ...patch };
    this.#later();
  }
  send(seqs: readonly number[], isSent: boolean): void {
    const without = new Set(this.#without);
    for (const seq of seqs) {
      if (isSent) without.delete(seq);
      else without.add(seq);
    }
    this.#without = without;
    this.#later();
  }
  /** The bridge is back, or what was agreed to does not hold any more. */
  again(isOutdated = false): void {
    if (this.#session === undefined) return;
    this.#wasOutdated = isOutdated;
    void this.#make();
  }
  close(): void {
    clearTimeout(this.#timer);
    this.#asking?.abort();
    this.#session = undefined;
  }

  #later(): void {
    this.#wasOutdated = false;
    this.#isPlanning = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#make(), PLAN_AFTER);
  }

  async #make(): Promise<void> {
    const session = this.#session;
    clearTimeout(this.#timer);
    this.#asking?.abort();
    if (session === undefined || this.#chosen.target === '') {
      this.#isPlanning = false;
      return;
    }
    const asking = (this.#asking = new AbortController());
    this.#isPlanning = true;
    const { target, opening, profile, pace } = this.#chosen;
    const [without, span] = [[...this.#without], this.#span];
    const all: ReplayRequest = {
      session,
      target,
      pace,
      ...(opening === '' ? {} : { opening }),
      ...(profile === '' ? {} : { profile }),
    };
    // What there is to choose from is known first. Of a session that is too long for one replay that is the run alone.
    if (this.#all.length === 0 && span !== undefined) {
      const whole = await this.#api.plan(all, asking.signal);
      if (this.#asking !== asking) return;
      if (whole.ok) this.#all = whole.value.messages;
    }
    const request = { ...all, ...span, ...(without.length === 0 ? {} : { without }) };
    const planned = await this.#api.plan(request, asking.signal);
    if (this.#asking !== asking) return;
    this.#isPlanning = false;
    if (planned.ok) {
      this.#plan = planned.value;
      this.#problem = undefined;
      const isAll = without.length === 0 && span === undefined;
      if (isAll || this.#all.length === 0) this.#all = planned.value.messages;
    } else if (planned.problem.code !== STOPPED && planned.problem.code !== UNREACHABLE)
      this.#problem = planned.problem;
  }
}
