import type { Snapshot } from '../../protocol/snapshot.ts';
import { Offered } from './offered.ts';

/** One of two snapshots, and what the comparison asks of it as a whole. */
export class Side {
  readonly snapshot: Snapshot;
  #tools: ReadonlySet<string> | undefined;

  constructor(snapshot: Snapshot) {
    this.snapshot = snapshot;
  }

  /** Names of its tools. */
  get tools(): ReadonlySet<string> {
    if (this.#tools !== undefined) return this.#tools;
    const tools = new Set<string>();
    for (const { section, name } of this.snapshot.items) if (section === 'tools') tools.add(name);
    return (this.#tools = tools);
  }

  /** As `serverInfo` says, where it does. */
  get version(): string | undefined {
    for (const item of this.snapshot.items) {
      if (item.section !== 'server') continue;
      const offered = new Offered(item);
      const info = item.name === 'serverInfo' ? undefined : offered.field('serverInfo');
      const version =
        item.name === 'serverInfo' ? offered.string('version') : info?.member('version')?.string;
      if (version !== undefined) return version;
    }
    return undefined;
  }
}
