/** Parts of the page that an action may bring the keyboard to. */
export type Focusable = 'filter' | 'list' | 'paste' | 'detail';

/** Lets an action move the keyboard without knowing any element: whoever draws the part does it. */
export class Focus {
  #asked = $state.raw<{ part: Focusable } | undefined>(undefined);

  ask(part: Focusable): void {
    this.#asked = { part };
  }

  /** For an effect of the part: true once each time it was asked for. */
  isFor(part: Focusable): boolean {
    return this.#asked?.part === part;
  }
}
