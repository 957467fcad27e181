import { untrack } from 'svelte';

/** ms; a part that is drawn later than this was not what the person waited for. */
const STALE_AFTER = 3000;

/** Parts of the page that an action may bring the keyboard to. */
export type Focusable =
  'filter' | 'list' | 'paste' | 'detail' | 'text' | 'answer-with' | 'follow-up' | 'collection';

/** Lets an action move the keyboard without knowing any element: whoever draws the part does it. */
export class Focus {
  #asked = $state.raw<{ part: Focusable; at: number } | undefined>(undefined);

  ask(part: Focusable): void {
    this.#asked = { part, at: performance.now() };
  }

  /** For an effect of the part: true once each time it was asked for, not long after that. */
  take(part: Focusable): boolean {
    const asked = this.#asked;
    if (asked?.part !== part) return false;
    untrack(() => (this.#asked = undefined));
    return performance.now() - asked.at < STALE_AFTER;
  }
}
