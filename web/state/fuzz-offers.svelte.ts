import type { InventoryRow, SectionName } from '../../protocol/inventory.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Api } from '../connection/api.ts';
import { STOPPED, UNREACHABLE } from '../connection/ask.ts';
import type { FuzzSubject } from './fuzz-setup.ts';

const SECTIONS: SectionName[] = ['tools', 'prompts', 'templates', 'resources'];
const A_TIME = 200;
/** More than anybody ticks; the filter finds the others. */
const MOST = 1000;

const KINDS: Partial<Record<SectionName, FuzzSubject['kind']>> = {
  tools: 'tool',
  prompts: 'prompt',
  templates: 'template',
  resources: 'resource',
};

/** How a request names an item; undefined: it cannot be called. */
export function subjectOfItem({ section, name }: InventoryRow['ref']): FuzzSubject | undefined {
  const kind = KINDS[section];
  return kind === undefined ? undefined : { kind, name };
}

/** What the target offers that can be tried, each name once. */
export class FuzzOffers {
  #api: Pick<Api, 'inventory'>;
  #subjects = $state.raw<readonly FuzzSubject[]>([]);
  #total = $state(0);
  #problem = $state.raw<Problem | undefined>(undefined);
  #isLoaded = $state(false);
  #key = '';
  #asking: AbortController | undefined;

  constructor(api: Pick<Api, 'inventory'>) {
    this.#api = api;
  }

  get subjects(): readonly FuzzSubject[] {
    return this.#subjects;
  }
  /** What matches, listed or not. */
  get total(): number {
    return this.#total;
  }
  get problem(): Problem | undefined {
    return this.#problem;
  }
  get isLoaded(): boolean {
    return this.#isLoaded;
  }

  show(session: string | undefined, version: number, q: string): void {
    const key = JSON.stringify([session, version, q]);
    if (key === this.#key) return;
    this.#key = key;
    this.#asking?.abort();
    if (session !== undefined) void this.#load(session, q);
  }
  again(): void {
    this.#key = '';
  }
  close(): void {
    this.#asking?.abort();
  }

  async #load(session: string, q: string): Promise<void> {
    const asking = (this.#asking = new AbortController());
    const found: FuzzSubject[] = [];
    for (let from = 0; from < MOST; from += A_TIME) {
      const page = await this.#api.inventory(
        session,
        { q, sections: SECTIONS, from, limit: A_TIME },
        asking.signal,
      );
      if (this.#asking !== asking) return;
      if (!page.ok) {
        if (page.problem.code !== STOPPED && page.problem.code !== UNREACHABLE) this.#problem = page.problem;
        return;
      }
      this.#problem = undefined;
      this.#total = page.value.total;
      for (const { ref } of page.value.rows) {
        const subject = ref.nth === 1 ? subjectOfItem(ref) : undefined;
        if (subject !== undefined) found.push(subject);
      }
      if (from + A_TIME >= page.value.total) break;
    }
    this.#subjects = found;
    this.#isLoaded = true;
  }
}
