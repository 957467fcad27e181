import type { Preferences as Kept } from '../../protocol/api.ts';
import { relistHabitOf, relistHabits, type RelistHabit } from '../../protocol/relist.ts';
import type { Api } from '../connection/api.ts';

export type Theme = 'dark' | 'light';

const ANSWER_VIEWS = ['rendered', 'pretty', 'raw', 'hex'] as const;
export type AnswerView = (typeof ANSWER_VIEWS)[number];

export interface SavedFilter {
  name: string;
  q: string;
}

const KEEP_AFTER = 400;
const MOST_AGREED = 500;
const MOST_RELISTED = 500;
const DEFAULT_PANES: Record<string, number> = {
  'craft.saved': 0.26,
  'craft.saved.list': 0.55,
  'traffic.list': 0.48,
  'traffic.request': 0.36,
  'inventory.list': 0.2424,
  'findings.list': 0.65,
  'flows.list': 0.62,
  'fuzz.plan': 0.2484,
  'fuzz.cases': 0.52,
  'fuzz.control': 0.5,
  'fuzz.text': 0.5,
  'fuzz.marks': 0.6,
  'probes.list': 0.44,
  'targets.list': 0.44,
  'targets.new': 0.48,
  'connect.stages': 0.5,
  'craft.call': 0.46,
  'craft.form': 0.45,
  'answer.content': 0.72,
};

/** Only against a flash of the other theme at a reload; what is kept is kept by the bridge. */
const THEME = 'theme';

function themeBefore(): Theme | undefined {
  const theme = sessionStorage.getItem(THEME);
  return theme === 'dark' || theme === 'light' ? theme : undefined;
}

function isFilter(value: unknown): value is SavedFilter {
  const { name, q } = (value ?? {}) as Partial<Record<string, unknown>>;
  return typeof name === 'string' && typeof q === 'string';
}

/** What a person arranged for themselves. Kept by the bridge, so that every page and port has the same. */
export class Preferences {
  #api: Api;
  /** Everything the bridge holds, also what this version does not know. */
  #kept = $state.raw<Kept>({});
  /** Changed here and not yet kept: it stands above what is heard, which may be of before. */
  #mine: Kept = {};
  #timer: ReturnType<typeof setTimeout> | undefined;
  #system = matchMedia('(prefers-color-scheme: light)');
  #systemIsLight = $state(false);
  /** What this tab showed before it was loaded again, until the bridge has said what is kept. */
  #before = $state(themeBefore());

  constructor(api: Api) {
    this.#api = api;
    this.#systemIsLight = this.#system.matches;
    this.#system.addEventListener('change', ({ matches }) => (this.#systemIsLight = matches));
  }

  get theme(): Theme {
    const { theme } = this.#kept;
    if (theme === 'dark' || theme === 'light') return theme;
    return this.#before ?? (this.#systemIsLight ? 'light' : 'dark');
  }
  get letterKeys(): boolean {
    return this.#kept.letterKeys !== false;
  }
  /** Which of its tabs answers are shown in. */
  get answerView(): AnswerView {
    return ANSWER_VIEWS.find((view) => view === this.#kept.answerView) ?? 'rendered';
  }
  get filters(): SavedFilter[] {
    return Array.isArray(this.#kept.filters) ? this.#kept.filters.filter(isFilter) : [];
  }

  /** The theme is on the screen. */
  themeShown(): void {
    sessionStorage.setItem(THEME, this.theme);
  }

  /** Share of a pane in its split, 0 to 1. */
  pane(name: string): number {
    const panes = (this.#kept.panes ?? {}) as Record<string, unknown>;
    const share = panes[name];
    return typeof share === 'number' && share > 0 && share < 1 ? share : (DEFAULT_PANES[name] ?? 0.5);
  }

  async load(): Promise<void> {
    const kept = await this.#api.preferences();
    this.#before = undefined;
    if (kept.ok) this.heard(kept.value);
  }

  /** Another page changed them. */
  heard(kept: Kept): void {
    this.#kept = { ...kept, ...this.#mine };
  }

  switchTheme(): void {
    this.#change({ theme: this.theme === 'dark' ? 'light' : 'dark' });
  }
  chooseAnswerView(answerView: AnswerView): void {
    this.#change({ answerView });
  }
  switchLetterKeys(): void {
    this.#change({ letterKeys: !this.letterKeys });
  }
  resizePane(name: string, share: number): void {
    this.#change({
      panes: { ...(this.#kept.panes as object | undefined), [name]: Math.round(share * 1000) / 1000 },
    });
  }
  saveFilter(filter: SavedFilter): void {
    this.#change({ filters: [...this.filters.filter(({ name }) => name !== filter.name), filter] });
  }
  /** The person said that this tool of this target may be called, as it was described then. */
  mayCall(target: string, tool: string, digest: string): boolean {
    return this.#agreed.some((one) => one[0] === target && one[1] === tool && one[2] === digest);
  }
  agreeToCall(target: string, tool: string, digest: string): void {
    this.#change({ agreed: [...this.#agreed, [target, tool, digest]].slice(-MOST_AGREED) });
  }
  /** The person said that what stands in the environment under this name may be sent to this target. */
  maySend(target: string, name: string): boolean {
    return this.#sendable.some((one) => one[0] === target && one[1] === name);
  }
  agreeToSend(target: string, names: readonly string[]): void {
    const agreed = [...this.#sendable, ...names.map((name) => [target, name])];
    this.#change({ environment: agreed.slice(-MOST_AGREED) });
  }
  /** When the lists of a target are asked for again unasked. */
  relist(target: string): RelistHabit {
    return relistHabitOf(this.#kept.relist, target);
  }
  chooseRelist(target: string, how: RelistHabit): void {
    const others = relistHabits(this.#kept.relist).filter((one) => one.target !== target);
    this.#change({ relist: [...others, { target, how }].slice(-MOST_RELISTED) });
  }
  /** Under another name, at its place; one that had that name goes. */
  renameFilter(name: string, next: string): void {
    const kept = this.filters.filter((filter) => filter.name === name || filter.name !== next);
    this.#change({
      filters: kept.map((filter) => (filter.name === name ? { ...filter, name: next } : filter)),
    });
  }
  removeFilter(name: string): void {
    this.#change({ filters: this.filters.filter((filter) => filter.name !== name) });
  }

  get #agreed(): unknown[][] {
    return Array.isArray(this.#kept.agreed) ? this.#kept.agreed.filter((one) => Array.isArray(one)) : [];
  }

  get #sendable(): unknown[][] {
    const { environment } = this.#kept;
    return Array.isArray(environment) ? environment.filter((one) => Array.isArray(one)) : [];
  }

  #change(part: Kept): void {
    this.#mine = { ...this.#mine, ...part };
    this.#kept = { ...this.#kept, ...part };
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#keep(), KEEP_AFTER);
  }

  async #keep(): Promise<void> {
    const sent = this.#mine;
    await this.#api.keepPreferences(this.#kept);
    // What was changed again meanwhile is still to be kept, by the timer that this change set.
    this.#mine = Object.fromEntries(
      Object.entries(this.#mine).filter(([name, value]) => sent[name] !== value),
    );
  }
}
