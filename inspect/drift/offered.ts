import type { SnapshotItem } from '../../protocol/snapshot.ts';
import { Value } from './value.ts';

/**
 * Of the server there is an item for each member of what it answered, called as that member; a whole answer is read
 * too, and is known by what it holds.
 */
export function isServerRow({ section, name, fields }: SnapshotItem): boolean {
  return (
    section === 'server' &&
    name !== '' &&
    !fields.some((field) => field.name === 'serverInfo' || field.name === 'instructions')
  );
}

/** An item with its fields by name, each read when somebody asks for it. */
export class Offered {
  readonly item: SnapshotItem;
  readonly isRow: boolean = false;
  #texts: ReadonlyMap<string, readonly string[]> | undefined;
  #values = new Map<string, Value>();

  /** `text`: the whole item, for a member of the server's answer, which is then its only field. */
  constructor(item: SnapshotItem, text?: string) {
    this.item = item;
    if (text !== undefined && isServerRow(item)) {
      this.isRow = true;
      this.#texts = new Map([[item.name, [text]]]);
    }
  }

  /** Canonical JSON of every field; several where a key was repeated. */
  get texts(): ReadonlyMap<string, readonly string[]> {
    if (this.#texts !== undefined) return this.#texts;
    const texts = new Map<string, string[]>();
    for (const { name, text } of this.item.fields) {
      const known = texts.get(name);
      if (known === undefined) texts.set(name, [text]);
      else known.push(text);
    }
    return (this.#texts = texts);
  }

  /** The last one of that name. */
  field(name: string): Value | undefined {
    const known = this.#values.get(name);
    if (known !== undefined) return known;
    const text = this.texts.get(name)?.at(-1);
    if (text === undefined) return undefined;
    const value = Value.of(text);
    this.#values.set(name, value);
    return value;
  }

  string(name: string): string | undefined {
    return this.field(name)?.string;
  }
}
