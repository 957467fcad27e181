import type { Place } from './place.ts';
import { readPlace, writePlace } from './place.ts';

/** Browsers refuse more than a few hundred history changes in half a minute; a held j makes thirty a second. */
const WRITE_EVERY = 200;

/** Where the page is. The address is this state: reload, back and a copied link all come here again. */
export class Location {
  #place = $state.raw<Place>(readPlace(location.pathname, location.search));
  #pending: ReturnType<typeof setTimeout> | undefined;
  #written = -WRITE_EVERY;

  constructor() {
    addEventListener('popstate', () => {
      clearTimeout(this.#pending);
      // Or nothing would be written from here on.
      this.#pending = undefined;
      this.#place = readPlace(location.pathname, location.search);
    });
    addEventListener('pagehide', () => this.#write());
  }

  get place(): Place {
    return this.#place;
  }

  /** The address names no screen, so that one may be chosen. */
  get isBare(): boolean {
    return location.pathname === '/';
  }

  /** A step that Back undoes. */
  go(change: Partial<Place>): void {
    this.#write();
    this.#place = { ...this.#place, ...change };
    const next = writePlace(this.#place);
    if (next !== location.pathname + location.search) history.pushState(null, '', next);
  }

  /** A step of many, such as moving through a list: Back skips them. */
  slide(change: Partial<Place>): void {
    this.#place = { ...this.#place, ...change };
    if (this.#pending !== undefined) return;
    // The first step is written at once: a reload right after it must come here again.
    const wait = this.#written + WRITE_EVERY - performance.now();
    if (wait <= 0) this.#put();
    else this.#pending = setTimeout(() => this.#write(), wait);
  }

  #write(): void {
    if (this.#pending === undefined) return;
    clearTimeout(this.#pending);
    this.#pending = undefined;
    this.#put();
  }

  #put(): void {
    this.#written = performance.now();
    history.replaceState(null, '', writePlace(this.#place));
  }
}
