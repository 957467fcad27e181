/** A list that the keys move through, and go out of. */
interface Movable {
  move(step: number): void;
  leave(): void;
}

/** What is known of paths over tools before their screen is shown: its state comes with its code. */
export class FlowsNews {
  #version = $state(0);
  /** The state of the screen, while it is shown. */
  shown: Movable | undefined;

  /** Grows when paths may have changed. */
  get version(): number {
    return this.#version;
  }
  heard(): void {
    this.#version++;
  }
}
