import type { PracticeLine, PracticeList, PracticePlace } from '../../protocol/practice.ts';
import type { Problem } from '../../protocol/problem.ts';
import { UNREACHABLE } from '../connection/ask.ts';
import type { PracticeApi } from '../connection/practice-api.ts';
import { NO_FUZZ } from './fuzz-place.ts';
import type { Location } from './location.svelte.ts';
import { lookingAt, type Place } from './place.ts';
import type { Targets } from './targets.svelte.ts';
import type { Toast } from './toast.svelte.ts';

export interface PracticeParts {
  api: PracticeApi;
  location: Location;
  targets: Targets;
  toast: Toast;
}

/** Checklists of practice servers as the bridge ticks them; all there is for most people is that there is none. */
export class Practice {
  #p: PracticeParts;
  #lists = $state.raw<readonly PracticeList[] | undefined>(undefined);
  #problem = $state.raw<Problem | undefined>(undefined);
  #isBusy = $state(false);
  #asking = 0;

  constructor(parts: PracticeParts) {
    this.#p = parts;
  }

  /** A practice server is known here. */
  get isThere(): boolean {
    return this.#p.targets.all.some(({ origin }) => origin === 'demo');
  }
  /** Of the target that is looked at, else the one that was seen last. */
  get list(): PracticeList | undefined {
    const named = this.#p.location.place.target;
    const seen = (list: PracticeList): number => this.#p.targets.get(list.target)?.lastSeen ?? 0;
    const lists = this.#lists ?? [];
    return lists.find(({ target }) => target === named) ?? lists.toSorted((a, b) => seen(b) - seen(a))[0];
  }
  get lists(): readonly PracticeList[] {
    return this.#lists ?? [];
  }
  get isLoaded(): boolean {
    return this.#lists !== undefined;
  }
  get problem(): Problem | undefined {
    return this.#problem;
  }
  get isBusy(): boolean {
    return this.#isBusy;
  }

  /** Something may have been found. */
  heard(): void {
    if (this.isThere) void this.#load();
    else this.#lists = [];
  }

  async hint(target: string, line: string): Promise<void> {
    await this.#ask(() => this.#p.api.hint(target, line));
  }
  async startAnew(target: string): Promise<void> {
    await this.#ask(() => this.#p.api.startAnew(target));
  }

  async #ask(ask: () => ReturnType<PracticeApi['hint']>): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    const answered = await ask();
    this.#isBusy = false;
    if (!answered.ok) return this.#p.toast.complain(answered.problem);
    const { value } = answered;
    this.#lists = this.lists.map((list) => (list.target === value.target ? value : list));
  }

  async #load(): Promise<void> {
    const asking = ++this.#asking;
    const loaded = await this.#p.api.lists();
    if (asking !== this.#asking) return;
    if (!loaded.ok) {
      // The page says by itself that the bridge is gone.
      if (loaded.problem.code !== UNREACHABLE) this.#problem = loaded.problem;
      return;
    }
    const before = this.#lists;
    [this.#lists, this.#problem] = [loaded.value.lists, undefined];
    if (before !== undefined) this.#tell(before);
  }

  /** Where one practises, a tick may come while another screen is looked at. */
  #tell(before: readonly PracticeList[]): void {
    if (this.#p.location.place.screen === 'practice') return;
    for (const list of this.lists) {
      const known = before.find(({ target }) => target === list.target);
      const isNew = (line: PracticeLine): boolean =>
        line.found !== undefined && known?.lines.find(({ id }) => id === line.id)?.found === undefined;
      const found = list.lines.filter(isNew);
      const [first] = found;
      if (known === undefined || first?.found === undefined) continue;
      const more = found.length > 1 ? ` and ${found.length - 1} more` : '';
      const count = list.lines.filter((line) => line.found !== undefined).length;
      this.#p.toast.say(`Found: ${first.found.title}${more}. ${count} of ${list.lines.length}.`, {
        words: 'Show the checklist',
        run: () => this.#p.location.go({ screen: 'practice', target: list.target }),
      });
    }
  }
}

/** Where the evidence of something found is looked at. */
export function placeOfEvidence(target: string, place: PracticePlace): Partial<Place> {
  const at = lookingAt(target);
  switch (place.kind) {
    case 'finding':
      return { ...at, screen: 'findings', wanted: '', isRules: false, finding: place.fingerprint };
    case 'fuzz':
      return { ...at, screen: 'fuzz', fuzz: { ...NO_FUZZ, run: place.run, n: place.n } };
    case 'probe':
      return { ...at, screen: 'probes', run: place.run, probe: place.probe };
    case 'flow':
      return { ...at, screen: 'flows', without: [], isTools: false, tool: undefined, tag: undefined };
  }
}
