import type { Location } from './location.svelte.ts';
import type { Preferences, SavedFilter } from './preferences.svelte.ts';
import { sessionOfQuery, withSession } from './session-term.ts';

/** Questions that nearly everybody has; they cannot be changed, only overlooked. */
export const BUILT_IN: readonly SavedFilter[] = [
  { name: 'Errors', q: 'is:error' },
  { name: 'Slow answers', q: 'dur>1s' },
  { name: 'Waiting for an answer', q: 'is:waiting' },
  { name: 'Asked by the server', q: 'dir:in kind:request' },
  { name: 'Frames with findings', q: 'finding:any' },
  { name: 'Marked or noted', q: 'is:annotated' },
  { name: 'Broken messages', q: 'kind:not-json or kind:not-rpc or is:problem' },
];

export const LONGEST_NAME = 60;
const MOST = 200;

/** Queries of Traffic under a name, and the one that is being named. */
export class SavedFilters {
  #preferences: Preferences;
  #location: Location;
  /** `was`: its name so far; absent: the query of Traffic is to be kept. */
  #naming = $state.raw<{ q: string; was: string | undefined } | undefined>(undefined);

  constructor(preferences: Preferences, location: Location) {
    this.#preferences = preferences;
    this.#location = location;
  }

  get all(): readonly SavedFilter[] {
    return this.#preferences.filters;
  }
  /** The one whose query is asked, whichever session is looked at. */
  get current(): SavedFilter | undefined {
    const q = this.#withoutSession();
    return this.all.find((one) => one.q === this.#location.place.q || one.q === q);
  }
  get naming(): { q: string; was: string | undefined } | undefined {
    return this.#naming;
  }

  /** In the session that is looked at, unless it names one. */
  use({ q }: SavedFilter): void {
    const session = Number(sessionOfQuery(this.#location.place.q));
    const keeps = Number.isInteger(session) && session > 0 && sessionOfQuery(q) === undefined;
    this.#location.go({ q: keeps ? withSession(q, session) : q });
  }
  /** Asks for a name for the query that stands there. */
  beginSaving(): void {
    this.#naming = { q: this.#withoutSession(), was: undefined };
  }
  beginRenaming({ q, name }: SavedFilter): void {
    this.#naming = { q, was: name };
  }
  leave(): void {
    this.#naming = undefined;
  }
  /** Why this name cannot be; undefined: it can. */
  unable(name: string): string | undefined {
    const wanted = name.trim();
    if (wanted === '') return 'It needs a name.';
    if (wanted.length > LONGEST_NAME) return `A name has at most ${LONGEST_NAME} characters.`;
    if (this.#naming?.was === undefined && this.all.length >= MOST) return `${MOST} filters are kept.`;
    const isTaken = this.all.some((one) => one.name === wanted && one.name !== this.#naming?.was);
    return isTaken ? 'A filter of that name is there; it would be replaced.' : undefined;
  }
  name(name: string): void {
    if (this.#naming === undefined || name.trim() === '' || name.trim().length > LONGEST_NAME) return;
    const { q, was } = this.#naming;
    if (was === undefined) this.#preferences.saveFilter({ name: name.trim(), q });
    else this.#preferences.renameFilter(was, name.trim());
    this.#naming = undefined;
  }
  remove({ name }: SavedFilter): void {
    this.#preferences.removeFilter(name);
  }

  #withoutSession(): string {
    const { q } = this.#location.place;
    return /^\d+$/.test(sessionOfQuery(q) ?? '') ? withSession(q, undefined) : q;
  }
}
