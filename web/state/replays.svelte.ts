import { DIFFERENT } from '../../protocol/replay-words.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Replay, ReplayFrame, ReplayStep } from '../../protocol/replay.ts';
import type { Session } from '../../protocol/session.ts';
import type { ReplaysApi } from '../connection/replays-api.ts';
import { STOPPED } from '../connection/ask.ts';
import { type FrameSpan, withEnd } from './frame-span.ts';
import type { Location } from './location.svelte.ts';
import { ReplayPlanning } from './replay-planning.svelte.ts';
import type { Targets } from './targets.svelte.ts';
import type { Toast } from './toast.svelte.ts';

/** ms between two times that the steps of a replay under way are asked for. */
const LOAD_EVERY = 400;

export interface ReplaysParts {
  api: ReplaysApi;
  location: Location;
  targets: Targets;
  toast: Toast;
}

/** Replays there were, the one that is planned and the one that is looked at. */
export class Replays {
  readonly planning: ReplayPlanning;
  #p: ReplaysParts;
  #all = $state.raw<readonly Replay[]>([]);
  #isLoaded = false;
  #shown = $state.raw<Replay | undefined>(undefined);
  #problem = $state.raw<Problem | undefined>(undefined);
  #hidesSame = $state(false);
  #selected = $state<number | undefined>(undefined);
  #isStarting = $state(false);
  #isStopping = $state(false);
  #wanted: string | undefined;
  #asking: AbortController | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #steps = $derived(
    (this.#shown?.steps ?? []).filter(({ verdict }) => !this.#hidesSame || DIFFERENT.includes(verdict)),
  );

  constructor(parts: ReplaysParts) {
    this.#p = parts;
    this.planning = new ReplayPlanning(parts.api);
  }

  /** Newest first. */
  get all(): readonly Replay[] {
    return this.#all;
  }
  get going(): Replay | undefined {
    return this.#all.find(({ state }) => state === 'running');
  }
  get shown(): Replay | undefined {
    return this.#shown;
  }
  get problem(): Problem | undefined {
    return this.#problem;
  }
  get steps(): readonly ReplayStep[] {
    return this.#steps;
  }
  get hidesSame(): boolean {
    return this.#hidesSame;
  }
  /** By its place among `steps`. */
  get selected(): number | undefined {
    const at = this.#steps.findIndex(({ seq }) => seq === this.#selected);
    return at < 0 ? undefined : at;
  }
  get step(): ReplayStep | undefined {
    return this.selected === undefined ? undefined : this.#steps[this.selected];
  }
  get isStarting(): boolean {
    return this.#isStarting;
  }
  get isStopping(): boolean {
    return this.#isStopping;
  }

  hideSame(hides: boolean): void {
    this.#hidesSame = hides;
  }
  select(at: number | undefined): void {
    this.#selected = at === undefined ? undefined : this.#steps[at]?.seq;
  }
  move(by: number): void {
    // No replay is looked at: the keys go through what is planned.
    if (this.#wanted === undefined) return this.planning.move(by);
    const at = this.selected ?? (by > 0 ? -1 : this.#steps.length);
    this.select(Math.max(0, Math.min(this.#steps.length - 1, at + by)));
  }
  leave(): void {
    if (this.#wanted === undefined) return this.planning.select(undefined);
    if (this.#selected !== undefined) this.#selected = undefined;
    else this.#p.location.go({ replay: undefined });
  }

  /** Called whenever the address names something else. */
  show(replay: string | undefined, session: Session | undefined, span: FrameSpan | undefined): void {
    if (!this.#isLoaded) void this.loadAll();
    if (replay !== this.#wanted) {
      this.#wanted = replay;
      this.#problem = undefined;
      this.#selected = undefined;
      this.#isStopping = false;
      this.#asking?.abort();
      if (this.#shown?.id !== replay) this.#shown = undefined;
      if (replay !== undefined) void this.#load(replay);
    }
    if (session === undefined) return;
    const { targets } = this.#p;
    const target = targets.get(session.target)?.key ?? targets.all[0]?.key ?? '';
    this.planning.begin(session.id, target, span);
  }
  again(): void {
    if (!this.#isLoaded) return;
    void this.loadAll();
    this.planning.again();
    if (this.#wanted !== undefined) void this.#load(this.#wanted);
  }

  /** The screen, with the plan of a session. */
  planFor(session: Session, span?: FrameSpan): void {
    this.#p.location.go({ screen: 'replay', replayed: session.id, span, replay: undefined });
  }
  /** Where the run that is sent begins or ends; undefined: with the session. */
  cut(end: keyof FrameSpan, seq: number | undefined): void {
    this.#p.location.slide({ span: withEnd(this.#p.location.place.span, end, seq) });
  }

  async start(): Promise<void> {
    const plan = this.planning.agreeable;
    if (plan === undefined || this.#isStarting) return;
    this.#isStarting = true;
    const begun = await this.#p.api.start(plan.request, plan.confirmation);
    this.#isStarting = false;
    if (begun.ok) {
      this.heard(begun.value);
      this.#p.location.go({ replay: begun.value.id });
    } else if (begun.problem.code === 'not-confirmed') this.planning.again(true);
    else this.#p.toast.complain(begun.problem);
  }
  async stop(): Promise<void> {
    const id = this.#shown?.id;
    if (id === undefined || this.#isStopping) return;
    this.#isStopping = true;
    const stopped = await this.#p.api.stop(id);
    this.#isStopping = false;
    if (stopped.ok) this.heard(stopped.value);
    else this.#p.toast.complain(stopped.problem);
  }
  async remove(id: string): Promise<void> {
    const done = await this.#p.api.remove(id);
    if (!done.ok) return this.#p.toast.complain(done.problem);
    this.#p.toast.say('The replay is deleted. Its sessions stay until you delete them.');
    if (this.#wanted === id) this.#p.location.slide({ replay: undefined });
  }

  /** One recorded message into a live session; answers where it went. */
  async send(into: Session, frame: ReplayFrame): Promise<{ session: string; seq: number } | undefined> {
    const sent = await this.#p.api.send(into.id, frame);
    if (!sent.ok) {
      this.#p.toast.complain(sent.problem);
      return undefined;
    }
    const { request, notes } = sent.value;
    this.#p.toast.say([`Sent as frame ${request} of session ${into.number}.`, ...notes].join(' '));
    return { session: into.id, seq: request };
  }

  /** Told by the stream, without steps. */
  heard(replay: Replay): void {
    this.#all = [{ ...replay, steps: [] }, ...this.#all.filter(({ id }) => id !== replay.id)].sort(
      (a, b) => b.startedAt - a.startedAt,
    );
    if (replay.id !== this.#wanted) return;
    const { steps = [] } = this.#shown ?? {};
    this.#shown = { ...replay, steps: replay.steps.length > 0 ? replay.steps : steps };
    if (replay.state !== 'running') void this.#load(replay.id);
    else this.#timer ??= setTimeout(() => void this.#load(replay.id), LOAD_EVERY);
  }
  /** Here or in another page. */
  deleted(id: string): void {
    this.#all = this.#all.filter((one) => one.id !== id);
    if (this.#wanted !== id) return;
    this.#shown = undefined;
    this.#problem = { code: 'no-such-replay', message: 'This replay was deleted.' };
  }

  async loadAll(): Promise<void> {
    this.#isLoaded = true;
    const all = await this.#p.api.all();
    if (!all.ok) return;
    const listed = new Set(all.value.map(({ id }) => id));
    // What began since it was asked for need not be in the answer.
    this.#all = [
      ...this.#all.filter(({ id, state }) => state === 'running' && !listed.has(id)),
      ...all.value,
    ];
  }

  async #load(id: string): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#asking?.abort();
    const asking = (this.#asking = new AbortController());
    const replay = await this.#p.api.get(id, asking.signal);
    if (this.#asking !== asking || this.#wanted !== id) return;
    if (replay.ok) this.#shown = replay.value;
    else if (replay.problem.code !== STOPPED && this.#shown === undefined) this.#problem = replay.problem;
  }
}
