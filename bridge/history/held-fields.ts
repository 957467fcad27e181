import type { SnapshotField } from '../../protocol/snapshot.ts';

/** Characters that are held. */
const MOST = 8 * 1024 * 1024;

/** Fields by the hash of their item: what is compared is read several times in a row. */
export class HeldFields {
  #byHash = new Map<string, SnapshotField[]>();
  #length = 0;

  get(hash: string): SnapshotField[] | undefined {
    return this.#byHash.get(hash);
  }

  hold(hash: string, fields: SnapshotField[]): void {
    const length = fields.reduce((sum, { name, text }) => sum + name.length + text.length, 0);
    if (length > MOST) return;
    if (this.#length + length > MOST) this.clear();
    this.#byHash.set(hash, fields);
    this.#length += length;
  }

  clear(): void {
    this.#byHash.clear();
    this.#length = 0;
  }
}
