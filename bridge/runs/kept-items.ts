import type { Snapshot, SnapshotItem } from '../../protocol/snapshot.ts';

/** Characters of all items that are kept; a server that turns with every answer must not grow this. */
const MOST_TEXT = 200_000_000;
const OF_AN_ITEM = 200;

/** Texts of items by their hashes, so that they are read once and never leave their thread. */
export class KeptItems {
  #fields = new Map<string, SnapshotItem['fields']>();
  #text = 0;
  #most: number;

  constructor(most = MOST_TEXT) {
    this.#most = most;
  }

  has(hash: string): boolean {
    return this.#fields.has(hash);
  }

  /** Keeps what has fields; answers what can be handed out. */
  light(item: SnapshotItem): SnapshotItem {
    const { section, name, nth, hash } = item;
    const known = this.#fields.get(hash);
    const fields = known ?? item.fields;
    // Put anew, so that what is offered again and again stays longest.
    if (known !== undefined) this.#fields.delete(hash);
    else this.#text += sizeOf(fields);
    this.#fields.set(hash, fields);
    while (this.#text > this.#most && this.#fields.size > 1) {
      const [oldest] = this.#fields;
      this.#text -= sizeOf(oldest![1]);
      this.#fields.delete(oldest![0]);
    }
    // Which members there are can be asked for; what they hold stays here.
    return { section, name, nth, fields: fields.map((field) => ({ name: field.name, text: '' })), hash };
  }

  /** undefined: it is not kept any more. */
  whole(item: SnapshotItem): SnapshotItem | undefined {
    const fields = this.#fields.get(item.hash);
    return fields === undefined ? undefined : { ...item, fields };
  }

  wholeSnapshot(snapshot: Snapshot): Snapshot | undefined {
    const items: SnapshotItem[] = [];
    for (const item of snapshot.items) {
      const whole = this.whole(item);
      if (whole === undefined) return undefined;
      items.push(whole);
    }
    return { ...snapshot, items };
  }
}

function sizeOf(fields: SnapshotItem['fields']): number {
  return fields.reduce((sum, { name, text }) => sum + name.length + text.length, OF_AN_ITEM);
}
