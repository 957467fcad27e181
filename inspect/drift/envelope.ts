import type { Snapshot, SnapshotItem } from '../../protocol/snapshot.ts';
import type { Pair } from './match.ts';

/** 2026-07-28 says who the server is in `_meta`; that is an item of its own as well. */
const SERVER_INFO = 'io.modelcontextprotocol/serverInfo';
/** What the answer of one era has around what a server offers, and that of the other has not. */
const OF_ONE_ERA: ReadonlySet<string> = new Set([
  'protocolVersion',
  'supportedVersions',
  'resultType',
  'ttlMs',
  'cacheScope',
]);

/** What differs between two answers for another reason than what is offered, and is told once, elsewhere. */
export class Envelope {
  #before: Snapshot;
  #after: Snapshot;
  #hash: (text: string) => string;

  constructor(before: Snapshot, after: Snapshot, hash: (text: string) => string) {
    this.#before = before;
    this.#after = after;
    this.#hash = hash;
  }

  /** A `_meta` that differs only in who the server is. */
  hasChanged({ before, after }: Pair): boolean {
    if (before.section !== 'server' || before.name !== '_meta') return false;
    const [old, now] = [this.#beside(before, this.#before), this.#beside(after, this.#after)];
    return JSON.stringify(old) === JSON.stringify(now);
  }

  /** Came or went because the server was asked in the other era. */
  hasComeOrGone(item: SnapshotItem, side: 'before' | 'after'): boolean {
    const [was, is] = [this.#before.source.era, this.#after.source.era];
    if (was === undefined || is === undefined || was === is || item.section !== 'server') return false;
    if (item.name !== '_meta') return OF_ONE_ERA.has(item.name);
    return this.#beside(item, side === 'before' ? this.#before : this.#after).length === 0;
  }

  /** What stands in it beside the very `serverInfo` that is an item of its own. */
  #beside({ fields }: SnapshotItem, { items }: Snapshot): SnapshotItem['fields'] {
    const own = items.filter(({ section, name }) => section === 'server' && name === 'serverInfo');
    return fields.filter(
      ({ name, text }) => name !== SERVER_INFO || own.length !== 1 || this.#hash(text) !== own[0]!.hash,
    );
  }
}
