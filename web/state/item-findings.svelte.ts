import type { FrameFinding, ItemFindings as Badge } from '../../protocol/finding.ts';
import { SEVERITIES } from '../../protocol/finding.ts';
import type { InventoryRow, ItemRef } from '../../protocol/inventory.ts';
import type { Api } from '../connection/api.ts';

const LOOK_AGAIN_EVERY = 500;

function keyOf({ section, name }: Pick<ItemRef, 'section' | 'name'>): string {
  return `${section}/${name}`;
}

/** Open findings of the things a server offers: a badge each, and all of the one that is looked at. */
export class ItemFindings {
  #api: Pick<Api, 'findingsByItem' | 'frameFindings'>;
  #session: string | undefined;
  #version = -1;
  #badges = $state.raw(new Map<string, Badge>());
  #item: { session: string; row: InventoryRow } | undefined;
  #found = $state.raw<readonly FrameFinding[]>([]);
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(api: Pick<Api, 'findingsByItem' | 'frameFindings'>) {
    this.#api = api;
  }

  badge(ref: Pick<ItemRef, 'section' | 'name'>): Badge | undefined {
    return this.#badges.get(keyOf(ref));
  }
  /** Of the item that is looked at: the worst first, then in the order of its bytes. */
  get found(): readonly FrameFinding[] {
    return this.#found;
  }

  /** Called whenever the session changes or was inspected further. */
  show(session: string | undefined, version: number): void {
    const isSame = session === this.#session;
    if (isSame && version === this.#version) return;
    this.#version = version;
    if (isSame) {
      this.#timer ??= setTimeout(() => {
        this.#timer = undefined;
        void this.#load();
        void this.#loadItem();
      }, LOOK_AGAIN_EVERY);
      return;
    }
    this.#session = session;
    this.#badges = new Map();
    void this.#load();
  }
  showItem(item: { session: string; row: InventoryRow } | undefined): void {
    const at = item?.row.at;
    const before = this.#item?.row.at;
    const isSame =
      item?.session === this.#item?.session && at?.frame === before?.frame && at?.from === before?.from;
    this.#item = item;
    if (isSame) return;
    this.#found = [];
    void this.#loadItem();
  }
  again(): void {
    void this.#load();
    void this.#loadItem();
  }

  async #load(): Promise<void> {
    const session = this.#session;
    if (session === undefined) return;
    const found = await this.#api.findingsByItem(session);
    if (found.ok && this.#session === session)
      this.#badges = new Map(found.value.items.map((badge) => [keyOf(badge), badge]));
  }

  async #loadItem(): Promise<void> {
    const item = this.#item;
    if (item === undefined) return;
    const { ref, at } = item.row;
    const { frame, from, to } = at;
    const found = await this.#api.frameFindings(item.session, frame);
    if (!found.ok || this.#item !== item) return;
    const first = ({ evidence }: FrameFinding): number =>
      evidence.find((one) => one.frame === frame && one.part === 'payload' && one.from < to && one.to > from)
        ?.from ?? -1;
    this.#found = found.value.findings
      .filter((one) => first(one) >= 0 || (one.item !== undefined && keyOf(one.item) === keyOf(ref)))
      .sort((a, b) => SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity) || first(a) - first(b));
  }
}
