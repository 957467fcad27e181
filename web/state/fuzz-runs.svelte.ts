import type { FuzzReport, FuzzRun } from '../../protocol/fuzz.ts';
import type { Problem } from '../../protocol/problem.ts';
import { STOPPED, UNREACHABLE } from '../connection/ask.ts';
import type { FuzzApi } from '../connection/fuzz-api.ts';
import { isGoing } from './fuzz-news.svelte.ts';
import type { Toast } from './toast.svelte.ts';

/** ms between two times that the report of a run under way is asked for, at least; longer where it takes long. */
const REPORT_EVERY = 700;
const REPORT_SHARE = 8;

type Turn = 'pause' | 'resume' | 'stop';

/** Runs there were and the one that is looked at, with what it found so far. */
export class FuzzRuns {
  #api: Omit<FuzzApi, 'plan' | 'cases'>;
  #toast: Toast;
  #all = $state.raw<readonly FuzzRun[]>([]);
  #shown = $state.raw<FuzzRun | undefined>(undefined);
  #report = $state.raw<FuzzReport | undefined>(undefined);
  #problem = $state.raw<Problem | undefined>(undefined);
  #turning = $state<Turn | undefined>(undefined);
  #wanted: string | undefined;
  #asking: AbortController | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #wait = REPORT_EVERY;

  constructor(api: Omit<FuzzApi, 'plan' | 'cases'>, toast: Toast) {
    this.#api = api;
    this.#toast = toast;
  }

  /** Newest first. */
  of(target: string | undefined): readonly FuzzRun[] {
    return this.#all.filter((run) => run.target === target);
  }
  /** The one that is looked at. */
  get shown(): FuzzRun | undefined {
    return this.#shown;
  }
  /** What it found; a moment behind while it goes on. */
  get report(): FuzzReport | undefined {
    return this.#report;
  }
  /** Why it cannot be shown. */
  get problem(): Problem | undefined {
    return this.#problem;
  }
  /** What was asked of it and is not done yet. */
  get turning(): Turn | undefined {
    return this.#turning;
  }

  show(id: string | undefined): void {
    if (id === this.#wanted) return;
    this.#wanted = id;
    this.#problem = this.#report = this.#turning = undefined;
    this.close();
    if (this.#shown?.id !== id) this.#shown = undefined;
    if (id !== undefined) void this.#load(id);
  }
  again(): void {
    void this.loadAll();
    if (this.#wanted !== undefined) void this.#load(this.#wanted);
  }
  close(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#asking?.abort();
    this.#asking = undefined;
  }

  /** Told by the stream, or just begun. */
  heard(run: FuzzRun): void {
    this.#all = [run, ...this.#all.filter(({ id }) => id !== run.id)].sort(
      (a, b) => b.startedAt - a.startedAt,
    );
    if (run.id !== this.#wanted) return;
    const isNews = this.#take(run);
    if (isNews && !isGoing(run)) void this.#load(run.id);
    else if (isNews) this.#timer ??= setTimeout(() => void this.#load(run.id), this.#wait);
  }
  /** Just begun here: it is looked at next, and needs not be waited for. */
  begun(run: FuzzRun): void {
    this.#shown = run;
    this.heard(run);
  }
  /** Here or in another page. */
  deleted(id: string): void {
    this.#all = this.#all.filter((run) => run.id !== id);
    if (this.#wanted !== id) return;
    this.close();
    this.#shown = this.#report = undefined;
    this.#problem = { code: 'no-such-run', message: 'This run was deleted.' };
  }

  async loadAll(): Promise<void> {
    const before = new Set(this.#all.map(({ id }) => id));
    const answer = await this.#api.runs();
    if (!answer.ok) return;
    const listed = new Set(answer.value.runs.map(({ id }) => id));
    // What began since it was asked for need not be in the answer.
    const begun = this.#all.filter(({ id }) => !before.has(id) && !listed.has(id));
    this.#all = [...begun, ...answer.value.runs].sort((a, b) => b.startedAt - a.startedAt);
  }

  async turn(id: string, how: Turn): Promise<FuzzRun | undefined> {
    if (this.#turning !== undefined) return undefined;
    this.#turning = how;
    const turned = await this.#api.turn(id, how);
    this.#turning = undefined;
    if (turned.ok) {
      this.heard(turned.value);
      return turned.value;
    }
    this.#toast.complain(turned.problem);
    return undefined;
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

  /** What comes late does not take anything back. Answers whether it says something new. */
  #take(run: FuzzRun): boolean {
    const shown = this.#shown;
    if (shown?.id === run.id && run.version < shown.version) return false;
    this.#shown = run;
    return this.#report?.run.version !== run.version || this.#report.run.state !== run.state;
  }

  async #load(id: string): Promise<void> {
    this.close();
    const asking = (this.#asking = new AbortController());
    const began = performance.now();
    const report = await this.#api.report(id, asking.signal);
    if (this.#asking !== asking) return;
    this.#asking = undefined;
    this.#wait = Math.max(REPORT_EVERY, (performance.now() - began) * REPORT_SHARE);
    if (report.ok) {
      this.#report = report.value;
      this.#problem = undefined;
      this.#take(report.value.run);
      // It went on while this was on its way.
      const shown = this.#shown;
      if (shown !== undefined && shown.version > report.value.run.version)
        this.#timer ??= setTimeout(() => void this.#load(id), this.#wait);
    } else if (report.problem.code !== STOPPED && report.problem.code !== UNREACHABLE)
      this.#problem = report.problem;
  }
}
