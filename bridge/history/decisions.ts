import type { Approval } from '../../protocol/baseline.ts';
import type { ItemRef, SectionName } from '../../protocol/inventory.ts';
import type { SnapshotSource } from '../../protocol/snapshot.ts';
import type { BaselineFile } from './decision-store.ts';

/** Stands for a wording where it was decided that there is none: the item may be gone. */
export const GONE = '';

/** All that was decided about one target, by wording; the newest of each. */
export class Decisions {
  revision: number;
  since: number | undefined;
  source: SnapshotSource | undefined;
  #target: string;
  #byWording = new Map<string, Approval>();
  #baseline: Map<string, Approval> | undefined;
  #latest: Map<string, Approval> | undefined;

  constructor({ target, revision, since, source, decided }: BaselineFile) {
    this.#target = target;
    this.revision = revision;
    this.since = since;
    this.source = source;
    for (const one of decided) this.#byWording.set(wording(one, one.hash), one);
  }

  of(ref: ItemRef, hash: string): Approval | undefined {
    return this.#byWording.get(wording(ref, hash));
  }

  set(decision: Approval): void {
    const key = wording(decision, decision.hash);
    // At the end: of two of the same moment the later one counts.
    this.#byWording.delete(key);
    this.#byWording.set(key, decision);
    this.#baseline = undefined;
    this.#latest = undefined;
  }

  /** What was approved last of each item, by section, name and number; nothing where it was approved that it is gone. */
  get baseline(): ReadonlyMap<string, Approval> {
    if (this.#baseline !== undefined) return this.#baseline;
    const newest = new Map<string, Approval>();
    for (const one of this.#byWording.values()) {
      if (one.decision !== 'approved') continue;
      const key = refKey(one);
      if ((newest.get(key)?.at ?? -Infinity) <= one.at) newest.set(key, one);
    }
    for (const [key, { hash }] of newest) if (hash === GONE) newest.delete(key);
    this.#baseline = newest;
    return newest;
  }

  /** What was decided last of each item, whatever it was; also that one is gone. */
  get latest(): ReadonlyMap<string, Approval> {
    if (this.#latest !== undefined) return this.#latest;
    const latest = new Map<string, Approval>();
    for (const one of this.#byWording.values()) {
      const key = refKey(one);
      if ((latest.get(key)?.at ?? -Infinity) <= one.at) latest.set(key, one);
    }
    return (this.#latest = latest);
  }

  /** Whether an item is there again after it was approved that it is gone. */
  isBack(item: ItemRef & { hash: string }): boolean {
    const latest = this.latest.get(refKey(item));
    if (latest?.hash !== GONE) return false;
    return (this.of(item, item.hash)?.at ?? -Infinity) < latest.at;
  }

  get isEmpty(): boolean {
    return this.#byWording.size === 0;
  }

  file(): BaselineFile {
    return {
      version: 1,
      target: this.#target,
      revision: this.revision,
      ...(this.since === undefined ? {} : { since: this.since }),
      ...(this.source === undefined ? {} : { source: this.source }),
      decided: [...this.#byWording.values()],
    };
  }

  copy(): Decisions {
    return new Decisions(this.file());
  }
}

export function refKey({ section, name, nth }: ItemRef): string {
  return `${section} ${nth} ${name}`;
}

/** Items of one name may change places: what was decided goes with the wording. That one is gone is said of its number. */
function wording({ section, name, nth }: ItemRef, hash: string): string {
  return hash === GONE ? `${section} gone ${nth} ${name}` : `${section} ${hash} ${name}`;
}

export function nameKey({ section, name }: { section: SectionName; name: string }): string {
  return `${section} ${name}`;
}
