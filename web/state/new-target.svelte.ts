import type { Reading } from '../../protocol/api.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Target } from '../../protocol/target.ts';
import type { Api } from '../connection/api.ts';
import { STOPPED } from '../connection/ask.ts';
import { reachedBy } from './reached-by.ts';
import type { Targets } from './targets.svelte.ts';

const READ_AFTER = 150;

/** The paste box: text of any kind, how it is understood, and the yes to exactly that. */
export class NewTarget {
  #api: Api;
  #targets: Targets;
  #text = $state('');
  #readings = $state.raw<Reading[]>([]);
  #chosen = $state(0);
  #problem = $state.raw<Problem | undefined>(undefined);
  /** The text was changed since it was read. */
  #isBehind = $state(false);
  #isRunning = $state(false);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asking: AbortController | undefined;
  /** A name the person gave instead of the one found. */
  #name = $state<string | undefined>(undefined);
  opening = $state('auto');
  /** The name that was found, numbered when another target has it already. */
  #freeName = $derived.by(() => {
    const { reading } = this;
    if (reading === undefined) return '';
    const isTaken = (name: string) =>
      this.#targets.all.some((one) => one.name === name && reachedBy(one.spec) !== reachedBy(reading.spec));
    let name = reading.name;
    for (let count = 2; isTaken(name); count++) name = `${reading.name}-${count}`;
    return name;
  });

  constructor(api: Api, targets: Targets) {
    this.#api = api;
    this.#targets = targets;
  }

  get text(): string {
    return this.#text;
  }
  get readings(): Reading[] {
    return this.#readings;
  }
  get chosen(): number {
    return this.#chosen;
  }
  get reading(): Reading | undefined {
    return this.#readings[this.#chosen];
  }
  get name(): string {
    return this.#name ?? this.#freeName;
  }
  /** A target of this name is known and is reached in another way; running changes that. */
  get replaces(): Target | undefined {
    const { reading } = this;
    if (reading === undefined) return undefined;
    const known = this.#targets.all.find(
      ({ name, key }) => name === this.name.trim() || key === this.name.trim(),
    );
    return known !== undefined && reachedBy(known.spec) !== reachedBy(reading.spec) ? known : undefined;
  }
  /** Why nothing can be run: of the text as a whole, or of the reading that is chosen. */
  get problem(): Problem | undefined {
    return this.#problem ?? this.reading?.problem;
  }
  get isRunning(): boolean {
    return this.#isRunning;
  }
  /** What is on the screen is what the text says, and it can be started. */
  get canRun(): boolean {
    const { reading } = this;
    if (reading === undefined || this.#isBehind || this.#isRunning || this.problem !== undefined)
      return false;
    return (
      reading.spec.kind !== 'stdio' || (reading.plan !== undefined && reading.plan.missing === undefined)
    );
  }

  write(text: string): void {
    this.#text = text;
    this.#isBehind = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#read(), READ_AFTER);
  }
  choose(index: number): void {
    this.#chosen = index;
    this.#name = undefined;
  }
  rename(name: string): void {
    this.#name = name;
  }
  clear(): void {
    this.#asking?.abort();
    clearTimeout(this.#timer);
    this.#text = '';
    this.#readings = [];
    this.#problem = this.#name = undefined;
    this.#isBehind = false;
    this.#chosen = 0;
    this.opening = 'auto';
  }

  /** Yes: adds the target and connects. Returns its key. */
  async run(): Promise<string | undefined> {
    const { reading } = this;
    if (reading === undefined || !this.canRun) return undefined;
    this.#isRunning = true;
    const text = this.#text;
    const opening = this.opening === 'auto' ? {} : { opening: this.opening };
    const target = { name: this.name.trim() || reading.name, spec: reading.spec, ...opening };
    const key = await this.#targets.addAndConnect(target, reading.plan);
    this.#isRunning = false;
    // Something else may be written here by now.
    if (key !== undefined && text === this.#text) this.clear();
    return key;
  }

  async #read(): Promise<void> {
    this.#asking?.abort();
    const text = this.#text;
    if (text.trim() === '') {
      this.clear();
      return;
    }
    const asking = (this.#asking = new AbortController());
    const answer = await this.#api.readText(text, asking.signal);
    if (text !== this.#text || (!answer.ok && answer.problem.code === STOPPED)) return;
    const readings = answer.ok ? answer.value.readings : [];
    if (readings.length !== this.#readings.length) this.#chosen = 0;
    this.#readings = readings;
    this.#problem = answer.ok ? answer.value.problem : answer.problem;
    this.#isBehind = false;
  }
}
