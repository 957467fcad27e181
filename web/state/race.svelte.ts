import type { Draft } from '../../protocol/craft.ts';
import type { Problem } from '../../protocol/problem.ts';
import { CANARY_PLACE, MOST_RACERS, type Race as RaceRun, type Racer } from '../../protocol/race.ts';
import type { Api } from '../connection/api.ts';
import type { CraftSending } from './craft-sending.svelte.ts';
import type { LiveSession } from './sessions.svelte.ts';
import type { Toast } from './toast.svelte.ts';

const ASK_EVERY = 300;
const FEWEST_RACERS = 2;

/** Messages that are let go together, to see what a server does with all of them at once. */
export class Races {
  #api: Api;
  #toast: Toast;
  #sending: CraftSending;
  #isOpen = $state(false);
  #copies = $state(5);
  /** Tabs beside the one that is looked at. */
  #others = $state.raw<ReadonlySet<string>>(new Set());
  #run = $state.raw<RaceRun | undefined>(undefined);
  /** Numbers of the tabs it was started with, as they were then. */
  #tabs = $state.raw<readonly string[]>([]);
  #isStarting = $state(false);
  #problem = $state.raw<Problem | undefined>(undefined);
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(parts: { api: Api; toast: Toast }, sending: CraftSending) {
    this.#api = parts.api;
    this.#toast = parts.toast;
    this.#sending = sending;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }
  toggle(): void {
    this.#isOpen = !this.#isOpen;
  }
  /** An answer is looked at; what was raced can be come back to. */
  leave(): void {
    this.#isOpen = false;
  }
  get copies(): number {
    return this.#copies;
  }
  setCopies(copies: number): void {
    this.#copies = copies;
  }
  get run(): RaceRun | undefined {
    return this.#run;
  }
  get isStarting(): boolean {
    return this.#isStarting;
  }
  get problem(): Problem | undefined {
    return this.#problem;
  }
  isChosen({ id }: Draft): boolean {
    return this.#others.has(id);
  }
  choose({ id }: Draft, isChosen: boolean): void {
    const next = new Set(this.#others);
    if (isChosen) next.add(id);
    else next.delete(id);
    this.#others = next;
  }

  /** What would be let go: the tab that is looked at, and the chosen ones of the same target. */
  entries(draft: Draft, tabs: readonly Draft[]): Draft[] {
    return [draft, ...tabs.filter((tab) => tab.id !== draft.id && this.#others.has(tab.id))];
  }
  /** Why it cannot be started like this. */
  whyNot(entries: readonly Draft[]): string | undefined {
    const count = entries.length * this.#copies;
    if (count < FEWEST_RACERS) return 'One message alone is no race.';
    return count > MOST_RACERS ? `${count} messages are more than ${MOST_RACERS}.` : undefined;
  }
  /** Texts in which nothing tells one copy's answer from another's. */
  withoutCanary(entries: readonly Draft[]): number {
    return entries.filter(({ text }) => !text.includes(CANARY_PLACE)).length;
  }
  /** Which tab a racer came from, in words. */
  tabOf({ entry }: Racer): string {
    return this.#tabs[entry] ?? '';
  }

  /** Lets them go, after what has to be asked about their texts. `tabs`: all of the target, in order. */
  async start(entries: readonly Draft[], tabs: readonly Draft[], session: LiveSession): Promise<void> {
    if (this.#isStarting) return;
    const names = entries.map((entry) => String(tabs.findIndex(({ id }) => id === entry.id) + 1));
    await this.#sending.clear(entries, session, async () => {
      this.#isStarting = true;
      this.#problem = undefined;
      const started = await this.#api.craft.race(session.id, {
        entries: entries.map((entry) => this.#sending.sendText(entry)),
        copies: this.#copies,
      });
      this.#isStarting = false;
      if (!started.ok) {
        this.#problem = started.problem;
        return;
      }
      this.#tabs = names;
      this.#take(started.value);
    });
  }

  #take(run: RaceRun): void {
    this.#run = run;
    clearTimeout(this.#timer);
    if (!run.isOver) this.#timer = setTimeout(() => void this.#ask(run), ASK_EVERY);
  }

  async #ask({ session, id }: RaceRun): Promise<void> {
    const run = await this.#api.craft.raceState(session, id);
    if (this.#run?.id !== id) return;
    if (run.ok) this.#take(run.value);
    else this.#toast.complain(run.problem);
  }
}
