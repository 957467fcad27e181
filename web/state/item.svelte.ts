import type { JsonDocument, Span } from '../../protocol/json/document.ts';
import { readJson } from '../../protocol/json/read.ts';
import type { BytesRef, InventoryRow, ItemRef } from '../../protocol/inventory.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Api } from '../connection/api.ts';
import { UNREACHABLE } from '../connection/ask.ts';
import type { Bodies } from '../connection/bodies.ts';
import { BodyView } from './body-view.svelte.ts';
import { isSameItem } from './inventory-rows.ts';
import type { View } from './place.ts';

/** Beyond this the thread of the page would stand still while it is read; the body viewer has one of its own. */
export const MOST_READ = 256 * 1024;
const MOST_AT_ONCE = 4 * 1024 * 1024;
const MOST_COPIED = 16 * 1024 * 1024;
const LOOK_AGAIN_EVERY = 500;

export type ItemView = 'fields' | View;

/** What is known of an item's content. `bytes`: too large to be taken apart here. */
export type ItemContent =
  | { kind: 'reading' }
  /** `isExact`: the text is what its bytes say, so that a place in it is a place among them. */
  | { kind: 'read'; document: JsonDocument; isExact: boolean }
  | { kind: 'bytes' }
  | { kind: 'failed'; words: string };

export interface ShownItem {
  session: string;
  row: InventoryRow;
  content: ItemContent;
  /** It stood in the list before, and does not any more. */
  isGone: boolean;
}

function isSameStretch(a: BytesRef, b: BytesRef): boolean {
  return a.frame === b.frame && a.from === b.from && a.to === b.to;
}

/** The item that is looked at in Inventory: where its bytes are, and what they say. */
export class Item {
  #api: Api;
  #bodies: Bodies;
  #at: { session: string; ref: ItemRef } | undefined;
  #version = 0;
  #shown = $state.raw<ShownItem | undefined>(undefined);
  #problem = $state.raw<Problem | undefined>(undefined);
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** How it is looked at; the next item is looked at in the same way. */
  view = $state<ItemView>('fields');

  constructor(api: Api, bodies: Bodies) {
    this.#api = api;
    this.#bodies = bodies;
  }

  get shown(): ShownItem | undefined {
    return this.#shown;
  }
  get problem(): Problem | undefined {
    return this.#problem;
  }

  /** Called whenever the address, the session or the version of its lists changes. */
  show(session: string | undefined, ref: ItemRef | undefined, version: number): void {
    const at = session === undefined || ref === undefined ? undefined : { session, ref };
    const isSame = at?.session === this.#at?.session && isSameItem(at?.ref, this.#at?.ref);
    const isNewer = version > this.#version;
    this.#version = version;
    if (isSame && !isNewer) return;
    if (isSame) return this.#lookAgain();
    this.#at = at;
    this.#problem = undefined;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (at === undefined) this.#shown = undefined;
    else void this.#load(at);
  }

  /** The bridge is back. */
  again(): void {
    this.#version = 0;
    if (this.#at !== undefined) this.#lookAgain();
  }

  /** Rows of the bytes of an item, or of a stretch of its text. */
  body({ session, row, content }: ShownItem, view: View, span?: Span): BodyView {
    const { frame, from, to } = row.at;
    const [first, last] =
      span === undefined || content.kind !== 'read' ? [0, to - from] : bytesOf(content.document.text, span);
    return new BodyView(this.#bodies, {
      session,
      seq: frame,
      part: 'payload',
      mode: view,
      start: from + first,
      total: last - first,
    });
  }

  /** The item as it was sent, for the clipboard; at most 16 MB of it. */
  async text({ session, row, content }: ShownItem): Promise<{ text: string; isWhole: boolean } | undefined> {
    if (content.kind === 'read') return { text: content.document.text, isWhole: true };
    const { frame, from, to } = row.at;
    const bytes = await this.#bytes(session, { frame, from, to: Math.min(to, from + MOST_COPIED) });
    if (bytes === undefined) return undefined;
    return {
      text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes),
      isWhole: to - from <= MOST_COPIED,
    };
  }

  /** The lists changed: the item may be another one now, or none. At most twice a second. */
  #lookAgain(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      if (this.#at !== undefined) void this.#load(this.#at);
    }, LOOK_AGAIN_EVERY);
  }

  async #load(at: { session: string; ref: ItemRef }): Promise<void> {
    const found = await this.#api.item(at.session, at.ref);
    if (this.#at !== at) return;
    const before = this.#shown;
    const isSame = before?.session === at.session && isSameItem(before.row.ref, at.ref);
    if (!found.ok) {
      if (found.problem.code === UNREACHABLE && isSame) return;
      if (isSame) this.#shown = { ...before, isGone: true };
      else [this.#shown, this.#problem] = [undefined, found.problem];
      return;
    }
    this.#problem = undefined;
    const row = found.value;
    const isHere = isSame && isSameStretch(before.row.at, row.at) && before.content.kind !== 'failed';
    const content = isHere ? before.content : await this.#read(at.session, row.at);
    if (this.#at === at) this.#shown = { session: at.session, row, content, isGone: false };
  }

  async #read(session: string, at: BytesRef): Promise<ItemContent> {
    this.#bodies.warm();
    if (at.to - at.from > MOST_READ) return { kind: 'bytes' };
    const bytes = await this.#bytes(session, at);
    if (bytes === undefined) return { kind: 'failed', words: 'The bytes of this item could not be read.' };
    return { kind: 'read', ...decoded(bytes) };
  }

  async #bytes(session: string, { frame, from, to }: BytesRef): Promise<Uint8Array | undefined> {
    const all = new Uint8Array(to - from);
    let held = 0;
    while (held < all.length) {
      const start = from + held;
      const part = await this.#api.payload(session, {
        frame,
        from: start,
        to: Math.min(to, start + MOST_AT_ONCE),
      });
      if (part === undefined || part.length === 0) return undefined;
      all.set(part.subarray(0, all.length - held), held);
      held += part.length;
    }
    return all;
  }
}

function decoded(bytes: Uint8Array): { document: JsonDocument; isExact: boolean } {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return { document: readJson(text), isExact: true };
  } catch (error) {
    // TypeError: bytes that are no UTF-8; what can be read of them is shown, and the fields say so.
    if (!(error instanceof TypeError)) throw error;
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
    return { document: readJson(text), isExact: false };
  }
}

function bytesOf(text: string, { from, to }: Span): [number, number] {
  const encoder = new TextEncoder();
  const first = encoder.encode(text.slice(0, from)).length;
  return [first, first + encoder.encode(text.slice(from, to)).length];
}
