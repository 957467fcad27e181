import type { Draft, HowToSend } from '../../protocol/craft.ts';
import type { ItemRef } from '../../protocol/inventory.ts';
import type { Session } from '../../protocol/session.ts';
import type { Api } from '../connection/api.ts';
import { UNREACHABLE } from '../connection/ask.ts';
import type { NewDraft } from './item-draft.ts';
import { itemDraft, USUAL_WAY } from './item-draft.ts';
import type { Location } from './location.svelte.ts';
import type { Toast } from './toast.svelte.ts';
import { UnsavedDrafts } from './unsaved-drafts.ts';

const KEEP_AFTER = 400;
const MOST_SENDS = 100;

/** What is being written in the tabs of Craft, of all targets. Kept by the bridge a moment after each change. */
export class Drafts {
  #api: Api;
  #location: Location;
  #toast: Toast;
  #byId = $state.raw<ReadonlyMap<string, Draft>>(new Map());
  #all = $derived([...this.#byId.values()]);
  #isLoaded = $state(false);
  /** The tab last looked at, of each target. */
  #lastOf = new Map<string, string>();
  #unsaved = new UnsavedDrafts();
  /** Texts the bridge did not take as they are; said once each. */
  #refused = new Set<string>();
  /** Closed here: an answer that was on its way does not bring them back. */
  #closed = new Set<string>();
  /** What the bridge was last known to keep of each. */
  #keptTexts = new Map<string, string>();
  /** Which is on its way to the bridge. */
  #keeping: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isKeeping = false;
  #isReached = true;

  constructor(api: Api, location: Location, toast: Toast) {
    this.#api = api;
    this.#location = location;
    this.#toast = toast;
    addEventListener('pagehide', () => this.#leave());
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'hidden') void this.#keep();
      else void this.load();
    });
    // Windows side by side are never hidden.
    addEventListener('focus', () => void this.load());
  }

  /** In the order they were opened. */
  get all(): readonly Draft[] {
    return this.#all;
  }
  /** What the bridge keeps is here. */
  get isLoaded(): boolean {
    return this.#isLoaded;
  }
  get ids(): ReadonlySet<string> {
    return new Set(this.#byId.keys());
  }
  get(id: string | undefined): Draft | undefined {
    return id === undefined ? undefined : this.#byId.get(id);
  }
  of(target: string | undefined): Draft[] {
    return this.#all.filter((draft) => draft.target === target);
  }
  /** The tab that was looked at last, of a target. */
  lastOf(target: string): Draft | undefined {
    const last = this.get(this.#lastOf.get(target));
    return last?.target === target ? last : this.of(target).at(-1);
  }

  /** The bridge is here, or here again; or another page may have written meanwhile. */
  async load(): Promise<void> {
    const before = this.#byId;
    const unsavedBefore = new Set(this.#unsaved.ids);
    const keptBefore = new Map(this.#keptTexts);
    const kept = await this.#api.drafts();
    if (!kept.ok) return;
    // Of what was kept from here meanwhile the answer may say either text.
    const certain = kept.value.drafts.filter(
      ({ id }) => id !== this.#keeping && keptBefore.get(id) === this.#keptTexts.get(id),
    );
    if (this.#isLoaded) {
      this.#sayOverwriting(certain);
      this.#merge(kept.value.drafts, before, unsavedBefore);
    }
    for (const { id, text } of certain) this.#keptTexts.set(id, text);
    if (!this.#isLoaded) {
      const unsaved = this.#unsaved.takeLeft();
      const next = new Map(kept.value.drafts.map((draft) => [draft.id, draft]));
      for (const draft of unsaved) {
        next.set(draft.id, draft);
        this.#unsaved.add(draft.id);
      }
      // What was opened while the answer was on its way.
      for (const [id, draft] of this.#byId) next.set(id, draft);
      this.#byId = next;
      this.#isLoaded = true;
    }
    this.#keepSoon();
  }

  /**
   * What this page has not changed becomes what is kept, or goes when it is kept no longer. What it has
   * changed stays and is kept next: the last writer wins.
   */
  #merge(kept: Draft[], before: ReadonlyMap<string, Draft>, unsavedBefore: ReadonlySet<string>): void {
    const isOurs = (id: string) =>
      this.#unsaved.has(id) || unsavedBefore.has(id) || this.#byId.get(id) !== before.get(id);
    const next = new Map<string, Draft>();
    for (const draft of kept) {
      const { id } = draft;
      const here = this.#byId.get(id);
      if (here === undefined && (this.#closed.has(id) || before.has(id))) continue;
      next.set(id, here !== undefined && (isOurs(id) || isSame(here, draft)) ? here : draft);
    }
    for (const [id, draft] of this.#byId) if (!next.has(id) && isOurs(id)) next.set(id, draft);
    this.#byId = next;
  }

  #sayOverwriting(kept: readonly Draft[]): void {
    const isBoth = kept.some(({ id, text }) => {
      const known = this.#keptTexts.get(id);
      return this.#unsaved.has(id) && known !== undefined && known !== text && this.get(id)?.text !== text;
    });
    if (isBoth)
      this.#toast.say(
        'Another page changed a tab that is being changed here. What is written here replaces it.',
      );
  }

  /** A tab with the call of an item: what was sent to it last, else what its schema asks for at least. */
  async openItem(session: Session, ref: ItemRef): Promise<void> {
    const draft = await itemDraft(this.#api, session, ref);
    if (draft?.ok === false) return this.#toast.complain(draft.problem);
    if (draft !== undefined) this.open(draft.value);
  }

  openText(target: string, text: string, how: HowToSend = USUAL_WAY, about?: ItemRef): Draft {
    return this.open({ target, text, how, ...(about === undefined ? {} : { about }) });
  }

  /** Puts a tab behind the others of its target and looks at it. */
  open(draft: NewDraft): Draft {
    const opened: Draft = { ...draft, id: newId(), sends: [] };
    this.#byId = new Map(this.#byId).set(opened.id, opened);
    this.#unsaved.add(opened.id);
    this.#keepSoon();
    this.look(opened);
    return opened;
  }

  /** The same text, sent the same way, with a history of its own. */
  duplicate({ id: _, sends: __, ...draft }: Draft): Draft {
    return this.open(draft);
  }

  look(draft: Draft): void {
    this.#lastOf.set(draft.target, draft.id);
    this.#location.go({ screen: 'craft', target: draft.target, draft: draft.id });
  }
  /** The address names it already. */
  looked(draft: Draft): void {
    this.#lastOf.set(draft.target, draft.id);
  }

  edit(id: string, text: string): void {
    this.#change(id, { text });
  }
  setWay(id: string, how: Partial<HowToSend>): void {
    const draft = this.get(id);
    if (draft !== undefined) this.#change(id, { how: { ...draft.how, ...how } });
  }
  /** How its text goes out, beside id and _meta. */
  set(id: string, part: Pick<Partial<Draft>, 'text' | 'form' | 'wire' | 'keepsPlaceholders'>): void {
    this.#change(id, part);
  }
  /** Sent as it usually is, to the wire. */
  sendAsUsual(id: string): void {
    const draft = this.get(id);
    if (draft?.wire === undefined) return;
    const { wire, ...rest } = draft;
    void wire;
    this.#replace(rest);
  }
  sent(id: string, send: Draft['sends'][number]): void {
    const draft = this.get(id);
    if (draft !== undefined) this.#change(id, { sends: [...draft.sends, send].slice(-MOST_SENDS) });
  }

  /** What continues a call stands in the tab that sent the call. */
  continued({ session, asked, request }: { session: string; asked: number; request: number }): boolean {
    const has = (seq: number, { sends }: Draft): boolean =>
      sends.some((send) => send.session === session && send.request === seq);
    const tab = this.#all.find((one) => has(asked, one));
    if (tab !== undefined && !has(request, tab)) this.sent(tab.id, { session, request, continues: asked });
    return tab !== undefined;
  }

  /** Closes a tab; it can be had back for as long as that is offered. */
  close(id: string): void {
    const draft = this.get(id);
    if (draft === undefined) return;
    const order = this.of(draft.target);
    const at = order.indexOf(draft);
    const neighbour = order[at + 1] ?? order[at - 1];
    this.#byId = new Map([...this.#byId].filter(([one]) => one !== id));
    this.#unsaved.remove(id);
    this.#closed.add(id);
    void this.#api.removeDraft(id).then(({ ok }) => {
      if (ok) this.#closed.delete(id);
    });
    if (this.#location.place.draft === id) this.#location.slide({ draft: neighbour?.id });
    this.#toast.say('The tab is closed.', {
      words: 'Undo',
      run: () => this.#reopen(draft, order[at + 1]?.id),
    });
  }

  #reopen(draft: Draft, before: string | undefined): void {
    const next: [string, Draft][] = [...this.#byId].filter(([id]) => id !== draft.id);
    const at = next.findIndex(([id]) => id === before);
    next.splice(at === -1 ? next.length : at, 0, [draft.id, draft]);
    this.#byId = new Map(next);
    this.#closed.delete(draft.id);
    this.#unsaved.add(draft.id);
    this.#keepSoon();
    this.look(draft);
  }

  #change(id: string, part: Partial<Draft>): void {
    const draft = this.get(id);
    if (draft === undefined) return;
    this.#replace({ ...draft, ...part });
  }

  #replace(draft: Draft): void {
    const { id } = draft;
    this.#byId = new Map(this.#byId).set(id, draft);
    this.#unsaved.add(id);
    this.#refused.delete(id);
    this.#keepSoon();
  }

  #keepSoon(): void {
    if (this.#unsaved.isEmpty) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#keep(), KEEP_AFTER);
  }

  /** One after the other, so that a later text never arrives before an earlier one. */
  async #keep(): Promise<void> {
    if (this.#isKeeping) return;
    this.#isKeeping = true;
    clearTimeout(this.#timer);
    for (const id of this.#unsaved.ids) {
      const draft = this.get(id);
      if (draft === undefined) this.#unsaved.remove(id);
      else await this.#keepOne(draft);
    }
    this.#isKeeping = false;
    if (this.#isReached && this.#unsaved.ids.some((id) => !this.#refused.has(id))) this.#keepSoon();
  }

  async #keepOne(draft: Draft): Promise<void> {
    this.#keeping = draft.id;
    const kept = await this.#api.keepDraft(draft);
    this.#keeping = undefined;
    this.#isReached = kept.ok || kept.problem.code !== UNREACHABLE;
    if (kept.ok) {
      this.#keptTexts.set(draft.id, draft.text);
      // Typed on meanwhile: it goes again.
      if (this.get(draft.id) === draft || this.get(draft.id) === undefined) this.#unsaved.remove(draft.id);
      if (this.get(draft.id) === undefined) void this.#api.removeDraft(draft.id);
    } else if (this.#isReached && !this.#refused.has(draft.id)) {
      this.#refused.add(draft.id);
      this.#toast.complain(kept.problem);
    }
  }

  /** A request begun now may be cut off: what is not kept yet waits beside the page for the next load. */
  #leave(): void {
    this.#unsaved.leave((id) => this.get(id));
    void this.#keep();
  }
}

function isSame(one: Draft, other: Draft): boolean {
  const { text, ...rest } = one;
  const { text: otherText, ...otherRest } = other;
  return text === otherText && JSON.stringify(rest) === JSON.stringify(otherRest);
}

function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
